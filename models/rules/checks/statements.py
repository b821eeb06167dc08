"""X 一致, what statements promise against the indicators under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.forms import ProjectForm
from models.goals import Goal
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark
from models.rules.registry import rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.kinds import is_lowering, may_exceed_hundred, plain_name
from models.rules.wording.quantities import Quantity, likeness, quantities, scaled, stem
from models.target import Target

_YEAR = re.compile(r"(20\d\d)年")
_PARTED = re.compile(r"[、和及与]|以及")
_VERBS = re.compile(
    r"实现|确保|保证|力争|争取|努力|促使|使|完成|达到|保持|提高|提升|全年|年度|本年|当年|其中|并|且|做到|全[省市区县镇乡局]"
)
_DIGIT = re.compile(r"\d")
_SURE = 1.0
_CLEAR = 0.85
_ROUGH = 0.7
_SAME_THING = 0.5
_MARGIN = 0.15
_NEAR_COPY = 88
_MOST_TOLD = 3
_MARKS = "。，；、,.; "
_SHORTEST_NAME = 3
_NO_PROMISE = re.compile(
    r"^(?:方面|坚决|维护|确保|不发生|必须|百分|月|小时|工作日|重点|阶段|层面|领域|维度|环节|一批|方向|步骤|严禁|到位|中心|机构|单位|部门|科室)"
)
_COUNTED = frozenset(
    {"人", "场", "次", "件", "份", "篇", "户", "家", "期", "批", "人次", "台", "套", "辆", "种", "项", "亩", "平方米"}
    | {"公里", "册", "条", "所", "座", "处", "个", "班", "课时"}
)
_DUTY = re.compile(r"编制|下设|内设|现有|共有|在职|退休|离休|成立|设有|辖|总面积|总人口|常住")


def _comparable(rows: Sequence[Row], units: set[str]) -> list[tuple[Row, str, Decimal, str]]:
    """Rows that are measured in one of the units: (row, stem of the name, number, unit)."""
    found = []
    for row in rows:
        if row.number is not None and row.name:
            number, unit = scaled(row.number, row.unit)
            if unit in units:
                found.append((row, stem(row.name), number, unit))
    return found


@rule(
    "X001",
    title="目标说明与指标值矛盾",
    severity="error",
    why="目标说明里写的数与同一目标的指标值不一样，不知道以哪个为准。",
    basis="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    good=ex.goal(statement="全年举办培训12场，培训考核合格率达到95%。"),
    bad=ex.goal(statement="全年举办培训，培训考核合格率达到90%。"),
)
def statement_against_indicator(view: GoalView) -> Iterator[Remark]:
    """A number in the goal's statement is not that of the indicator it names."""
    for field in ("statement", "summary"):
        text = getattr(view.goal, field)
        found = [one for one in quantities(text) if one.words and _of_this_year(one, view.form.year)] if text else []
        if found:
            yield from _contradictions(view, field, found)


def _of_this_year(one: Quantity, year: int) -> bool:
    """No other year is named right where the number stands."""
    named = _YEAR.findall(one.before)
    return not named or str(year) in named


def _contradictions(view: GoalView, field: str, found: list[Quantity]) -> Iterator[Remark]:
    rows = _comparable(view.rows, {one.unit for one in found})
    told: set[str] = set()
    for quantity in found:
        same = [
            (likeness(name, quantity.words), row, number) for row, name, number, unit in rows if unit == quantity.unit
        ]
        if any(score >= _SAME_THING and number == quantity.number for score, _, number in same):
            continue
        best = sorted(
            (entry for entry in same if len(stem(entry[1].name)) >= _SHORTEST_NAME), key=lambda entry: -entry[0]
        )
        if not best or not _convincing(best, quantity) or _said_right(found, best[0]) or best[0][1].name in told:
            continue
        score, row, _ = best[0]
        told.add(row.name)
        sure = score == _SURE and _by_itself(stem(row.name), quantity.words)
        phrase = (
            f"{quantity.before[-16:]}……{quantity.text}" if quantity.before else f"{quantity.text}{quantity.after[:12]}"
        )
        message = f"写“{phrase}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
        yield Remark(view.at(field), message, None, None if sure else "warning")


def _by_itself(name: str, words: str) -> bool:
    """Nothing but verbs stands before the name, so that it is not the end of another one (重点项目验收合格率)."""
    before = _PARTED.split(words[: words.rfind(name)])[-1]
    return len(name) > _SHORTEST_NAME + 1 and not _VERBS.sub("", before)


def _convincing(best: list[tuple[float, Row, Decimal]], quantity: Quantity) -> bool:
    """The name is surely the one meant, and no other comes near it."""
    score, row, _ = best[0]
    if quantity.delta and not (is_lowering(row.name) or may_exceed_hundred(row.name)):
        return False
    second = next((other for other, one, _ in best[1:] if one.name != row.name), 0.0)
    length = len(stem(row.name))
    if score >= _CLEAR:
        return score - second >= (0.01 if score == _SURE else _MARGIN)
    return quantity.unit != "%" and length >= 8 and score >= _ROUGH and score - second >= _MARGIN


def _said_right(found: list[Quantity], best: tuple[float, Row, Decimal]) -> bool:
    """Elsewhere the statement gives the indicator its right number: this one is a baseline, a step, another year."""
    _, row, number = best
    return any(one.number == number and likeness(stem(row.name), one.words) >= _ROUGH for one in found)


def _copied(statement: str) -> Goal:
    first = ex.good_project().goals[0]
    return first.model_copy(
        deep=True, update={"id": "long", "period": "long_term", "statement": statement, "dimensions": []}
    )


@rule(
    "X008",
    title="目标说明里的数量没有指标",
    severity="info",
    why="目标说明承诺了数量，却没有指标去衡量它。",
    basis="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    good=ex.goal(statement="全年举办培训12场。"),
    bad=ex.goal(statement="全年举办培训12场，编印宣传手册3000册。"),
)
def promise_without_indicator(view: GoalView) -> Iterator[Remark]:
    """A quantity of the statement that no indicator of the goal has, neither by its number nor by its name."""
    text = view.goal.statement
    promised = [one for one in quantities(text) if _promised(one)] if _DIGIT.search(text) else []
    rows = [row for row in view.rows if row.name] if promised else []
    if not rows:
        return
    numbers = {scaled(row.number, row.unit)[0] for row in rows if row.number is not None}
    loose = [one for one in promised if one.number not in numbers and not any(_names_it(row, one) for row in rows)]
    if loose:
        phrases = "、".join(f"“{one.before[-10:]}{one.text}{one.after[:8]}”" for one in loose[:_MOST_TOLD])
        more = f"等 {len(loose)} 处" if len(loose) > _MOST_TOLD else ""
        yield Remark(view.at("statement"), f"{phrases}{more}没有相应的指标；能衡量的，请设指标")


def _promised(one: Quantity) -> bool:
    """A number of things to be done, not a share, a step, a duty or a figure of speech."""
    counted = one.unit in _COUNTED and not one.spelled and not one.delta
    return counted and not _NO_PROMISE.search(one.after) and not _DUTY.search(one.before + one.after)


def _names_it(row: Row, one: Quantity) -> bool:
    return likeness(stem(row.name), one.before + one.after) >= _SAME_THING


@rule(
    "X009",
    title="同一目标的两处说明不同",
    severity="warning",
    why="总目标栏和分目标栏印的是同一段目标说明，两处文字不同，是改了一处忘了另一处。",
    basis="填报实务：同一目标在表中两处文字一致",
    good=ex.goal(statement="全年举办业务培训，提高办事人员业务水平。"),
    bad=ex.goal(
        statement="全年举办业务培训，提高办事人员业务水平，满足办事需要。",
        summary="全年举办业务培训，提高办事人员业务能力，满足办事需要。",
    ),
)
def two_statements(view: GoalView) -> Iterator[Remark]:
    """The statement is printed twice with a slip between the two. A summary in words of its own is left alone."""
    one, other = plain_name(view.goal.summary), plain_name(view.goal.statement)
    if one and other and one != other and fuzz.ratio(one, other) >= _NEAR_COPY:
        first, second = _difference(_joined(view.goal.summary), _joined(view.goal.statement))
        message = f"总目标栏写“{first}”，本目标写“{second}”；请统一两处的目标说明"
        yield Remark(view.at("summary"), message, fixes.set_value(view.at("summary"), ""))


def _joined(text: str) -> str:
    return "".join(text.split())


def _difference(one: str, other: str) -> tuple[str, str]:
    """The first place where two texts differ, with a few words around it."""
    edits = [edit for edit in Levenshtein.opcodes(one, other) if edit.tag != "equal"]
    told = (
        edit
        for edit in edits
        if (one[edit.src_start : edit.src_end] + other[edit.dest_start : edit.dest_end]).strip(_MARKS)
    )
    edit = next(told, edits[0])
    first = one[max(0, edit.src_start - 6) : edit.src_end + 4]
    return first, other[max(0, edit.dest_start - 6) : edit.dest_end + 4]


@rule(
    "X004",
    title="长期目标不如年度目标",
    severity="warning",
    why="长期目标是几年要达到的水平，不应低于当年的；说明照抄年度目标，看不出长期要达到什么。",
    basis="财预〔2015〕88号：绩效目标按时效性分为中长期绩效目标和年度绩效目标",
    good=ex.built(
        "长期目标另有说明",
        lambda: ex.good_dossier(_with_long("三年内全面提高办事人员业务水平。")),
    ),
    bad=ex.built(
        "长期目标的说明与年度目标一字不差",
        lambda: ex.good_dossier(_with_long("全年举办业务培训，提高办事人员业务水平。")),
    ),
)
def long_term_weaker(view: FormView) -> Iterator[Remark]:
    """A long-term target weaker than the annual one of the same name, or a long-term statement copied (info)."""
    yearly = {plain_name(goal.statement) for goal in view.form.goals_of("annual") if len(goal.statement) > 10}
    for goal in view.form.goals_of("long_term"):
        if plain_name(goal.statement) in yearly:
            message = "目标说明与年度目标一字不差；请写明到期末要达到什么"
            yield Remark(f"{goal.id}.statement", message, None, "info")
    longs = view.form.goals_of("long_term")
    if longs:
        rows = [one for goal in view.form.goals_of("annual") for one in goal.indicators() if one.name]
        annual = {plain_name(one.name): one for one in rows}
        for one in (one for goal in longs for one in goal.indicators() if one.name):
            same = annual.get(plain_name(one.name))
            if same is not None and _weaker(one.target, same.target):
                message = f"长期为“{one.target}”，年度为“{same.target}”，长期反而低；请核对"
                yield Remark(f"{one.id}.target", message)


def _weaker(long: Target, annual: Target) -> bool:
    """More is better and the long-term number is less. Where less is better, only rates compare: money adds up."""
    if long.number is None or annual.number is None or long.unit != annual.unit:
        return False
    if long.comparison != annual.comparison:
        return False
    if long.comparison in ("≥", ">"):
        return long.number < annual.number
    return long.comparison in ("≤", "<") and long.unit in ("%", "％") and long.number > annual.number


def _with_long(statement: str) -> ProjectForm:
    form = ex.good_project()
    form.goals = [_copied(statement), *form.goals]
    return form
