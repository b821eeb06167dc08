"""The user's settings: one table says what there is; the dialog is made from it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from models.files.bounded import NotRegularError, TooLargeError, read_bounded
from models.folders import real

Kind = Literal["text", "number", "switch", "choice", "folder"]
RECENT = "recent"
LAYOUT = "layout"
COLUMNS = "columns"
FOLDED = "findings_folded"
LAST_YEAR = "last_year"
"""The setting by which last year's texts are written under this year's."""
COMMENT_AUTHOR = "comment_author"
_DOCKS = ("outline", "outline_small", "findings", "findings_small", "comments")
_LAYOUT_STATES = ("geometry", "docks", "part", "split", "side", COLUMNS, FOLDED, *_DOCKS)
"""What the windows remember of their looks; ``COLUMNS`` is a group of its own."""
MOST_RECENT = 10
LARGEST = 1_000_000  # bytes of a settings file; it has a few thousand
LONGEST = 10_000  # characters or bytes of one value


class Setting(NamedTuple):
    """One setting. ``choices`` are (value, word) pairs of a choice; ``least``/``most`` bound a number."""

    key: str
    kind: Kind
    default: Any
    label: str
    help: str = ""
    group: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0
    suffix: str = ""


LOOK, TYPING, NEW, FOLDERS = "外观", "填写", "新建套表时", "文件夹"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme",
        "choice",
        "system",
        "配色",
        "“跟随系统”时随系统的深浅色变化。",
        LOOK,
        (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色")),
    ),
    Setting(
        "font_size", "number", 0, "字号", "界面文字的大小；“自动”时用系统的字号。", LOOK, least=0, most=24, suffix=" 磅"
    ),
    Setting("toolbar_text", "switch", True, "工具栏显示文字", "", LOOK),
    Setting(
        "suggest",
        "switch",
        True,
        "打字时列出以前打过的词",
        "填指标时列出本套表和以前保存过的词；只记在这台电脑上。",
        TYPING,
    ),
    Setting(
        LAST_YEAR,
        "switch",
        False,
        "写出上年的内容",
        "以上年套表新建的表，在各栏下面用灰字写上年的；不选时，鼠标停在栏上也看得到。",
        TYPING,
    ),
    Setting(
        COMMENT_AUTHOR, "text", "", "批注的署名", "写批注时带上；空着则用填报人，也没有就用这台电脑的用户名。", TYPING
    ),
    Setting("region", "choice", "", "默认地区", "新建套表时先选好的地区。", NEW),
    Setting("unit_name", "text", "", "单位名称", "新建的套表自动带上这些单位信息。", NEW),
    Setting("unit_code", "text", "", "单位编码", "", NEW),
    Setting("unit_head", "text", "", "单位负责人", "", NEW),
    Setting("unit_filler", "text", "", "填报人", "", NEW),
    Setting("unit_phone", "text", "", "联系电话", "", NEW),
    Setting("documents", "folder", "", "套表文件夹", "打开和保存套表时先到这里；空着则用“文档”。", FOLDERS),
    Setting("exports", "folder", "", "导出文件夹", "导出时先到这里；空着则与套表在一起。", FOLDERS),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings(QObject):
    """Reads and writes the settings; ``changed(key)`` tells of each one that became another.

    ``problem``: a sentence where the file could not be used, empty where it could.
    """

    changed = Signal(str)

    def __init__(self, file: Path) -> None:
        super().__init__()
        with suppress(OSError):  # where nothing can be written the settings last until the program ends
            file.parent.mkdir(parents=True, exist_ok=True)
        self.file, self.problem = _usable(file)
        self._store = QSettings(str(self.file), QSettings.Format.IniFormat)

    def __getitem__(self, key: str) -> Any:
        """The value of a setting of the table, in its own type; its default where nothing usable is stored."""
        setting = _BY_KEY[key]
        value = self._stored(f"user/{key}")
        if value is None:
            return setting.default
        return _typed(setting, value)

    def __setitem__(self, key: str, value: Any) -> None:
        if self[key] != value:
            self._store.setValue(f"user/{key}", value)
            self.changed.emit(key)

    def state(self, key: str) -> Any:
        """Something the windows remember (sizes, places), None where nothing is stored."""
        return self._stored(f"window/{key}")

    def set_state(self, key: str, value: Any) -> None:
        """Remembers something of the windows."""
        self._store.setValue(f"window/{key}", value)

    def forget_layout(self) -> None:
        """The windows look again as they did at first."""
        for key in _LAYOUT_STATES:
            self._store.remove(f"window/{key}")
        self.changed.emit(LAYOUT)

    @property
    def recent(self) -> list[Path]:
        """The files opened or saved last, the latest first; those that are gone are left out."""
        stored = self._stored(RECENT)
        names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        there = [name for name in names[:MOST_RECENT] if os.path.isfile(name)]  # noqa: PTH113 (it never raises)
        return [Path(name) for name in there]

    def add_recent(self, path: Path) -> None:
        """Puts a file at the head of the recent ones."""
        path = real(path)
        others = [other for other in self.recent if other != path]
        self._store.setValue(RECENT, [str(one) for one in [path, *others][:MOST_RECENT]])
        self.changed.emit(RECENT)

    def _stored(self, key: str) -> Any:
        """A text, a switch, a number, bytes or a list of texts; None for whatever else a file may hold."""
        try:
            value = self._store.value(key)
        except (RuntimeError, TypeError, ValueError, OverflowError):  # nothing that Python has a word for
            return None
        if isinstance(value, list):
            return [one for one in value if isinstance(one, str) and len(one) <= LONGEST]
        size = len(value) if isinstance(value, str) else value.size() if isinstance(value, QByteArray) else None
        usable = isinstance(value, bool | int) if size is None else size <= LONGEST
        return value if usable else None

    def sync(self) -> None:
        """Writes to the disk now."""
        self._store.sync()


def _usable(file: Path) -> tuple[Path, str]:
    """The file to keep the settings in, looked at before Qt reads it; a sentence where what was there is none."""
    try:
        read_bounded(file, LARGEST)
    except (NotRegularError, TooLargeError):
        aside = file.with_name(f"{file.name}.{os.urandom(3).hex()}.aside")
        try:
            file.replace(aside)
        except OSError:
            return aside.with_suffix(".ini"), f"设置文件“{file}”不能用，也移不开；这一次用的是最初的设置"
        return file, f"设置文件不能用，已移到“{aside}”，现在用的是最初的设置"
    except OSError:  # not there yet; or Qt cannot read it either, and leaves it as it is
        return file, ""
    return file, ""


def _typed(setting: Setting, value: Any) -> Any:
    if setting.kind == "switch":
        return value in (True, "true", "1", 1)
    if setting.kind == "number":
        text = str(value)
        fits = text.isdecimal() and len(text) < 10
        return min(max(int(text), setting.least), setting.most) if fits else setting.default
    if setting.choices and str(value) not in [choice for choice, _ in setting.choices]:
        return setting.default
    return str(value)
