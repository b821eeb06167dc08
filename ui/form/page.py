"""The page of one form: its fields, its goals with their indicators, and the official table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.making import is_new
from models.rules.finding import Finding
from models.sheets import Sheet
from models.touched import Touched
from ui.controls.focus import first_control, focus_in, keep_order, stops, tab_through
from ui.form.field_grid import FieldsScroll, bring, is_whole
from ui.form.fields import FieldsArea
from ui.form.goals import GoalsArea
from ui.form.page_head import without_template
from ui.form.paper_rows import paste_by_levels
from ui.form.side_room import (
    LEAST_BOTH,
    keep_share,
    kept_share,
    parted,
    room_for_side,
    room_note,
    share_of_form,
    tell_room,
)
from ui.form.two_parts import Parts
from ui.ground.settings import LAST_YEAR, LAYOUT
from ui.ground.style import INSET
from ui.session.session import Session

if TYPE_CHECKING:
    from ui.preview.panel import OfficialTable

FILL, OFFICIAL, SIDE = "填写", "官方表格", "并排"
LEAST_SHARE, FIELDS_SHARE = 0.16, 0.42  # of the height, for the fields beside the goals
PARTS = {"fields": "栏目", "goals": "目标和指标", "both": "都看"}
PAGE_PARTS = ("fields", "goals")  # from top to bottom
ROOM_FOR_BOTH = 640  # pixels
LOWEST_PART = 42  # pixels that fields keep beside the goals in a low window


class FormPage(QWidget):
    """One form. ``go_to`` brings a value into sight; ``tree_actions`` are those of the indicator tree.

    ``edit_requested`` asks for a value's own field; the official table may show those of other forms as well.
    """

    edit_requested = Signal(str)

    def __init__(self, session: Session, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.sheet = session, sheet
        self._official: OfficialTable | None = None
        self._part_buttons: dict[str, QToolButton] = {}
        self.part = ""  # of PARTS: what was asked for, maybe before there was a size to share
        self._share_again = QTimer(self)
        self._share_again.setSingleShot(True)
        self._share_again.timeout.connect(self._share_height)
        self._fields: FieldsArea | None = None
        self._goals: GoalsArea | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build()

    def _build(self) -> None:
        template = self._session.template_of(self.sheet)
        if template is None:
            form = self._session.form(self.sheet.form)
            self._column.addWidget(without_template(form.template if form else ""), 1)
            return
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("视图")
        self._tabs.setDocumentMode(True)
        self._tabs.setExpanding(False)
        for word in (FILL, OFFICIAL, SIDE):
            self._tabs.addTab(word)
        self._tabs.currentChanged.connect(self._show_view)
        self._note = room_note()
        head = QHBoxLayout()
        head.setContentsMargins(INSET - 4, 4, INSET - 4, 0)
        head.setSpacing(2)
        head.addWidget(self._tabs, 1)
        for one in PARTS.items():
            head.addWidget(self._part_button(*one))
        self._fields = FieldsArea(self._session, self.sheet, template)
        self._goals = GoalsArea(self._session, self.sheet, template)
        self._scroll = FieldsScroll(self._fields, self._fields.fit)
        self._scroll.setMinimumHeight(LOWEST_PART)
        self._split = Parts(self._scroll, self._goals)
        self._side = QSplitter(Qt.Orientation.Horizontal)
        self._side.addWidget(self._split)
        self._split.splitterMoved.connect(lambda *_: keep_share(self._session.settings, "split", self._split))
        self._side.splitterMoved.connect(lambda *_: keep_share(self._session.settings, "side", self._side))
        self._session.settings.changed.connect(self._on_setting)
        self._column.addLayout(head)
        self._column.addWidget(self._note)
        self._column.addWidget(self._side, 1)

    def _part_button(self, part: str, word: str) -> QToolButton:
        button = QToolButton()
        button.setText(word)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setAutoRaise(True)
        button.setAccessibleName(f"显示：{word}")
        button.clicked.connect(lambda: self._choose_part(part))
        self._part_buttons[part] = button
        return button

    def _choose_part(self, part: str) -> None:
        self._session.settings.set_state("part", part)
        self.show_part(part)

    # --- views --------------------------------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """填写, 官方表格 or 并排."""
        return (FILL, OFFICIAL, SIDE)[self._tabs.currentIndex()] if self._fields is not None else FILL

    def show_view(self, view: str) -> None:
        """Turns to 填写, 官方表格 or 并排."""
        if self._fields is not None:
            self._tabs.setCurrentIndex((FILL, OFFICIAL, SIDE).index(view))

    def _show_view(self, place: int) -> None:
        view, path, focused = (FILL, OFFICIAL, SIDE)[place], self._session.focus_path, focus_in(self)
        if view != FILL and self._official is None:
            from ui.preview.panel import OfficialTable  # with all that lays pages out: a dossier must not wait for it

            self._official = OfficialTable(self._session, self.sheet)
            self._official.caret.by_levels = partial(paste_by_levels, self._session, self.sheet)
            self._official.edit_requested.connect(self.edit_requested)
            self._side.addWidget(self._official)
            keep_order(self._side)
            tab_through([*stops(self._split)[-1:], *stops(self._official)])
        self._show_sides()
        for button in self._part_buttons.values():
            button.setVisible(view != OFFICIAL)
        if view == SIDE:
            self._share_side()
        if not self.part and self.property("sized"):
            self._choose_first_part()
        if path and view != OFFICIAL:
            self._show_chosen(path)
        if focused is not None and not focused.isVisible():
            self.take_focus(path)

    def _show_sides(self) -> None:
        """What the view is of. Beside each other there must be room for both, as there is not beside comments in a
        small window: the one in which the person works stays then, and the other comes back with the room.
        """
        view, official = self.view, self._official
        at_table = official is not None and (focus_in(official) is not None or self._split.isHidden())
        alone = self._is_narrow()
        self._split.setVisible(view != OFFICIAL and not (alone and at_table))
        if official is not None:
            official.setVisible(view != FILL and not (alone and not at_table))
        self._tell_room()

    def _is_narrow(self) -> bool:
        return self.view == SIDE and self.width() < room_for_side(self._tree_width())

    def _is_low(self) -> bool:
        lines = self.height() / self.fontMetrics().height()  # fields and goals would leave each other no room
        return self.part == "both" and self.view != OFFICIAL and lines < LEAST_BOTH

    def _tell_room(self) -> None:
        lines = self.height() // self.fontMetrics().height()
        tell_room(self._note, lines, narrow=self._is_narrow(), low=self._is_low())

    def _show_parts(self) -> None:
        """Both, or where that leaves no room the one in which the person works."""
        assert self._goals is not None
        low = self._is_low()
        goals = (last := self._split.focusWidget()) is not None and self._goals.isAncestorOf(last)
        self._scroll.setVisible(self.part != "goals" and not (low and goals))
        self._goals.setVisible(self.part != "fields" and not (low and not goals))
        self._split.in_turns = low
        self._tell_room()

    def _share_side(self) -> None:
        usual = share_of_form(self._tree_width(), self._side.width())
        self._side.setSizes(parted(self._side.width(), kept_share(self._session.settings, "side") or usual))

    def _tree_width(self) -> int:
        return self._goals.tree.least_width() if self._goals is not None and self.part != "fields" else 0

    def _show_chosen(self, path: str) -> None:
        """Another view has another room: what was chosen in the one before is in sight in it; the keyboard stays."""
        if focus_in(self._split) is None and (found := self._place_of(path, edit=False)):
            if not self._shows(found[1]):
                self.show_part(PAGE_PARTS[found[1]])
            QTimer.singleShot(0, self, partial(self._scroll_to, found[0]))  # once the splitter has shared the room
        QTimer.singleShot(0, self, self.keep_in_sight)

    def edit(self, path: str) -> None:
        """Turns to 填写 with the cursor at a value of the form."""
        if self.view == OFFICIAL:
            self.show_view(FILL)
        self.go_to(path)

    def show_part(self, part: str) -> None:
        """Gives the room to the fields, to the goals, or to both."""
        if self._fields is None or self._goals is None:
            return
        if self.view == OFFICIAL:
            self.show_view(FILL)
        path, focused = self._session.focus_path, focus_in(self)
        self.part = part
        self._show_parts()
        self._goals.show_alone(alone=part == "goals")
        self._split.setSizes(self._natural_sizes(max(self._split.height(), 100)))
        self._part_buttons[part].setChecked(True)
        if self.view == SIDE:
            self._show_sides()
            self._share_side()
        if focused is not None and not focused.isVisible():
            self.take_focus(path)

    def _natural_sizes(self, height: int) -> list[int]:
        """What a person gave them; else few fields get all they need, many what goals and indicators can spare."""
        if chosen := kept_share(self._session.settings, "split"):
            return parted(height, chosen)
        assert self._fields is not None
        assert self._goals is not None
        wanted, share = self._fields_need(), int(height * FIELDS_SHARE)
        if wanted > share:
            rest = height - self._split.handleWidth() - self._goals.usual_height(self._split.width())
            paper = self._paper_need()  # few fields stay in sight, whatever is held beside them
            least = paper if paper <= share else int(height * LEAST_SHARE)
            wanted = self._fields.without_cuts(min(share, max(least, rest)))
        return [wanted, height - wanted]

    def _fields_need(self) -> int:
        """The height at which no field has to be scrolled for."""
        assert self._fields is not None
        return self._fields.heightForWidth(self._scroll.viewport().width()) + 2

    def _paper_need(self) -> int:
        """The same without what the template does not print."""
        assert self._fields is not None
        return self._fields.paper_height(self._scroll.viewport().width()) + 2

    def _fits_both(self) -> bool:
        """A high window, or a form of few fields."""
        return self.height() >= ROOM_FOR_BOTH or self._paper_need() <= FIELDS_SHARE * self._side.height()

    def _on_setting(self, key: str) -> None:
        if key == LAYOUT:
            self.part = ""
            self._choose_first_part()
        elif key == LAST_YEAR and self._fields is not None and self._goals is not None:
            self._fields.group.show_notes()
            self._goals.group.show_notes()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fields is not None and not self.property("sized"):
            self.setProperty("sized", True)
            QTimer.singleShot(0, self, self._choose_first_part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.view == SIDE:
            self._show_sides()
        if self.part == "both" and event.size().height() != event.oldSize().height():
            self._share_again.start()

    def _share_height(self) -> None:
        """The page has become higher or lower, as it does when the findings fold: both parts have their share of it."""
        if self.part == "both":
            self._show_parts()
            self._split.setSizes(self._natural_sizes(max(self._split.height(), 100)))

    def _choose_first_part(self) -> None:
        """As asked for, else as last time; at first all where there is room, in a low window the fields alone.

        Of a form that nobody has begun the fields come first, a project's name among them.
        """
        form = self._session.form(self.sheet.form)
        last = str(self._session.settings.state("part") or "")
        chosen = self.part or ("" if form is not None and is_new(form) and last == "goals" else last)
        if self.view != OFFICIAL:
            self.show_part(chosen if chosen in PARTS else "both" if self._fits_both() else "fields")

    # --- the keyboard -------------------------------------------------------------------------------------------------

    def take_focus(self, path: str = "") -> None:
        """Puts the keyboard into what is in sight: where that value is shown, else at the first control."""
        if self._fields is None or self._goals is None:
            return
        if self.view == OFFICIAL and self._official is not None:
            if path:
                self._official.go_to(path)
            self._official.take_focus()
            return
        found = self._place_of(path, edit=False) if path else None
        if found is not None and self._shows(found[1]):
            self._bring(*found)
        elif self._shows(0) and (first := first_control(self._fields)):
            self._bring(first, 0)
        else:
            self._goals.take_focus()

    def show_place(self, path: str) -> None:
        """Brings a value into view, as it is; who is in its cell or field stays there."""
        if self._fields is None or self._goals is None:
            return
        if self.view == OFFICIAL and self._official is not None:
            self._official.go_to(path)
        elif focus_in(self._split) is not None and _same_value(path, self._session.focus_path):
            self.keep_in_sight()
        elif found := self._place_of(path, edit=False):
            self._bring(*found)

    def keep_in_sight(self) -> None:
        """Scrolls to what has the keyboard."""
        if self._fields is None or self._goals is None:
            return
        if (field := focus_in(self._fields)) is not None:
            bring(self._scroll, field, 20)
        elif focus_in(tree := self._goals.tree.tree) is not None:
            self._scroll_to(tree)

    def _scroll_to(self, field: QWidget) -> None:
        """A field of the form, or the current cell of the tree."""
        assert self._fields is not None
        if isinstance(field, QAbstractItemView):
            field.scrollTo(field.currentIndex())
        if self._fields.isAncestorOf(field):
            bring(self._scroll, field, 20)

    def at_hand(self) -> list[str]:
        """What the person is at: the rows selected in the tree (by their ids), else one value (by its path)."""
        tree = self._goals.tree.tree if self._goals else None
        if tree is not None and focus_in(tree) is not None:
            return tree.selected_ids()
        return [self._session.focus_path] if self._session.focus_path else []

    def tree_actions(self) -> list[QAction]:
        """What the indicator tree offers for the menu 指标."""
        tree = self._goals.tree if self._goals else None
        return list(tree.actions()) if tree else []

    # --- hearing ------------------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """Updates what a change touched."""
        if self._fields is not None and self._goals is not None:
            self._fields.hear(touched)
            self._goals.hear(touched)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows findings at the values they lie in."""
        if self._fields is not None and self._goals is not None:
            own = tuple(finding for finding in findings if not finding.form or finding.is_about(self.sheet))
            self._fields.mark(own)
            self._goals.mark(own)

    # --- going to a value ---------------------------------------------------------------------------------------------

    def go_to(self, path: str) -> bool:
        """Brings a value into sight and puts the cursor there; a short value is selected, as Tab does it."""
        if self._fields is None or self._goals is None:
            return False
        if self.view == OFFICIAL and self._official is not None:
            self._official.go_to(path)
            self._official.take_focus()
            return True
        found = self._place_of(path)
        if found is None:
            return False
        self._bring(*found)
        if isinstance(found[0], QLineEdit):
            found[0].selectAll()
        return True

    def _place_of(self, path: str, *, edit: bool = True) -> tuple[QWidget, int] | None:
        """The widget of a value and the part it is in: 0 the fields, 1 the goals. ``edit`` opens a cell of the tree."""
        assert self._fields is not None
        assert self._goals is not None
        field = self._fields.place_of(path)
        if field is not None:
            return field, 0
        field = self._goals.go_to(path, edit=edit)
        return (field, 1) if field is not None else None

    def _shows(self, part: int) -> bool:
        return not self._split.widget(part).isHidden()

    def _bring(self, field: QWidget, part: int) -> None:
        if not self._shows(part):
            self.show_part(PAGE_PARTS[part])
        now = QApplication.focusWidget()
        if now is None or not field.isAncestorOf(now):  # the editor of a cell may be open by now
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_whole(field, part)
        QTimer.singleShot(0, field, lambda: self._bring_whole(field, part))  # once all have their places

    def _bring_whole(self, field: QWidget, part: int) -> None:
        """Scrolls to a field. Where its part is too low for it, that becomes higher, or has the page for itself."""
        self._scroll_within(field, part)
        if self._hides(field, part):
            self._make_room(field, part)
            self._scroll_within(field, part)
        if self._hides(field, part):
            self.show_part(PAGE_PARTS[part])
            self._scroll_within(field, part)

    def _hides(self, field: QWidget, part: int) -> bool:
        return self._shows(1 - part) and not is_whole(field)

    def _scroll_within(self, field: QWidget, part: int) -> None:
        assert self._goals is not None
        if part == 0:
            self._scroll.bring(field, 60)
        else:
            self._goals.bring(field)

    def _make_room(self, field: QWidget, part: int) -> None:
        assert self._goals is not None
        height = self._split.height()
        most = height - self._goals.minimumSizeHint().height()
        above = max(LOWEST_PART, min(field.height() + 8, most)) if part == 0 else LOWEST_PART
        self._split.setSizes([above, height - above])


def _same_value(one: str, other: str) -> bool:
    """The paths are of one value, or one of a part of the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
