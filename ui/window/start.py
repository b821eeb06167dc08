"""The start page: new, open, recent files, import, the sample."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.folders import samples
from models.program import NAME
from models.templates.summaries import TemplateHead, regions, templates_of
from models.templates.year_to_fill import year_to_fill
from ui.controls.focus import tab_through
from ui.controls.plain import PlainLabel, plain_tip, plain_words
from ui.ground.calm_boxes import ChoiceBox, NumberBox
from ui.ground.icons import icon, put_icon
from ui.ground.settings import RECENT, Settings
from ui.ground.theme import TITLE, title_font
from ui.program.first_steps import NO_REGION, WHAT, FirstSteps, wrapped

WIDEST, LOW, LOWEST = 70, 30, 20  # characters; lines of letters
NO_FILES = "还没有打开过文件"


class Order(NamedTuple):
    """A new dossier as a person wants it; ``templates`` are ids, one for each form."""

    unit_name: str
    region: str
    year: int
    templates: tuple[str, ...]


class StartPage(QScrollArea):
    """``wanted(action id)``, ``opened(path)`` for a recent file, ``ordered(Order)`` for a new dossier."""

    wanted = Signal(str)
    opened = Signal(str)
    ordered = Signal(object)

    def __init__(
        self, settings: Settings, templates: Mapping[str, TemplateHead], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._templates = settings, templates
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("开始")
        self._recent = QListWidget()
        self._boxes: list[tuple[QCheckBox, TemplateHead]] = []
        content = QWidget()
        self._content, self._title = content, PlainLabel(NAME)
        column = self._column = QVBoxLayout(content)
        column.addWidget(self._title)
        self._what = wrapped(WHAT)
        column.addWidget(self._what)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._new_box(), 3, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._other_ways(), 2)
        column.addLayout(row, 1)
        column.addWidget(FirstSteps(settings))
        self._fit_font()
        outer = QWidget()
        around = QHBoxLayout(outer)
        around.addStretch(1)
        around.addWidget(content, 20)
        around.addStretch(1)
        self.setWidget(outer)
        settings.changed.connect(self._on_setting)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    def _fit_room(self) -> None:
        """Less air on a low screen: where a new dossier begins is in sight without scrolling."""
        line = self.fontMetrics().height()
        low, lowest = self.height() < LOW * line, self.height() < LOWEST * line
        side, above, between = (24, 8, 8) if low else (32, 28, 18)
        self._what.setHidden(lowest)
        self._rows.setVerticalSpacing(4 if lowest else 10)
        self._column.setContentsMargins(side, above, side, above)
        self._column.setSpacing(between)

    def _fit_font(self) -> None:
        """What does not follow the size of the font by itself: the width, and the title."""
        self._content.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * WIDEST)
        self._title.setFont(title_font(self.font(), TITLE))
        self._fit_room()
        self._fit_recent()

    def _fit_recent(self) -> None:
        """The list is as high as its lines, and scrolls where the window is lower."""
        rows = sum(self._recent.sizeHintForRow(row) for row in range(self._recent.count()))
        self._recent.setMaximumHeight(rows + 2 * self._recent.frameWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_font()

    # --- new ----------------------------------------------------------------------------------------------------------

    def _new_box(self) -> QGroupBox:
        box = QGroupBox("新建套表")
        rows = self._rows = QFormLayout(box)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._region = ChoiceBox()
        self._region.setAccessibleName("地区")
        self._fill_regions(str(self._settings["region"]))
        self._region.currentTextChanged.connect(self._show_forms)
        self._year = NumberBox()
        self._year.setAccessibleName("年度")
        self._year.setRange(1990, 2100)
        self._year.setValue(year_to_fill(date(*QDate.currentDate().getDate())))
        self._year.setSuffix(" 年")
        self._unit = QLineEdit(str(self._settings["unit_name"]))
        self._unit.setAccessibleName("单位名称")
        self._unit.setPlaceholderText("可以以后再填")
        self._forms = QVBoxLayout()
        self._create = QPushButton("新建")
        put_icon(self._create, "file-plus-2")
        self._create.setAccessibleName("新建套表")
        self._create.setDefault(True)
        self._create.clicked.connect(self._make)
        self._unit.returnPressed.connect(self._create.click)
        rows.addRow("地区", self._regions())
        rows.addRow("年度", self._year)
        rows.addRow("单位名称", self._unit)
        rows.addRow("要填的表", self._forms)
        rows.addRow("", self._create)
        self._show_forms(self._region.currentText())
        return box

    def _regions(self) -> QWidget:
        """The list of regions, and what to do where one's own is not on it."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self._ask, answer = QPushButton("没有我的地区？"), wrapped(NO_REGION)
        self._ask.setAccessibleName("没有我的地区")
        self._ask.setFlat(True)
        answer.hide()
        self._ask.clicked.connect(lambda: answer.setVisible(answer.isHidden()))
        row = QHBoxLayout()
        row.addWidget(self._region, 1)
        row.addWidget(self._ask)
        column.addLayout(row)
        column.addWidget(answer)
        return part

    def offer(self, templates: Mapping[str, TemplateHead]) -> None:
        """Offers other templates; what is chosen stays."""
        if templates == self._templates:
            return
        self._templates = templates
        blocked = self._region.blockSignals(True)
        self._fill_regions(self._region.currentText())
        self._region.blockSignals(blocked)
        self._show_forms(self._region.currentText())

    def _fill_regions(self, chosen: str) -> None:
        self._region.clear()
        self._region.addItems(regions(self._templates))
        self._region.setCurrentIndex(max(0, self._region.findText(chosen)))

    def _show_forms(self, region: str) -> None:
        while item := self._forms.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._boxes = []
        taken: set[str] = set()
        for template in templates_of(self._templates, region):
            box = QCheckBox(plain_words(f"{template.name}（{template.year} 年版式）"))
            box.setAccessibleName(f"要填的表：{template.name}")
            box.setChecked(template.kind not in taken)
            taken.add(template.kind)
            box.toggled.connect(lambda _: self._allow())
            self._boxes.append((box, template))
            self._forms.addWidget(box)
            if template.source:
                box.setAccessibleDescription(template.source)
                self._forms.addWidget(wrapped(template.source))
        boxes = [box for box, _ in self._boxes]
        tab_through([self._region, self._ask, self._year, self._unit, *boxes, self._create])
        self._allow()

    def _allow(self) -> None:
        self._create.setEnabled(any(box.isChecked() for box, _ in self._boxes))

    def _make(self) -> None:
        chosen = tuple(template.id for box, template in self._boxes if box.isChecked())
        self.ordered.emit(Order(self._unit.text().strip(), self._region.currentText(), self._year.value(), chosen))

    def begin_new(self) -> None:
        """Puts the keyboard where a new dossier begins."""
        self._region.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- other ways ---------------------------------------------------------------------------------------------------

    def _other_ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for name, sign, word in (
            ("open", "folder-open", "打开套表…"),
            ("import", "import", "导入表格…"),
            ("next_year", "calendar-plus", "以上年套表新建…"),
            ("sample", "book-open", "打开示例"),
        ):
            if name == "sample" and not samples():
                continue
            button = QPushButton(word)
            put_icon(button, sign, 18)
            button.setObjectName(name)
            button.setAccessibleName(word)
            button.setMinimumHeight(2 * button.fontMetrics().height())
            button.clicked.connect(lambda _=False, wanted=name: self.wanted.emit(wanted))
            column.addWidget(button)
        label = PlainLabel("最近打开")
        label.setContentsMargins(0, 10, 0, 0)
        column.addWidget(label)
        self._recent.setAccessibleName("最近打开")
        self._recent.itemActivated.connect(self._open_recent)
        self._recent.itemClicked.connect(self._open_recent)
        column.addWidget(self._recent, 1)
        column.addStretch(0)
        return column

    def _on_setting(self, key: str) -> None:
        if key == RECENT:
            self.refresh()
        elif key == "region":
            self._region.setCurrentText(str(self._settings[key]))
        elif key == "unit_name":
            self._unit.setText(str(self._settings[key]))

    def refresh(self) -> None:
        """Lists the recent files anew."""
        self._recent.clear()
        for path in self._settings.recent:
            item = QListWidgetItem(icon("file-text"), f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(plain_tip(str(path)))
            self._recent.addItem(item)
        if not self._recent.count():
            nothing = QListWidgetItem(NO_FILES, self._recent)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self._fit_recent()

    def _open_recent(self, item: QListWidgetItem) -> None:
        if path := item.data(Qt.ItemDataRole.UserRole):
            self.opened.emit(str(path))
