"""试用版式: a template file drawn with a sample, what does not come back, and where on the page it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exporters.fonts import Fonts, load_fonts
from exporters.pages.paginate import Page, paginate
from models.folders import user_folder
from models.table import Cell, Table
from models.templates.printed import Labels
from models.templates.shelf import read_template
from models.templates.template import FormTemplate
from selftest.trial import Shift, Trial, sample_table, try_template, verdict
from ui.controls.background import Job, run
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel
from ui.ground.icons import severity_icon, verdict_icon
from ui.preview.canvas import PageCanvas
from ui.preview.marks import paint_frame, paint_shade
from ui.preview.paint import Faces

TITLE = "试用版式"
_SIZE = 1040, 700
_SIZE_OF_REASON = 560, 160  # where there is nothing to draw
_SHIFT = Qt.ItemDataRole.UserRole
_GOOD = "把文件放进版式文件夹，重新打开程序就能用。"
_MOVED = "点一行，左边框出它在表上的位置，跑到的地方有底色。"


@dataclass(frozen=True)
class Tried:
    """What a trial of a file gave; ``problem`` is why the file is no template, or cannot be drawn."""

    template: FormTemplate | None = None
    table: Table | None = None
    pages: tuple[Page, ...] = ()
    trials: tuple[Trial, ...] = ()
    problem: str = ""


def try_file(file: Path, fonts: Fonts, job: Job) -> Tried:
    """Draws the template of a file with a sample, writes it out in every way and reads it back."""
    try:
        template = read_template(file)
        table = sample_table(template)
    except ValueError as problem:
        return Tried(problem=str(problem))
    trials: list[Trial] = []
    for trial in try_template(template):
        job.heed()
        job.progressed.emit(0, 0, trial.way)
        trials.append(trial)
    return Tried(template, table, paginate(table, fonts).pages, tuple(trials))


def _said(trials: Sequence[Trial]) -> str:
    """What the trials say of the template, and what to do next."""
    good, moved = all(trial.passed for trial in trials), any(trial.shifts for trial in trials)
    return f"{verdict(trials)}。{_GOOD if good else _MOVED if moved else ''}"


def choose_template(parent: QWidget) -> TrialDialog | None:
    """Asks for a file, and shows the trial of it."""
    folder = user_folder() / "templates"
    start = str(folder) if folder.is_dir() else ""
    chosen, _ = QFileDialog.getOpenFileName(parent, TITLE, start, "版式文件 (*.toml)")
    return TrialDialog(Path(chosen), parent) if chosen else None


class TrialDialog(QDialog):
    """At the left the drawn pages, at the right what came back and what did not; tried again at will."""

    def __init__(self, file: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{TITLE}：{file.name}")
        self.setAccessibleName(TITLE)
        self._file, self._tried = file, Tried()
        self.framed: set[tuple[int, int]] = set()
        self.shaded: set[tuple[int, int]] = set()
        self._faces = Faces(load_fonts())
        self.canvas = PageCanvas(self._faces)
        self.canvas.setAccessibleName("画出来的表")
        self.canvas.overlay = self._paint
        self.verdict, self.lines = PlainLabel(), QListWidget()
        self._arrange()
        self.try_again()

    def _arrange(self) -> None:
        self.verdict.setWordWrap(True)
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.verdict.setAccessibleName("试用结果")
        self.lines.setWordWrap(True)
        self.lines.setAccessibleName("试用的步骤")
        self.lines.currentItemChanged.connect(lambda item, _before: self._point(item))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.verdict)
        column.addWidget(self.lines, 1)
        split = QSplitter()
        split.addWidget(self.canvas)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 380])
        buttons = close_button(self)
        self.again = buttons.addButton("再试一次", QDialogButtonBox.ButtonRole.ActionRole)
        self.again.setToolTip("改了文件以后，用这个再看")
        self.again.clicked.connect(self.try_again)
        whole = QVBoxLayout(self)
        whole.addWidget(split, 1)
        whole.addWidget(buttons)

    def try_again(self) -> None:
        """Reads the file anew and tries it, beside the window's thread."""
        work = partial(try_file, self._file, self._faces.fonts)
        run(Job(work, self), TITLE, self, self.show_tried, lambda slip: self.show_tried(Tried(problem=str(slip))))

    def show_tried(self, tried: Tried) -> None:
        """The pages, and a line for every way out and back."""
        if not self.isVisible() or bool(tried.pages) != bool(self._tried.pages):
            resize_to_fit(self, *(_SIZE if tried.pages else _SIZE_OF_REASON))
        self._tried = tried
        self.lines.clear()
        self.framed, self.shaded = set(), set()
        self.canvas.set_pages(tried.pages)
        self.canvas.fit_width()
        for trial in tried.trials:
            first, *_ = trial.lines
            self._add(first, verdict_icon(good=trial.passed))
            for shift in trial.shifts:
                self._add(shift.words, severity_icon("warning"), shift)
        self.verdict.setText(tried.problem or _said(tried.trials))
        self.lines.setVisible(self.lines.count() > 0)
        self.canvas.setVisible(bool(tried.pages))
        self.open()

    def _add(self, words: str, sign: QIcon, shift: Shift | None = None) -> None:
        item = QListWidgetItem(sign, words)
        item.setData(_SHIFT, shift)
        self.lines.addItem(item)

    # --- where it stands ----------------------------------------------------------------------------------------------

    def _point(self, item: QListWidgetItem | None) -> None:
        """Frames the cell of the value that a line tells of, and shades those where it went."""
        shift = item.data(_SHIFT) if item is not None else None
        from_, to = self._cells(shift) if shift is not None else ([], [])
        self.framed = {(cell.row, cell.column) for cell in from_}
        self.shaded = {(cell.row, cell.column) for cell in to}
        for cell in (from_ or to)[:1]:
            for number, box in list(self.canvas.boxes(cell.row, cell.column))[:1]:
                self.canvas.reveal(number, box)
        self.canvas.viewport().update()

    def _cells(self, shift: Shift) -> tuple[list[Cell], list[Cell]]:
        tried = self._tried
        if tried.table is None or tried.template is None:
            return [], []
        labels = Labels(tried.template)
        own = [cell for cell in tried.table.cells if cell.slots and shift.text and shift.text in cell.text]
        went = [
            cell
            for cell in tried.table.cells
            if shift.went not in ("", shift.field) and any(labels.of(slot.field) == shift.went for slot in cell.slots)
        ]
        return own, went

    def _paint(self, painter: QPainter, number: int) -> None:
        for box in self.canvas.pages[number].boxes:
            if (box.row, box.column) in self.shaded:
                paint_shade(painter, self.canvas.area(number, box))
            if (box.row, box.column) in self.framed:
                paint_frame(painter, self.canvas.area(number, box))
