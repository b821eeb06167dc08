"""Deeds drawn at random among all that can be done at that moment, to lengthen a walk with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QTabBar

from models.paths import nodes
from tests.ui.conftest import every
from tests.ui.walks.hands import shown
from tests.ui.walks.telling import FRESH
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

_KEYS = """
Tab Tab Tab Shift+Tab Return Return Escape Up Down Left Right Home End F2 Delete Backspace Space Ctrl+Return
Shift+Return Alt+Return Ctrl+Shift+Return Alt+Up Alt+Down Alt+Left Alt+Right Ctrl+D Ctrl+R Ctrl+C Ctrl+X Ctrl+V
Ctrl+Z Ctrl+Z Ctrl+Y Ctrl+A Shift+Down Shift+Right Ctrl+Down Ctrl+Home Ctrl+End PgDown Ctrl+1 Ctrl+2 Ctrl+3 Ctrl+4
Ctrl+5 F4 Shift+F4 F6 F8 F9 Ctrl+J Ctrl+K Ctrl+Delete Insert Ctrl+Tab Ctrl+Shift+Tab Ctrl+L Ctrl+Shift+Down
Alt+Shift+Down Alt+Shift+Up
"""
KEYS = _KEYS.split()
TEXTS = ("1", "12.5", "≥95%", "甲", "x", "5-10", "2026年3月", "历史标准", "群众满意度", "-3", "1,000", "优良中低差")
BLOCKS = ("12⇥13", "甲⇥乙⇥3⏎丙⇥丁⇥x", "新的指标⇥≥3⇥个⏎又一个⇥≤4⇥天", "一⏎二⏎三")
SIZES = ("1366×768", "700×500", "1000×420", "1366×768", "1800×1000")
_LEFT_ALONE = """
new open sample next_year import save save_as export preview print quit close recover versions compare take_back
overview opinion templates manual settings self_test palette keys diagnostics about try_template history evidence
larger smaller normal add_department add_project
"""
LEFT_ALONE = _LEFT_ALONE.split()
AWAY: dict[str, tuple[str, ...]] = {
    "form": ("key Ctrl+2", "key Ctrl+4", "key Ctrl+5", "tab 视图", "do official", "do side", "do indicators"),
    "tree": ("key Ctrl+1", "key Ctrl+4", "key Ctrl+5", "tab 视图", "do official", "do side", "do fields", "page"),
    "paper": ("key Ctrl+1", "key Ctrl+2", "key Ctrl+3", "tab 视图", "do fields", "do indicators", "do both", "page"),
    "window": ("paper",),
}
"""What leads away from where a walk stays."""
KINDS = {"key": 36, "type": 18, "press": 14, "cell": 10, "double": 3, "far": 2, "go": 8, "paper": 8, "set": 4}
KINDS |= {"paste": 3, "size": 2, "tab": 4, "menu": 3, "page": 1, "do": 4, "compose": 1}


def drawn(window: MainWindow, rng: Random, where: str) -> str:
    """One deed that can be done now, and does not lead away from where the walk stays."""
    while True:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        there = window.focusWidget() is not None or kind not in ("key", "type", "compose", "paste")
        line = f"{kind} {_what(kind, window, rng)}" if there else ""
        if line.partition(" ")[2] and not line.startswith(AWAY[where]):
            return line.rstrip()


def _what(kind: str, window: MainWindow, rng: Random) -> str:
    words: dict[str, Sequence[str]] = {"key": KEYS, "type": TEXTS, "compose": TEXTS, "paste": BLOCKS, "size": SIZES}
    if kind in words:
        return rng.choice(words[kind])
    return DRAWN[kind](window, rng)


def _button(window: MainWindow, rng: Random) -> str:
    return _one(rng, [name for name, one in shown(window).items() if isinstance(one, QAbstractButton)])


def _on_paper(window: MainWindow, rng: Random) -> str:
    tables = [one for one in every(window, OfficialTable) if one.isVisible()]
    return _path(window, rng) if tables else ""


def _other_value(window: MainWindow, rng: Random) -> str:
    return f"{_path(window, rng, 'name statement leader remark basis')} {rng.choice(['', '改了', '7'])}"


def _turned(window: MainWindow, rng: Random) -> str:
    bars = [(name, one) for name, one in shown(window).items() if isinstance(one, QTabBar) and one.count()]
    return _one(rng, [f"{name} {number}" for name, one in bars for number in range(one.count())])


def _page(window: MainWindow, rng: Random) -> str:
    assert window.session
    return rng.choice(["unit", "budget", *(form.id for form in window.session.dossier.forms)])


def _action(window: MainWindow, rng: Random) -> str:
    can = [name for name, one in window.actions_by_id.items() if one.isEnabled()]
    return _one(rng, [name for name in can if name not in LEFT_ALONE])


def _menu(window: MainWindow, rng: Random) -> str:  # noqa: ARG001 (as the others)
    return " " if window.focusWidget() else ""


def _one(rng: Random, names: list[str]) -> str:
    return rng.choice(names) if names else ""


def _path(window: MainWindow, rng: Random, fields: str = "") -> str:
    """A value of the form in sight, of a node whose id does not change."""
    assert window.session
    form = window.session.form(window.page)
    if form is None:
        return "unit.leader"
    there = [form, *(node for node in nodes(form) if not re.fullmatch(FRESH, node.id))]
    node = rng.choice(there)
    wanted = [name for name in type(node).model_fields if name in fields.split()] if fields else []
    names = wanted or [name for name in type(node).model_fields if name not in ("id", "kind", "template")]
    return f"{node.id}.{rng.choice(names)}"


def _cell(window: MainWindow, rng: Random) -> str:
    views = {name: one for name, one in shown(window).items() if isinstance(one, QAbstractItemView)}
    name = _one(rng, [name for name, one in views.items() if one.model() and one.model().rowCount()])
    if not name:
        return ""
    model, index = views[name].model(), QModelIndex()
    way: list[int] = []
    while model.rowCount(index) and (not way or rng.random() < 0.85):
        way.append(rng.randrange(min(model.rowCount(index), 8)))
        index = model.index(way[-1], 0, index)
    column = rng.randrange(max(1, model.columnCount(index.parent())))
    if model.flags(index) == Qt.ItemFlag.NoItemFlags:
        return ""
    return f"{name} {'.'.join(map(str, way))} {column}"


DRAWN: dict[str, Callable[[MainWindow, Random], str]] = {
    "press": _button,
    "cell": _cell,
    "double": _cell,
    "far": _cell,
    "paper": _on_paper,
    "go": _path,
    "set": _other_value,
    "tab": _turned,
    "page": _page,
    "do": _action,
    "menu": _menu,
}
