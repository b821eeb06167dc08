"""Every key of the program, by menu: made from the tables of actions, so that no list of keys can be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence

from ui.indicators.actions import TREE_ACTIONS
from ui.program.language import ON_KEYS
from ui.window.actions import COMMANDS, MENUS, PANEL
from ui.window.outline import KEYS as OUTLINE_KEYS

OUTLINE_GROUP, TABLES_GROUP = "在目录里", "在表格里"

IN_TABLES = (
    ("下一格；最后一个指标之后给出新的一行，不打字再按就离开表格", "Tab"),
    ("上一格；第一格之前离开表格", "Shift+Tab"),
    ("马上离开表格", "Ctrl+Tab"),
    ("开始修改（也可以直接打字）", "F2"),
    ("完成，到下一行", "Enter"),
    ("格内换行", "Alt+Enter"),
    ("放弃修改", "Esc"),
)
"""Keys that no menu shows: the same in tables, in the indicators and in the official table."""


def key_groups() -> dict[str, list[tuple[str, str]]]:
    """The name of a menu → (words of the action, its keys as a person reads them)."""
    groups = {title.partition("(")[0]: list(_of_menu(names)) for title, names in MENUS.items()}
    words = {command.id: command.text for command in COMMANDS}
    groups[OUTLINE_GROUP] = [(_plain(words[name]), shown(key)) for key, name in OUTLINE_KEYS.items()]
    groups[TABLES_GROUP] = list(IN_TABLES)
    return {title: rows for title, rows in groups.items() if rows}


def _of_menu(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    commands = {command.id: (command.text, command.keys) for command in COMMANDS}
    for name in names:
        if name == PANEL:
            yield from ((_plain(one.text), shown(one.keys)) for one in TREE_ACTIONS if one.keys)
        elif name in commands and commands[name][1]:
            text, keys = commands[name]
            yield _plain(text), shown(keys)


def menu_lists() -> str:
    """What has no key, by the menu it is in, as a Markdown list."""
    words = {command.id: [command] for command in COMMANDS} | {PANEL: list(TREE_ACTIONS)}
    rows = []
    for title, names in MENUS.items():
        keyless = [_plain(one.text) for name in names for one in words.get(name, ()) if one.text and not one.keys]
        if keyless:
            rows.append(f"- **{title.partition('(')[0]}**：{'；'.join(keyless)}")
    return "\n".join(rows)


def _plain(text: str) -> str:
    return text.rstrip("…")


def shown(keys: str) -> str:
    """Keys as they stand on the keyboard; several ways are parted by 或."""
    ways = [one.toString(QKeySequence.SequenceFormat.PortableText) for one in QKeySequence.listFromString(keys)]
    return " 或 ".join("+".join(ON_KEYS.get(key, key) for key in way.split("+")) for way in ways)


def key_table() -> str:
    """All keys as a Markdown table."""
    rows = [f"| {title} | {words} | {_escaped(keys)} |" for title, its in key_groups().items() for words, keys in its]
    return "\n".join(["| 菜单 | 操作 | 按键 |", "|---|---|---|", *rows])


def _escaped(keys: str) -> str:
    """Signs that Markdown would take as its own."""
    return "".join("\\" + sign if sign in "\\`*_|-=+<>" else sign for sign in keys)
