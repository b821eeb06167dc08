"""The actions of the tree, in one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.controls.plain import menu_words, plain_tip
from ui.ground.icons import icon


class TreeAction(NamedTuple):
    """One action: its name, its words, the method it calls; ``short`` is what the tool bar says, if it is there."""

    id: str
    text: str
    keys: str = ""
    icon: str = ""
    short: str = ""
    tip: str = ""
    letter: str = ""


SEPARATOR = TreeAction("", "")
TREE_ACTIONS: tuple[TreeAction, ...] = (
    TreeAction("add_dimension", "添加一级指标…", "Alt+1", "plus", "一级", "从本版式的一级指标里选，或自己写", "A"),
    TreeAction(
        "add_category",
        "添加二级指标…",
        "Alt+2",
        "list-tree",
        "二级",
        "在当前一级指标下，从本版式的二级指标里选，或自己写",
        "B",
    ),
    TreeAction("add_indicator", "添加三级指标", "Ctrl+Return; Alt+3", "list-plus", "三级", "在当前行下面添加", "N"),
    TreeAction("fill_frame", "补齐本版式的一级、二级指标", "", "", "", "把本版式规定而还没有的一级、二级都加上", "F"),
    SEPARATOR,
    TreeAction("edit", "修改当前单元格", "", "pencil", "", "也可以按 F2、双击，或直接打字", "E"),
    TreeAction("fill_down", "向下填充", "Ctrl+D", "arrow-down", "", "这一格照上面一行的填", "H"),
    TreeAction("move_up", "上移", "Alt+Up", "arrow-up", "", "把选中的行上移一行", "U"),
    TreeAction("move_down", "下移", "Alt+Down", "arrow-down", "", "把选中的行下移一行", "D"),
    TreeAction("delete", "删除选中的行", "Del", "trash-2", "", "连同下面的指标一起删除，可以撤销", "X"),
    SEPARATOR,
    TreeAction(
        *("balance", "平衡权重", "Alt+=", "scale", "平衡权重"),
        *("把差的分摊到选中的几个指标上，没有多选就摊到全部指标", "W"),
    ),
    TreeAction("copy_to_other", "复制指标到另一目标", "", "copy-plus", "", "在年度目标和长期目标之间复制全部指标", "O"),
    SEPARATOR,
    TreeAction("filter", "筛选指标", "Ctrl+Shift+F", "funnel", "", "只看含有某些字的指标", "S"),
    TreeAction("expand", "全部展开", "Ctrl+Shift+Down", "chevrons-up-down", letter="L"),
    TreeAction("collapse", "全部折叠", "Ctrl+Shift+Up", "chevrons-down-up", letter="K"),
)
CLIPBOARD: tuple[TreeAction, ...] = (
    TreeAction("cut", "剪切", "", "scissors", letter="T"),
    TreeAction("copy", "复制", "", "copy", letter="C"),
    TreeAction("paste", "粘贴", "", "clipboard-paste", letter="P"),
)
"""For the menu at the mouse; in the window's menu they stand under 编辑."""


def make_actions(owner: QWidget, table: tuple[TreeAction, ...], call: Callable[[str], object]) -> list[QAction]:
    """The actions of a table, in its order; ``call`` gets the id of the one that is triggered."""
    return [_made(owner, one, call) for one in table]


def _made(owner: QWidget, one: TreeAction, call: Callable[[str], object]) -> QAction:
    action = QAction(icon(one.icon), menu_words(one.text, one.letter), owner)
    action.setObjectName(one.id)
    if not one.id:
        action.setSeparator(True)
        return action
    if one.keys:
        action.setShortcuts(QKeySequence.listFromString(one.keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setMenuRole(QAction.MenuRole.NoRole)
    action.setIconText(one.short or one.text.rstrip("…"))
    key = f"（{action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}）" if one.keys else ""
    action.setToolTip(plain_tip(one.text.rstrip("…") + key))
    action.setStatusTip(one.tip or one.text.rstrip("…"))
    action.setProperty("toolbar", bool(one.short))
    action.triggered.connect(lambda _checked=False: call(one.id))
    return action
