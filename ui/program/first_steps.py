"""What a person who comes for the first time reads on the start page: what this is, and the way through it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from ui.controls.plain import PlainLabel
from ui.ground.icons import put_icon
from ui.ground.settings import Settings

WHAT = "填写、审核、打印绩效目标表。一个套表就是一个文件，装一个单位一个年度的全部表：部门整体一张，每个项目一张。"
NO_REGION = (
    "选“全国通用”就能填写、审核和打印。要用本地的版式：点“工具”里的“打开版式文件夹”，放进一个版式文件，地区里就多一个；"
    "写法见手册“增加一个地区”（F1）。"
)
STEPS = (
    "选地区、年度，写单位名称，点“新建”；去年的表用“以上年套表新建”或“导入表格”接着用。",
    "左边是目录，中间填写；“官方表格”里看到的就是打印出来的，也可以直接在上面填。",
    "下面的审核随填随看，双击一条就到那一格，写着“可修复”的点一下就改好。",
    "存盘按 Ctrl+S；断电、死机后再打开，没存的也能找回。",
    "填好后导出 PDF、Excel 或者打印，盖章上报。不明白的地方按 F1。",
)
CLOSED = "first_steps_closed"


class FirstSteps(QFrame):
    """A short tour that can be closed, and then stays away."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.setAccessibleName("头一次用")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("头一次用：五步做完一份套表"), 1)
        head.addWidget(self._closer())
        column.addLayout(head)
        for number, step in enumerate(STEPS, 1):
            column.addWidget(wrapped(f"{number}. {step}"))
        self.setHidden(bool(settings.state(CLOSED)))

    def _closer(self) -> QToolButton:
        button = QToolButton()
        put_icon(button, "x")
        button.setAutoRaise(True)
        button.setToolTip("知道了，不再显示")
        button.setAccessibleName("不再显示头一次用的说明")
        button.clicked.connect(self._close)
        return button

    def _close(self) -> None:
        self._settings.set_state(CLOSED, "1")
        self.hide()


def wrapped(text: str) -> QLabel:
    """Words over as many lines as they need."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    return label
