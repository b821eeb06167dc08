"""Where what was read goes: into the dossier in hand, into a new one, or as last year's values of the forms here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from importers.assemble import Assembled
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.calm_boxes import NumberBox


class Where(StrEnum):
    """The three ways."""

    HERE = "here"
    NEW = "new"
    LAST_YEAR = "last_year"


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be done: with what was read, and for which earlier year where it is last year's values."""

    where: Where
    result: Assembled
    year: int


@dataclass(frozen=True, slots=True)
class Target:
    """The dossier in hand: its year (None: there is none), whether it has forms, why it cannot be changed."""

    year: int | None = None
    has_forms: bool = False
    refusal: str = ""


_WORDS = {Where.HERE: "这份套表(&T)", Where.NEW: "新的套表(&N)", Where.LAST_YEAR: "作为历年数(&Y)："}


class DestinationRow(QWidget):
    """Three ways to choose from, as far as they can be gone. ``changed`` when another one is chosen."""

    changed = Signal()

    def __init__(self, target: Target, remembered: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_year = target.year
        self.ways = {where: QRadioButton(words) for where, words in _WORDS.items()}
        self.year = NumberBox()
        self.year.setAccessibleName("是哪一年的数")
        self.year.setRange(1990, 2100)
        self.year.setSuffix(" 年")
        self.year.setValue((target.year or 2001) - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel("导入到："))
        for where, way in self.ways.items():
            way.setAccessibleName(_WORDS[where].partition("(")[0])
            row.addWidget(way)
            way.toggled.connect(self._tell)
        row.addWidget(self.year)
        row.addStretch(1)
        self._offer(target, remembered)

    def _offer(self, target: Target, remembered: str) -> None:
        usable = target.year is not None and not target.refusal
        self.ways[Where.HERE].setEnabled(usable)
        self.ways[Where.LAST_YEAR].setEnabled(usable and target.has_forms)
        wanted = [Where(one) for one in (remembered, Where.HERE, Where.NEW) if one in list(Where)]
        next(self.ways[one] for one in wanted if self.ways[one].isEnabled()).setChecked(True)
        self.ways[Where.HERE].setToolTip(plain_tip(target.refusal or "加在现有的表后面，一步可以撤销"))
        self.ways[Where.LAST_YEAR].setToolTip(plain_tip(target.refusal or "按名称填进这里各张表的历年指标值，不改别的"))

    def propose(self, result: Assembled) -> None:
        """The year that the sources say is the one of the values, where it is an earlier one."""
        dated = any(one.year for one in result.forms)
        if dated and self._own_year is not None and result.dossier.year < self._own_year:
            self.year.setValue(result.dossier.year)

    def _tell(self, on: bool) -> None:
        if on:
            self.year.setEnabled(self.where is Where.LAST_YEAR)
            self.changed.emit()

    @property
    def where(self) -> Where:
        """The way that is chosen."""
        return next(where for where, way in self.ways.items() if way.isChecked())
