"""Sums that a form prints, worked out beside what was typed: 合计 126.50 ✓, or by how much they differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from models.rules.money import FISCAL_PARTS, UNIT_PARTS, agree
from models.templates.template import FormTemplate
from models.values import plain
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.theme import colours
from ui.session.session import Session

SAME = "相符 ✓"


class Sum(NamedTuple):
    """A total and what it must be the sum of: fields of the form, or amounts of a list's entries."""

    total: str
    word: str
    parts: tuple[str, ...] = ()
    entries: str = ""
    amounts: tuple[str, ...] = ()


def sums_of(template: FormTemplate) -> list[Sum]:
    """The sums that stand in this template's form."""
    printed = template.printed
    if template.kind == "project":
        return _project_sums(printed)
    return _department_sums(printed)


def _project_sums(printed: frozenset[str]) -> list[Sum]:
    sums: list[Sum] = []
    for total, head in (("amount", "funding"), ("total_amount", "total_funding")):
        parts = _parts(printed, head, "")
        if total in printed and len(parts) > 1:  # one source alone, as 上级资金, is not all of them
            sums.append(Sum(total, "资金来源合计", parts))
        if f"{head}.total" in printed and parts:
            sums.append(Sum(f"{head}.total", "各项合计", parts))
    amounts = tuple(path.removeprefix("item.") for path in ("item.own", "item.superior", "item.other"))
    if "item.own" in printed:
        used = tuple(name for name in amounts if f"item.{name}" in printed)
        sums.append(Sum("amount", "支出明细合计", entries="costs", amounts=used))
    return sums


def _department_sums(printed: frozenset[str]) -> list[Sum]:
    sums: list[Sum] = []
    income = _parts(printed, "income", ".amount")
    spending = _parts(printed, "expenditure", ".amount")
    if "income.total.amount" in printed:
        sums.append(Sum("income.total.amount", "合计", income))
    elif income:
        sums.append(Sum("amount", "收入合计", income))
    if spending:
        sums.append(Sum("amount", "支出合计", spending))
    if {"item.fiscal", "item.amount"} <= printed:
        sums.append(Sum("amount", "任务合计", entries="tasks", amounts=("amount",)))
    return sums


def _parts(printed: frozenset[str], head: str, tail: str) -> tuple[str, ...]:
    """The fields under ``head`` that are printed, without the total and without what is part of another of them."""
    keys = {path.split(".")[1] for path in printed if path.startswith(f"{head}.") and path.endswith(tail)}
    keys = {key for key in keys if f"{head}.{key}{tail}" in printed} - {"total"}
    if "fiscal" in keys:
        keys -= {str(part.value) for part in FISCAL_PARTS}
    if "unit" in keys:
        keys -= {str(part.value) for part in UNIT_PARTS}
    if head == "expenditure" and keys & {"personnel", "operation"}:  # as ``spending_parts`` has it
        keys -= {"basic"}
    if head == "expenditure" and "specific" in keys:
        keys -= {"project"}
    return tuple(f"{head}.{key}{tail}" for key in sorted(keys))


class SumLabel(PlainLabel):
    """Says what the parts add up to, and whether that is the total."""

    def __init__(self, session: Session, form_id: str, one: Sum) -> None:
        super().__init__()
        self._session, self._form, self._sum = session, form_id, one
        self._same = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.refresh()

    def refresh(self) -> None:
        """Works it out again."""
        parts = [value for value in self._parts() if isinstance(value, Decimal)]
        total = self._session.value(f"{self._form}.{self._sum.total}")
        if not parts:
            self.hide()
            return
        if self.parentWidget():  # without a parent it would become a window of its own
            self.show()
        added = sum(parts, Decimal(0))
        same = isinstance(total, Decimal) and agree(added, total)
        difference = f"，差 {plain(abs(added - total))}" if isinstance(total, Decimal) and not same else ""
        text = f"{self._sum.word} {plain(added)}" + (" ✓" if same else difference)
        self._same = same
        self.setToolTip(plain_tip(text))
        self._fit()
        palette = QPalette(self.palette())
        shade = colours().good if same else colours().warning if difference else colours().muted
        palette.setColor(QPalette.ColorRole.WindowText, shade)
        self.setPalette(palette)

    def _fit(self) -> None:
        """In a narrow column: the sum that is right stands over it already, another takes two lines."""
        text = self.toolTip()
        if self.fontMetrics().horizontalAdvance(text) > self.width():
            text = SAME if self._same else text.replace(" ", "\n", 1)
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _parts(self) -> list[Any]:
        session, form = self._session, self._form
        if not self._sum.entries:
            return [session.value(f"{form}.{path}") for path in self._sum.parts]
        held = session.form(form)
        entries = getattr(held, self._sum.entries, []) if held else []
        return [getattr(entry, name) for entry in entries for name in self._sum.amounts]
