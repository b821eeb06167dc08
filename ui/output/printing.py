"""Print and its preview: one dialog that shows the sheets as they will come out, and prints them."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exporters.export import ExportError, table_of_many
from exporters.fonts import FontError, load_fonts
from exporters.names import safe_file_name
from exporters.on_paper import DRAFT, on_paper
from exporters.pages.paginate import Page, Pages, paginate
from exporters.standing import Standing, has_errors, standing
from models.files.reasons import folder_refusal, reason
from models.forms import AnyForm
from models.program import NAME
from models.sheets import Sheet, tables_by_number
from models.table import Table
from ui.controls.dialogs import resize_to_fit
from ui.controls.file_names import with_suffix
from ui.controls.plain import PlainLabel, plain_tip
from ui.controls.system import folder_for
from ui.ground.calm_boxes import ChoiceBox, NumberBox
from ui.ground.icons import put_icon
from ui.output.form_list import FormList, not_taken
from ui.output.paper_box import PaperBox
from ui.output.paper_sheets import page_range, print_steps, smallest_scale
from ui.preview.canvas import PageCanvas
from ui.preview.paint import Faces
from ui.session.session import Session

TO_FILE = "打印成 PDF 文件…"
Numbers = tuple[int, ...]
"""The forms of one table, by their numbers from 1."""


def print_forms(session: Session, sheet: Sheet | None, parent: QWidget | None) -> PrintDialog:
    """Opens the dialog at the button that prints."""
    dialog = PrintDialog(session, sheet, parent)
    dialog.setWindowTitle("打印")
    dialog.open()
    dialog.begin_at = dialog.go
    dialog.tell_ready()
    return dialog


def preview_forms(session: Session, sheet: Sheet | None, parent: QWidget | None) -> PrintDialog:
    """Opens the same dialog at the sheets."""
    dialog = PrintDialog(session, sheet, parent)
    dialog.setWindowTitle("打印预览")
    dialog.open()
    dialog.canvas.setFocus()
    return dialog


def file_problem(path: Path) -> str:
    """Why a file cannot be written, empty when it can."""
    try:
        path.open("ab").close()
    except OSError as failed:
        if os.path.isfile(path):  # noqa: PTH113 (it never raises)
            return f"“{path.name}”正在别的程序里打开，或者是只读的。请关闭它，或换一个文件名。"
        return folder_refusal(failed, path.parent)
    return ""


class PrintDialog(QDialog):
    """At the left the sheets, at the right which forms, which pages, which printer."""

    def __init__(self, session: Session, sheet: Sheet | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("打印")
        self._session = session
        self._faces = Faces(load_fonts())
        self._made: dict[Numbers, Pages] = {}
        self._problems: dict[Numbers, str] = {}
        self._steps: Generator[int, None, None] | None = None
        self._waiting: list[Numbers] = []
        self.begin_at: QWidget | None = None
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(session.title)
        self.printer.setCreator(NAME)
        self.canvas = PageCanvas(self._faces)
        self.forms = FormList(session, sheet, only_current=True)
        self.paper = PaperBox(session, sheet.form if sheet else "")
        self._standing: Standing | None = None
        self._make_controls()
        self._arrange()
        self._connect()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._load()
        self.go.setDefault(True)  # now that it is in its dialog, which else takes its first button
        resize_to_fit(self, 1000, 680)

    def _make_controls(self) -> None:
        self.canvas.setAccessibleName("打印预览的页面")
        self.canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.range = QLineEdit()
        self.range.setPlaceholderText("全部，或如 1-3，5")
        self.range.setAccessibleName("页码范围")
        self.printers = ChoiceBox()
        self.printers.setAccessibleName("打印机")
        self.printers.addItems([*QPrinterInfo.availablePrinterNames(), TO_FILE])
        default = QPrinterInfo.defaultPrinterName()
        if default:
            self.printers.setCurrentText(default)
        self.copies = NumberBox()
        self.copies.setRange(1, 99)
        self.copies.setSuffix(" 份")
        self.copies.setAccessibleName("份数")
        self.more = QPushButton("打印机设置…")
        self.more.setAccessibleName("打印机设置")
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAccessibleName("说明")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("进度")
        self.progress.hide()
        self.go = QPushButton("打印")
        self.go.setAccessibleName("打印")
        self.leave = QPushButton("关闭")
        self.leave.setAccessibleName("关闭")
        self.page_label = PlainLabel()
        self.page_label.setAccessibleName("页码")

    def _tool(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, name)
        button.setAutoRaise(True)
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words)
        return button

    def _arrange(self) -> None:
        self.tools = {
            name: self._tool(name, words)
            for name, words in (
                ("chevron-up", "上一页"),
                ("chevron-down", "下一页"),
                ("zoom-out", "缩小"),
                ("zoom-in", "放大"),
                ("maximize", "适合宽度"),
            )
        }
        bar = QHBoxLayout()
        bar.addWidget(self.page_label)
        bar.addStretch(1)
        for button in self.tools.values():
            bar.addWidget(button)
        left = QWidget()
        sheets = QVBoxLayout(left)
        sheets.setContentsMargins(0, 0, 0, 0)
        sheets.addLayout(bar)
        sheets.addWidget(self.canvas, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.forms)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow("页码", self.range)
        rows.addRow("打印机", self.printers)
        rows.addRow("份数", self.copies)
        rows.addRow("", self.more)
        column.addLayout(rows)
        column.addWidget(self.paper)
        column.addStretch(1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        column.addLayout(buttons)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setSizes([640, 340])
        QHBoxLayout(self).addWidget(split)

    def _connect(self) -> None:
        canvas = self.canvas
        acts = {
            "chevron-up": lambda: canvas.show_page(canvas.page - 1),
            "chevron-down": lambda: canvas.show_page(canvas.page + 1),
            "zoom-out": lambda: canvas.step_zoom(-1),
            "zoom-in": lambda: canvas.step_zoom(1),
            "maximize": canvas.fit_width,
        }
        for name, act in acts.items():
            self.tools[name].clicked.connect(lambda _on=False, act=act: act())
        canvas.page_changed.connect(self._tell_page)
        self.forms.changed.connect(self._load)
        self.paper.changed.connect(self._set_anew)
        self.range.textChanged.connect(self._show_pages)
        self.printers.currentTextChanged.connect(self._turn_to_printer)
        self.more.clicked.connect(self._more)
        self.go.clicked.connect(self._print)
        self.leave.clicked.connect(self._leave)
        self._turn_to_printer(self.printers.currentText())

    # --- what will be printed -----------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Makes the pages of the forms that are ticked, one form at a time, so that the window stays alive."""
        self._waiting = [one for one in self._tables() if one not in self._made and one not in self._problems]
        if self._waiting:
            self.go.setEnabled(False)
            self.note.setText(f"正在排版，还有 {len(self._waiting)} 张表……")
            QTimer.singleShot(0, self, self._load_next)
        else:
            self._show_pages()

    def _load_next(self) -> None:
        if not self._waiting:
            return
        numbers = self._waiting.pop(0)
        dossier = self._session.dossier
        if max(numbers) <= len(dossier.forms):
            forms = [dossier.forms[number - 1] for number in numbers]
            try:
                self._made[numbers] = self._on_paper(forms, table_of_many(forms, dossier, self._session.templates))
            except (ExportError, FontError) as problem:
                self._problems[numbers] = str(problem)
        self._load()

    def _tables(self) -> list[Numbers]:
        """The forms that are ticked, by the table that they stand in."""
        return tables_by_number(self.forms.numbers(), self._session.dossier.forms, self._session.templates)

    def _on_paper(self, forms: Sequence[AnyForm], table: Table) -> Pages:
        """The pages of a table as they are asked for, marked where errors are open in it."""
        choice = self.paper.choice()
        if self._standing is None:
            self._standing = standing(self._session.dossier, self._session.templates)
        mark = DRAFT if choice.drafts and any(has_errors(self._standing, form.id) for form in forms) else ""
        return paginate(on_paper(table, choice), self._faces.fonts, tighten=choice.tighten, mark=mark)

    def _set_anew(self) -> None:
        """Another paper: every form is set again."""
        self._made.clear()
        self._problems.clear()
        self._load()

    def pages(self) -> list[Page]:
        """The pages of the forms that are ticked."""
        return [page for one in self._tables() if one in self._made for page in self._made[one].pages]

    def chosen(self) -> list[Page]:
        """Those of them that are in the range. Raises ValueError."""
        pages = self.pages()
        return [pages[number - 1] for number in page_range(self.range.text(), len(pages))]

    def _show_pages(self) -> None:
        try:
            pages, problem = self.chosen(), ""
        except ValueError as wrong:
            pages, problem = [], str(wrong)
        self.canvas.set_pages(tuple(pages))
        if self.canvas.fits_width:
            self.canvas.fit_width()
        self.go.setEnabled(bool(pages) and not self._waiting)
        self.note.setText(problem or self._in_words(pages))
        self._tell_page(self.canvas.page)
        self.tell_ready()

    def tell_ready(self) -> None:
        """The keyboard goes where it is to begin, once that can be used."""
        if self.begin_at is not None and self.begin_at.isEnabled():
            self.begin_at.setFocus(Qt.FocusReason.OtherFocusReason)
            self.begin_at = None

    def _in_words(self, pages: list[Page]) -> str:
        words = [self._problems[one] + "。" for one in self._tables() if one in self._problems]
        if not pages:
            return " ".join(words) or "请勾选要打印的表。"
        words.insert(0, f"共 {len(pages)} 页。")
        words.append(not_taken(self._session, self.forms.numbers()))
        words += self._warnings()
        if any(page.width > page.height for page in pages):
            words.append("横放的页自动横着打印。")
        scale = smallest_scale(self.printer, pages)
        if scale < 0.999:
            words.append(f"这台打印机的纸或页边距放不下整张表，打印时缩小到 {scale * 100:.0f}%，内容不会被切掉。")
        return " ".join(filter(None, words))

    def _warnings(self) -> list[str]:
        """What a person should know of the chosen forms before they are printed."""
        made = [self._made[one] for one in self._tables() if one in self._made]
        words = [
            f"字库里没有“{one.char}”，会印成方框：{pages.title} 第 {one.row + 1} 行第 {one.column + 1} 列。"
            for pages in made
            for one in pages.missing
        ]
        words += [f"数太长，一行放不下，断成了几行：{cell}。" for pages in made for cell in pages.broken]
        if any(page.mark for pages in made for page in pages.pages):
            words.append(f"还有错误没有处理的表印有“{DRAFT}”。")
        if any(pages.tightened for pages in made):
            words.append("末页只有几行的表略微缩小，省下了一页。")
        return list(dict.fromkeys(words))

    def _tell_page(self, number: int) -> None:
        count = len(self.canvas.pages)
        self.page_label.setText(f"第 {number + 1} 页，共 {count} 页" if count else "没有页面")
        self.canvas.setAccessibleDescription(self.page_label.text())
        self.tools["chevron-up"].setEnabled(number > 0)
        self.tools["chevron-down"].setEnabled(number + 1 < count)

    # --- the printer --------------------------------------------------------------------------------------------------

    @property
    def _to_file(self) -> bool:
        return self.printers.currentText() == TO_FILE

    def _turn_to_printer(self, name: str) -> None:
        if name == TO_FILE:
            self.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        else:
            self.printer.setOutputFileName("")
            self.printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
            self.printer.setPrinterName(name)
        self.more.setEnabled(name != TO_FILE)
        if self._made:
            self._show_pages()

    def _more(self) -> None:
        """The printer's own settings: tray, both sides, …"""
        dialog = QPrintDialog(self.printer, self)
        dialog.setWindowTitle("打印机设置")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        if dialog.exec():
            self.copies.setValue(self.printer.copyCount())
            self.printers.setCurrentText(self.printer.printerName())
            self._show_pages()

    def _print(self) -> None:
        if self._to_file and not self._choose_file():
            return
        problem = file_problem(Path(self.printer.outputFileName())) if self._to_file else ""
        if problem:
            self.note.setText(f"没有打印：{problem}")
        else:
            self.start()

    def _choose_file(self) -> bool:
        first = folder_for(self._session.settings["exports"]) / f"{safe_file_name(self._session.title)}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "打印成 PDF 文件", str(first), "PDF 文件 (*.pdf)")
        path = with_suffix(self, name, ".pdf") if name else None
        if path is not None:
            self.printer.setOutputFileName(str(path))
        return path is not None

    def start(self) -> None:
        """Prints, page by page; the window stays alive and can stop it."""
        forms = self._session.dossier.forms
        self.paper.remember(forms[number - 1].id for number in self.forms.numbers())
        pages = self.chosen()
        self.printer.setCopyCount(1 if self._to_file else self.copies.value())
        self._steps = print_steps(self.printer, pages, self._faces)
        self.progress.setRange(0, len(pages))
        self.progress.setValue(0)
        self._set_busy(busy=True)
        self._timer.start(0)

    def _tick(self) -> None:
        if self._steps is None:
            return
        try:
            self.progress.setValue(next(self._steps))
        except StopIteration:
            self._end("已送到打印机。" if not self._to_file else f"已写好 {self.printer.outputFileName()}")
        except OSError as failed:
            self._end(f"没有打印：{reason(failed)}。请看打印机是否开着、有没有纸，文件是否正被打开，再试一次。")

    def _end(self, words: str) -> None:
        self._timer.stop()
        self._steps = None
        self._set_busy(busy=False)
        self.note.setText(words)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.forms, self.range, self.printers, self.copies, self.paper, self.go):
            widget.setEnabled(not busy)
        self.more.setEnabled(not busy and not self._to_file)
        self.progress.setVisible(busy)
        self.leave.setText("停止" if busy else "关闭")
        self.leave.setAccessibleName(self.leave.text())

    def _stop(self) -> None:
        if self._steps is not None:
            if not self._to_file:
                self.printer.abort()
            self._steps.close()
            self._end("已停止打印。")

    def _leave(self) -> None:
        self._stop() if self._steps is not None else self.accept()

    def reject(self) -> None:
        self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._steps is not None:
            self._stop()
            event.ignore()
        else:
            super().closeEvent(event)


__all__ = ["PrintDialog", "preview_forms", "print_forms"]
