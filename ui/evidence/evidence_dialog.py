"""The dialog of 佐证资料: what there is and how it is found; adding, opening, copying out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exporters.evidence import Gathered, gather
from models.annotations.evidence import Found, Standing, found_again, located, owner_words
from models.annotations.naming import Names, names_of, place_words
from models.dossier import Attachment
from models.edits import Batch, Remove, copied
from models.goals import Indicator
from ui.controls.background import Job
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel, all_plain, plain_tip, plain_words
from ui.controls.system import folder_for, open_path
from ui.ground.calm_boxes import ChoiceBox
from ui.ground.icons import put_icon, severity_icon
from ui.ground.list_columns import ListColumns
from ui.session.evidence import UNSAVED, attach, home_of
from ui.session.session import Session

_HEADS = ("表", "指标", "文件", "情况")
_FILE = _HEADS.index("文件")
_ID = Qt.ItemDataRole.UserRole
HINT = "文件不进套表，只记在哪里。可以把文件拖到这里，也可以拖到指标树的一行上。"


class EvidenceDialog(QDialog):
    """Of the whole dossier; what is added belongs to the form or indicator that is chosen above."""

    def __init__(self, session: Session, at: Sequence[str], parent: QWidget | None = None) -> None:
        """``at``: ids of what the person is at, the nearest first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("佐证资料")
        self.setAcceptDrops(True)
        self._session = session
        self._job: Job | None = None
        self._standings: list[Standing] | None = None
        self.owner = ChoiceBox()
        self.owner.setAccessibleName("属于哪张表或指标")
        self.list = QTreeWidget()
        self.note = PlainLabel(HINT)
        self.note.setWordWrap(True)
        self.note.setAccessibleName("说明")
        self.outside = QCheckBox("套表文件夹以外的也复制")
        self.outside.setAccessibleName(self.outside.text())
        self._fill_owners(at)
        self._lay_out()
        session.changed.connect(self._on_changed)
        self.fill()
        resize_to_fit(self, 820, 480)

    def _fill_owners(self, at: Sequence[str]) -> None:
        """What the person is at, then the forms, that at hand with its other indicators behind it."""
        dossier, names = self._session.dossier, names_of(self._session.dossier)
        own = [one for one in at if one in names and isinstance(names[one][0], Indicator)]
        for one in own:
            self._offer(one, names)
        for form in dossier.forms:
            self.owner.addItem(plain_words(f"表：{form.spoken_name}"), form.id)
            for indicator in form.indicators() if form.id in at else ():
                if not indicator.blank and indicator.id not in own:
                    self._offer(indicator.id, names)
        here = next((one for one in at if self.owner.findData(one) >= 0), None)
        self.owner.setCurrentIndex(max(0, self.owner.findData(here)))

    def _offer(self, indicator: str, names: Names) -> None:
        self.owner.addItem(plain_words(f"指标：{place_words(indicator, names)}"), indicator)

    def _lay_out(self) -> None:
        self.list.setAccessibleName("佐证资料")
        self.list.setHeaderLabels(list(_HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        ListColumns(self.list, _FILE)
        self.list.itemDoubleClicked.connect(lambda *_: self.open_file())
        self.list.itemSelectionChanged.connect(self._allow)
        QShortcut(QKeySequence.StandardKey.Delete, self.list, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        top, below = QHBoxLayout(), QHBoxLayout()
        self._add = self._button("plus", "添加文件…", self.add)
        top.addWidget(PlainLabel("属于"))
        top.addWidget(self.owner, 1)
        top.addWidget(self._add)
        self._open = self._button("external-link", "打开", self.open_file)
        self._folder = self._button("folder-open", "所在文件夹", self.open_folder)
        self._again = self._button("search", "重新指定…", self.find_again)
        self._again.setToolTip(plain_tip("文件移到了别处：选它现在的位置，同一处找不到的也一起找回"))
        self._remove = self._button("trash-2", "移除", self.remove)
        self._gather = self._button("copy", "导出佐证资料…", self.gather)
        for widget in (self._open, self._folder, self._again, self._remove, self._gather, self.outside):
            below.addWidget(widget)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addLayout(below)
        column.addWidget(close_button(self))

    def _button(self, sign: str, word: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(word)
        put_icon(button, sign)
        button.setAccessibleName(word)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    # --- what is listed -----------------------------------------------------------------------------------------------

    def _on_changed(self, _touched: object) -> None:
        self.fill()

    def fill(self) -> None:
        """Lists all, and how each is found now."""
        names, home = names_of(self._session.dossier), home_of(self._session)
        known, chosen = self._ids(), {one.id for one in self._chosen()}
        self.list.clear()
        standings: list[Standing] = []
        for one in self._session.dossier.attachments:
            found = located(one.path, home)
            standings.append(found.standing)
            form, place = owner_words(one, names)
            item = QTreeWidgetItem([form, place.rpartition(" · ")[2], one.path, str(found.standing)])
            item.setToolTip(1, plain_tip(place))
            item.setData(0, _ID, one.id)
            if found.standing is not Standing.THERE:
                item.setIcon(3, severity_icon("info" if found.standing is Standing.OUTSIDE else "warning"))
            item.setToolTip(2, plain_tip(found.why or str(found.file or one.path)))
            self.list.addTopLevelItem(item)
            item.setSelected(one.id in chosen or (self._standings is not None and one.id not in known))
        self._standings = standings
        self.outside.setHidden(Standing.OUTSIDE not in standings)
        lost = sum(one in (Standing.MISSING, Standing.REFUSED) for one in standings)
        self.note.setText(f"有 {lost} 个找不到或不能用，见“情况”一栏。" if lost else HINT)
        if home is None:
            self.note.setText(UNSAVED)
        if self._again.hasFocus():
            self.list.setFocus()  # it goes, and the next button would have the keyboard
        self._again.setHidden(Standing.MISSING not in standings)
        self._allow()

    def event(self, event: QEvent) -> bool:
        """Who comes back from a file manager may have moved a file."""
        if event.type() == QEvent.Type.WindowActivate:
            self._look_again()
        return super().event(event)

    def _look_again(self) -> None:
        home = home_of(self._session)
        if [located(one.path, home).standing for one in self._session.dossier.attachments] != self._standings:
            self.fill()

    def _ids(self) -> set[str]:
        return {self.list.topLevelItem(n).data(0, _ID) for n in range(self.list.topLevelItemCount())}

    def _allow(self) -> None:
        chosen = self._chosen()
        for button in (self._open, self._folder):
            button.setEnabled(len(chosen) == 1)
        self._again.setEnabled(bool(self._lost()))
        self._remove.setEnabled(bool(chosen))
        self._add.setEnabled(home_of(self._session) is not None and self.owner.count() > 0)
        self._gather.setEnabled(bool(self._session.dossier.attachments) and self._job is None)

    def _chosen(self) -> list[Attachment]:
        ids = {item.data(0, _ID) for item in self.list.selectedItems()}
        return [one for one in self._session.dossier.attachments if one.id in ids]

    # --- adding and removing ------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Asks for files, and adds them."""
        home = home_of(self._session)
        names, _ = QFileDialog.getOpenFileNames(self, "添加佐证资料", str(folder_for(home)))
        self.take([Path(name) for name in names])

    def take(self, files: Sequence[Path]) -> None:
        """Adds files to what is chosen above."""
        if files:
            words = attach(self._session, str(self.owner.currentData() or ""), files)
            self.note.setText(words)

    def remove(self) -> None:
        """Takes the chosen ones off the list; the files stay where they are."""
        chosen = self._chosen()
        if chosen:
            changes = tuple(Remove(one.id) for one in chosen)
            self._session.apply(Batch(changes, f"移除佐证资料 {len(changes)} 个"))
            self.note.setText("已从套表里移除，文件还在原处。可以撤销。")

    def _lost(self) -> list[Attachment]:
        """Those chosen that are missing."""
        home = home_of(self._session)
        return [one for one in self._chosen() if located(one.path, home).standing is Standing.MISSING]

    def find_again(self) -> None:
        """Asks where a missing file lies now; others that were moved with it are found too."""
        home, lost = home_of(self._session), self._lost()
        if home is None or not lost:
            return
        title = f"“{Path(lost[0].path).name}”现在在哪里"
        name, _ = QFileDialog.getOpenFileName(self, title, str(folder_for(home)))
        if not name:
            return
        try:
            change = found_again(self._session.dossier, lost[0], Path(name), home)
        except ValueError as problem:
            self.note.setText(f"没有改：{problem}。")
            return
        if self._session.apply(change):
            self.note.setText(f"已改好 {len(change.changes)} 个，可以撤销。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # --- opening ------------------------------------------------------------------------------------------------------

    def _found(self) -> Found | None:
        chosen = self._chosen()
        return located(chosen[0].path, home_of(self._session)) if len(chosen) == 1 else None

    def open_file(self) -> None:
        """Opens the chosen file by the desktop's own program; what may be a program only shows its folder."""
        found = self._agreed()
        if found is None or found.file is None:
            return
        if not found.opens:
            open_path(found.file.parent)
            self.note.setText("这种文件可能是程序，不直接打开；已打开它所在的文件夹。")
        elif not open_path(found.file):
            self.note.setText("打不开：这台电脑上没有能打开它的程序。")

    def open_folder(self) -> None:
        """Opens the folder of the chosen file."""
        if (found := self._agreed()) and found.file is not None:
            open_path(found.file.parent)

    def _agreed(self) -> Found | None:
        """The chosen file, where it is there, and a person has agreed to one that lies outside."""
        found = self._found()
        if found is None:
            return None
        self._look_again()
        if not found.is_there:
            self.note.setText(f"不打开：{found.why or found.standing}。")
            return None
        if found.standing is Standing.OUTSIDE and not self._asks_outside(found):
            return None
        return found

    def _asks_outside(self, found: Found) -> bool:
        """A dossier from somebody else may point anywhere: a person looks first."""
        box = QMessageBox(QMessageBox.Icon.Warning, "佐证资料", "这个文件在套表的文件夹以外，要打开吗？", parent=self)
        box.setInformativeText(f"{found.file}\n套表是别人给的，又不认识这个位置，就不要打开。")
        yes = box.addButton("打开", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        all_plain(box)
        box.exec()
        return box.clickedButton() is yes

    # --- copying out --------------------------------------------------------------------------------------------------

    def gather(self) -> None:
        """Copies all into a folder, with a list."""
        settings = self._session.settings
        start = folder_for(settings["exports"], home_of(self._session))
        name = QFileDialog.getExistingDirectory(self, "导出佐证资料到", str(start))
        if not name:
            return
        dossier, home, outside = copied(self._session.dossier), home_of(self._session), self.outside.isChecked()
        self._job = Job(lambda job: gather(dossier, home, Path(name), outside=outside, stopped=job.stopped), self)
        self._job.finished.connect(self._tell_gathered)
        self._job.failed.connect(self._tell_failed)
        self.note.setText("正在复制……")
        self._allow()
        self._job.start()

    def _tell_gathered(self, gathered: Gathered) -> None:
        self._job = None
        self._allow()
        self.note.setText("\n".join([f"已复制：{gathered.words}。", *gathered.problems[:5]]))

    def _tell_failed(self, slip: object) -> None:
        self._job = None
        self._allow()
        self.note.setText(str(slip))

    def reject(self) -> None:
        if self._job is not None:
            self._job.stop()
        super().reject()
