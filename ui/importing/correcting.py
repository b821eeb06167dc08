"""The menu of what a person can say of the cell in hand, its row, its column and the form that begins there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from importers.corrections import APART, JOINED, Corrections, Scope
from importers.placed import Place
from importers.words.heads_and_labels import FormKind
from ui.controls.plain import plain_words
from ui.importing.meanings import COLUMNS, INDICATOR_CELLS, ROWS, Meanings, field_cells, money_cells

Say = Callable[[Scope, str], object]
"""Takes what is said of the place in hand: of what part of it, and what it means (nothing: taken back)."""
BEGINS: Meanings = {APART: "从这一行起是另一张表", JOINED: "这一行不另起一张表，与上面是同一张"}


def correction_menu(parent: QWidget, place: Place, said: Corrections, kind: FormKind, say: Say) -> QMenu:
    """What can be said; what was said before is ticked, and chosen again it is taken back."""
    menu = QMenu(parent)
    menu.setAccessibleName("更正")

    def offer(under: QMenu, scope: Scope, meanings: Meanings) -> None:
        held = said.meaning(scope, place)
        group = QActionGroup(under)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for meaning, words in meanings.items():
            action = under.addAction(plain_words(words))
            action.setCheckable(True)
            action.setChecked(meaning == held)
            group.addAction(action)
            action.triggered.connect(lambda on, scope=scope, meaning=meaning: say(scope, meaning if on else ""))

    offer(menu.addMenu("这一列是(&L)"), Scope.COLUMN, COLUMNS)
    offer(menu.addMenu("这一行是(&H)"), Scope.ROW, ROWS)
    cell = menu.addMenu("这一格是(&G)")
    offer(cell.addMenu("表的栏目(&F)"), Scope.CELL, field_cells(kind))
    offer(cell.addMenu("资金来源(&M)"), Scope.CELL, money_cells(kind))
    offer(cell.addMenu("本行指标的(&I)"), Scope.CELL, INDICATOR_CELLS)
    menu.addSeparator()
    offer(menu, Scope.BEGINS, BEGINS)
    return menu
