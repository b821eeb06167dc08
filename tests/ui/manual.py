"""Makes the manual's pictures and its page in ``docs/manual``: ``python -m tests.ui.manual``.

Both come from the same source as the window of F1 (``resources/manual.md``). Every picture is taken of the real
application on a sample and remembers the words that stood in the window; a test compares them with the program's words
of today, so that neither pictures nor page grow old.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.folders import PICTURES, ROOT, SAMPLES, TEMPLATE_PAGE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.window.window import MainWindow

PAGE = ROOT / "docs" / "manual" / "README.md"
SIZE = (1040, 740)
LETTERS = "Noto Sans CJK SC"
COLOURS, WORDS = 256, "Words"
"""How many colours a picture has; the name under which it keeps the words that stand in it."""
_UP = os.path.relpath(ROOT, PAGE.parent)
_PICTURE, _FIGURE = re.compile(r"\]\((\w+\.png)\)"), re.compile(r"\d")
_NOTE = "<!-- 由程序生成（python -m tests.ui.manual），请勿手改；原文是 resources/manual.md。 -->\n\n"


def main() -> int:
    """Takes the pictures as a new user would see them, and writes the page."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "APPDATA"), home))
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for asked in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS"):
            os.environ.pop(asked, None)
        _take_pictures()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """The whole manual for a reader of the repository."""
    from ui.program.manual import manual_text

    pictures = PICTURES.relative_to(ROOT).as_posix()
    text = _PICTURE.sub(rf"]({_UP}/{pictures}/\1)", manual_text())
    templates = TEMPLATE_PAGE.relative_to(ROOT).as_posix()
    return _NOTE + text.replace(f"]({TEMPLATE_PAGE.name})", f"]({_UP}/{templates})")


def _take_pictures() -> None:
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from ui.ground import theme
    from ui.program.app import start

    application = QApplication([])
    application.setCursorFlashTime(0)  # else the caret is on some pictures and not on others
    theme.PREFERRED = (LETTERS,)
    if LETTERS not in QFontDatabase.families():
        raise SystemExit(f"the pictures are taken with {LETTERS}, so that they do not change with the machine")
    window = start(application, []).windows[0]
    PICTURES.mkdir(exist_ok=True)
    for name, shown in scenes(window):
        _save(shown, PICTURES / f"{name}.png")
    window.show_session(None)
    window.close()


def _save(shown: QWidget, path: Path) -> None:
    """A picture of few colours, which is a quarter as large, with the words that stand in it."""
    from PIL.Image import frombytes
    from PIL.PngImagePlugin import PngInfo
    from PySide6.QtGui import QImage

    picture = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    words = PngInfo()
    words.add_itxt(WORDS, "\n".join(words_seen(shown)))
    image = frombytes("RGBX", (picture.width(), picture.height()), bytes(picture.constBits()))
    image.convert("RGB").quantize(COLOURS).save(path, optimize=True, pnginfo=words)


def scenes(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The name of each picture, and the part of the screen that is on it, at rest."""
    from tests.ui.conftest import every, settle, wait_for
    from ui.importing.dialog import ImportDialog
    from ui.output.export import ExportDialog

    window.resize(*SIZE)
    settle()
    yield "start", window
    trigger = {name: action.trigger for name, action in window.actions_by_id.items()}
    for name, acts in _of_a_dossier(window, trigger):
        for act in acts:
            act()
        wait_for(lambda: window.session is not None and window.session.checked)
        settle()
        yield name, window
    trigger["export"]()
    settle()
    dialog = every(window, ExportDialog)[0]
    dialog.folder.setText("D:\\绩效目标表")  # whose picture it is, is nobody's business
    yield "export", dialog
    dialog.close()
    window.imports.open_dropped([SAMPLES / "项目支出（粘贴文本）.txt"])
    importing = every(window, ImportDialog)[0]
    wait_for(lambda: not importing.work.is_busy)
    settle()
    yield "import", importing
    importing.close()


def _of_a_dossier(
    window: MainWindow, trigger: dict[str, Callable[[], None]]
) -> Iterator[tuple[str, Sequence[Callable[[], object]]]]:
    """What is done to a sample before a picture of the window is taken."""
    from models.files.jxmb import load
    from models.folders import samples

    sample = load(next(path for path in samples() if "部门整体和项目" in path.stem))
    project = next(form for form in sample.forms if form.kind == "project")
    next(project.indicators()).weight = None  # so that the rules and the bar have something to say
    department = next(form for form in sample.forms if form.kind == "department")
    docks = partial(window.set_docks, outline=True, findings=True)
    yield "department", (partial(window.files.create, sample), docks, partial(window.show_page, department.id))
    yield "weights", (partial(window.show_page, project.id), trigger["indicators"])
    yield "finding", (trigger["next_finding"],)
    yield "official", (trigger["official"],)


def words_seen(shown: QWidget) -> list[str]:
    """The words of the program on a part of the screen, sorted; those with figures (dates, counts) are let pass."""
    from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QTabBar, QToolButton

    from tests.ui.conftest import every

    def visible(kind: type[Any]) -> list[Any]:
        return [one for one in every(shown, kind) if one.isVisibleTo(shown)]

    lettered = [one for one in visible(QAbstractButton) if not isinstance(one, QToolButton)]
    words = {one.text() for one in [*lettered, *visible(QLabel)]}
    words |= {box.title() for box in visible(QGroupBox)}
    words |= {bar.tabText(number) for bar in visible(QTabBar) for number in range(bar.count())}
    return sorted(word for word in words if word.strip() and not _FIGURE.search(word))


if __name__ == "__main__":
    sys.exit(main())
