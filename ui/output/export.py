"""The export dialog: which forms, Excel and PDF, where; how far it is; what was written and what was not."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from exporters.batch import Outcome, with_evidence, write_all
from exporters.export import ExportError, ExportPlan, file_names
from exporters.formats import FORMATS, MOST_BLANK_ROWS, format_names
from exporters.written import Written
from models.dossier import Dossier
from models.edits import copied
from models.folders import real
from models.sheets import Sheet
from models.templates.template import FormTemplate
from ui.controls.background import Job
from ui.controls.dialogs import resize_to_fit, scrolled
from ui.controls.plain import PlainLabel, plain_tip
from ui.controls.system import folder_for, open_path
from ui.ground.calm_boxes import NumberBox
from ui.ground.icons import severity_icon, tinted
from ui.ground.theme import colours
from ui.output.form_list import FormList, not_taken
from ui.output.paper_box import OF_THE_SET, PaperBox
from ui.session.evidence import home_of
from ui.session.session import Session

_TITLE = f"导出 {format_names('、')}"
_ATTACHED = "PDF 里附带套表"
_COMMENTS = "带上批注"
_EVIDENCE = "一起导出佐证资料"
_BLANK_ROWS = "Excel 里留空行"
_MOST_NAMED = 3
WIDTH = 620  # pixels at first


def export_forms(session: Session, sheet: Sheet | None, parent: QWidget | None) -> ExportDialog:
    """Opens the dialog."""
    dialog = ExportDialog(session, sheet, parent)
    dialog.open()
    return dialog


class ExportDialog(QDialog):
    """One dialog for all of it; stays open afterwards to say what was written."""

    def __init__(self, session: Session, sheet: Sheet | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_TITLE)
        self.setAccessibleName(_TITLE)
        self._session = session
        self._job: Job | None = None
        self.forms = FormList(session, sheet, only_current=False)
        self._make_controls(sheet)
        self._arrange()
        self._connect()
        self._tell_plan()
        self.go.setDefault(True)  # now that it is in its dialog, which else takes its first button
        self._fit()
        self.paper.more.toggled.connect(lambda _: QTimer.singleShot(0, self, self._fit))  # its lists are in place then

    def _make_controls(self, sheet: Sheet | None) -> None:
        settings = self._session.settings
        self.formats = {one.suffix: QCheckBox(one.label) for one in FORMATS.values()}
        for kind, box in self.formats.items():
            usual = (None,) if FORMATS[kind].usual else ()
            box.setChecked(settings.state(f"export_{kind}") in (*usual, "true", True))
            box.setAccessibleName(f"导出 {box.text()}")
        self.single = QRadioButton("每张表一个文件")
        self.together = QRadioButton("所选的表合成一个文件（可加封面、目录）")
        for radio in (self.single, self.together):
            radio.setAccessibleName(radio.text())
        merged = settings.state("export_together") in ("true", True)
        (self.together if merged else self.single).setChecked(True)
        self.folder = QLineEdit(str(self._first_folder()))
        self.folder.setAccessibleName("保存到文件夹")
        self.browse = QPushButton("浏览…")
        self.browse.setAccessibleName("选择文件夹")
        self.attached = QCheckBox(_ATTACHED)
        self.attached.setAccessibleName(_ATTACHED)
        self.attached.setToolTip("以后打开这份 PDF 就能取出套表接着填。带的是导出的这几张表和单位信息")
        self.attached.setChecked(settings.state("export_attached") in (None, "true", True))
        self.comments = QCheckBox(_COMMENTS)
        self.comments.setAccessibleName(_COMMENTS)
        self.comments.setToolTip("Excel 里写在各格的批注上，PDF 末尾加一页。报送的表一般不带")
        self.evidence = QCheckBox(_EVIDENCE)
        self.evidence.setAccessibleName(_EVIDENCE)
        self.evidence.setToolTip("复制到文件夹里的“佐证资料”，附清单；套表文件夹以外的不复制")
        self.blank_rows = _box_for_blank_rows()
        self.open_after = QCheckBox("导出后打开文件夹")
        self.open_after.setAccessibleName("导出后打开文件夹")
        self.open_after.setChecked(settings.state("export_open") in ("true", True))
        self.paper = PaperBox(self._session, sheet.form if sheet else "", OF_THE_SET)
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.note.setAccessibleName("说明")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("进度")
        self.progress.hide()
        self.results = QListWidget()
        self.results.setAccessibleName("结果")
        self.results.setWordWrap(True)
        self.results.setToolTip("双击打开文件")
        self.results.hide()
        self.go = QPushButton("导出")
        self.go.setAccessibleName("导出")
        self.leave = QPushButton("关闭")
        self.leave.setAccessibleName("关闭")

    def _arrange(self) -> None:
        kinds = QHBoxLayout()
        for box in self.formats.values():
            kinds.addWidget(box)
        kinds.addStretch(1)
        ways = QHBoxLayout()
        ways.addWidget(self.single)
        ways.addWidget(self.together)
        ways.addStretch(1)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        rows = self._rows = QFormLayout()
        rows.addRow("格式", kinds)
        rows.addRow("文件", ways)
        for name in OF_THE_SET:
            rows.addRow("", self.paper.ticks[name])
        rows.addRow("文件夹", place)
        rows.addRow("", self.attached)
        rows.addRow("", self.comments)
        rows.addRow("", self.evidence)
        rows.setRowVisible(self.comments, bool(self._session.comments.all))
        rows.setRowVisible(self.evidence, bool(self._session.dossier.attachments))
        last = QHBoxLayout()
        last.addWidget(self.open_after)
        last.addStretch(1)
        self._before_rows = QLabel(_BLANK_ROWS)
        last.addWidget(self._before_rows)
        last.addWidget(self.blank_rows)
        rows.addRow("", last)
        rows.addRow(self.paper)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.addWidget(self._chosen(rows), 3)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        column.addWidget(self.results, 1)
        column.addLayout(buttons)

    def _chosen(self, rows: QFormLayout) -> QScrollArea:
        """All that is chosen; where the screen is small it is scrolled, and the buttons stay in sight."""
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.forms)
        self.forms.list.setMinimumHeight(self.forms.list.sizeHint().height())  # not scrolled in what is scrolled
        inside.addLayout(rows)
        inside.addStretch(1)
        return scrolled(content, "导出什么")

    def _fit(self) -> None:
        """As high as what can be chosen and what was written, as far as the screen allows; never lower than before."""
        height = max(self.height(), self.sizeHint().height()) if self.isVisible() else self.sizeHint().height()
        resize_to_fit(self, max(self.width(), WIDTH) if self.isVisible() else WIDTH, height)

    def _connect(self) -> None:
        self.forms.changed.connect(self._tell_plan)
        for box in self.formats.values():
            box.toggled.connect(self._tell_plan)
        self.together.toggled.connect(self._tell_plan)
        self.folder.textChanged.connect(self._tell_plan)
        self.browse.clicked.connect(self._choose_folder)
        self.go.clicked.connect(self._start)
        self.leave.clicked.connect(self._leave)
        self.results.itemActivated.connect(self._open_result)

    # --- the plan -----------------------------------------------------------------------------------------------------

    def _first_folder(self) -> Path:
        session = self._session
        own = real(session.path).parent if session.path else session.settings.state("export_folder")
        return folder_for(session.settings["exports"], own)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "保存到文件夹", self.folder.text())
        if chosen:
            self.folder.setText(str(Path(chosen)))

    def plan(self) -> ExportPlan:
        """What is chosen now."""
        formats = tuple(kind for kind, box in self.formats.items() if box.isChecked())
        folder = Path(self.folder.text().strip()).expanduser()
        attached, together = self.attached.isChecked(), self.together.isChecked()
        paper, comments = self.paper.choice(), self.comments.isChecked()
        numbers = self.forms.numbers()
        evidence = self.evidence.isChecked()
        return ExportPlan(
            folder,
            formats,
            numbers,
            together,
            paper=paper,
            attached=attached,
            comments=comments,
            evidence=evidence,
            blank_rows=self.blank_rows.value(),
        )

    def _tell_plan(self) -> None:
        """How many files it will be, which are there already; why it cannot be done."""
        problem, note = self._plan_in_words(self.plan())
        self.note.setText(problem or note)
        self.attached.setEnabled(any(FORMATS[kind].carries for kind in self.plan().formats))
        for part in (self._before_rows, self.blank_rows):
            part.setVisible(any(FORMATS[kind].written_in for kind in self.plan().formats))
        for name in OF_THE_SET:
            self._rows.setRowVisible(self.paper.ticks[name], self.together.isChecked() and "pdf" in self.plan().formats)
        self.go.setEnabled(not problem and self._job is None)

    def _plan_in_words(self, plan: ExportPlan) -> tuple[str, str]:
        if not plan.forms:
            return "请勾选要导出的表。", ""
        if not plan.formats:
            return f"请勾选 {format_names('、')}。", ""
        if not self.folder.text().strip():
            return "请写明保存到哪个文件夹。", ""
        try:
            names = file_names(self._session.dossier, self._session.templates, plan)
        except ExportError as refused:
            return "", f"{refused}。其他的表照常导出。"
        old = [name for name in names if os.path.exists(plan.folder / name)]  # noqa: PTH110 (it never raises)
        words = f"将写出 {len(names)} 个文件。"
        if old:
            shown = "、".join(old[:_MOST_NAMED]) + (" 等" if len(old) > _MOST_NAMED else "")
            words += f"其中 {len(old)} 个已经存在，会被替换：{shown}"
        return "", words

    # --- doing it -----------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        plan = self.plan()
        self._remember(plan)
        self.results.clear()
        self.results.hide()
        home = home_of(self._session)
        self._job = Job(writing(self._session.dossier, self._session.templates, plan, home), self)
        self._job.progressed.connect(self._show_progress)
        self._job.finished.connect(self._finish)
        self._job.failed.connect(lambda slip: self._finish(Outcome((), (str(slip),))))
        self._set_busy(busy=True)
        self._job.start()

    def _remember(self, plan: ExportPlan) -> None:
        settings = self._session.settings
        forms = self._session.dossier.forms
        self.paper.remember(forms[number - 1].id for number in plan.forms)
        for kind, box in self.formats.items():
            settings.set_state(f"export_{kind}", box.isChecked())
        settings.set_state("export_together", plan.together)
        settings.set_state("export_attached", plan.attached)
        settings.set_state("export_open", self.open_after.isChecked())
        settings.set_state("export_folder", str(plan.folder))
        beside = real(self._session.path).parent if self._session.path else None
        if plan.folder != beside:
            settings["exports"] = str(plan.folder)

    def _set_busy(self, *, busy: bool) -> None:
        kinds = (*self.formats.values(), self.single, self.together, self.attached, self.comments, self.evidence)
        kinds += tuple(self.paper.ticks[name] for name in OF_THE_SET)
        for widget in (self.forms, *kinds, self.blank_rows, self.folder, self.browse, self.paper):
            widget.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        self.leave.setText("停止" if busy else "关闭")
        self.leave.setAccessibleName(self.leave.text())
        self.go.setEnabled(not busy)
        if busy:
            self.leave.setFocus()

    def _show_progress(self, done: int, of: int, what: str) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.note.setText(f"正在导出第 {done + 1} 个文件，共 {of} 个：{what}")

    def _finish(self, outcome: Outcome) -> None:
        self._job = None
        self._set_busy(busy=False)
        for problem in outcome.problems:
            self._add_result(problem, "error")
        for words in outcome.uncopied:
            self._add_result(words, "warning")
        typed = not_taken(self._session, self.plan().forms)
        shade = colours().muted if outcome.standing or typed else colours().good  # green is what is wholly right
        for written in outcome.written:
            self._add_written(written, shade)
        for note in outcome.notes:
            self._add_result(note, "info")
        self.results.setVisible(self.results.count() > 0)
        self._fit()
        self.note.setText(_summary(outcome) + _still_open(outcome) + typed)
        self.leave.setFocus()
        if outcome.written and self.open_after.isChecked() and not outcome.stopped:
            open_path(outcome.written[0].path.parent)

    def _add_written(self, written: Written, shade: QColor) -> None:
        pages = f"（{written.pages} 页）" if FORMATS[written.format].paged else ""
        item = QListWidgetItem(tinted("check", shade), f"已写好 {written.path.name}{pages}")
        item.setData(Qt.ItemDataRole.UserRole, str(written.path))
        item.setToolTip(plain_tip(str(written.path)))
        self.results.addItem(item)
        for missing in written.missing:
            self._add_result(f"字库里没有这个字，打印出来是方框，请换一个字：{missing}", "warning")
        for goal in written.unprinted:
            self._add_result(f"版式不印：{goal}", "warning")
        for broken in written.broken:
            self._add_result(f"数太长，一行放不下，印时断成几行：{broken}", "warning")

    def _add_result(self, words: str, level: str) -> None:
        self.results.addItem(QListWidgetItem(severity_icon(level), words))

    def _open_result(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)
        if path:
            open_path(Path(path))

    # --- leaving ------------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.note.setText("写完手头这个文件就停……")
        else:
            self.accept()

    def reject(self) -> None:
        if self._job is not None:
            self._leave()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._leave()
            event.ignore()
        else:
            super().closeEvent(event)


def _box_for_blank_rows() -> QSpinBox:
    box = NumberBox()
    box.setRange(0, MOST_BLANK_ROWS)
    box.setSuffix(" 行")
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    box.setAccessibleName(_BLANK_ROWS)
    box.lineEdit().setAccessibleName(_BLANK_ROWS)
    box.setToolTip("每个清单、每个目标的指标后面留几行空行，好在 Excel 里接着填；导入时空行不算")
    return box


def writing(
    dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan, home: Path | None = None
) -> Callable[[Job], Outcome]:
    """The work of an export, on the dossier as it is now: it may change meanwhile."""
    kept, known = copied(dossier), dict(templates)

    def work(job: Job) -> Outcome:
        outcome = write_all(kept, known, plan, job.progressed.emit, job.stopped)
        return with_evidence(outcome, kept, plan, home, job.stopped)

    return work


def _still_open(outcome: Outcome) -> str:
    """What is not yet right in the forms that were written."""
    rest = len(outcome.standing) - _MOST_NAMED
    more = f"另有 {rest} 张表也没有改完。" if rest > 0 else ""
    return "".join(f"{words}。" for words in outcome.standing[:_MOST_NAMED]) + more


def _summary(outcome: Outcome) -> str:
    count = len(outcome.written)
    if outcome.stopped:
        return f"已停止。停止前写好 {count} 个文件，其余的没有动。"
    if outcome.problems and not count:
        return "没有导出：" + outcome.problems[0]
    if outcome.problems:
        return f"写好 {count} 个文件，有 {len(outcome.problems)} 处没有写成，原因见下。"
    lost = f"有 {len(outcome.uncopied)} 个佐证资料没有复制，见下。" if outcome.uncopied else ""
    return f"导出完成，共 {count} 个文件。{lost}"
