"""佐证资料: files named by their way from the dossier's folder. What leads elsewhere is never touched unasked.

A dossier may come from anybody. A path that is no plain way from its folder (absolute, of another drive or computer, a
device, an address) is refused by its text alone: asking the disk about ``//host/x`` would already call that host.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from models.annotations.naming import Names, form_words, names_of, place_words
from models.dossier import Attachment, Dossier
from models.edits import Batch, Insert, SetValue
from models.forms import BaseForm
from models.python import regex

FOLDER = "佐证资料"
_LONGEST = 1000  # characters of a path
_DEVICE = regex(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_CONTROL = regex("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
READABLE = frozenset(
    {"pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "txt", "md"}
    | {"jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "heic"}
)
"""Endings of what is read and not run; anything else is shown in its folder instead."""


class Standing(StrEnum):
    """How a file is found."""

    THERE = "在"
    MISSING = "找不到"
    OUTSIDE = "在文件夹以外"
    REFUSED = "不能用"


class Found(NamedTuple):
    """A file of evidence: how it stands, where it is (None: nowhere to be looked for), and why it is refused."""

    standing: Standing
    file: Path | None = None
    why: str = ""

    @property
    def is_there(self) -> bool:
        """It can be opened and copied, of those outside the folder only when a person says so."""
        return self.standing in (Standing.THERE, Standing.OUTSIDE)

    @property
    def opens(self) -> bool:
        """It is of a kind that is read, not run."""
        return self.is_there and self.file is not None and self.file.suffix.lower().lstrip(".") in READABLE


def path_problem(path: str) -> str:
    """Why a path is refused whatever is on the disk; empty where it is a plain way from the dossier's folder."""
    parts = path.split("/")
    if not path or len(path) > _LONGEST or _CONTROL.search(path):
        return "路径写得不对"
    if path.startswith(("/", "\\", "~")) or ":" in path:
        return "不是相对于套表的路径，也可能是网址或别的电脑"
    if "\\" in path or "" in parts:
        return "路径写得不对"
    names = [part for part in parts if part not in (".", "..")]
    if any(_DEVICE.match(name) or name != name.rstrip(" .") for name in names) or not names:
        return "是系统设备的名称，或不是文件名"
    return ""


def located(path: str, folder: Path | None) -> Found:
    """Where the file of a path is; ``folder`` is the dossier's, None for one that has no file yet."""
    if why := path_problem(path):
        return Found(Standing.REFUSED, why=why)
    if folder is None:
        return Found(Standing.MISSING)
    try:
        home = folder.resolve()
        file = (home / path).resolve()
        if not file.is_file():
            return Found(Standing.MISSING, Path(os.path.normpath(home / path)))
    except (OSError, RuntimeError, ValueError):  # a link that goes in a circle, a name that the system refuses
        return Found(Standing.MISSING)
    return Found(Standing.THERE if file.is_relative_to(home) else Standing.OUTSIDE, file)


def link(file: Path, folder: Path) -> str:
    """The way to a file from the dossier's folder. Raises ValueError (Chinese) where there is none."""
    try:
        path = Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except (OSError, RuntimeError, ValueError):
        raise ValueError("和套表不在同一个盘上，请先把它复制到套表的文件夹里") from None
    if why := path_problem(path):
        raise ValueError(why)
    return path


def attaching(dossier: Dossier, where: str, paths: list[str]) -> Batch | None:
    """The change that adds files to a form or an indicator, None where it has them all."""
    known = {one.path for one in dossier.attachments if one.where == where}
    fresh = [path for path in dict.fromkeys(paths) if path not in known]
    at = len(dossier.attachments)
    changes = tuple(
        Insert("dossier", "attachments", at + number, Attachment(where=where, path=path))
        for number, path in enumerate(fresh)
    )
    return Batch(changes, f"添加佐证资料 {len(changes)} 个") if changes else None


def relinking(dossier: Dossier, old: Path, new: Path) -> Batch | None:
    """The change that keeps the ways right when the dossier goes from one folder to another; None for none.

    A path that is refused stays as it is, and so does one for which there is no way from the new folder.
    """
    changes = []
    for one in dossier.attachments:
        found = located(one.path, old)
        try:
            path = link(found.file, new) if found.file else one.path
        except ValueError:
            continue
        if path != one.path:
            changes.append(SetValue(f"{one.id}.path", path))
    return Batch(tuple(changes), "佐证资料的路径随另存为改写") if changes else None


def found_again(dossier: Dossier, lost: Attachment, file: Path, home: Path) -> Batch:
    """The change that says where a missing file lies now, and with it every missing one that lies there likewise.

    ``home`` is the dossier's folder. Raises ValueError (Chinese) where there is no way to the file.
    """
    changes = [SetValue(f"{lost.id}.path", link(file, home))]
    before = Path(os.path.normpath(home / lost.path)).parent
    for one in dossier.attachments:
        found = located(one.path, home)
        if one is lost or found.standing is not Standing.MISSING or found.file is None:
            continue
        now = Path(os.path.normpath(file.parent / os.path.relpath(found.file, before)))
        if now.is_file() and now.resolve() != file.resolve():
            changes.append(SetValue(f"{one.id}.path", link(now, home)))
    return Batch(tuple(changes), f"重新指定佐证资料 {len(changes)} 个")


def owner_words(one: Attachment, names: Names) -> tuple[str, str]:
    """The form that a file belongs to, and the indicator where it is one's."""
    part = names.get(one.where, (None, ()))[0]
    form, place = form_words(one.where, names), place_words(one.where, names)
    return form or "（已经不在了）", "" if part is None or isinstance(part, BaseForm) else place


def told_missing(dossier: Dossier, home: Path | None) -> list[str]:
    """A sentence on every file of evidence that is not where it should be."""
    told = []
    names = names_of(dossier) if dossier.attachments else {}
    for one in dossier.attachments:
        found = located(one.path, home)
        if not found.is_there:
            owner = "”的“".join(part for part in owner_words(one, names) if part)
            told.append(f"“{owner}”的佐证资料{found.standing}：{one.path}" + (f"（{found.why}）" if found.why else ""))
    return told
