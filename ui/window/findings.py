"""The findings below: by form, with level, code and words; going there, fixing, silencing with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.dossier import Silence
from models.edits import Insert, Remove
from models.rules.finding import SEVERITIES, Finding
from models.rules.fix_words import ALL, SOME, finder, fix_words
from models.rules.review import standard
from ui.controls.focus import focus_in
from ui.controls.marking import select_quoted
from ui.controls.plain import PlainLabel, plain_tip
from ui.ground.calm_boxes import ChoiceBox
from ui.ground.icons import put_icon, severity_icon
from ui.ground.style import INSET
from ui.session.session import Session
from ui.window.findings_list import FindingsList, Group, Grouping, Key, Line, Wanted, ask_reason

DETAIL_LINES, BASIS_LINES = 2, 4
NOTHING, CHECKING = "没有发现问题", "正在审核……"
HINT = "选中一条，这里写出全文。双击它或点“去看”，就到那一格；能自动改的，点“修复”。"
ROWS = 7  # lines of the list that are in sight at first, the head of a group and six findings
ABOVE_WORDS, BELOW_WORDS = 4, 6  # pixels
AROUND_WORDS = ABOVE_WORDS + BELOW_WORDS
LEAST_ROWS = 5  # that stay in sight over the words of one, before these have fewer lines
WIDE = 880  # pixels from which the words of a finding stand beside the list
LIST_SHARE, ROOM_SHARE = 5, 2  # of the width then
LINE_PADDING = 6  # pixels over and under the one line, together
UNBOUNDED = 16777215  # Qt's own
SIGNS_ALONE = 620  # pixels under which buttons have signs without words
BETWEEN = 4  # pixels between what is chosen and pressed over the list
NARROW = 28  # pixels to which a choice shrinks, rather than push the outline away


class FindingsPanel(QWidget):
    """Lists what the rules say. ``go_to(path)`` is wanted on double click, Enter and 去看.

    ``folded``: there is nothing to list (any more), and one line says so; or there is something again. ``left``: the
    keyboard is to go elsewhere, for what has it is about to be folded away. ``limited``: the line has another height.
    """

    go_to = Signal(str)
    counted = Signal(str)
    folded = Signal(bool)
    left = Signal()
    limited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self.setAutoFillBackground(True)
        self.list = FindingsList()
        self._seen: Key | None = None
        self._level = ChoiceBox()
        self._level.setAccessibleName("只看级别")
        self._level.addItem("全部级别", "")
        for severity, word in SEVERITIES.items():
            self._level.addItem(severity_icon(severity), f"只看{word}", severity)
        self._heading = ChoiceBox()
        self._heading.setAccessibleName("只看方面")
        self._heading.addItem("全部方面", "")
        for heading in standard().heading:
            self._heading.addItem(heading.name, heading.name)
        self._waits, self._waits_folded = False, False  # for the first look of the rules
        self._said: dict[QPushButton, str] = {}
        self._form = ""  # the form at hand, whose findings come first
        self._names: dict[str, str] = {}  # of the forms, by id
        self._grouping = Grouping(self._name)
        self._next_place = 0
        self._search = QLineEdit()
        self._search.setAccessibleName("筛选审核发现")
        self._search.setPlaceholderText("筛选：文字或编号")
        self._search.setClearButtonEnabled(True)
        self._detail = PlainLabel()
        self._detail.setWordWrap(True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAccessibleName("所选发现的说明")
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._go = self._button("去看", "arrow-right", self._go_there)
        self._fix = self._button("修复", "wrench", self.fix)
        self._why = self._button("依据", "book-open", self._toggle_basis)
        self._why.setCheckable(True)
        self._silence = self._button("不再提示…", "bell-off", self.silence)
        self._lay_out()
        self._level.currentIndexChanged.connect(lambda _: self.fill())
        self._heading.currentIndexChanged.connect(lambda _: self.fill())
        self._search.textChanged.connect(lambda _: self.fill())
        for choice in (self._level, self._heading):
            choice.currentTextChanged.connect(lambda text, one=choice: one.setToolTip(plain_tip(text)))
        self.list.wanted.connect(self._go_there)
        self.list.fix_wanted.connect(self.fix)
        self.list.menu_wanted.connect(self._menu)
        self.list.moved.connect(self._show_detail)
        self._show_detail()

    def _button(self, word: str, sign: str, slot: Any) -> QPushButton:
        button = QPushButton(word)
        put_icon(button, sign)
        button.setAccessibleName(word)
        button.clicked.connect(slot)
        self._said[button] = word
        return button

    def _say(self, button: QPushButton, word: str) -> None:
        """Words on a button where the panel has room for them, else its sign alone, and the words under the mouse."""
        narrow = self.width() < SIGNS_ALONE
        self._said[button] = word
        button.setText("" if narrow else word)
        button.setToolTip(plain_tip(word) if narrow else "")

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(INSET, 4, INSET, 4)
        bar.setSpacing(BETWEEN)
        for choice in (self._level, self._heading):
            choice.setMinimumWidth(NARROW)
            bar.addWidget(choice)
        bar.addWidget(self._search, 1)
        for button in (self._go, self._fix, self._why, self._silence):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._nothing())
        column.addWidget(self._bar)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(0)
        self._both.addWidget(self.list, 1)
        column.addLayout(self._both, 1)
        self._detail.setContentsMargins(10, ABOVE_WORDS, 10, 0)
        self._room = _Room()
        self._room.setAccessibleName("说明")
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidgetResizable(True)
        self._room.setWidget(self._detail)
        self._both.addWidget(self._room)
        self._fit_detail()

    def _nothing(self) -> QWidget:
        """The line that is left where there is nothing to list."""
        self._line = QWidget()
        self._all_good = PlainLabel(NOTHING)
        self._all_good.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._left_out = self._button("", "bell-off", self.fill)
        self._left_out.setFlat(True)
        self._left_out.setCheckable(True)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(INSET, 2, INSET, 2)
        row.addWidget(self._all_good)
        row.addStretch(1)
        row.addWidget(self._left_out)
        self._line.setHidden(True)
        return self._line

    def usual_height(self, width: int) -> int:
        """Where some findings and the words of one are in sight, in a panel of that width."""
        below = 0 if width >= WIDE else self._room.wanted
        return self._bar.sizeHint().height() + ROWS * self._row() + below

    @property
    def is_folded(self) -> bool:
        """One line says that there is nothing."""
        return self._bar.isHidden()

    def _fold(self) -> None:
        """One line where there is nothing to list; before the rules have looked nobody knows."""
        report = self._session.report if self._session else None
        nothing = not report.findings if report is not None else self._waits_folded
        self._all_good.setText(NOTHING if report is not None else CHECKING)
        left_out = len(report.silenced) if report and nothing else 0
        self._left_out.setText(f"已说明理由的 {left_out} 条")
        self._left_out.setAccessibleName(self._left_out.text())
        self._left_out.setHidden(not left_out)
        fold = nothing and not (left_out and self._left_out.isChecked())
        self._line.setHidden(not nothing)
        if fold == self.is_folded:
            return
        if fold and focus_in(self) is not None:
            self.left.emit()
        for part in (self._bar, self.list, self._room):
            part.setHidden(fold)
        self._limit_height()
        self.folded.emit(fold)

    def _limit_height(self) -> None:
        """Folded it is no higher than its line."""
        line = max(self._line.sizeHint().height(), self._all_good.fontMetrics().height() + LINE_PADDING)
        most = line if self.is_folded else UNBOUNDED
        if most != self.maximumHeight():
            self.setMaximumHeight(most)
            self.limited.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the line may want another height now
            self._limit_height()
        return super().event(event)

    def _fit_detail(self) -> None:
        """Always the same room: were it to come and go with the words, the second click would meet another line.

        Beside the list where the panel is wide, so that more lines are in sight; else under it.
        """
        line = self._detail.fontMetrics().lineSpacing()
        beside = self.width() >= WIDE
        self._room.wanted = (BASIS_LINES if self._why.isChecked() else DETAIL_LINES) * line + AROUND_WORDS
        way = QBoxLayout.Direction
        self._both.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._both.setStretchFactor(self.list, LIST_SHARE if beside else 1)
        self._both.setStretchFactor(self._room, ROOM_SHARE if beside else 0)
        lines = self._whole_lines(line) * line + AROUND_WORDS
        self._room.setMinimumHeight(line + AROUND_WORDS if beside else lines)
        self._room.setMaximumHeight(UNBOUNDED if beside else lines)

    def _whole_lines(self, line: int) -> int:
        """How many lines of the words there is room for under the list; with a large font on a small screen fewer."""
        rest = self.height() - self._bar.sizeHint().height() - LEAST_ROWS * self._row() - AROUND_WORDS
        return max(1, min((self._room.wanted - AROUND_WORDS) // line, rest // line))

    def _row(self) -> int:
        """The height of a line of the list."""
        return max(self.list.sizeHintForRow(0), self.list.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in (self._go, self._fix, self._why, self._silence):
            self._say(button, self._said[button])
        self._fit_detail()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_detail()

    # --- filling ------------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Takes on the colours of another theme."""
        self.list.restyle()
        for place, severity in enumerate(SEVERITIES, 1):
            self._level.setItemIcon(place, severity_icon(severity))

    def wait(self, *, folded: bool) -> None:
        """Until the rules have looked it says that they do: in one line, or in the room of a list."""
        self._waits, self._waits_folded = True, folded
        self.show_session(None)

    def show_session(self, session: Session | None) -> None:
        """Shows another dossier's findings, or none."""
        self._session = session
        self._waits = self._waits and session is None
        if session:
            session.findings_changed.connect(self.fill)
        self.fill()

    def show_form(self, form: str) -> None:
        """The findings of the form at hand come first."""
        if form != self._form:
            self._form = form
            self.fill()
            self.list.show_form(form)

    def fill(self) -> None:
        """Lists the findings that pass the filter; the current one stays."""
        self._count_headings()
        groups = self._groups()
        self.list.show_groups(groups)
        self._fold()
        self._room.setHidden(self.is_folded or not any(group.lines for group in groups))  # nothing to explain
        self.counted.emit(self.summary())

    def _groups(self) -> list[Group]:
        """What is to be listed: the findings by form, then those that a person has decided to leave."""
        if self._session is None:
            return [Group("waiting", CHECKING)] if self._waits else []
        report = self._session.report
        self._names = {form.id: form.spoken_name for form in self._session.dossier.forms}
        by_form: dict[str, list[Finding]] = {form: [] for form in self._forms_in_order(report.findings)}
        for finding in report.findings:
            by_form[finding.form].append(finding)
        level, heading, words = self._level.currentData(), self._heading.currentData(), self._search.text()
        groups = self._grouping.groups(by_form, Wanted(level or "", heading or "", words.strip().lower()))
        if not groups:
            text = "没有符合筛选条件的" if report.findings else NOTHING
            groups.append(Group(f"none {text}", text, sign="" if report.findings else "check"))
        if report.silenced and not self._level.currentData():
            title = f"已说明理由、不再提示（{len(report.silenced)}）"
            groups.append(Group("silenced", title, tuple(Line(*one) for one in report.silenced)))
        return groups

    def _forms_in_order(self, findings: Iterable[Finding]) -> list[str]:
        """The form at hand first, the others as in the dossier."""
        forms = dict.fromkeys(finding.form for finding in findings)
        return sorted(forms, key=lambda form: form != self._form) if self._form in forms else list(forms)

    def _count_headings(self) -> None:
        """Puts the number of errors and warnings behind the name of each heading."""
        found = self._session.findings if self._session else ()
        by, counts = standard(), Counter[str]()
        for code, count in Counter(one.code for one in found if one.severity != "info").items():
            counts[by.heading_of(code)] += count
        for place in range(1, self._heading.count()):
            name = self._heading.itemData(place)
            self._heading.setItemText(place, f"{name} {counts[name]}" if counts[name] else name)

    def _name(self, form_id: str) -> str:
        return self._names.get(form_id, "整份套表")

    def summary(self) -> str:
        """How many of each level: 审核 2 错误 3 提醒."""
        if self._session is None:
            return ""
        found = Counter(one.severity for one in self._session.findings)
        counts = [(found[severity], word) for severity, word in SEVERITIES.items()]
        said = "　".join(f"{count} {word}" for count, word in counts if count)
        return f"审核　{said or NOTHING}"

    # --- one finding --------------------------------------------------------------------------------------------------

    def current(self) -> Finding | None:
        """The finding of the current line."""
        line = self.list.line()
        return line.finding if line else None

    def step(self, by: int) -> None:
        """Goes to the next finding, or the one before; where the last one is fixed, its place is the next."""
        if self.list.step(by, from_here=self._seen == self.list.key()):
            self._go_there()

    def _show_detail(self) -> None:
        line = self.list.line()
        finding, silenced = (line.finding, line.silence is not None) if line else (None, False)
        for button in (self._go, self._why, self._silence):
            button.setEnabled(finding is not None)
        self._fix.setEnabled(finding is not None and finding.offer is not None and not silenced)
        self._say(self._silence, "恢复提示" if silenced else "不再提示…")
        self._detail.setText(self._words(finding) if finding else HINT)
        self._detail.setToolTip(plain_tip(self._words(finding, ALL) if finding else ""))
        shade = QPalette.ColorRole.WindowText if finding else QPalette.ColorRole.PlaceholderText
        self._detail.setForegroundRole(shade)

    def _words(self, finding: Finding, most: int = SOME) -> str:
        from models.rules.catalogue import all_rules

        rule = all_rules().get(finding.code)
        text = f"{SEVERITIES[finding.severity]} {finding.code}　{finding.message}"
        if finding.places:
            text += f"\n共 {len(finding.places) + 1} 处，再点“去看”到下一处"
        if (change := finding.fix) is not None and self._session is not None:
            text += f"\n修复会：{fix_words(change, finder(self._session.dossier), most)}"
        if rule and self._why.isChecked():
            text += f"\n为什么：{rule.why}\n依据：{rule.basis}"
        return text

    def _toggle_basis(self) -> None:
        self._fit_detail()
        self._show_detail()

    def _go_there(self) -> None:
        if finding := self.current():
            again = self._seen == self.list.key()
            places = (finding.where, *finding.places)
            self._next_place = (self._next_place + 1) % len(places) if again else 0
            self._seen = self.list.key()
            self.go_to.emit(places[self._next_place])
            select_quoted(QApplication.focusWidget(), finding.message)

    def fix(self) -> None:
        """Does what the finding offers, as the rules see it now; undo takes it back."""
        session, line = self._session, self.list.line()
        if session is None or line is None or line.silence:
            return
        session.check()
        finding = next((one for one in session.findings if one.key == line.finding.key), None)
        if finding and (change := finding.fix) and session.apply(change):
            session.check_soon()

    def silence(self) -> None:
        """Leaves this finding out from now on, with a reason; or takes it in again."""
        line, session = self.list.line(), self._session
        if line is None or session is None:
            return
        if line.silence is not None:
            session.apply(Remove(line.silence.id))
        else:
            finding = line.finding
            reason = ask_reason(self, finding, session)
            if reason is None:
                return
            entry = Silence(code=finding.code, where=finding.where, reason=reason)
            session.apply(Insert("dossier", "silenced", len(session.dossier.silenced), entry))
        session.check_soon()

    def _menu(self, place: QPoint) -> None:
        """What can be done with the current line."""
        if self.current() is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName("审核发现")
        for button in (self._go, self._fix, self._why, self._silence):
            action = menu.addAction(button.icon(), self._said[button], button.click)
            action.setEnabled(button.isEnabled())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


class _Room(QScrollArea):
    """Room for the words of a finding: all it may have, whatever they are, where the panel is not too low for that."""

    wanted = 0

    def __init__(self) -> None:
        super().__init__()
        self.setViewportMargins(0, 0, 0, BELOW_WORDS)  # not below the words themselves: a further line would show there

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted)
