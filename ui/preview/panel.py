"""The official table as a panel: pages, zoom, the line that says where the person is; typed into like a sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHideEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget

from exporters.fonts import SONG, Fonts, load_fonts
from exporters.pages.paginate import Box
from models.sheets import Sheet, beside
from models.touched import Touched
from ui.controls.labels import whole_part
from ui.controls.messages import MessageBar
from ui.controls.plain import PlainLabel, plain_tip
from ui.controls.text_input import comment_action
from ui.ground.icons import icon, put_icon
from ui.ground.style import INSET
from ui.preview.canvas import PageCanvas
from ui.preview.cell_marks import CellMarks
from ui.preview.cells import Anchor, Stop
from ui.preview.composer import Composed, Composer
from ui.preview.cursor import TableCursor
from ui.preview.grey_words import GreyWords, paint_words
from ui.preview.keys import TableKeys
from ui.preview.marks import paint_comment, paint_frame, paint_mark, paint_shade, paint_unseen
from ui.preview.mouse import TableMouse
from ui.preview.offered_row import OfferedRow
from ui.preview.paint import Faces
from ui.preview.ranges import summed
from ui.session.drafts import Draft
from ui.session.likeness import NOT_YET
from ui.session.session import Session

_HOW_TO = "单击选格，直接输入或双击修改；Tab 向右，Enter 向下，Esc 取消，Alt+Enter 换行，Ctrl+Enter 加一行"
LEAST_LETTERS, _POINTS = 8, 72  # pixels of the letters of a table that fits the width; points an inch
MEANS_NOTHING = 8  # signs of words cut off
MOST_SUMMED = 500  # cells: a range is drawn faster than more are read


class OfficialTable(QWidget):
    """The pages of one form as they will be printed.

    ``go_to(path)`` scrolls to the cell of a value and frames it; ``edit_requested`` asks for the value's own field in
    the tab 填写.
    """

    edit_requested = Signal(str)

    def __init__(
        self, session: Session, sheet: Sheet, parent: QWidget | None = None, fonts: Fonts | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("官方表格")
        self._session, self._sheet = session, sheet
        self._stale, self._wanted = True, ""
        self._in_table: list[str] = []  # the forms that the pages show
        self._marks = CellMarks()
        self._grey = GreyWords(session, sheet)
        self._said: dict[Anchor, list[str]] = {}  # the values of a cell of which something is said
        self._missing: dict[tuple[int, int], str] = {}
        self._faces = faces = Faces(fonts or load_fonts())
        self._composer = Composer(session, sheet, faces.fonts, self)
        self.canvas = PageCanvas(faces)
        self.caret = TableCursor(session, sheet, self.canvas, faces, self._composer.now)
        self._mouse = TableMouse(self.caret, self.canvas, faces.fonts)
        OfferedRow(self.caret, TableKeys(self.caret), self._composer)
        self._composed: Composed | None = None
        self._placed = QTimer(self)  # once all have their places; its own, so that nothing waits for a closed panel
        self._placed.setSingleShot(True)
        self._placed.timeout.connect(self._keep_letters)
        self.messages = MessageBar(self.canvas)
        self._build()
        self._connect()

    # --- its parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the editor has the keyboard for it
        self.canvas.setAccessibleName("官方表格的页面")
        self.canvas.overlay = self._paint_signs
        self.canvas.tip = self._tip
        self.canvas.held = lambda: _anchor(self.caret.current)
        self.where = PlainLabel()
        self.where.setAccessibleName("当前的格")
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar = QHBoxLayout()
        bar.setContentsMargins(INSET, 4, INSET - 4, 4)
        bar.setSpacing(4)
        self.page_box = QSpinBox()
        self.page_box.setAccessibleName("页码")
        self.page_box.setToolTip("转到这一页")
        self.page_box.setKeyboardTracking(False)
        self.page_count = PlainLabel()
        self.page_count.setAccessibleName("总页数")
        self.zoom_label = PlainLabel()
        self.zoom_label.setAccessibleName("显示比例")
        self.previous = self._button("chevron-up", "上一页")
        self.next = self._button("chevron-down", "下一页")
        self.smaller = self._button("zoom-out", "缩小（Ctrl+滚轮）")
        self.larger = self._button("zoom-in", "放大（Ctrl+滚轮）")
        self.fit = self._button("maximize", "适合宽度（页面与窗口同宽）")
        self.fit.setCheckable(True)
        bar.addWidget(self.where, 1)
        for widget in (self.previous, self.page_box, self.page_count, self.next):
            bar.addWidget(widget)
        bar.addSpacing(12)
        for widget in (self.smaller, self.zoom_label, self.larger, self.fit):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, name)
        button.setAutoRaise(True)
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words.partition("（")[0])
        return button

    def _connect(self) -> None:
        canvas, cursor, session = self.canvas, self.caret, self._session
        self._composer.composed.connect(self._show)
        self._composer.failed.connect(self._show_failure)
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings)
        session.focus_changed.connect(self._on_focus)
        session.drafts.changed.connect(self._on_draft)
        session.likeness.changed.connect(self._tell_current)
        session.comments.changed.connect(self._find_said)
        session.since.counted.connect(self._on_counted)
        canvas.menu_wanted.connect(self._menu)
        canvas.zoom_changed.connect(self._tell_zoom)
        canvas.page_changed.connect(self._tell_page)
        cursor.current_changed.connect(self._tell_current)
        self.messages.outdated_by(session.changed)
        cursor.said.connect(lambda words: self.messages.say(words, "warning"))
        cursor.filled.connect(self.messages.tell_deed)
        self.messages.deeds_undone_by(session.replayed)
        session.refused.connect(self._on_refused)
        self.previous.clicked.connect(lambda: canvas.show_page(canvas.page - 1))
        self.next.clicked.connect(lambda: canvas.show_page(canvas.page + 1))
        self.page_box.valueChanged.connect(self._page_typed)
        self.smaller.clicked.connect(lambda: canvas.step_zoom(-1))
        self.larger.clicked.connect(lambda: canvas.step_zoom(1))
        self.fit.clicked.connect(self._fit_clicked)
        edit_menu = QShortcut(QKeySequence("Menu"), self, lambda: self._menu(None, QPoint()))
        edit_menu.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def take_focus(self) -> None:
        """Puts the keyboard onto the current cell."""
        self.caret.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._composer.request() if self._composed else self._composer.start()
        self.go_to(self._session.focus_path)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.caret.commit()

    def _on_changed(self, touched: Touched) -> None:
        own = {*self._shown_forms(), *self._in_table, self._sheet.form, "unit", "dossier"}
        if touched.forms & own:  # the dossier's own: its list of forms, and with it the number of this one
            if self.isVisible():
                self._composer.request()
            else:
                self._stale = True
        self.caret.on_changed(touched)

    def _show(self, composed: Composed) -> None:
        first = self._composed is None
        self._composed, self._in_table = composed, self._shown_forms()
        self._missing = {}
        for entry in composed.pages.missing:
            words = self._missing.get((entry.row, entry.column), "")
            self._missing[entry.row, entry.column] = words + entry.char
        self._marks.take(self._session.findings, self._sheets(), composed.cells)
        self._grey.cells = composed.cells
        self._find_said()
        self.caret.set_composed(composed)
        if first:
            self.canvas.fit_width()
            self._placed.start()
            self._wanted = self._wanted or self._session.focus_path
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.caret.select(self.caret.find(wanted), tell=False)
        self._tell_pages(len(composed.pages))

    def _keep_letters(self) -> None:
        """A sheet in a narrow panel is rather scrolled sideways than made too small to be read."""
        points = self._composed.cells.table.page.font_size if self._composed else LEAST_LETTERS
        self.canvas.keep_letters(LEAST_LETTERS / points * _POINTS / self.canvas.logicalDpiX())

    def _sheets(self) -> list[Sheet]:
        """What stands on these pages."""
        return [Sheet(form, self._sheet.stage) for form in self._in_table]

    def _on_counted(self, _forms: object) -> None:
        self.canvas.viewport().update()

    def _find_said(self, _places: object = None) -> None:
        """Where the comments belong on the paper."""
        self._said = {}
        places = dict.fromkeys(one.where for one in self._session.comments.all) if self._composed else ()
        for place in places:
            if self._composed and (stop := self._composed.cells.exactly(place)):
                self._said.setdefault(stop.anchor, []).append(place)
        self.canvas.viewport().update()

    def _words_said(self, anchor: Anchor) -> str:
        return "\n".join(self._session.comments.words(place) for place in self._said.get(anchor, ()))

    def _shown_forms(self) -> list[str]:
        """The ids of the forms that stand in this table."""
        session = self._session
        return [form.id for form in beside(self._sheet, session.dossier.forms, session.templates)]

    def _show_failure(self, words: str) -> None:
        self.messages.say(words, "error")

    def _on_findings(self) -> None:
        if self._composed:
            self._marks.take(self._session.findings, self._sheets(), self._composed.cells)
            self.canvas.viewport().update()
            self._tell_current()

    def _on_draft(self, path: str) -> None:
        self.caret.on_draft(path)
        self.canvas.viewport().update()

    def _on_focus(self, path: str) -> None:
        """The person went to a value elsewhere: its cell is framed here, the keyboard stays where it is."""
        current = self.caret.current
        if current and current.slot.path == path:
            self._wanted = ""  # the person came here after that
        elif not self.caret.editor.awake:
            self.go_to(path)

    def _on_refused(self, words: str) -> None:
        if self.caret.editor.hasFocus():
            self.messages.say(words, "warning")

    def go_to(self, path: str) -> None:
        """Scrolls to the cell of a value and frames it."""
        if not self._composed or self._composer.busy:
            self._wanted = path
        if self._composed:
            self.caret.select(self.caret.find(path), tell=False)

    # --- signs over the paper -----------------------------------------------------------------------------------------

    def _paint_signs(self, painter: QPainter, number: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.caret.current.anchor if self.caret.current else None
        drafts = self._drafts()
        block = self.caret.range()
        selected = self._mouse.handle.reached or block
        shaded = selected.anchors if selected and not selected.single else frozenset()
        for box in self.canvas.pages[number].boxes:
            anchor = (box.row, box.column)
            mark = None if box.repeated else self._marks.get(anchor)
            if (mark or anchor in drafts) and not box.repeated:
                severity = "error" if anchor in drafts or mark is None else mark.severity
                paint_mark(painter, self.canvas.area(number, box), severity, self.canvas.scale)
            elif not box.repeated and any(self._session.since.unseen(path) for path in self._as_last_year(anchor)):
                paint_unseen(painter, self.canvas.area(number, box), self.canvas.scale)
            if words := self._grey.get(anchor):
                self._paint_grey(painter, self.canvas.area(number, box), words)
            if anchor in shaded:
                paint_shade(painter, self.canvas.area(number, box))
            if anchor == current:
                paint_frame(painter, self.canvas.area(number, box))
            if anchor in self._said and not box.repeated:
                states = {self._session.comments.state(place) for place in self._said[anchor]}
                paint_comment(painter, self.canvas.area(number, box), max(states), self.canvas.scale)
        self._mouse.handle.paint(painter, block)

    def _paint_grey(self, painter: QPainter, cell: QRectF, words: str) -> None:
        size = self._composed.cells.table.page.font_size if self._composed else 0
        paint_words(painter, cell, words, size * self.canvas.scale, self._faces.family(SONG))

    def _as_last_year(self, anchor: Anchor) -> list[str]:
        """The values of a cell, where the form was made from last year's."""
        if self._composed is None or not self._session.since.known(self._sheet.form):
            return []
        cell = self._composed.cells.cells.get(anchor)
        return list(dict.fromkeys(slot.path for slot in cell.slots)) if cell else []

    def _words_then(self, anchor: Anchor) -> str:
        return "\n".join(filter(None, map(self._session.since.words, self._as_last_year(anchor))))

    def _drafts(self) -> dict[Anchor, Draft]:
        """What is typed and is no value, by the cell that would show it."""
        cells = self._composed.cells if self._composed else None
        found = ((cells.find(one.path), one) for one in self._session.drafts.all) if cells else ()
        return {stop.anchor: one for stop, one in found if stop}

    def _tip(self, box: Box) -> str:
        draft = self._drafts().get((box.row, box.column))
        mark = self._marks.get((box.row, box.column))
        words = self._session.words_of(draft) if draft else mark.text if mark else ""
        missing = self._missing.get((box.row, box.column), "")
        if missing:
            words += ("\n" if words else "") + f"字库里没有“{missing}”，打印出来是方框。请换一个字。"
        anchor = (box.row, box.column)
        parts = (words, self._offered(anchor), self._words_then(anchor), self._words_said(anchor))
        return "\n".join(part for part in parts if part)

    def _offered(self, anchor: Anchor) -> str:
        words = self._grey.get(anchor)
        return f"{words}{NOT_YET}" if words else ""

    # --- the line above -----------------------------------------------------------------------------------------------

    def _tell_current(self) -> None:
        """Says, to the eye and to a screen reader, which cell it is and what stands in it."""
        self.canvas.viewport().update()
        current = self.caret.current
        if current is None:
            self._say_where(_HOW_TO)
            self._speak("官方表格", _HOW_TO)
            return
        label, text = self.caret.label(), self.caret.text() or self._offered(current.anchor)
        mark = self._marks.get(current.anchor)
        block = self.caret.range()
        if block and not block.single:
            text = summed([self.caret.text_at(stop) for stop in block]) if len(block.anchors) <= MOST_SUMMED else ""
            label = f"选了 {len(block.anchors)} 格"
        self._say_where(f"{label}：{text[:200]}".replace("\n", " ") if text else f"{label}（空）")
        self.caret.editor.setProperty("path", current.slot.path)
        anchor = current.anchor
        parts = (text or "空", mark.text if mark else "", self._words_then(anchor), self._words_said(anchor))
        self._speak(label, "；".join(part for part in parts if part))

    def _speak(self, name: str, description: str) -> None:
        """What a screen reader is to say of the current cell."""
        editor = self.caret.editor
        if (editor.accessibleName(), editor.accessibleDescription()) != (name, description):
            editor.setAccessibleName(name)
            editor.setAccessibleDescription(description)
            QAccessible.updateAccessibility(QAccessibleEvent(editor, QAccessible.Event.NameChanged))
            if editor.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(editor, QAccessible.Event.Focus))

    def _say_where(self, words: str) -> None:
        self.where.setToolTip(plain_tip(_HOW_TO))
        self.where.setProperty("whole", words)
        advance = self.where.fontMetrics().horizontalAdvance
        if words == _HOW_TO:
            words = whole_part(words, lambda part: advance(part) <= self.where.width())
        shown = self.where.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.where.width())
        self.where.setText(shown if shown == words or len(shown) > MEANS_NOTHING else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_where(self.where.property("whole") or _HOW_TO)

    def _tell_pages(self, count: int) -> None:
        blocked = self.page_box.blockSignals(True)
        self.page_box.setRange(1, max(1, count))
        self.page_box.blockSignals(blocked)
        self.page_count.setText(f"/ {count} 页")
        self._tell_page(self.canvas.page)
        self._tell_zoom()

    def _tell_page(self, number: int) -> None:
        blocked = self.page_box.blockSignals(True)
        self.page_box.setValue(number + 1)
        self.page_box.blockSignals(blocked)
        self.previous.setEnabled(number > 0)
        self.next.setEnabled(number + 1 < len(self.canvas.pages))

    def _page_typed(self, number: int) -> None:
        self.canvas.show_page(number - 1)

    def _tell_zoom(self) -> None:
        self.zoom_label.setText(f"{round(self.canvas.zoom * 100)}%")
        self.fit.setChecked(self.canvas.fits_width)

    def _fit_clicked(self, on: bool) -> None:
        if on:
            self.canvas.fit_width()
        else:
            self.canvas.set_zoom(1.0)

    # --- the menu -----------------------------------------------------------------------------------------------------

    def _menu(self, box: Box | None, place: QPoint) -> None:
        """What can be done at a cell."""
        if box is not None:
            self._mouse.press_only(box)
        self.caret.editor.later(partial(self._show_menu, place))

    def _show_menu(self, place: QPoint) -> None:
        if self.caret.current is None:
            return
        menu = self._made_menu()
        if place.isNull():
            place = self.caret.editor.mapToGlobal(QPoint(8, 8))
        menu.exec(place)
        menu.deleteLater()

    def _made_menu(self) -> QMenu:
        caret, current = self.caret, self.caret.current
        menu = QMenu(self)
        menu.addAction(icon("pencil"), "修改\tF2", caret.open)
        menu.addSeparator()
        menu.addAction(icon("scissors"), "剪切\tCtrl+X", caret.cut)
        menu.addAction(icon("copy"), "复制\tCtrl+C", caret.copy)
        menu.addAction(icon("clipboard-paste"), "粘贴\tCtrl+V", caret.paste)
        menu.addAction(icon("x"), "清空\tDelete", caret.clear)
        menu.addAction(icon("arrow-down"), "向下填充\tCtrl+D", lambda: caret.fill(down=True))
        menu.addAction(icon("arrow-right"), "向右填充\tCtrl+R", lambda: caret.fill(down=False))
        if current and current.slot.rows:
            menu.addSeparator()
            menu.addAction(icon("plus"), "在上面加一行\tCtrl+Shift+Enter", lambda: caret.add_row(above=True))
            menu.addAction(icon("plus"), "在下面加一行\tCtrl+Enter", caret.add_row)
            menu.addAction(icon("trash-2"), "删除这一行", caret.remove_row)
        if current and current.slot.node in self._session.editor:
            path = current.slot.path
            menu.addSeparator()
            menu.addAction(comment_action(self._session, path, menu))
            menu.addAction(icon("text-cursor-input"), "到“填写”里修改", lambda: self.edit_requested.emit(path))
        return menu


def _anchor(stop: Stop | None) -> Anchor | None:
    return stop.anchor if stop is not None else None
