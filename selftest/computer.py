"""What the self-test tries of the computer: fonts, templates, saving, the input method."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from exporters.fonts import HEI, RARE, SONG, FontError, Fonts
from models.dossier import Dossier, Unit
from models.files.jxmb import FileProblem, load, save
from models.folders import user_folder
from models.templates.shelf import load_templates
from selftest.steps import Step

WORDS = "绩效目标表≥≤％□"


def computer_steps(template_folders: Iterable[Path]) -> Iterator[Step]:
    """Each step as it is done."""
    yield from (Step("字体", name, _font_fault(name)) for name in (SONG, HEI, RARE))
    problems = load_templates(template_folders)[1]
    yield Step("版式", "自带的和自己的", problems[0].message if problems else "")
    yield Step("保存", "临时文件夹", _saving_fault())
    yield Step("恢复", str(user_folder()), _keeping_fault(user_folder()))
    yield Step("输入法", *_input_method())


def _font_fault(name: str) -> str:
    try:
        glyphs = [Fonts().glyph(sign, name) for sign in WORDS]
    except FontError as problem:
        return str(problem)
    lost = "".join(sign for sign, glyph in zip(WORDS, glyphs, strict=True) if glyph.missing)
    return f"没有“{lost}”的字形" if lost else ""


def _saving_fault() -> str:
    """A dossier is saved twice and opened again."""
    dossier = Dossier(year=2026, unit=Unit(name="自检"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "自检 文件.jxmb"
        try:
            save(dossier, path)
            save(dossier, path)
            return "" if load(path) == dossier else "存下再打开，内容变了"
        except (FileProblem, OSError) as problem:
            return str(problem)


def _keeping_fault(folder: Path) -> str:
    """Whether recovery files and settings can be kept where they belong."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder):
            return ""
    except OSError as problem:
        return f"不能写这个文件夹（{problem.strerror}），断电时没存的内容会丢"


def _input_method() -> tuple[str, str]:
    """The input method that the desktop has set, and what is wrong; Qt reaches fcitx over IBus too."""
    wanted = os.environ.get("QT_IM_MODULE", "")
    if not sys.platform.startswith("linux") or not wanted:
        return "系统自己的", ""
    spec = find_spec("PySide6")
    folder = Path(spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else "")
    plugins = " ".join(path.name for path in folder.glob("Qt/plugins/platforminputcontexts/*"))
    if wanted.startswith("fcitx") and "fcitx" not in plugins:
        return wanted, "" if _ibus_is_served() else "fcitx 没有接待 IBus 的程序，打不出汉字；请装 fcitx5 或 ibus"
    return wanted, "" if wanted in f"{plugins} simple none" else f"没有 {wanted} 的插件，可能打不出汉字"


def _ibus_is_served() -> bool:
    """Somebody waits for the clients of IBus: ibus itself or fcitx5, but not fcitx 4."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "ibus" / "bus"
    return bool(os.environ.get("IBUS_ADDRESS")) or any(folder.glob("*-unix-*"))
