"""The budget page: the unit's budget with its sums, earlier years, and how the forms agree with it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.rules import Finding
from ui.changes import Touched
from ui.session import Session


class BudgetPage(QWidget):
    """The unit's budget."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.addWidget(QLabel("部门预算"))

    def hear(self, touched: Touched) -> None:
        """Updates what a change touched."""

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows findings at the values."""

    def go_to(self, path: str) -> bool:  # noqa: ARG002
        """Puts the cursor into a cell."""
        return False
