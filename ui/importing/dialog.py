"""The import dialog: files or what was copied, shown as they came; corrections by hand; where it all goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from importers.assemble import Assembled, named
from importers.corrections import JOINED, NONE, Scope, Spoken
from importers.kept import KeptError, KeptLayout, layouts_of, load_kept, save_kept, with_kept
from importers.placed import NOWHERE, Place
from importers.readers.any_file import SUFFIXES
from importers.words.heads_and_labels import FormKind
from models.dossier import Budget
from models.files.reasons import writing_refusal
from models.folders import corrections_file, real
from models.program import SUFFIX
from models.templates.template import FormTemplate
from ui.controls.dialogs import resize_to_fit
from ui.controls.plain import PlainLabel
from ui.controls.system import folder_for
from ui.ground.calm_boxes import ChoiceBox
from ui.ground.settings import Settings
from ui.importing.correcting import correction_menu
from ui.importing.destination import DestinationRow, ImportOrder, Target, Where
from ui.importing.grid_model import GridModel
from ui.importing.grid_view import GridView
from ui.importing.kept_list import KeptDialog
from ui.importing.laid_out import Grid, grids_of
from ui.importing.legend import Legend
from ui.importing.lists import FormsPanel, SentenceList, UnplacedList
from ui.importing.outcome import Fates
from ui.importing.work import ImportWork

TITLE = "导入表格"
EMPTY = "请添加文件，或先在 Excel、Word、网页里复制表格再粘贴。也可以把文件拖到这里。"
SIZE = (1180, 680)


class ImportDialog(QDialog):
    """``ordered`` (ImportOrder) when a person has looked and agreed."""

    ordered = Signal(object)

    def __init__(
        self, templates: Mapping[str, FormTemplate], settings: Settings, target: Target, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self.setAcceptDrops(True)
        self._settings, self._target = settings, target
        self.destination = DestinationRow(target, str(settings.state("import_where") or ""))
        self._kept, problem = _kept_layouts()
        self.work = ImportWork(templates, self._year(), self._kept, self)
        self._grids: list[Grid] = []
        self._make_controls(templates)
        self._arrange()
        self._connect()
        self._list(self.work.state.result)
        self._show_state()
        self.status.setText(problem or target.refusal or EMPTY)
        resize_to_fit(self, *SIZE)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _make_controls(self, templates: Mapping[str, FormTemplate]) -> None:
        self.add_files = _button("添加文件(&A)…", "添加文件")
        self.paste = _button("粘贴(&V)", "粘贴")
        self.drop = _button("移走(&R)", "移走这个来源")
        self.shown = ChoiceBox()
        self.shown.setAccessibleName("来源")
        self.shown.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.model = GridModel(self)
        self.table = GridView(self.model)
        self.status = PlainLabel()
        self.status.setAccessibleName("这一格")
        self.status.setWordWrap(True)
        self.correct = _button("更正(&C)…", "更正")
        self.unsay = _button("撤回更正(&Z)", "撤回上一处更正")
        self.everywhere = QCheckBox("同样的表都照此(&E)")
        self.everywhere.setAccessibleName("同样的表都照此更正")
        self.everywhere.setChecked(True)
        self.keep = QCheckBox("记住，以后照此导入(&K)")
        self.keep.setAccessibleName("记住更正，以后同样的表照此导入")
        self.manage = _button("记住的(&M)…", "记住的更正")
        self.sentences, self.forms, self.unplaced = SentenceList(), FormsPanel(templates), UnplacedList()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("认出了什么")
        for part in (self.sentences, self.forms, self.unplaced):
            self.tabs.addTab(part, "")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("进度")
        self.halt = _button("停止(&S)", "停止")
        self.go = _button("导入(&I)", "导入")
        self.leave = _button("取消", "取消")

    def _arrange(self) -> None:
        right = QWidget()
        under = QVBoxLayout(right)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.table, 1)
        under.addLayout(_row(self.status, self.correct, self.unsay, stretch=0))
        self.told = QWidget()
        beside = _row(self.everywhere, self.keep, self.manage, stretch=-1)
        beside.addStretch(1)
        beside.setContentsMargins(0, 0, 0, 0)
        self.told.setLayout(beside)
        under.addWidget(self.told)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 880])
        self.tabs.setMinimumWidth(160)
        right.setMinimumWidth(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(_row(self.add_files, self.paste, self.drop, self.shown, stretch=3))
        column.addWidget(split, 1)
        column.addWidget(Legend())
        column.addLayout(_row(self.progress, self.halt, stretch=0))
        column.addLayout(_row(self.destination, self.go, self.leave, stretch=0))

    def _connect(self) -> None:
        self.add_files.clicked.connect(self.choose_files)
        self.paste.clicked.connect(self.take_copied)
        self.drop.clicked.connect(self._drop)
        self.shown.currentIndexChanged.connect(self._show_grid)
        self.table.moved.connect(self._tell_cell)
        self.table.menu_wanted.connect(self._open_menu)
        self.correct.clicked.connect(self._open_menu_below)
        self.unsay.clicked.connect(self.work.unsay)
        self.manage.clicked.connect(self._manage_kept)
        self.forms.wanted.connect(self._go_to_form)
        self.forms.template_wanted.connect(self._choose_template)
        self.forms.join_wanted.connect(self._join)
        self.forms.ticked.connect(self._show_ready)
        self.unplaced.wanted.connect(self._go_to_unplaced)
        self.destination.changed.connect(lambda: self.work.for_year(self._year()))
        self.halt.clicked.connect(self.work.stop)
        self.go.clicked.connect(self._order)
        self.leave.clicked.connect(self.reject)
        self.work.changed.connect(self._on_understood)
        self.work.busy.connect(lambda _: self._show_state())
        self.work.progressed.connect(self._show_progress)
        self.work.failed.connect(self.status.setText)
        QShortcut(QKeySequence.StandardKey.Paste, self, self.take_copied)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.work.unsay)

    # --- sources ------------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Asks for files and takes them in."""
        kinds = " ".join(f"*{suffix}" for suffix in (*SUFFIXES, SUFFIX))
        names, _ = QFileDialog.getOpenFileNames(
            self, TITLE, str(self._folder()), f"可导入的文件 ({kinds});;所有文件 (*)"
        )
        self.take([Path(name) for name in names])

    def _folder(self) -> Path:
        last = self._settings.state("import_folder")
        return folder_for(last)

    def take(self, paths: Sequence[Path]) -> None:
        """Reads files beside what is there."""
        if paths:
            self._settings.set_state("import_folder", str(real(paths[0]).parent))
            self.work.add(paths)

    def take_copied(self) -> None:
        """Takes in what is on the clipboard: a table with its merged cells, else text."""
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.take(files)
        elif data.hasHtml() and "<table" in data.html().lower():
            self.work.add_copied(data.html(), html=True)
        elif data.text().strip():
            self.work.add_copied(data.text(), html=False)
        else:
            self.status.setText("剪贴板里没有表格或文字。请先在原来的程序里复制，再粘贴。")

    def _drop(self) -> None:
        if grid := self.model.grid:
            self.work.drop(grid.source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # --- what came of them --------------------------------------------------------------------------------------------

    def _on_understood(self) -> None:
        state = self.work.state
        fates = Fates(state.result)
        known = [(grid.source, grid.name) for grid in self._grids]
        self._grids = [grid for number, one in enumerate(state.sources) for grid in grids_of(one, number)]
        if known == [(grid.source, grid.name) for grid in self._grids] and self.model.grid is not None:
            self.model.understood(fates, state.said[self.model.grid.source])
        else:
            self._list_grids()
        self._list(state.result)
        self.destination.propose(state.result)
        self._tell_cell()
        if self._grids and self.add_files.hasFocus():  # what comes next is to look, not to add once more
            self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_grids(self) -> None:
        at = max(0, self.shown.currentIndex())
        self.shown.blockSignals(True)
        self.shown.clear()
        self.shown.addItems([grid.name for grid in self._grids])
        self.shown.setCurrentIndex(min(at, len(self._grids) - 1))
        self.shown.blockSignals(False)
        self._show_grid()

    def _show_grid(self) -> None:
        number, state = self.shown.currentIndex(), self.work.state
        if not 0 <= number < len(self._grids):
            self.model.show(None, None, NONE)
            return
        grid = self._grids[number]
        self.model.show(grid, Fates(state.result), state.said[grid.source])
        self.table.lay_out(grid)

    def _list(self, result: Assembled) -> None:
        problems, notices = self.work.state.problems, [f"{one}。" for one in _doubts(result)]
        found = bool(result.forms)
        self.sentences.show_all(problems, notices, found=found)
        self.forms.show_all(result.forms)
        self.unplaced.show_all(result.unplaced, found=found)
        counts = (len(problems) + len(notices), len(result.forms), len(result.unplaced))
        for number, (word, count) in enumerate(zip(("请先核对", "认出的表", "没有放的"), counts, strict=True)):
            self.tabs.setTabText(number, f"{word} {count}")

    def _tell_cell(self) -> None:
        words = self.model.sentence(self.table.currentIndex())
        self.status.setText(words or ("" if self._grids else EMPTY))
        self._show_state()

    def _go_to_form(self, number: int) -> None:
        result = self.work.state.result
        if 0 <= number < len(result.forms):
            self._go_to(self._source_of(number), result.forms[number].start)

    def _source_of(self, number: int) -> int:
        """The source of the form of that number."""
        counts = [len(one.forms) for one in self.work.state.taken]
        return next(source for source in range(len(counts)) if number < sum(counts[: source + 1]))

    def _go_to_unplaced(self, number: int) -> None:
        one = self.work.state.result.unplaced[number]
        self._go_to(one.source, one.at)

    def _go_to(self, source: int, place: Place) -> None:
        """Shows the grid that holds the place, and the place in it."""
        for number, grid in enumerate(self._grids):
            if grid.source == source and grid.find(place) is not None:
                self.shown.setCurrentIndex(number)
                self.table.go_to(place)

    # --- corrections --------------------------------------------------------------------------------------------------

    def _open_menu_below(self) -> None:
        self._open_menu(self.correct.mapToGlobal(self.correct.rect().bottomLeft()))

    def _open_menu(self, where: QPoint) -> None:
        place, grid = self.table.current_place(), self.model.grid
        if place is None or grid is None:
            self.status.setText("请先点要更正的那一格。")
            return
        said = self.work.state.said[grid.source]
        menu = correction_menu(self, place, said, self._kind_at(grid.source, place), self._say)
        menu.exec(where)
        menu.deleteLater()

    def _kind_at(self, source: int, place: Place) -> FormKind:
        """The kind of the form in which a place lies."""
        forms = self.work.state.taken[source].forms
        above = [one for one in forms if one.start[:2] <= place[:2]] or forms[:1]
        return above[-1].form.kind if above else "project"

    def _say(self, scope: Scope, meaning: str) -> None:
        place, grid = self.table.current_place(), self.model.grid
        if place is not None and grid is not None:
            self._correct(grid.source, scope, place, meaning)

    def _correct(self, source: int, scope: Scope, place: Place, meaning: str) -> None:
        self.work.say(source, Spoken(scope, place), meaning, everywhere=self.everywhere.isChecked())

    def _choose_template(self, number: int, template: str) -> None:
        form = self.work.state.result.forms[number]
        self._correct(self._source_of(number), Scope.TEMPLATE, form.start, template)

    def _join(self, number: int) -> None:
        form = self.work.state.result.forms[number]
        if form.start != NOWHERE:
            self._correct(self._source_of(number), Scope.BEGINS, form.start, JOINED)

    def _manage_kept(self) -> None:
        """Shows what is kept for which layouts."""
        dialog = KeptDialog(corrections_file(), self._kept, self)
        dialog.exec()
        self._kept = self.work.kept = dialog.layouts
        dialog.deleteLater()
        self._show_state()

    def _keep(self) -> bool:
        """Keeps what was said, where that is wanted. False (and told) where it cannot be written."""
        state = self.work.state
        new = [one for source, said in zip(state.sources, state.said, strict=True) for one in layouts_of(source, said)]
        if not self.keep.isChecked() or not new:
            return True
        try:
            save_kept(corrections_file(), with_kept(self._kept, new))
        except OSError as problem:
            self.keep.setChecked(False)
            self.status.setText(f"更正没有记住，{writing_refusal(problem).why}。再点“导入”，就不记住也导入。")
            return False
        return True

    # --- going on -----------------------------------------------------------------------------------------------------

    def _year(self) -> int | None:
        return self._target.year if self.destination.where is Where.HERE else None

    def _show_progress(self, done: int, of: int, what: str) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.progress.setFormat(f"{what}（{done + 1}/{of}）")

    def _show_state(self) -> None:
        busy = self.work.is_busy
        self.progress.setVisible(busy)
        self.halt.setVisible(busy)
        if not busy:
            self.progress.reset()
        self.correct.setEnabled(not busy and self.table.currentIndex().isValid())
        self.unsay.setEnabled(not busy and bool(self.work.steps))
        said = any(self.work.state.said)
        self.everywhere.setVisible(said)
        self.keep.setVisible(said)
        self.manage.setVisible(bool(self._kept))
        self.told.setVisible(said or bool(self._kept))
        self.drop.setEnabled(not busy and self.model.grid is not None)
        self.forms.setEnabled(not busy)
        self._show_ready()

    def _show_ready(self) -> None:
        there = bool(self.forms.chosen()) or self.work.state.budget != Budget()
        self.go.setEnabled(there and not self.work.is_busy)
        (self.go if self.go.isEnabled() else self.add_files).setDefault(True)

    def _order(self) -> None:
        if not self._keep():
            return
        where, result = self.destination.where, self.work.state.result
        self._settings.set_state("import_where", str(where))
        chosen = self.forms.chosen()
        result.dossier.forms = [one.form for one in chosen]
        self.accept()
        self.ordered.emit(ImportOrder(where, replace(result, forms=chosen), self.destination.year.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for what has the keyboard; with Ctrl it agrees."""
        at_hand = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go.click()
        elif isinstance(at_hand, QPushButton):
            at_hand.click()

    def done(self, result: int) -> None:
        """Whatever way it ends, nothing goes on behind it."""
        self.work.stop()
        super().done(result)


def _kept_layouts() -> tuple[list[KeptLayout], str]:
    """The corrections that are kept, and a sentence where they cannot be read."""
    try:
        return load_kept(corrections_file()), ""
    except KeptError as problem:
        return [], str(problem)


def _doubts(result: Assembled) -> list[str]:
    """What was decided without certainty."""
    guessed = [one for one in result.forms if not one.sure]
    return [
        *(f"{named(one)}的版式没有把握，暂按“{one.template.region} · {one.template.name}”读入" for one in guessed),
        *result.notices,
    ]


def _button(words: str, name: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(name)
    button.setAutoDefault(False)  # else the accent is where the keyboard is, not on what comes next
    return button


def _row(*parts: QWidget, stretch: int) -> QHBoxLayout:
    """Controls side by side; the one of that number takes what room is left."""
    row = QHBoxLayout()
    for number, part in enumerate(parts):
        row.addWidget(part, int(number == stretch))
    return row
