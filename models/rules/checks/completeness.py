"""C 完整性: nothing the form asks for is blank, left over from the template, or cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from models.fields import LISTS, PROSE
from models.forms import AnyForm, DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.paths import read
from models.python import regex
from models.rules import examples as ex
from models.rules.cost_money import is_cost_level
from models.rules.finding import Remark, Severity
from models.rules.money import written
from models.rules.registry import also, rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.kinds import level_name
from models.rules.wording.texts import any_suspicious, cut_off, doubled, placeholder, suspicious, unpaired
from models.templates.block import INDICATOR_TABLES, Block, blocks_of
from models.templates.template import FormTemplate
from models.values import Part

SIGNATURE = ("filler", "phone", "head", "date")
"""Fields of the signature line: C009 looks at them."""
COLUMNS = ("basis", "description", "scoring", "evidence", "classification")
"""Columns of the indicator table that are text of their own."""
_ROW_TEXTS = ("name", "target.text", *COLUMNS, "remark")
_row_texts = attrgetter(*_ROW_TEXTS)
_other_texts = attrgetter(*COLUMNS, "remark")
_column_texts = attrgetter(*COLUMNS)
_ELSEWHERE = frozenset({"goal.statement", "indicator.name", "indicator.target", "long_term_until", *SIGNATURE})
"""Required fields that have a rule of their own."""
_FORM_TEXTS = (
    "name",
    "supervising_unit",
    "executing_unit",
    "duties",
    "annual_work",
    "purpose",
    "basis",
    "plan",
    "last_evaluation",
    "budget_change",
    "period",
    "category",
)
_HEAD_TEXTS = ("code", "leader", "filler", "phone", "head")
_ONLY_MARKS = regex(r"^\s*(?:[XxＸｘ×*＊?？]+|[/／\\—－-]+|无|暂无|略|空|没有|某某?)\s*$")
_TOLD_ELSEWHERE = regex(
    r"^\s*(?:无|暂无|略|从略|空|[/／\\—－-]+|(?:详|参)?见(?:附件|附表|方案|文件|后附?)[^，。]{0,6})\s*[。.]?\s*$"
)
_MUST_TELL = ("duties", "annual_work", "purpose", "plan")
_LONG_TEXTS = [name for name in {**DepartmentForm.model_fields, **ProjectForm.model_fields} if name in PROSE]


def _blank(value: Any) -> bool:
    return value is None or not str(value).strip()


def _blank_required(view: FormView, scope: str, part: Part) -> Iterator[str]:
    """The fields of that scope which the template requires and which are blank in ``part``."""
    for path, field, asked in view.asked(scope):
        if asked.required and path not in _ELSEWHERE and _blank(read(part, field)):
            yield field


@rule(
    "C001",
    title="必填栏目空白",
    severity="error",
    why="本版式规定必须填写的栏目空着，财政部门会退回补填。",
    basis="财预〔2015〕88号：绩效目标审核包括完整性审核；哪些栏目必填由各地版式规定",
    good=ex.project(leader="张三"),
    bad=ex.project(leader=""),
)
def required_field(view: FormView) -> Iterator[Remark]:
    """A field of the form that its template requires is blank."""
    blank = dict.fromkeys(_blank_required(view, "form", view.form))
    if view.project is not None and _blank(view.form.name):
        blank["name"] = None  # every layout prints 项目名称, whether it says so or not
    for field in blank:
        if field != "unit_name" or not view.unit_name:
            yield Remark(f"{view.form.id}.{field}", "本版式规定必填，现在空白；请填写")


@also("C001")
def required_goal_field(view: GoalView) -> Iterator[Remark]:
    """A field of a goal that the template requires is blank."""
    for field in _blank_required(view.form, "goal", view.goal):
        yield Remark(view.at(field), "本版式规定必填，现在空白；请填写")


@also("C001", when="asked")
def required_column(row: Row) -> Iterator[Remark]:
    """A column that the template requires of every indicator is blank."""
    if row.name:
        for field in _blank_required(row.form, "indicator", row.indicator):
            yield Remark(row.at(field), "本版式规定每个指标都要填，现在空白；请填写")


@rule(
    "C002",
    title="绩效目标没有目标说明",
    severity="error",
    why="指标是用来衡量目标的，没有目标说明，指标就没有衡量的对象；一年内做完的项目可以不写长期（实施期）目标。",
    basis="财预〔2015〕88号：绩效目标审核首先看绩效目标是否明确、清晰、完整",
    good=ex.goal(statement="全年举办业务培训，提高办事人员业务水平。"),
    bad=ex.goal(statement=""),
)
def statement_missing(view: GoalView) -> Iterator[Remark]:
    """A goal with indicators whose statement says nothing (or a goal the template prints, with nothing in it)."""
    form = view.form
    printed = any(form.prints(f"{scope}.statement") for scope in ("goal", "long_goal", "annual_goal"))
    unsaid = not (_SAYS.search(view.goal.statement) or _SAYS.search(view.goal.summary))
    if printed and unsaid and not _needless(view):
        yield Remark(view.at("statement"), "没有目标说明；请写明本目标要做什么、达到什么效果")


_SAYS = regex(r"\w")


def _needless(view: GoalView) -> bool:
    """The longer term of a project that is over with the year, of which nothing is told."""
    return view.goal.period == "long_term" and view.form.within_the_year and not any(row.name for row in view.rows)


@rule(
    "C003",
    title="指标没有指标值",
    severity="error",
    why="没有指标值，年底无法判断指标是否完成。",
    basis="财预〔2015〕88号：绩效目标应尽量定量表述，不能以量化形式表述的可以定性表述，但应具有可衡量性",
    good=ex.row("举办培训场次", "≥12场"),
    bad=ex.row("举办培训场次", ""),
    when="blank",
)
def target_missing(row: Row) -> Iterator[Remark]:
    """A named indicator without a target."""
    if row.name and _prints_target(row.form.template):
        yield Remark(row.at("target"), f"“{row.name}”没有指标值；请填写符号、数值和度量单位，或可以判断的定性表述")


def _prints_target(template: FormTemplate | None) -> bool:
    return template is None or any(path.startswith("indicator.target") for path in template.printed)


@rule(
    "C004",
    title="缺少必设的一级或二级指标",
    severity="error",
    why="本版式要求的一级、二级指标没有设，或者下面没有三级指标，指标体系不完整。",
    basis="财预〔2015〕88号：绩效指标包括产出指标、效益指标和满意度指标等；必设哪些由各地版式规定",
    good=ex.good_form(),
    bad=ex.built("没有满意度指标", lambda: ex.good_dossier(_without_last_dimension())),
)
def level_missing(view: FormView) -> Iterator[Remark]:
    """A required 一级 or 二级指标 is not there, or holds no indicator, in any goal of a period."""
    if view.template is None or not view.fits_taxonomy:
        return
    for period in ("annual", "long_term"):
        goals = [
            goal for goal in view.form.goals_of(period) if any(not indicator.blank for indicator in goal.indicators())
        ]
        if goals:
            severity: Severity = "error" if period == "annual" else "warning"
            for name in _missing_levels(view.template, goals):
                message = f"本版式要求设“{name}”，现在没有，或下面没有三级指标；请补上"
                yield Remark(f"{goals[0].id}.dimensions", message, severity=severity)
            if period == "annual" and (level := _cost_missing(view, goals)):
                money = f"{written(view.form.amount or Decimal(0))} {view.template.money_unit}"
                message = f"项目有预算 {money}，却没有“{level}”；请设成本指标，写明各项支出控制在多少"
                yield Remark(f"{goals[0].id}.dimensions", message, severity="warning")


def _cost_missing(view: FormView, goals: list[Goal]) -> str:
    """The 成本指标 that the layout has and a project with money has not; nothing where it has one."""
    if view.project is None or not view.form.amount or view.template is None:
        return ""
    levels = [(spec.name, sub.name) for spec in view.template.dimension for sub in spec.categories]
    level = next((above if "成本" in above else below for above, below in levels if is_cost_level(above, below)), "")
    levels_set = ((above, below) for goal in goals for above in goal.dimensions for below in above.categories)
    for above, below in levels_set:
        if is_cost_level(above.name, below.name) and not all(indicator.blank for indicator in below.indicators):
            return ""
    told = any(level_name(name) == "成本" for name in _missing_levels(view.template, goals))
    return "" if told else level


def _missing_levels(template: FormTemplate, goals: list[Goal]) -> Iterator[str]:
    filled = {
        (level_name(dimension.name), level_name(category.name))
        for goal in goals
        for dimension in goal.dimensions
        for category in dimension.categories
        if not all(indicator.blank for indicator in category.indicators)
    }
    for spec in template.dimension:
        names = {level_name(name) for name in (spec.name, *spec.aliases)}
        below = {category for dimension, category in filled if dimension in names}
        if spec.required and not below:
            yield spec.name
        else:
            yield from (
                sub.name for sub in spec.categories if sub.required and below and level_name(sub.name) not in below
            )


def _without_indicators() -> ProjectForm:
    form = ex.good_project()
    form.goals[0].dimensions = []
    return form


def _without_last_dimension() -> ProjectForm:
    form = ex.good_project()
    last = form.goals[0].dimensions.pop()
    form.goals[0].dimensions[0].categories[0].indicators[0].weight = last.categories[0].indicators[0].weight
    return form


@rule(
    "C005",
    title="绩效目标没有指标",
    severity="error",
    why="绩效目标要细化为绩效指标，没有指标就无法监控和评价。",
    basis="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    good=ex.good_form(),
    bad=ex.built("年度目标1 写了目标说明，没有任何指标", lambda: ex.good_dossier(_without_indicators())),
)
def indicators_missing(view: GoalView) -> Iterator[Remark]:
    """A goal for which the template prints an indicator table, with no indicator in it."""
    template = view.form.template
    if template is None or any(not indicator.blank for indicator in view.goal.indicators()) or _needless(view):
        return
    if _expects_indicators(template.block, view.goal.period, view.number):
        yield Remark(view.at("dimensions"), "这个目标下面没有绩效指标；请至少设产出和效益指标")


def _expects_indicators(blocks: tuple[Block, ...], period: str, number: int) -> bool:
    """The template prints an indicator table for that goal, the ``number``-th of its period from 0."""
    shown = blocks_of(blocks, period, number + 1, unless=lambda block: block.optional)
    return any(block.kind in INDICATOR_TABLES for block, _ in shown)


@rule(
    "C006",
    title="占位文字未替换",
    severity="warning",
    why="版式或上一年留下的占位文字（**、XX、（截止 年）、该指标值数据合理）没有换成本单位的内容。",
    basis="填报实务：审核人见到占位文字即退回",
    good=ex.department(long_term_until="2028"),
    bad=ex.goal(statement="全年举办培训**场，提高业务水平。"),
)
def placeholder_in_form(view: FormView) -> Iterator[Remark]:
    """A placeholder in a text of the form, or the blank year of 长期目标（截止 年）."""
    form = view.form
    for field in _FORM_TEXTS:
        if found := placeholder(vars(form).get(field, "")):
            yield Remark(f"{form.id}.{field}", f"留有占位文字“{found}”；请换成实际内容")
    for field in _HEAD_TEXTS:
        if _ONLY_MARKS.match(text := vars(form).get(field, "")):
            yield Remark(f"{form.id}.{field}", f"留有占位文字“{text.strip()}”；请换成实际内容")
    yield from _told_elsewhere(form)
    for node in (node for items in LISTS for node in vars(form).get(items, ())):
        for field, text in vars(node).items():
            if field != "id" and isinstance(text, str) and (found := placeholder(text)):
                yield Remark(f"{node.id}.{field}", f"留有占位文字“{found}”；请换成实际内容")
    for key, text in form.extra.items():
        if found := placeholder(text):
            yield Remark(f"{form.id}.extra.{key}", f"留有占位文字“{found}”；请换成实际内容")
    if _year_left_open(view):
        severity: Severity = "error" if view.field_rule("long_term_until").required else "warning"
        yield Remark(f"{form.id}.long_term_until", "长期目标“（截止 年）”没有填年份；请填写", severity=severity)


def _told_elsewhere(form: AnyForm) -> Iterator[Remark]:
    """A text that must tell something says 略 or 见附件."""
    for field in _MUST_TELL:
        if _TOLD_ELSEWHERE.match(text := vars(form).get(field, "")):
            yield Remark(f"{form.id}.{field}", f"只写了“{text.strip()}”；表是单独公开的，请写明内容")


def _year_left_open(view: FormView) -> bool:
    """The form prints 长期目标（截止 年）, has such a goal, and no year."""
    form = view.department
    asked = form is not None and view.prints("long_term_until") and bool(form.goals_of("long_term"))
    return asked and form is not None and not form.long_term_until.strip()


@also("C006")
def placeholder_in_goal(view: GoalView) -> Iterator[Remark]:
    """A placeholder in a goal's texts."""
    for field in ("label", "statement", "summary"):
        if found := placeholder(getattr(view.goal, field)):
            yield Remark(view.at(field), f"留有占位文字“{found}”；请换成实际内容")


@also("C006")
def placeholder_in_row(row: Row) -> Iterator[Remark]:
    """A placeholder in an indicator's texts."""
    if suspicious(f"{row.name}\n{row.target.text}") or any_suspicious(*_other_texts(row.indicator)):
        for field, text in zip(_ROW_TEXTS, _row_texts(row.indicator), strict=True):
            if found := placeholder(text):
                yield Remark(row.at(field.partition(".")[0]), f"留有占位文字“{found}”；请换成实际内容")


@rule(
    "C007",
    title="文字超长或没有写完",
    severity="warning",
    why="超过版式限定的字数，打印或录入时会被截断；句子写到一半断了，意思不完整。",
    basis="填报实务：审核人通读目标说明，遇到断句退回补全；字数限制由版式规定",
    good=ex.goal(statement="全年举办业务培训，提高办事人员业务水平。"),
    bad=ex.goal(statement="全年举办业务培训，提高办事人员业务水平。对"),
)
def text_cut(view: FormView) -> Iterator[Remark]:
    """A text of the form over its limit, or cut off in mid-sentence."""
    form = view.form
    yield from _over_limit(view, "form", form)
    for field in _LONG_TEXTS:
        if end := cut_off(vars(form).get(field, "")):
            yield Remark(f"{form.id}.{field}", f"没有写完，末尾是“{end}”；请补全")
    if twice := doubled(form.name, name=True):
        yield Remark(f"{form.id}.name", f"名称里“{twice}”写重了；请核对")
    if rest := unpaired(form.name):
        yield Remark(f"{form.id}.name", f"名称里的括号不成对，可能没有写完：“{rest}”；请补全")


@also("C007")
def goal_cut(view: GoalView) -> Iterator[Remark]:
    """A goal's statement or an indicator's text over its limit, or a statement cut off in mid-sentence."""
    yield from _over_limit(view.form, "goal", view.goal)
    for field in ("statement", "summary"):
        if end := cut_off(getattr(view.goal, field)):
            yield Remark(view.at(field), f"目标说明没有写完，末尾是“{end}”；请补全")
        if twice := doubled(getattr(view.goal, field)):
            yield Remark(view.at(field), f"“{twice}”写重了；请删去一个")
    for row in view.rows if view.form.kept(_limits)["indicator"] else ():
        yield from _over_limit(view.form, "indicator", row.indicator)


@also("C007")
def row_cut(row: Row) -> Iterator[Remark]:
    """An indicator's name with a word twice, or with an open bracket."""
    if twice := doubled(row.name, name=True):
        yield Remark(row.at("name"), f"指标名称里“{twice}”写重了；请核对")
    if rest := unpaired(row.name):
        yield Remark(row.at("name"), f"指标名称里的括号不成对，可能没有写完：“{rest}”；请补全")


def _over_limit(view: FormView, scope: str, part: Any) -> Iterator[Remark]:
    for field, limit in view.kept(_limits)[scope]:
        length = len(str(read(part, field) or "").strip())
        if length > limit:
            message = f"有 {length} 字，本版式最多 {limit} 字；请精简"
            yield Remark(f"{part.id}.{field}", message, severity="error")


def _limits(view: FormView) -> dict[str, list[tuple[str, int]]]:
    """The fields with a limit, by scope."""
    scopes = ("form", "goal", "indicator")
    return {scope: [(field, asked.limit) for _, field, asked in view.asked(scope) if asked.limit] for scope in scopes}


@rule(
    "C008",
    title="同一栏别的指标都填了，这里空着",
    severity="warning",
    why="同一个目标下其他指标的这一栏都填了，只有个别空着，多半是漏填。",
    basis="填报实务：审核人逐栏看过去，漏填的一眼可见",
    good=ex.good_form(),
    bad=ex.row("举办培训场次", "≥12场", basis=""),
)
def column_gap(view: GoalView, *, share: int = 75, least: int = 3) -> Iterator[Remark]:
    """A column filled in ``least`` siblings and in ``share`` % of the rows, and blank in this one."""
    rows = [row.indicator for row in view.rows if row.name]
    for column, count in _filled(rows):
        path = f"indicator.{column}"
        required = view.form.field_rule(path).required
        few = count < least or count * 100 < share * len(rows)
        if count == len(rows) or few or required or not _printed(view, column):
            continue
        severity: Severity | None = "info" if column.startswith("history.") else None
        for indicator in rows:
            if not _text_of(indicator, column).strip():
                message = f"其他 {count} 个指标都填了这一栏，这里空着；请补填"
                yield Remark(f"{indicator.id}.{column}", message, severity=severity, cause=message)


def _filled(rows: Sequence[Indicator]) -> Iterator[tuple[str, int]]:
    """How many rows have a text in each column, of those that one has."""
    for column, texts in zip(COLUMNS, zip(*map(_column_texts, rows), strict=True), strict=False):
        if any(texts):
            yield column, sum(map(bool, map(str.strip, texts)))
    years = Counter(year for row in rows for year, text in row.history.items() if text and not text.isspace())
    yield from ((f"history.{year}", count) for year, count in years.items())


def _text_of(indicator: Indicator, column: str) -> str:
    name, _, year = column.partition(".")
    return indicator.history.get(year, "") if year else str(getattr(indicator, name))


def _printed(view: GoalView, column: str) -> bool:
    return view.form.template is None or column.startswith("history.") or view.form.prints(f"indicator.{column}")


@rule(
    "C009",
    title="落款没有填齐",
    severity="info",
    why="填报人、联系电话、负责人、日期空着，报送时要补填或手签。",
    basis="填报实务：纸质表报送前要填齐落款；可以打印后手签，所以只作提示",
    good=ex.project(filler="王五", phone="0000-0000000", date="2026年1月10日"),
    bad=ex.project(filler="王五", phone="", date=""),
)
def signature_gap(view: FormView) -> Iterator[Remark]:
    """A blank in the signature line that the template prints."""
    for field in SIGNATURE:
        if view.prints(field) and not getattr(view.form, field).strip():
            required = view.field_rule(field).required
            message = "本版式规定必填，现在空白；请填写" if required else "落款还空着；报送前请填写或手签"
            yield Remark(f"{view.form.id}.{field}", message, severity="error" if required else None, cause=message)
