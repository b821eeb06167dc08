"""The user's settings: one table says what there is; the dialog is made from it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QSettings, Signal

Kind = Literal["text", "number", "switch", "choice", "folder"]
RECENT = "recent"
LAYOUT = "layout"
COLUMNS = "columns"
_DOCKS = ("outline", "outline_small", "findings", "findings_small")
_LAYOUT_STATES = ("geometry", "docks", "part", "split", "side", COLUMNS, *_DOCKS)
"""What the windows remember of their looks; ``COLUMNS`` is a group of its own."""
MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class Setting:
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


LOOK, NEW, FOLDERS = "外观", "新建套表时", "文件夹"

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
    """Reads and writes the settings; ``changed(key)`` tells of each one that became another."""

    changed = Signal(str)

    def __init__(self, file: Path) -> None:
        super().__init__()
        with suppress(OSError):  # where nothing can be written the settings last until the program ends
            file.parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def __getitem__(self, key: str) -> Any:
        """The value of a setting of the table, in its own type; its default where nothing usable is stored."""
        setting = _BY_KEY[key]
        value = self._store.value(f"user/{key}")
        if value is None:
            return setting.default
        return _typed(setting, value)

    def __setitem__(self, key: str, value: Any) -> None:
        if self[key] != value:
            self._store.setValue(f"user/{key}", value)
            self.changed.emit(key)

    def state(self, key: str) -> Any:
        """Something the windows remember (sizes, places), None where nothing is stored."""
        return self._store.value(f"window/{key}")

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
        stored = self._store.value(RECENT)
        names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [Path(name) for name in names if isinstance(name, str) and name and Path(name).is_file()]

    def add_recent(self, path: Path) -> None:
        """Puts a file at the head of the recent ones."""
        path = path.resolve()
        others = [other for other in self.recent if other != path]
        self._store.setValue(RECENT, [str(one) for one in [path, *others][:MOST_RECENT]])
        self.changed.emit(RECENT)

    def sync(self) -> None:
        """Writes to the disk now."""
        self._store.sync()


def _typed(setting: Setting, value: Any) -> Any:
    if setting.kind == "switch":
        return value in (True, "true", "1", 1)
    if setting.kind == "number":
        text = str(value)
        return min(max(int(text), setting.least), setting.most) if text.isdecimal() else setting.default
    if setting.choices and str(value) not in [choice for choice, _ in setting.choices]:
        return setting.default
    return str(value)
