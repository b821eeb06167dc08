"""What a person can do with the tree, from menu, tool bar, keys and drops; says in place what cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from models.edits import Batch, Change, Insert, Remove, duplicate
from models.fields import PERIOD_WORDS
from models.forms import AnyForm
from models.goals import Goal, Indicator
from models.rules.fix_words import finder, values_listed
from models.rules.wording.kinds import level_name
from models.sheets import Sheet
from models.table import Table
from models.templates.template import FormTemplate
from ui.controls.clipboard import block_mime, read_tables, read_text
from ui.controls.dialogs import Listing
from ui.controls.messages import MessageBar
from ui.controls.plain import plain_words
from ui.indicators import row_changes as verbs
from ui.indicators import transfer
from ui.indicators.entries import DIMENSION, LISTS, indicators_under
from ui.indicators.model import GoalModel
from ui.indicators.row_changes import Outcome, Refusal
from ui.indicators.tree import IndicatorTree
from ui.indicators.weight_state import balance
from ui.session.level_words import category_names
from ui.session.session import Session

FREE_NAME = "自己写…"
_LISTED = 8  # changes that a message tells one by one


class _Added(NamedTuple):
    """A row that was added and is being named: the cell that was opened for it, its step, and where one was before."""

    editor: QWidget | None
    step: int
    before: str
    column: int


class Commands(QObject):
    """The verbs of the tree on what is selected in it."""

    def __init__(self, session: Session, sheet: Sheet, model: GoalModel, tree: IndicatorTree, bar: MessageBar) -> None:
        super().__init__(tree)
        self._session, self._sheet, self._model, self._tree, self._bar = session, sheet, model, tree, bar
        model.drop, model.check_drop = self.drop, self.drop_problem
        self._added: _Added | None = None
        tree.given_up.connect(self._give_up)

    # --- doing --------------------------------------------------------------------------------------------------------

    @property
    def goal(self) -> Goal | None:
        """The goal that is shown."""
        return self._model.goal

    @property
    def _form(self) -> AnyForm | None:
        return self._session.form(self._sheet.form)

    @property
    def _template(self) -> FormTemplate | None:
        return self._session.template_of(self._sheet)

    def _run(self, make: Callable[[Goal], Outcome], *, edit: bool = False) -> bool:
        """Makes one change of a verb and goes where it says; tells why where it cannot be done."""
        self._tree.close_cell()
        before = (self._tree.current_id(), max(0, self._tree.currentIndex().column()))
        goal = self.goal
        if goal is None:
            self._bar.say("请先添加一个绩效目标", "warning")
            return False
        try:
            outcome = make(goal)
        except Refusal as refusal:
            self._bar.say(str(refusal), "warning")
            return False
        if not self._session.paste(outcome.change, outcome.cells):
            return False
        column = max(0, self._tree.currentIndex().column())
        self._tree.select(outcome.select, 0 if edit else column)
        if edit and outcome.select:
            self._tree.open_editor(outcome.select[0])
            self._added = _Added(self._tree.cells.editor, self._session.history.stack.index(), *before)
        if outcome.remark:
            self._bar.tell_deed(outcome.remark)
        return True

    def _give_up(self, editor: QWidget | None) -> None:
        """Esc while a row that was just added is being named: it is as if it had never been."""
        added, self._added = self._added, None
        history = self._session.history
        if added and editor is added.editor and history.stack.index() == added.step:
            history.drop()
            self._tree.select([added.before], added.column)

    # --- adding -------------------------------------------------------------------------------------------------------

    def add_indicator(self) -> None:
        """A new 三级指标 below the one at hand, its name being edited."""
        at = self._tree.current_id()
        self._run(lambda goal: verbs.with_indicator(self._session.editor, goal, at), edit=True)

    def add_dimension(self) -> None:
        """A new 一级指标: one of the template's that is missing, or a free one."""
        goal = self.goal
        if goal is not None:
            there = {level_name(one.name) for one in goal.dimensions}
            names = [spec.name for spec in self._template.dimension] if self._template else []
            self._offer([name for name in names if level_name(name) not in there], self.new_dimension)

    def add_category(self) -> None:
        """A new 二级指标 in the 一级指标 at hand: one of the template's that is missing, or a free one."""
        self._offer(self._missing_categories(), self.new_category)

    def new_dimension(self, name: str) -> None:
        """A 一级指标 of that name; without one it is being edited."""
        at = self._tree.current_id()
        self._run(lambda goal: verbs.with_dimension(self._session.editor, goal, at, name), edit=not name)

    def new_category(self, name: str) -> None:
        """A 二级指标 of that name; without one it is being edited."""
        at = self._tree.current_id()
        self._run(lambda goal: verbs.with_category(self._session.editor, goal, at, name), edit=not name)

    def _missing_categories(self) -> list[str]:
        """The template's names for the 一级指标 at hand that are not there yet."""
        goal, editor = self.goal, self._session.editor
        at = verbs.ancestor(editor, self._tree.current_id(), DIMENSION)
        own = next((one for one in goal.dimensions if one.id == at), goal.dimensions[-1:] or None) if goal else None
        dimension = own[0] if isinstance(own, list) else own
        if dimension is None or self._template is None:
            return []
        there = {level_name(one.name) for one in dimension.categories}
        return [name for name in category_names(self._template, dimension.name) if level_name(name) not in there]

    def _offer(self, names: Sequence[str], take: Callable[[str], None]) -> None:
        """A list of names beside the row at hand; without names it is written at once."""
        self._tree.close_cell()
        if not names:
            take("")
            return
        menu = QMenu(self._tree)
        menu.setObjectName("names")
        menu.setAccessibleName("选择名称")
        menu.triggered.connect(lambda action: take(str(action.data())))
        menu.aboutToHide.connect(menu.deleteLater)
        for name in [*names, ""]:
            action = QAction(plain_words(name) or FREE_NAME, menu)
            action.setData(name)
            menu.addAction(action)
        rect = self._tree.visualRect(self._tree.currentIndex())
        menu.popup(self._tree.viewport().mapToGlobal(rect.bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def fill_frame(self) -> None:
        """All 一级 and 二级指标 of the template that are missing."""
        if self._run(lambda goal: verbs.framed(goal, self._template)):
            self._tree.unfold_all()

    # --- removing and moving ------------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Takes the selected rows out."""
        ids = self._tree.selected_ids()
        self._run(lambda _goal: verbs.removed(self._session.editor, ids))

    def blank(self, verb: str = "清空") -> None:
        """Empties the marked cell."""
        self._tree.close_cell()
        index = self._tree.marked_cell()
        node = self._model.node(index) if index is not None else None
        if index is None or not isinstance(node, Indicator):
            return
        column = self._model.columns[index.column()]
        self._session.drafts.drop(column.path(node.id))
        old = column.text(node)
        if not old:
            return
        try:
            change = column.change(node, "")
        except ValueError as problem:
            self._bar.say(str(problem), "warning")
            return
        if self._session.apply(change):
            self._bar.tell_deed(f"已{verb}“{node.name[:20]}”的{column.head}：{old[:20]}")

    def move_up(self) -> None:
        """The selected rows one place up."""
        self._shift(-1)

    def move_down(self) -> None:
        """The selected rows one place down."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        ids = self._tree.selected_ids()
        self._run(lambda goal: verbs.shifted(self._session.editor, goal, ids, step))

    # --- clipboard ----------------------------------------------------------------------------------------------------

    def copy(self) -> bool:
        """The marked cell's text, or the selected rows: for this program, as text and as a table."""
        self._tree.close_cell()
        cell = self._tree.marked_cell()
        if cell is not None:
            QGuiApplication.clipboard().setMimeData(block_mime([[str(cell.data(Qt.ItemDataRole.EditRole) or "")]]))
            return True
        ids = verbs.tops(self._session.editor, self._tree.selected_ids())
        if not ids:
            self._bar.say("请先选中要复制的行", "warning")
            return False
        QGuiApplication.clipboard().setMimeData(transfer.mime_of(self._session, ids, self._model.columns))
        return True

    def cut(self) -> None:
        """Copies what is marked and takes it out: a cell's text, or the selected rows."""
        ids = self._tree.selected_ids()
        if self._tree.marked_cell() is not None:
            self.copy()
            self.blank("剪切")
        elif self.copy():
            self._run(lambda _goal: verbs.removed(self._session.editor, ids, "剪切"))

    def paste(self) -> None:
        """What is on the clipboard: rows of this program, or a table of Excel or WPS."""
        data = QGuiApplication.clipboard().mimeData()
        packet = transfer.packet_in(data)
        at = self._tree.current_id()
        if packet is not None:
            self._run(lambda goal: verbs.brought(self._session.editor, goal, at, packet.parcels))
        else:
            self.paste_text(read_tables(data) or read_text(data))

    def paste_text(self, source: str | Sequence[Table]) -> None:
        """A table of Excel, WPS or Word: as text, or with its merged cells."""
        column = max(0, self._tree.currentIndex().column())
        left: list[str] = []
        from ui.indicators import pasting  # with all that reads tables: an open dossier must not wait for it

        def make(goal: Goal) -> Outcome:
            place = pasting.Place(goal, self._tree.current_id(), column, self._model.columns, self._tree.rows_down())
            found = pasting.pasted(self._session.editor, place, source, self._template)
            left.extend(found.unplaced)
            return found.outcome

        if self._run(make) and left:
            self._tell_left(left)

    def _tell_left(self, texts: list[str]) -> None:
        """What of a pasted table found no place; it can be copied from the message, so that nothing is lost."""
        shown = "、".join(f"“{text[:20]}”" for text in texts[:4]) + ("等" if len(texts) > 4 else "")
        words = f"{len(texts)} 处内容没有地方放：{shown}"
        keep = ("复制这些内容", lambda: QGuiApplication.clipboard().setText("\n".join(texts)))
        self._bar.say(words, "warning", (keep,))

    # --- dropping -----------------------------------------------------------------------------------------------------

    def drop_problem(self, data: QMimeData, parent: str, row: int, move: bool) -> str:
        """Why this cannot be dropped there; empty where it can."""
        if not data.hasFormat(transfer.MIME):
            return "这里只能放指标；表格请复制后粘贴"
        packet = transfer.packet_in(data)
        if packet is None or not packet.parcels:
            return "拖来的内容读不出来"
        try:
            self._dropped(packet, parent, row, move)
        except Refusal as refusal:
            return str(refusal)
        return ""

    def drop(self, data: QMimeData, parent: str, row: int, move: bool) -> None:
        """Rows to another place; from another window they are copied."""
        packet = transfer.packet_in(data)
        if packet is not None:
            self._run(lambda _goal: self._dropped(packet, parent, row, move))

    def _dropped(self, packet: transfer.Packet, parent: str, row: int, move: bool) -> Outcome:
        editor = self._session.editor
        if move and packet.source == transfer.token(self._session):
            return verbs.moved(editor, packet.ids, parent, row)
        return verbs.placed(editor, [parcel.node for parcel in packet.parcels], parent, row)

    # --- weights ------------------------------------------------------------------------------------------------------

    def balance(self) -> None:
        """Spreads what is missing over the selected indicators, over all where one row at most is selected."""
        goal, form, template = self.goal, self._form, self._template
        if goal is None or form is None or template is None or template.weights.total is None:
            self._bar.say("本版式不用填权重", "info")
            return
        chosen = self._chosen_indicators()
        remark = f"已平衡选中的 {len(chosen)} 个指标的权重" if chosen else "已平衡全部指标的权重"

        listed: list[str] = []

        def make(shown: Goal) -> Outcome:
            change = balance(self._session.dossier, form, template, shown, chosen)
            if change is None:
                raise Refusal(_why_unbalanced(shown, bool(chosen)))
            if not change.changes:
                raise Refusal("权重合计已经正好，不用调整")
            listed.extend(values_listed(change, finder(self._session.dossier)))
            return Outcome(change, tuple(self._tree.selected_ids()))

        if self._run(make):
            self._report(f"{remark}，改了 {len(listed)} 个", listed)

    def _report(self, words: str, lines: Sequence[str]) -> None:
        """What was done to each; where they are many, the rest in a list."""
        rest = f"；还有 {len(lines) - _LISTED} 个" if len(lines) > _LISTED else ""
        open_list = ("列出全部", lambda: Listing(words, lines, self._tree.window()).show())
        self._bar.report(f"{words}：{'；'.join(lines[:_LISTED])}{rest}", [open_list] if rest else [])

    def _chosen_indicators(self) -> set[str]:
        """The indicators of the selected rows, where more than one row or a whole level is selected."""
        ids = verbs.tops(self._session.editor, self._tree.selected_ids())
        if len(ids) < 2:
            return set()
        model = self._model
        nodes = [node for one in ids if (node := model.node(model.index_of(one))) is not None]
        return {indicator.id for node in nodes for indicator in indicators_under(node) if not indicator.blank}

    # --- the other goal -----------------------------------------------------------------------------------------------

    def copy_to_other(self) -> None:
        """The indicators of an annual goal to a long-term one, or back; asks first where there are some already."""
        goal, form = self.goal, self._form
        if goal is None or form is None:
            return
        if not any(not one.blank for one in goal.indicators()):
            self._bar.say("这个目标还没有可以复制的指标", "warning")
            return
        other = "long_term" if goal.period == "annual" else "annual"
        targets = form.goals_of(other)
        if not targets:
            self._bar.say(f"这张表里没有{PERIOD_WORDS[other]}，请先添加", "warning")
            return
        target = targets[min(form.goals_of(goal.period).index(goal), len(targets) - 1)]
        if not any(not one.blank for one in target.indicators()):
            self._copy_goal(goal.id, target.id, replace=True)
            return
        words = f"“{_goal_word(target)}”已有 {sum(not one.blank for one in target.indicators())} 个指标，要怎样放进去？"
        ids = goal.id, target.id
        self._bar.say(
            words,
            "warning",
            (
                ("追加在后面", lambda: self._copy_goal(*ids, replace=False)),
                ("替换原有指标", lambda: self._copy_goal(*ids, replace=True)),
                ("取消", lambda: None),
            ),
        )

    def _copy_goal(self, source: str, target: str, *, replace: bool) -> None:
        goals = {goal.id: goal for goal in (self._form.goals if self._form else ())}
        if source not in goals or target not in goals:
            return
        copies = [duplicate(dimension) for dimension in goals[source].dimensions]
        changes: list[Change] = [Remove(one.id) for one in goals[target].dimensions] if replace else []
        if replace:
            changes += [Insert(target, LISTS[0], place, one) for place, one in enumerate(copies)]
        else:
            changes += verbs.merge(goals[target], copies)[0]
        count = sum(1 for _ in goals[source].indicators())
        word = f"复制指标到{PERIOD_WORDS[goals[target].period]}"
        if self._session.apply(Batch(tuple(changes), word)):
            self._bar.tell_deed(f"已把 {count} 个三级指标复制到“{_goal_word(goals[target])}”")


def _goal_word(goal: Goal) -> str:
    return goal.label or PERIOD_WORDS[goal.period]


def _why_unbalanced(goal: Goal, some: bool) -> str:
    if not any(isinstance(one, Indicator) and not one.blank for one in goal.indicators()):
        return "还没有指标，没有权重可以平衡"
    if some:
        return "只调选中的指标凑不够合计，请多选几个，或不选中多行来平衡全部"
    return "权重平衡不了：指标太多，或版式对各级的规定互相抵触，请先手工调整"
