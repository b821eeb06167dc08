"""The paper of an export or a print: margins, sheet, letters, binding and marks; remembered for each form."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exporters.on_paper import AS_IT_IS, BINDING, DRAFT, PaperChoice
from models.table import PAPERS
from ui.ground.calm_boxes import ChoiceBox
from ui.session.session import Session

_OWN = "按表的版式"
_LISTS: dict[str, tuple[str, tuple[tuple[str, Any], ...]]] = {
    "official": ("页边距", ((_OWN, False), ("公文（天头 37、订口 28 毫米）", True))),
    "paper": ("纸张", ((_OWN, ""), *((name, name) for name in PAPERS))),
    "landscape": ("方向", ((_OWN, None), ("竖放", False), ("横放", True))),
    "font_size": ("字号", ((_OWN, None), *((f"{size:g} 磅", size) for size in (9.0, 10.0, 10.5, 12.0, 14.0)))),
    "binding": ("装订边", (("不另留", ""), *((f"{word}边", side) for side, word in BINDING.items()))),
}
_TICKS = {
    "tighten": "末页只有几行时略微缩小，省一页",
    "drafts": f"还有错误的表印上“{DRAFT}”",
    "book": "合成一个 PDF 时加封面、目录，统一页码，每张表从单页起",
    "budget": "合成一个 PDF 时把单位预算印在各表前面",
}


OF_THE_SET = ("book", "budget")
"""Ticks on all forms in one PDF."""


class PaperBox(QWidget):
    """A button that shows lists and ticks; ``changed`` when one of them is.

    Ticks named ``aside`` are left to the dialog, to stand beside what they depend on.
    """

    changed = Signal()

    def __init__(self, session: Session, form: str, aside: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._aside = session, aside
        self.lists = {name: _list(words, values) for name, (words, values) in _LISTS.items()}
        self.ticks = {name: QCheckBox(words) for name, words in _TICKS.items()}
        for name, box in self.ticks.items():
            box.setAccessibleName(_TICKS[name])
        self.more = QPushButton("纸张、页边距和字号…")
        self.more.setAccessibleName("纸张、页边距和字号")
        self.more.setCheckable(True)
        self.choices = QWidget()
        self.choices.hide()
        self.more.toggled.connect(self.choices.setVisible)
        self._show(_remembered(session, form))
        for listed in self.lists.values():
            listed.currentIndexChanged.connect(self.changed)
        for box in self.ticks.values():
            box.toggled.connect(self.changed)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.more)
        column.addWidget(self.choices)
        rows = QFormLayout(self.choices)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for names in (("official",), ("paper", "landscape"), ("font_size", "binding")):
            row = QHBoxLayout()
            for name in names:
                row.addWidget(self.lists[name], 1)
            rows.addRow("、".join(_LISTS[name][0] for name in names), row)
        for name, box in self.ticks.items():
            if name not in self._aside:
                rows.addRow("", box)

    def _show(self, choice: PaperChoice) -> None:
        for name, listed in self.lists.items():
            listed.setCurrentIndex(max(listed.findData(getattr(choice, name)), 0))
        for name, box in self.ticks.items():
            box.setChecked(getattr(choice, name))

    def choice(self) -> PaperChoice:
        """What is chosen now."""
        chosen: dict[str, Any] = {name: listed.currentData() for name, listed in self.lists.items()}
        chosen |= {name: box.isChecked() for name, box in self.ticks.items()}
        return PaperChoice(**chosen)

    def remember(self, forms: Iterable[str]) -> None:
        """Keeps the choice for these forms."""
        settings = self._session.settings
        words = json.dumps(asdict(self.choice())) if self.choice() != AS_IT_IS else ""
        for form in forms:
            if words or settings.state(_key(form)):
                settings.set_state(_key(form), words)


def _list(words: str, values: Iterable[tuple[str, Any]]) -> QComboBox:
    listed = ChoiceBox()
    listed.setAccessibleName(words)
    listed.setToolTip(words)
    for shown, value in values:
        listed.addItem(shown, value)
    return listed


def _key(form: str) -> str:
    return f"paper_{form}"


def _remembered(session: Session, form: str) -> PaperChoice:
    """What was chosen for a form when it was last written; as its template says where nothing was, or unreadable."""
    try:
        kept = json.loads(str(session.settings.state(_key(form)) or "{}"))
        names = {field.name for field in fields(PaperChoice)}
        return PaperChoice(**{name: value for name, value in kept.items() if name in names})
    except (ValueError, AttributeError, TypeError):
        return AS_IT_IS
