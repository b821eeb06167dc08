"""The manual in a window of its own: contents at the left, search above, opened where the person is at work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from models.folders import MANUAL, PICTURES, TEMPLATE_PAGE
from models.python import regex
from ui.controls.dialogs import resize_to_fit
from ui.controls.plain import PlainLabel
from ui.program.shortcuts import key_table, menu_lists

KEYS_HERE, MENUS_HERE, RULES_HERE = "{{快捷键}}", "{{菜单}}", "{{审核规则}}"
TITLE = "使用手册"
PAGES = {TEMPLATE_PAGE.name: (TEMPLATE_PAGE, "版式文件怎么写")}
"""Other pages that the manual leads to: name in the link → file and title."""
AT_EDGE = 4  # pixels left beside a picture
_SOFT_BREAK = regex(r"(?<=[，。；：、？])\n(?=[^\s\d#|*-])")
"""Markdown makes a space of it, which Chinese has not."""
SECTIONS = {
    "StartPage": "新建一份套表",
    "UnitPage": "填写单位信息",
    "BudgetPage": "填写部门预算",
    "IndicatorPanel": "填写目标和指标",
    "GoalsArea": "填写目标和指标",
    "OfficialTable": "在官方表格里直接填",
    "FindingsPanel": "看审核发现",
    "OutlinePanel": "增减和排列表",
    "FindBar": "查找和替换",
    "RecoveredList": "保存和找回",
    "FormPage": "填写一张表",
}
"""Part of the window (by its class) → the section of the manual about it. The innermost part counts."""


def manual_text() -> str:
    """The manual in Markdown, with the keys as they are. Raises OSError where it is not there."""
    from models.rules.docs import brief

    made = {KEYS_HERE: key_table(), MENUS_HERE: menu_lists(), RULES_HERE: brief()}
    text = read_page(MANUAL)
    for place, words in made.items():
        text = text.replace(place, words)
    return text


def read_page(path: Path) -> str:
    """A page in Markdown, without the blanks that Chinese has not. Raises OSError where it is not there."""
    return _SOFT_BREAK.sub("", path.read_text(encoding="utf-8"))


def section_for(widget: QWidget | None) -> str:
    """The section about the part of the window that a widget is in; empty where there is none."""
    while widget is not None:
        section = SECTIONS.get(type(widget).__name__)
        if section:
            return section
        widget = widget.parentWidget()
    return ""


class _Page(QTextBrowser):
    """The text, with pictures no wider than the page. ``fitted``: they have another size."""

    fitted = Signal()
    WIDEST = 780

    def __init__(self) -> None:
        super().__init__()
        self._widest = self.WIDEST
        self._names: set[str] = set()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._again.start()

    def _fit(self) -> None:
        """Pictures in the width that the page has now."""
        document = self.document()
        widest = min(self.WIDEST, self.viewport().width() - 2 * int(document.documentMargin()) - AT_EDGE)
        if widest == self._widest:
            return
        self._widest = widest
        for name in self._names:
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), self._picture(name))
        document.markContentsDirty(0, document.characterCount())
        self.fitted.emit()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        self._names.add(QUrl(name).toString())
        return self._picture(QUrl(name).path())

    def _picture(self, name: str) -> QImage:
        picture = QImage(str(PICTURES / Path(name).name))
        width, sharp = min(picture.width(), self._widest), self.devicePixelRatioF()
        if picture.width() > width * sharp:
            picture = picture.scaledToWidth(round(width * sharp), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(max(1.0, picture.width() / max(1, width)))
        return picture


class ManualWindow(QWidget):
    """The manual beside the work."""

    def __init__(self, text: str, parent: QWidget | None = None, title: str = TITLE) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("manual")
        self.setWindowTitle(title)
        resize_to_fit(self, 1080, 720)
        self.contents, self.page, self.wanted = QListWidget(), _Page(), QLineEdit()
        self._said = PlainLabel()
        self._blocks: list[QTextBlock] = []
        self._set_up_page(text)
        self._fill_contents()
        split = QSplitter()
        split.addWidget(self.contents)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 860])
        column = QVBoxLayout(self)
        column.addLayout(self._search_line())
        column.addWidget(split, 1)
        for keys, call in (("Ctrl+F", self.wanted.setFocus), ("F3", self.search), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _set_up_page(self, text: str) -> None:
        self.page.setAccessibleName("手册内容")
        self.page.setOpenLinks(False)
        self.page.fitted.connect(lambda: self._turn(self.contents.currentRow()))
        self.page.anchorClicked.connect(self._follow_link)
        self.page.document().setDocumentMargin(18)
        self.page.document().setMarkdown(text)
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                self._blocks.append(block)
            block = block.next()

    def _fill_contents(self) -> None:
        self.contents.setAccessibleName("手册目录")
        self.contents.addItems([block.text() for block in self._blocks])
        self.contents.currentRowChanged.connect(self._turn)

    def _search_line(self) -> QHBoxLayout:
        self.wanted.setPlaceholderText("在手册里查找")
        self.wanted.setAccessibleName("在手册里查找")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.returnPressed.connect(self.search)
        following = QPushButton("下一处")
        following.setAccessibleName("下一处")
        following.clicked.connect(self.search)
        self._said.setAccessibleName("查找结果")
        row = QHBoxLayout()
        row.addWidget(self.wanted, 1)
        row.addWidget(following)
        row.addWidget(self._said, 1)
        return row

    # --- going about --------------------------------------------------------------------------------------------------

    @property
    def section(self) -> str:
        """The section that is shown."""
        item: QListWidgetItem | None = self.contents.currentItem()
        return item.text() if item else ""

    def show_section(self, section: str) -> None:
        """Turns to a section; the first one where there is none of that name."""
        names = [block.text() for block in self._blocks]
        self.contents.setCurrentRow(names.index(section) if section in names else 0)

    def _follow_link(self, link: QUrl) -> None:
        """A section of this page, or another page in a window of its own."""
        if link.fileName() in PAGES:
            path, title = PAGES[link.fileName()]
            ManualWindow(read_page(path), self, title).show()
        elif link.hasFragment():
            self.show_section(link.fragment(QUrl.ComponentFormattingOption.FullyDecoded))

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._blocks):
            area = self.page.document().documentLayout().blockBoundingRect(self._blocks[row])
            self.page.verticalScrollBar().setValue(int(area.top()) - 8)

    def search(self) -> None:
        """Goes to the next place that holds the words; from the end back to the beginning."""
        words = self.wanted.text().strip()
        if not words:
            return
        found = self.page.find(words)
        if not found:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.page.find(words, QTextDocument.FindFlag(0))
        self._said.setText("" if found else "没有找到")
        if found:
            self._follow(self.page.textCursor().position())

    def _follow(self, position: int) -> None:
        """The contents show in which section the page is."""
        before = [row for row, block in enumerate(self._blocks) if block.position() <= position]
        self.contents.blockSignals(True)
        self.contents.setCurrentRow(before[-1] if before else 0)
        self.contents.blockSignals(False)
