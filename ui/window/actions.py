"""Every action of the window, in one table: its words, its key, its icon, what it calls, when it can be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from exporters.formats import format_names
from ui.controls.plain import menu_words, plain_tip
from ui.ground.icons import icon

ALWAYS, OPEN, FORM, DIRTY, UNDO, REDO = "always", "open", "form", "dirty", "undo", "redo"
SEPARATOR = "-"


class Command(NamedTuple):
    """One action. ``slot`` is ``<part of the window>.<method>``, ``when`` the condition under which it can be used."""

    id: str
    text: str
    slot: str
    keys: str = ""
    icon: str = ""
    when: str = ALWAYS
    short: str = ""  # what the tool bar says
    tip: str = ""
    checkable: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("new", "新建套表…", "files.new", "Ctrl+N", "file-plus-2", short="新建", tip="选地区、年度和要填的表"),
    Command("open", "打开…", "files.open", "Ctrl+O", "folder-open", short="打开"),
    Command("next_year", "以上年套表新建…", "files.next_year", "", "calendar-plus", tip="沿用上年的表和指标，年度加一"),
    Command("sample", "打开示例", "files.sample", "", "book-open"),
    Command(
        "import",
        "导入表格…",
        "imports.import_tables",
        "Ctrl+I",
        "import",
        short="导入",
        tip="从 Excel、Word、PDF 或文本导入",
    ),
    Command("save", "保存", "files.save", "Ctrl+S", "save", DIRTY, "保存"),
    Command("save_as", "另存为…", "files.save_as", "Ctrl+Shift+S", "save-all", OPEN),
    Command("export", f"导出 {format_names('、')}…", "output.export", "Ctrl+E", "file-spreadsheet", OPEN, "导出"),
    Command("preview", "打印预览…", "output.preview", "Ctrl+F2", "scan-search", OPEN),
    Command("print", "打印…", "output.print", "Ctrl+P", "printer", OPEN, "打印"),
    Command("recover", "找回未保存的内容…", "recovery.show", "", "file-clock", tip="程序没有正常关闭时保留下来的套表"),
    Command("versions", "以前的版本…", "versions.show", "", "history", tip="这份套表以前保存的样子，可以打开或恢复"),
    Command("compare", "比较…", "versions.compare", "", "columns-2", OPEN, tip="与另一份套表或改过的表格比，列出不同"),
    Command("take_back", "取回改过的表…", "versions.take_back", "", "replace", OPEN, tip="导出的表改过以后逐处取回"),
    Command("close", "关闭套表", "files.close", "Ctrl+W", "", OPEN),
    Command("quit", "退出", "files.quit", "Ctrl+Q"),
    Command("undo", "撤销", "edit.undo", "Ctrl+Z", "undo-2", UNDO, "撤销"),
    Command("redo", "重做", "edit.redo", "Ctrl+Y; Ctrl+Shift+Z", "redo-2", REDO, "重做"),
    Command("history", "撤销历史…", "edit.history", "", "history", OPEN, tip="列出每一步，点一步就回到那时的样子"),
    Command("cut", "剪切", "edit.cut", "", "scissors", OPEN),
    Command("copy", "复制", "edit.copy", "", "copy", OPEN),
    Command("paste", "粘贴", "edit.paste", "", "clipboard-paste", OPEN),
    Command("find", "查找…", "edit.find", "Ctrl+F", "search", OPEN),
    Command("replace", "替换…", "edit.replace", "Ctrl+H", "replace", OPEN),
    Command(
        "look_at",
        "标为已核对",
        "edit.look_at",
        "Ctrl+K",
        "check",
        FORM,
        tip="以上年套表新建的：选中的行或当前的栏与上年相同，看过了，不必改",
    ),
    Command(
        "accept_likeness",
        "填入灰字",
        "edit.accept_likeness",
        "Ctrl+J",
        "list-checks",
        FORM,
        tip="选了列出的指标名称以后，把这一行用灰字列着的其余各栏填上",
    ),
    Command(
        "comment",
        "批注…",
        "edit.comment",
        "Shift+F2; Ctrl+Alt+M",
        "message-square",
        OPEN,
        tip="对当前的格写几句话，给同事或审核的人看；不印在表上",
    ),
    Command("evidence", "佐证资料…", "edit.evidence", "", "paperclip", OPEN, tip="证明表和指标的文件"),
    Command("look_at_form", "整张表标为已核对", "edit.look_at_form", "", "list-checks", FORM),
    Command("add_department", "添加部门整体表…", "edit.add_department", "", "building-2", OPEN),
    Command("add_project", "添加项目…", "edit.add_project", "Ctrl+Shift+N", "plus", OPEN, "添加项目"),
    Command("duplicate_form", "复制这张表", "edit.duplicate_form", "", "copy-plus", FORM),
    Command("rename_form", "改名", "edit.rename_form", "", "pencil", FORM),
    Command("form_up", "上移这张表", "edit.form_up", "", "arrow-up", FORM),
    Command("form_down", "下移这张表", "edit.form_down", "", "arrow-down", FORM),
    Command("delete_form", "删除这张表", "edit.delete_form", "", "trash-2", FORM),
    Command("outline", "目录", "view.outline", "F9", "panel-left", OPEN, checkable=True),
    Command("findings", "审核", "view.findings", "F8", "panel-bottom", OPEN, checkable=True),
    Command("fields", "只看栏目", "view.fields", "Ctrl+1", "", FORM, checkable=True),
    Command("indicators", "只看目标和指标", "view.indicators", "Ctrl+2", "", FORM, checkable=True),
    Command("both", "栏目和指标都看", "view.both", "Ctrl+3", "", FORM, checkable=True),
    Command("official", "官方表格", "view.official", "Ctrl+4", "table-2", FORM, checkable=True),
    Command("side", "并排", "view.side", "Ctrl+5", "columns-2", FORM, checkable=True),
    Command("comments", "批注", "view.comments", "", "message-square", OPEN, tip="批注栏", checkable=True),
    Command(
        "last_year",
        "上年的内容",
        "view.last_year",
        "Ctrl+Shift+K",
        "",
        OPEN,
        tip="以上年套表新建的，在各栏下面用灰字写上年的",
        checkable=True,
    ),
    Command("next_pane", "到下一个区", "view.next_pane", "F6", "", OPEN, tip="目录、填写区、审核之间轮换"),
    Command("previous_pane", "到上一个区", "view.previous_pane", "Shift+F6", "", OPEN),
    Command("larger", "字大一些", "looks.larger", "Ctrl+=", "zoom-in"),
    Command("smaller", "字小一些", "looks.smaller", "Ctrl+-", "zoom-out"),
    Command("normal", "字号还原", "looks.normal", "Ctrl+0"),
    Command("reset", "恢复列宽和窗口布局", "looks.reset", "", "rotate-ccw"),
    Command("check", "重新审核", "checks.check", "F7", "list-checks", OPEN, "审核"),
    Command("next_finding", "下一条审核发现", "checks.next_finding", "F4", "chevron-down", OPEN),
    Command("previous_finding", "上一条审核发现", "checks.previous_finding", "Shift+F4", "chevron-up", OPEN),
    Command(
        "overview", "目标与指标对照…", "checks.overview", "", "table-2", OPEN, tip="承诺和指标、单价和预算摆在一起看"
    ),
    Command("opinion", "审核意见…", "checks.opinion", "", "clipboard-list", OPEN, tip="写成一份可以签字的审核意见"),
    Command("templates", "打开版式文件夹", "tools.templates", "", "folder-open"),
    Command(
        "try_template",
        "试用版式…",
        "tools.try_template",
        tip="把一个版式文件填上样例，画表、导出、读回，看有没有栏目跑了位置",
    ),
    Command("settings", "设置…", "tools.settings", "Ctrl+,", "settings"),
    Command("self_test", "自检…", "help.self_test", tip="试一遍字体、版式、保存、审核、导出，看这台电脑上是否都好"),
    Command("palette", "找命令…", "help.palette", "Ctrl+Shift+P", "search", tip="打几个字或拼音首字母，找到要做的事"),
    Command("manual", "使用手册", "help.manual", "F1", "circle-help"),
    Command("keys", "快捷键", "help.keys", "", ""),
    Command(
        "diagnostics", "复制诊断信息", "help.diagnostics", "", "clipboard-list", tip="报告问题时用，不含表里的内容"
    ),
    Command("about", "关于", "help.about", "", "info"),
)

MENUS: dict[str, tuple[str, ...]] = {
    "文件(&F)": (
        *("new", "next_year", "open", "recent", "sample", SEPARATOR, "save", "save_as", SEPARATOR, "import", "export"),
        *(
            SEPARATOR,
            "preview",
            "print",
            SEPARATOR,
            "recover",
            "versions",
            "compare",
            "take_back",
            SEPARATOR,
            "close",
            "quit",
        ),
    ),
    "编辑(&E)": (
        *("undo", "redo", "history", SEPARATOR, "cut", "copy", "paste", SEPARATOR, "find", "replace", SEPARATOR),
        *("comment", "evidence", "accept_likeness", "look_at", "look_at_form", SEPARATOR, "add_department"),
        *("add_project", "duplicate_form", "rename_form", "form_up", "form_down", "delete_form"),
    ),
    "指标(&I)": ("panel",),
    "查看(&V)": (
        *(
            "fields",
            "indicators",
            "both",
            "official",
            "side",
            SEPARATOR,
            "outline",
            "findings",
            "comments",
            "last_year",
        ),
        *("next_pane", "previous_pane", SEPARATOR, "larger", "smaller", "normal", SEPARATOR, "reset"),
    ),
    "工具(&T)": (
        *("check", "next_finding", "previous_finding", SEPARATOR, "overview", "opinion", SEPARATOR),
        *("templates", "try_template", "settings"),
    ),
    "帮助(&H)": ("palette", "manual", "keys", SEPARATOR, "self_test", "diagnostics", "about"),
}
MNEMONICS = {
    name: letter
    for line in (
        "new:N next_year:L open:O recent:R sample:D save:S save_as:A import:I export:E preview:V print:P recover:G",
        "versions:B compare:M take_back:T close:C quit:X",
        "undo:U redo:R history:H cut:T copy:C paste:P find:F replace:V look_at:A look_at_form:B comment:N evidence:Z",
        "accept_likeness:G",
        "add_department:D add_project:J duplicate_form:L rename_form:M form_up:W form_down:K delete_form:E",
        "fields:F indicators:I both:B official:O side:S outline:L findings:R comments:Z last_year:Y",
        "next_pane:N previous_pane:P",
        "larger:A smaller:M normal:D reset:W",
        "check:C next_finding:N previous_finding:P overview:O opinion:V templates:T try_template:Y settings:S",
        "palette:P manual:M keys:K self_test:T diagnostics:D about:A",
    )
    for name, _, letter in (pair.partition(":") for pair in line.split())
}
"""The letter that chooses an entry while its menu is open; unique within a menu."""
TOOL_BAR = (
    *("new", "open", "save", SEPARATOR, "undo", "redo", SEPARATOR, "add_project", "panel"),
    *("import", "export", "print"),
)
KNOWN_SIGNS = ("new", "open", "save", "undo", "redo", "import", "export", "print")
"""Tools that are told by their signs where there is no room for words."""
RECENT, PANEL = "recent", "panel"
"""Places in the menus that are filled while the program runs: recent files, the actions of the indicator tree."""


def make_actions(window: QWidget, slot: Callable[[str], Callable[[], object]]) -> dict[str, QAction]:
    """The actions of the table by id; ``slot`` gives what ``<part of the window>.<method>`` calls."""
    return {command.id: _action(window, command, slot(command.slot)) for command in COMMANDS}


def _action(window: QWidget, command: Command, call: Callable[[], object]) -> QAction:
    action = QAction(icon(command.icon), menu_words(command.text, MNEMONICS[command.id]), window)
    action.setObjectName(command.id)
    action.setIconText(command.short or command.text.rstrip("…"))
    action.setShortcuts(QKeySequence.listFromString(command.keys) if command.keys else [])
    action.setCheckable(command.checkable)
    action.setMenuRole(QAction.MenuRole.NoRole)
    key = f"（{action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}）" if command.keys else ""
    action.setToolTip(plain_tip((command.tip or command.text.rstrip("…")) + key))
    action.setStatusTip(command.tip)
    action.triggered.connect(lambda _checked=False: call())
    return action


def name_steps(actions: dict[str, QAction], stack: QUndoStack | None) -> None:
    """撤销 and 重做 say what they would take back or do again."""
    steps = (stack.undoText(), stack.redoText()) if stack else ("", "")
    for name, word, step in zip(("undo", "redo"), ("撤销", "重做"), steps, strict=True):
        actions[name].setText(menu_words(f"{word} {step}".rstrip(), MNEMONICS[name]))
        actions[name].setIconText(word)


def recolour(actions: dict[str, QAction]) -> None:
    """Draws the icons again, after the theme changed."""
    for command in COMMANDS:
        if command.id in actions:
            actions[command.id].setIcon(icon(command.icon))
