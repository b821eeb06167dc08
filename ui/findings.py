"""The findings below: by form, with level, code and words; going there, mending, silencing with a reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.dossier import Silence
from models.edits import Insert, Remove
from models.rules import SEVERITIES, Finding
from ui.icons import icon, put_icon, severity_icon
from ui.session import Session
from ui.theme import soften_selection

ROLE = Qt.ItemDataRole.UserRole
COLUMNS = ("级别", "编号", "内容", "")
EVERY = "全部"


class FindingsPanel(QWidget):
    """Lists what the rules say. ``go_to(path)`` is wanted on double click, Enter and 去看."""

    go_to = Signal(str)
    counted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self.setAutoFillBackground(True)
        self.list = QTreeWidget()
        self._set_up_list()
        self._level = QComboBox()
        self._level.setAccessibleName("只看级别")
        self._level.addItem("全部级别", "")
        for severity, word in SEVERITIES.items():
            self._level.addItem(severity_icon(severity), f"只看{word}", severity)
        self._search = QLineEdit()
        self._search.setAccessibleName("筛选审核发现")
        self._search.setPlaceholderText("筛选：文字或编号")
        self._search.setClearButtonEnabled(True)
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAccessibleName("所选发现的说明")
        self._go = self._button("去看", "arrow-right", self._go_there)
        self._mend = self._button("修复", "wrench", self.mend)
        self._why = self._button("依据", "book-open", self._toggle_basis)
        self._why.setCheckable(True)
        self._silence = self._button("不再提示…", "bell-off", self.silence)
        self._lay_out()
        self._level.currentIndexChanged.connect(lambda _: self.fill())
        self._search.textChanged.connect(lambda _: self.fill())
        self._show_detail()

    def _set_up_list(self) -> None:
        view = self.list
        view.setAccessibleName("审核发现")
        soften_selection(view)
        view.setColumnCount(len(COLUMNS))
        view.setHeaderLabels(list(COLUMNS))
        view.setUniformRowHeights(True)
        view.setRootIsDecorated(True)
        view.setIndentation(14)
        view.setFrameShape(QTreeWidget.Shape.NoFrame)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHeaderHidden(True)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column in (0, 1, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.currentItemChanged.connect(lambda *_: self._show_detail())
        view.itemActivated.connect(lambda *_: self._go_there())
        view.clicked.connect(self._clicked)

    def _button(self, word: str, sign: str, slot: Any) -> QPushButton:
        button = QPushButton(word)
        put_icon(button, sign)
        button.setAccessibleName(word)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.addWidget(self._level)
        bar.addWidget(self._search, 1)
        for button in (self._go, self._mend, self._why, self._silence):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        self._detail.setContentsMargins(10, 4, 10, 6)
        column.addWidget(self._detail)

    # --- filling ------------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Takes on the colours of another theme."""
        soften_selection(self.list)
        for place, severity in enumerate(SEVERITIES, 1):
            self._level.setItemIcon(place, severity_icon(severity))
        self.fill()

    def show_session(self, session: Session | None) -> None:
        """Shows another dossier's findings, or none."""
        self._session = session
        if session:
            session.findings_changed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Lists the findings that pass the filter; the current one stays."""
        current = self.current()
        key = current.key if current else None
        closed = {item.data(0, ROLE + 1) for item in self._groups() if not item.isExpanded()}
        blocked = self.list.blockSignals(True)
        self.list.clear()
        found = [finding for finding in self._session.findings if self._passes(finding)] if self._session else []
        by_form: dict[str, list[Finding]] = {}
        for finding in found:
            by_form.setdefault(finding.form, []).append(finding)
        for form, own in by_form.items():
            group = self._group(form, own)
            group.setExpanded(form not in closed)
        self._add_silenced()
        for group in self._groups():  # all at the end: each of these calls lays out what is not laid out yet
            group.setFirstColumnSpanned(True)
        if self._session and not found:
            self._say_none()
        self._select(key)
        self.list.blockSignals(blocked)
        self._show_detail()
        self.counted.emit(self.summary())

    def _say_none(self) -> None:
        text = "没有符合筛选条件的" if self._session and self._session.findings else "没有发现问题"
        item = QTreeWidgetItem(self.list, [text])
        item.setFirstColumnSpanned(True)
        item.setIcon(0, icon("check"))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def _groups(self) -> list[QTreeWidgetItem]:
        items = [self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount())]
        return [item for item in items if item is not None]

    def _passes(self, finding: Finding) -> bool:
        wanted, text = self._level.currentData(), self._search.text().strip().lower()
        return wanted in ("", None, finding.severity) and (
            not text or text in finding.message.lower() or text in finding.code.lower()
        )

    def _group(self, form: str, findings: list[Finding]) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.list, [f"{self._name(form)}（{len(findings)}）"])
        group.setData(0, ROLE + 1, form)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for finding in findings:
            self._line(group, finding)
        return group

    def _line(self, group: QTreeWidgetItem, finding: Finding) -> None:
        word = SEVERITIES[finding.severity]
        item = QTreeWidgetItem(group, [word, finding.code, finding.message, "可修复" if finding.fix else ""])
        item.setIcon(0, severity_icon(finding.severity))
        if finding.fix:
            item.setIcon(3, icon("wrench"))
            item.setToolTip(3, "按一下就改好，可以撤销")
        item.setToolTip(2, finding.message)
        item.setData(0, ROLE, finding)

    def _add_silenced(self) -> None:
        silenced = self._session.report.silenced if self._session else ()
        if not silenced or self._level.currentData():
            return
        group = QTreeWidgetItem(self.list, [f"已说明理由、不再提示（{len(silenced)}）"])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setData(0, ROLE + 1, "silenced")
        for finding, silence in silenced:
            item = QTreeWidgetItem(
                group, ["已说明", finding.code, f"{finding.message}（理由：{silence.reason or '未写'}）"]
            )
            item.setIcon(0, icon("bell-off"))
            item.setData(0, ROLE, finding)
            item.setData(0, ROLE + 2, silence.id)

    def _name(self, form_id: str) -> str:
        form = self._session.form(form_id) if self._session else None
        if form is None:
            return "整份套表"
        return form.name or ("未命名项目" if form.kind == "project" else "部门整体")

    def _lines(self) -> list[QTreeWidgetItem]:
        return [
            item for group in self._groups() if (children := group.childCount()) for item in _children(group, children)
        ]

    def _select(self, key: tuple[str, str] | None) -> None:
        for item in self._lines():
            if key and item.data(0, ROLE).key == key:
                self.list.setCurrentItem(item)
                return

    def summary(self) -> str:
        """How many of each level: 审核 2 错误 3 提醒."""
        if self._session is None:
            return ""
        found = self._session.findings
        counts = [(sum(one.severity == severity for one in found), word) for severity, word in SEVERITIES.items()]
        said = "　".join(f"{count} {word}" for count, word in counts if count)
        return f"审核　{said or '没有发现问题'}"

    # --- one finding --------------------------------------------------------------------------------------------------

    def current(self) -> Finding | None:
        """The finding of the current line."""
        item = self.list.currentItem()
        found = item.data(0, ROLE) if item else None
        return found if isinstance(found, Finding) else None

    def step(self, by: int) -> None:
        """Goes to the next finding, or the one before."""
        lines = self._lines()
        if not lines:
            return
        item = self.list.currentItem()
        place = lines.index(item) + by if item in lines else 0 if by > 0 else len(lines) - 1
        self.list.setCurrentItem(lines[place % len(lines)])
        self._go_there()

    def _show_detail(self) -> None:
        finding = self.current()
        item = self.list.currentItem()
        silenced = bool(item and item.data(0, ROLE + 2))
        self._go.setEnabled(finding is not None)
        self._mend.setEnabled(finding is not None and finding.fix is not None and not silenced)
        self._why.setEnabled(finding is not None)
        self._silence.setEnabled(finding is not None)
        self._silence.setText("恢复提示" if silenced else "不再提示…")
        self._detail.setVisible(finding is not None)
        self._detail.setText(self._words(finding) if finding else "")

    def _words(self, finding: Finding) -> str:
        from models.rules import all_rules

        rule = all_rules().get(finding.code)
        text = f"{SEVERITIES[finding.severity]} {finding.code}　{finding.message}"
        if rule and self._why.isChecked():
            text += f"\n为什么：{rule.why}\n依据：{rule.basis}"
        return text

    def _toggle_basis(self) -> None:
        self._show_detail()

    def _go_there(self) -> None:
        if finding := self.current():
            self.go_to.emit(finding.where)

    def mend(self) -> None:
        """Does what the finding offers; undo takes it back."""
        finding = self.current()
        if self._session and finding and finding.fix and self._session.apply(finding.fix):
            self._session.check()

    def silence(self) -> None:
        """Leaves this finding out from now on, with a reason; or takes it in again."""
        finding, session, item = self.current(), self._session, self.list.currentItem()
        if finding is None or session is None or item is None:
            return
        if held := item.data(0, ROLE + 2):
            session.apply(Remove(str(held)))
        else:
            reason = ask_reason(self, finding)
            if reason is None:
                return
            entry = Silence(code=finding.code, where=finding.where, reason=reason)
            session.apply(Insert("dossier", "silenced", len(session.dossier.silenced), entry))
        session.check()

    def _clicked(self, index: QModelIndex) -> None:
        finding = self.current()
        if index.column() == 3 and finding and finding.fix:
            self.mend()

    def _menu(self, point: QPoint) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        for button in (self._go, self._mend, self._why, self._silence):
            action = menu.addAction(button.icon(), button.text(), button.click)
            action.setEnabled(button.isEnabled())
        menu.exec(self.list.viewport().mapToGlobal(point))
        menu.deleteLater()


def _children(group: QTreeWidgetItem, count: int) -> list[QTreeWidgetItem]:
    return [child for number in range(count) if (child := group.child(number)) is not None]


def ask_reason(parent: QWidget, finding: Finding) -> str | None:
    """Asks why a finding may be left; None when the person thinks better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("不再提示")
    column = QVBoxLayout(dialog)
    words = QLabel(f"{finding.code}　{finding.message}")
    words.setWordWrap(True)
    words.setMinimumWidth(420)
    reason = QLineEdit()
    reason.setAccessibleName("不再提示的理由")
    reason.setPlaceholderText("例如：已与财政局核对，按实际情况填写")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
    ok.setEnabled(False)
    reason.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(words)
    column.addWidget(QLabel("理由（会存进套表，可以随时恢复提示）"))
    column.addWidget(reason)
    column.addWidget(buttons)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    text = reason.text().strip()
    dialog.deleteLater()
    return text if agreed else None
