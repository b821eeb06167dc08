"""The page of the unit: its name, code and people, and the year of the dossier."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.dossier import Unit
from models.edits import Batch, Change, SetValue
from models.fields import field_word
from models.making import SIGNED, unsigned
from models.rules.finding import Finding
from models.sheets import Sheet
from models.touched import Touched
from ui.controls.editors import LineField
from ui.controls.text_input import is_undo
from ui.form.group import FieldGroup
from ui.form.page_head import begin_page
from ui.form.words_around import AroundForms
from ui.ground.calm_boxes import NumberBox
from ui.ground.theme import page_role
from ui.session.session import Session

WIDEST = 560  # pixels


class YearBox(NumberBox):
    """A year. Undo belongs to the window."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)


class UnitPage(QScrollArea):
    """Fields that every form of the dossier shares. ``told``: what was done, where this page does not show it."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._group = FieldGroup()
        rows = _roomy(QFormLayout())
        self._year = YearBox()
        self._year.setRange(1990, 2100)
        self._year.setSuffix(" 年")
        self._year.setAccessibleName("年度")
        self._year.setValue(session.dossier.year)
        self._year.valueChanged.connect(self._set_year)
        self._year.setMaximumWidth(WIDEST // 3)
        rows.addRow("年度", self._year)
        for field in Unit.model_fields:
            word = field_word(Unit, field)
            line = LineField(session, f"unit.{field}", name=word)
            line.setMaximumWidth(WIDEST)
            self._group.add(line)
            rows.addRow(word, line)
        sign = QPushButton("填进各张表的空白处")
        sign.setAccessibleName(sign.text())
        sign.setToolTip("把单位负责人、填报人、联系电话写进已有的表里还空着的栏目")
        sign.clicked.connect(self._sign_forms)
        rows.addRow("", sign)
        rows.setAlignment(sign, Qt.AlignmentFlag.AlignLeft)
        content = QWidget()
        content.setBackgroundRole(page_role())
        content.setAutoFillBackground(True)
        column = QVBoxLayout(content)
        column.setSpacing(6)
        begin_page(column, "单位信息", "各张表没有另写单位名称时，都用这里的。新添的表自动带上负责人、填报人和电话。")
        column.addSpacing(4)
        self._around = AroundForms(session.dossier.prose)
        column.addLayout(rows)
        column.addWidget(self._around)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("单位信息")
        self.setWidget(content)

    def _set_year(self, year: int) -> None:
        if year != self._session.dossier.year:
            self._session.apply(SetValue("dossier.year", year))

    def _sign_forms(self) -> None:
        """Writes who signs into the blanks of the forms there are, as one step."""
        session = self._session
        changes: list[Change] = []
        for form in session.dossier.forms:
            if template := session.template_of(Sheet(form.id)):
                blanks = unsigned(form, template, session.dossier.unit)
                changes += [SetValue(f"{form.id}.{field}", text) for field, text in blanks.items()]
        if changes:
            if session.apply(Batch(tuple(changes), f"填写 {len(changes)} 处落款")):
                self.told.emit(f"填好了 {len(changes)} 处空白，可以撤销。")
        else:
            session.refused.emit(self._why_none_is_blank())

    def _why_none_is_blank(self) -> str:
        unit, forms = self._session.dossier.unit, self._session.dossier.forms
        templates = [template for form in forms if (template := self._session.template_of(Sheet(form.id)))]
        if not any(getattr(unit, field) for field in SIGNED):
            return "没有要填的：请先在上面写单位负责人、填报人或联系电话。"
        if not any(field in template.printed for template in templates for field in SIGNED):
            return "没有要填的：这些表上没有单位负责人、填报人、联系电话的栏目。"
        return "没有要填的空白：上面写了的，各张表里都已填了。"

    def hear(self, touched: Touched) -> None:
        """Updates what a change touched."""
        self._group.refresh(touched)
        if "dossier.year" in touched.paths:
            self._year.setValue(self._session.dossier.year)
        if not self._around.shows(self._session.dossier.prose):
            self._around.show_all(self._session.dossier.prose)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows findings at the fields."""
        self._group.mark(findings)

    def go_to(self, path: str) -> bool:
        """Puts the cursor into a field."""
        field = self._year if path == "dossier.year" else self._group.find(path) or self._around.bring(path)
        if field is None:
            return False
        field.setFocus()
        self.ensureWidgetVisible(field, 20, 60)
        return True


def _roomy(rows: QFormLayout) -> QFormLayout:
    rows.setHorizontalSpacing(12)
    rows.setVerticalSpacing(8)
    return rows
