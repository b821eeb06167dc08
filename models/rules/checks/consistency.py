"""X 一致, across forms: names, units, targets, codes, the unit and the year are the same wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from models.dossier import Dossier
from models.forms import ProjectLine
from models.python import regex, remembered
from models.rules import fixes
from models.rules.examples import built, category_of, good_department, good_dossier, good_project
from models.rules.finding import Remark, Severity
from models.rules.listed_projects import matches, project_facts, settled_name
from models.rules.registry import rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.rules.wording.kinds import (
    is_cost,
    is_harm,
    is_lowering,
    is_money_unit,
    is_percent,
    is_satisfaction,
    plain_name,
)
from models.rules.wording.quantities import same_unit, scaled
from models.rules.wording.similar import key_of, slip, slips
from models.target import Target

_LONG_NAME = 6
"""A shorter name (培训人数, 完成率) may mean something else in every project."""
_GENERIC = regex(
    r"^(?:各项|项目|任务|工作|计划)?(?:任务|工作)?(?:完成|验收|执行|支付|资金)(?:支付|拨付|使用|到位)?"
    r"(?:合格|及时|完成|执行)?(?:率|性|时间|情况)$"
)
_COMPANY = regex(r"本级|机关|^中共|委员会$|[（(][^（(）)]{0,60}[）)]")

_DIGITS = regex(r"[0-9]+")


# --- Indicators that several goals or forms have ----------------------------------------------------------------------


def _plain(row: Row) -> tuple[Decimal, str]:
    """The number and the unit as they compare: 13.5万人次 is 135000 人次."""
    number, unit = row.number or Decimal(0), row.unit
    return scaled(number, unit) if unit[:1] in "万亿" else (number, same_unit(unit))


@dataclass(frozen=True, slots=True)
class Spot:
    """One quantitative indicator, and the form and period it stands in."""

    view: FormView
    goal_id: str
    period: str
    row: Row
    unit: str

    @property
    def number(self) -> Decimal:
        """Its number (a spot has one)."""
        return _plain(self.row)[0]

    @property
    def where(self) -> str:
        """The path of its target."""
        return self.row.at("target")

    @property
    def form_name(self) -> str:
        """What its form is called in a message."""
        template = self.view.template
        return self.view.form.name or (template.name if template else "")

    @property
    def rate(self) -> bool:
        """Measured in per cent."""
        return is_percent(self.unit)


@dataclass(slots=True)
class Facts:
    """The named indicators of a form: by (period, name) the first number and unit, by name the first unit and place,
    by the sum of its characters each name.

    ``clashes`` and the like are the keys of which the form itself has two values.
    """

    view: FormView
    numbers: dict[tuple[str, str], tuple[Decimal, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    sums: dict[int, list[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[GoalView, Row]]] = field(default_factory=dict)
    clashes: set[tuple[str, str]] = field(default_factory=set)
    unit_clashes: set[str] = field(default_factory=set)
    sum_clashes: set[int] = field(default_factory=set)


def indicator_key(name: str) -> str:
    """A name as it compares between forms."""
    key = plain_name(name)
    return key[:-1] if key.endswith("占比率") else key


@remembered
def _letters(key: str) -> str:
    """The same for names whose characters only stand in another order; 第12片区 and 第21片区 are two places."""
    if key.isalpha():
        return "".join(sorted(key))
    return "".join(sorted(_DIGITS.sub("", key))) + "".join(_DIGITS.findall(key))


def indicator_facts(view: FormView) -> Facts:
    """What of a form's indicators is compared with other forms."""
    facts = Facts(view)
    for goal in view.goals:
        for row in goal.rows:
            if row.name:
                _take(facts, goal, row)
    return facts


def _all_facts(view: DossierView) -> list[Facts]:
    return [one for _, one in view.facts(indicator_facts)]


def _take(facts: Facts, goal: GoalView, row: Row) -> None:
    key = indicator_key(row.name)
    known = facts.rows.get(key)
    if known is None:
        facts.rows[key] = [(goal, row)]
        total = sum(map(ord, key))  # alike for the same characters in any order, and quickly made
        alike = facts.sums.setdefault(total, [])
        alike.append(key)
        if len(alike) > 1:
            facts.sum_clashes.add(total)
    else:
        known.append((goal, row))
    if row.number is None or not row.unit:
        return
    value = _plain(row)
    unit = value[1]
    if facts.units.setdefault(key, unit) != unit:
        facts.unit_clashes.add(key)
    if facts.numbers.setdefault((goal.goal.period, key), value) != value:
        facts.clashes.add((goal.goal.period, key))


def _clashing(parts: list[Mapping[Any, Any]]) -> set[Any]:
    """Keys that two of the mappings have with different values."""
    first: dict[Any, Any] = {}
    return {key for part in parts for key, value in part.items() if first.setdefault(key, value) != value}


def _spots(facts: list[Facts], key: str, period: str = "") -> list[Spot]:
    """The quantitative indicators of that name (and period)."""
    return [
        Spot(one.view, goal.goal.id, goal.goal.period, row, _plain(row)[1])
        for one in facts
        for goal, row in one.rows.get(key, ())
        if row.number is not None and row.unit and period in ("", goal.goal.period)
    ]


def _two_forms(first: tuple[str, str], second: tuple[str, str]) -> Callable[[], Dossier]:
    """A department form and a project form with one quantity indicator each: (name, target)."""

    def build() -> Dossier:
        department, project = good_department(), good_project()
        for form, level, (name, target) in (
            (department, ("履职效能", "数量指标"), first),
            (project, ("产出指标", "数量指标"), second),
        ):
            indicator = category_of(form.goals[0], *level).indicators[0]
            indicator.name, indicator.target = name, Target.parse(target)
        return good_dossier(department, project)

    return build


@rule(
    "X003",
    title="同一指标两处指标值不同",
    severity="warning",
    why="同一年度的同一指标，在两张表（或两个目标）里的指标值不一样，不知道以哪个为准。",
    basis="填报实务：部门整体和项目的同名指标口径、数值一致",
    good=built("两张表的“培训考核合格率”都是 ≥95%", _two_forms(("培训考核合格率", "≥95%"), ("培训考核合格率", "≥95%"))),
    bad=built(
        "“培训考核合格率”一处 ≥95%，一处 ≥90%", _two_forms(("培训考核合格率", "≥95%"), ("培训考核合格率", "≥90%"))
    ),
)
def one_indicator_two_targets(view: DossierView) -> Iterator[Remark]:
    """One indicator with different targets in two forms or goals of the same period."""
    facts = view.kept(_all_facts)
    keys = _clashing([one.numbers for one in facts]).union(*(one.clashes for one in facts))
    for period, key in sorted(keys):
        remark = _target_clash(_spots(facts, key, period))
        if remark is not None:
            yield remark


def _target_clash(spots: list[Spot]) -> Remark | None:
    """What is said of spots with one name and period and several numbers: the clearest pair of them."""
    first = next((spot for spot in spots if spot.view.department), spots[0])
    others = [
        spot
        for spot in spots
        if spot.unit == first.unit and spot.number != first.number and spot.goal_id != first.goal_id
    ]
    for other in others:
        severity = _clash_severity(first, other)
        if severity is not None:
            own = "本表" if first.view is other.view else f"“{first.form_name}”"
            told = f"“{other.row.name}”这里是“{other.row.target}”，{own}另一处是“{first.row.target}”"
            return Remark(other.where, f"{told}；请统一，或在名称上区分开", None, severity, (first.where,))
    return None


_MOST_OF_IT = Decimal("0.5")
"""A project that does so much of what the department promises does all of it, and one of the numbers is wrong."""


def _clash_severity(first: Spot, other: Spot) -> Severity | None:
    """A warning where both surely mean one thing: two goals of a form; a rate of the department and its project; a
    quantity of which a project has more than the department, or nearly as much.
    """
    name = indicator_key(first.row.name)
    spent = is_money_unit(first.unit) and first.row.comparison not in ("≥", ">")  # earned is ≥
    if is_cost(name) or spent or _GENERIC.match(name):
        return None
    vague = is_satisfaction(name) or len(name) < _LONG_NAME
    if first.view is other.view:
        return "info" if vague else "warning"
    if vague or not first.view.department:
        return "info" if first.rate else None
    if first.rate:
        return "warning"
    near = first.number * _MOST_OF_IT < other.number and not (is_harm(name) or is_lowering(name))
    return "warning" if near or _digits_swapped(first.number, other.number) else None


def _digits_swapped(one: Decimal, other: Decimal) -> bool:
    """The digits of one in another order: 62 and 26."""
    return one != other and sorted(str(one.normalize())) == sorted(str(other.normalize()))


@rule(
    "X005",
    title="同一指标两种度量单位",
    severity="warning",
    why="同名指标一处按次、一处按批次，没法比较，也没法汇总。",
    basis="填报实务：同名指标的度量单位一致",
    good=built(
        "“重要节点值班完成数”都按次", _two_forms(("重要节点值班完成数", "≥20次"), ("重要节点值班完成数", "≥20次"))
    ),
    bad=built(
        "“重要节点值班完成数”一处次、一处批次",
        _two_forms(("重要节点值班完成数", "≥20次"), ("重要节点值班完成数", "≥20批次")),
    ),
)
def one_name_two_units(view: DossierView) -> Iterator[Remark]:
    """One indicator's name with two units in the dossier."""
    facts = view.kept(_all_facts)
    keys = _clashing([one.units for one in facts]).union(*(one.unit_clashes for one in facts))
    for key in sorted(keys):
        spots = _spots(facts, key)
        first = spots[0]
        other = next((spot for spot in spots if spot.unit != first.unit), None)
        if other is None or _GENERIC.match(key) or (is_money_unit(first.unit) and is_money_unit(other.unit)):
            continue  # a total here and a price there are two things
        own = "本表" if first.view is other.view else f"“{first.form_name}”"
        message = (
            f"“{other.row.name}”这里是“{other.row.target}”，{own}另一处是“{first.row.target}”，度量单位不同；请统一"
        )
        severity: Severity | None = "info" if len(key) < _LONG_NAME else None
        yield Remark(other.where, message, None, severity, (first.where,))


# --- Names that differ by a slip --------------------------------------------------------------------------------------


def _named(listed: str, own: str) -> Callable[[], Dossier]:
    def build() -> Dossier:
        line = ProjectLine(id="line-1", name=listed, amount=Decimal(20))
        return good_dossier(good_department(projects=[line]), good_project(name=own))

    return build


@rule(
    "X002",
    title="名称有一处笔误",
    severity="warning",
    why="同一个项目（或指标）两处名称只差一两个字，汇总时会当成两个。",
    basis="填报实务：同一项目、同一指标全套表名称一致",
    good=built("两处都是“临时人员培训经费”", _named("临时人员培训经费", "临时人员培训经费")),
    bad=built("“临时人员培训经费”和“临时培训人员经费”", _named("临时人员培训经费", "临时培训人员经费")),
)
def name_slips(view: DossierView) -> Iterator[Remark]:
    """Two names of one project that differ by a slip; indicators with the same characters in another order."""
    yield from _project_slips(view)
    facts = view.kept(_all_facts)
    sums = _clashing([one.sums for one in facts]).union(*(one.sum_clashes for one in facts))
    yield from _moved_letters(facts, sums)
    yield from _near_names(view, facts)


def _project_slips(view: DossierView) -> Iterator[Remark]:
    facts = project_facts(view)
    told = set()
    for match in matches(view):
        if match.near:
            right = settled_name(view, match.line.name, match.fact.name)
            listed = right == match.fact.name
            wrong = match.line.name if listed else match.fact.name
            where = f"{match.line.id}.name" if listed else f"{match.fact.form_id}.name"
            told.add(match.fact.form_id)
            right_at = f"{match.fact.form_id}.name" if listed else f"{match.line.id}.name"
            yield _slip(where, wrong, right, "项目表" if listed else "部门表和单位预算", right_at)
    budgeted = [project.name for project in view.dossier.budget.projects if project.name]
    known = {key_of(name) for name in budgeted}
    own = [fact for fact in facts if fact.form_id not in told and key_of(fact.name) not in known]
    taken = {key_of(fact.name) for fact in facts}
    free = [name for name in budgeted if key_of(name) not in taken]
    for one, other in slips([fact.name for fact in own], free):
        yield _slip(f"{own[one].form_id}.name", own[one].name, free[other], "单位预算")


def _slip(where: str, wrong: str, right: str, source: str, *places: str) -> Remark:
    message = f"这里写“{wrong}”，{source}写“{right}”，像是同一个项目；请统一名称"
    return Remark(where, message, fixes.set_value(where, right), places=places)


def _moved_letters(facts: list[Facts], sums: set[int]) -> Iterator[Remark]:
    """Names with the same characters in another order; ``sums`` of characters that several names have. One pass."""
    groups: dict[str, dict[str, str]] = {}
    for one in facts if sums else ():
        for total in sums.intersection(one.sums):
            for key in one.sums[total]:
                groups.setdefault(_letters(key), {}).setdefault(key, one.rows[key][0][1].at("name"))
    for _, names in sorted(groups.items()):
        first, *others = names
        for other in others:
            if len(other) >= _LONG_NAME:
                message = f"“{other}”和另一处的“{first}”只是字序不同；是同一个指标的，请统一名称"
                yield Remark(names[other], message, places=(names[first],))


_MOST_OF_ONE_NUMBER = 40


def _one_off(one: str, other: str) -> bool:
    """A slip, and no other order of the same characters, which is told of all names."""
    same_digits = _DIGITS.findall(one) == _DIGITS.findall(other)
    return same_digits and slip(one, other) and _letters(one) != _letters(other)


def _near_names(view: DossierView, facts: Sequence[Facts]) -> Iterator[Remark]:
    """A project's indicator with the number and unit of one of the department's, and a name one character off."""
    department = view.department
    whole = next((one for one in facts if one.view is department), None)
    own: dict[tuple[Decimal, str], list[str]] = {}
    for (_, key), value in whole.numbers.items() if whole is not None and len(facts) > 1 else ():
        own.setdefault(value, []).append(key)
    for one in facts if own else ():
        told: set[str] = set()
        for (_, key), value in one.numbers.items() if one is not whole else ():
            if whole is None or key in whole.rows or len(key) < _LONG_NAME or key in told:
                continue
            near = next((name for name in own.get(value, ())[:_MOST_OF_ONE_NUMBER] if _one_off(name, key)), None)
            if near is not None:
                told.add(key)
                message = f"这里写“{key}”，部门整体表写“{near}”，数值相同，像是同一个指标；请统一名称"
                where, *again = (row.at("name") for _, row in one.rows[key])
                yield Remark(where, message, places=(whole.rows[near][0][1].at("name"), *again))


# --- Unit and year ----------------------------------------------------------------------------------------------------

_ALIKE_UNITS = 60
_OWN_YEAR = regex(
    r"(?<![\d〔\[（(])(20\d\d)年(?:度)?(?:全年|年内|计划|拟|将|预计|工作目标|目标|1月至12月|1[-—~至]12月|底前|年底前|12月底前"
    r"|新建|建设|建成|改造|完成|开展|举办|组织|购置|采购|实施|培训|发放|安装|修缮|维修|更新|检查|巡查|办理|新增)"
)
_SINCE = regex(r"(?<!\d)(20\d\d)年(?:度|预算)?(?:较|比)(?:上年|去年)")


@rule(
    "X007",
    title="单位名称或年度不一致",
    severity="warning",
    why="表里的单位、年度与套表不同，多半是用去年的或别的单位的表改的，忘了改。",
    basis="填报实务：一套表一个单位一个年度",
    good=built("表中单位“示例市示例局”", lambda: good_dossier(good_project(unit_name="示例市示例局本级"))),
    bad=built(
        "套表单位“示例市示例局”，表中“示例市示范局”", lambda: good_dossier(good_project(unit_name="示例市示范局"))
    ),
)
def other_unit_or_year(view: FormView) -> Iterator[Remark]:
    """The form's unit or year is not the dossier's, or a text speaks of another year as this one."""
    yield from _unit(view)
    yield from _years(view)


def _unit(view: FormView) -> Iterator[Remark]:
    own, whole = _plain_unit(view.form.unit_name), _plain_unit(view.unit.name)
    if not own or not whole or own in whole or whole in own:
        return
    near = fuzz.ratio(own, whole) >= _ALIKE_UNITS
    message = f"本表单位是“{view.form.unit_name}”，套表单位是“{view.unit.name}”；请核对"
    where = f"{view.form.id}.unit_name"
    change = fixes.set_value(where, view.unit.name) if near else None
    yield Remark(where, message, change, None if near else "info")


def _plain_unit(name: str) -> str:
    return _COMPANY.sub("", plain_name(name))


def _years(view: FormView) -> Iterator[Remark]:
    form, year = view.form, view.year
    named = view.form_year
    if named is not None and named != year:
        where = f"{form.id}.project_year"
        message = f"项目年度是 {named}，套表年度是 {year}；请更正"
        yield Remark(where, message, fixes.set_value(where, str(year)), "error")
    project = view.project
    if project is not None:
        span = [int(found) for found in re.findall(r"(?<!\d)(20\d\d)(?!\d)", project.period)]
        if span and not min(span) <= year <= max(span):
            yield Remark(f"{form.id}.period", f"实施期“{project.period}”不含 {year} 年；请核对")
        yield from _told_year(f"{form.id}.budget_change", _SINCE, project.budget_change, year)
    for goal in form.goals_of("annual"):
        yield from _told_year(f"{goal.id}.statement", _OWN_YEAR, goal.statement, year)


def _told_year(where: str, pattern: re.Pattern[str], text: str, year: int) -> Iterator[Remark]:
    """A text that speaks of another year as the one it is written for, and never of the right one."""
    told = [match for match in pattern.finditer(text) if int(match[1]) != year]
    if told and str(year) not in text:
        yield Remark(where, f"“{told[0][0]}”说的是另一年，本套表是 {year} 年；请核对是否沿用了往年的文字")
