"""The pages of an open dossier, made when first shown: unit, budget, one for each form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.sheets import Sheet
from models.touched import Touched
from ui.controls.focus import first_control
from ui.form.budget import BudgetPage
from ui.form.page import FILL, FormPage
from ui.form.unit import UnitPage
from ui.session.session import Session

SHARED = {"dossier", "unit"}  # what all forms show a part of
AnyPage = FormPage | UnitPage | BudgetPage


class Pages(QStackedWidget):
    """Shows one page at a time; tells the pages made so far what changed.

    ``turned`` when another is in sight, ``told`` (words) what one has done that it does not show.
    """

    turned = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._pages: dict[str, AnyPage] = {}
        self._frames: dict[str, str] = {}
        self.page = ""
        self._view = FILL  # 填写, 官方表格 or 并排: one choice for all forms

    def show_session(self, session: Session | None) -> None:
        """Lets the old pages go."""
        self.forget_pages()
        self._view = FILL
        self._session = session
        if session:
            session.changed.connect(self._hear)
            session.findings_changed.connect(self._mark)

    def forget_pages(self) -> None:
        """Lets all pages go; they are made anew when shown."""
        self._keep_view()
        for page in list(self._pages):
            self._drop(page)
        self.page = ""

    def _keep_view(self) -> None:
        if page := self.form_page():
            self._view = page.view

    def _drop(self, page: str) -> None:
        widget = self._pages.pop(page)
        self._frames.pop(page, None)
        self.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def show_page(self, page: str) -> None:
        """Turns to a page, making it first where it is not there yet."""
        session = self._session
        if session is None or (page not in ("unit", "budget") and session.form(page) is None):
            return
        self._keep_view()
        if page not in self._pages:
            self._make(session, page)
        self.page = page
        focused = self.has_keyboard()
        self.setCurrentWidget(self._pages[page])
        if form := self.form_page():
            form.show_view(self._view)
        if focused:
            self.take_focus()
        self.turned.emit()

    def has_keyboard(self) -> bool:
        """Now, or as soon as the dialog over the window is closed."""
        kept = self.window().focusWidget()
        return kept is not None and self.isAncestorOf(kept)

    def _make(self, session: Session, page: str) -> None:
        if page == "unit":
            made: AnyPage = (unit := UnitPage(session))
            unit.told.connect(self.told)
        elif page == "budget":
            made = BudgetPage(session)
        else:
            made = FormPage(session, Sheet(page))
            made.edit_requested.connect(self._edit)
        self._frames[page] = self._frame(page)
        self._pages[page] = made
        self.addWidget(made)
        made.mark(session.findings)

    def _frame(self, page: str) -> str:
        """What a page is built for, template and year; when that becomes another the page is built anew."""
        if self._session is None or page == "unit":
            return ""
        form = self._session.form(page)
        return f"{form.template if form else page} {self._session.dossier.year}"

    def take_focus(self) -> None:
        """Puts the keyboard at the first field of the page in sight."""
        page = self._pages.get(self.page)
        if isinstance(page, FormPage):
            page.take_focus()
        elif page is not None and (first := first_control(page)):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus_back(self) -> None:
        """Puts the keyboard where the person was in the page in sight."""
        if (page := self.form_page()) and self._session:
            page.take_focus(self._session.focus_path)
        else:
            self.take_focus()

    def keep_in_sight(self) -> None:
        """The page has another height: what has the keyboard stays in sight."""
        if page := self.form_page():
            page.keep_in_sight()

    def form_page(self) -> FormPage | None:
        """The page in sight if it is a form's."""
        current = self._pages.get(self.page)
        return current if isinstance(current, FormPage) else None

    def go_to(self, path: str) -> bool:
        """Brings a value of the page in sight into view."""
        current = self._pages.get(self.page)
        return current is not None and current.go_to(path)

    def show_place(self, path: str) -> None:
        """Brings a value into view, without opening its cell."""
        current = self._pages.get(self.page)
        if isinstance(current, FormPage):
            current.show_place(path)
        elif current is not None:
            current.go_to(path)

    def _edit(self, path: str) -> None:
        """Turns to a value's own field, which may be that of another form in the same table."""
        if self._session:
            self.show_page(self._session.editor.form_of(path.partition(".")[0]))
        if page := self.form_page():
            page.edit(path)

    def _hear(self, touched: Touched) -> None:
        for page, widget in list(self._pages.items()):
            if self._frame(page) != self._frames.get(page):
                self._replace(page)
            elif page in touched.forms or touched.forms & SHARED or not isinstance(widget, FormPage):
                widget.hear(touched)

    def _replace(self, page: str) -> None:
        shown = self.page == page
        self._keep_view()
        self._drop(page)
        if shown and self._session:
            forms = self._session.dossier.forms
            alive = page == "budget" or self._session.form(page) is not None
            self.show_page(page if alive else forms[0].id if forms else "unit")

    def _mark(self) -> None:
        if self._session:
            for page in self._pages.values():
                page.mark(self._session.findings)
