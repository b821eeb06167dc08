"""X 一致, what statements promise against the indicators under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark
from models.rules.promises import (
    Promise,
    broken_by,
    counted_rows,
    measure_of,
    measure_said,
    promises,
    promises_in,
    said_in,
)
from models.rules.registry import rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.directions import is_wanted, less_is_better
from models.rules.wording.kinds import is_cost, is_count_unit, is_money_unit, is_percent, is_satisfaction, plain_name
from models.rules.wording.kinship import core_of, kinship
from models.rules.wording.promised import absolutes
from models.rules.wording.quantities import Quantity, scaled, stem

_YEAR = regex(r"(20\d\d)年")
_PARTED = regex(r"[、和及与]|以及")
_VERBS = regex(
    r"实现|确保|保证|力争|争取|努力|促使|使|完成|达到|保持|提高|提升|全年|年度|本年|当年|其中|并|且|做到"
    r"|全[省市区县镇乡局]"
)
_SURE = 1.0
_NAMED = 0.95
_NAMED_THERE = 0.9
_ANY_DIGIT = regex(r"[\d一二三四五六七八九十]")
_PLAIN_NUMBER = regex(
    r"[^，。；、\d\n]{0,8}?(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?=及?以[上下内]|左右|[，。；、\s]|$)"
)
_SAME_THING = 0.5
_OPPOSITE = {"≤": frozenset("≥>"), "≥": frozenset("≤<")}
_NEAR_COPY = 88
_MARKS = "。，；、,.; "
_SHORTEST_NAME = 3
_MEASURES = frozenset(
    {"公里", "千米", "米", "平方米", "平方公里", "立方米", "亩", "公顷", "吨", "公斤", "小时", "分钟", "天", "工作日"}
)


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
    """A number in a goal's statement is not that of the indicator it names; all or none is promised, not asked."""
    for field in ("statement", "summary"):
        text = getattr(view.goal, field)
        if text:
            yield from _contradictions(view, field, text)


def _contradictions(view: GoalView, field: str, text: str) -> Iterator[Remark]:
    told: set[str] = set()
    for promise in promises_in(view, text):
        row = promise.row
        if row is not None and promise.agrees and _opposite(promise, row) and row.name not in told:
            told.add(row.name)
            message = f"写“{promise.phrase}”，指标“{row.name}”的指标值是“{row.target}”，方向相反；请统一"
            yield Remark(view.at(field), message, places=(row.at("target"),))
        if row is None or promise.agrees or row.name in told:
            continue
        told.add(row.name)
        sure = promise.score == _SURE and _by_itself(stem(row.name), promise.quantity.words)
        message = f"写“{promise.phrase}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
        yield Remark(view.at(field), message, None, None if sure else "warning", (row.at("target"),))
    yield from _plain_numbers(view, field, text)
    yield from _ranges(view, field, text, told)
    yield from _written_alike(view, field, text, told)
    yield from _other_units(view, field, text, told)
    for one in absolutes(text):
        row = broken_by(one, view.rows)
        if row is not None and row.name not in told:
            told.add(row.name)
            message = f"写“{one.text[-20:]}”，指标“{row.name}”的指标值却是“{row.target}”；请统一"
            yield Remark(view.at(field), message, None, "warning", (row.at("target"),))


def _plain_numbers(view: GoalView, field: str, text: str) -> Iterator[Remark]:
    """A number without a unit (灌溉水利用系数提高到0.58) behind the name of an indicator; of one with a unit only the
    scale may be said (收听人次达到260万, and ≥260万人次)."""
    for row in view.rows:
        scale = row.unit[:1] if row.unit[:1] in ("万", "亿") else ""
        if row.number is None or "元" in row.unit[:2]:
            continue
        name = plain_name(row.name)
        if len(name) < _SHORTEST_NAME or name not in text:
            continue
        found = _PLAIN_NUMBER.match(text, text.index(name) + len(name))
        said = Decimal(found["number"]) if found and found["scale"] == scale else row.number
        if found and row.number not in (said, said * 100 if is_percent(row.unit) else said):
            message = f"写“{name}……{found['number']}{scale}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
            yield Remark(view.at(field), message, places=(row.at("target"),))


_RANGE = regex(
    r"(?<![\d年月.])(?P<least>\d+(?:\.\d+)?)(?:[%％万亿]|(?=[-—~～至到]))[-—~～至到]{1,2}"
    r"(?P<most>\d+(?:\.\d+)?)(?=[万亿]?[\u4e00-\u9fff%％])(?![年月日号时点期届])"
)


def _ranges(view: GoalView, field: str, text: str, told: set[str]) -> Iterator[Remark]:
    """A number told as a range (220—240名) in which the indicator's is not."""
    for found in _RANGE.finditer(text):
        upper = f"{text[: found.start()]}{found['most']}{text[found.end() :]}"
        for promise in promises_in(view, upper):
            row, one = promise.row, promise.quantity
            if row is None or promise.agrees or row.name in told or not one.text.startswith(found["most"]):
                continue
            least = one.number * Decimal(found["least"]) / Decimal(found["most"])
            own, _ = measure_of(row.number or Decimal(0), row.unit, row.name)
            if not least <= own <= measure_said(one)[0]:
                told.add(row.name)
                message = f"写“{found[0]}{one.unit}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
                yield Remark(view.at(field), message, None, "warning", (row.at("target"),))


_SO_MANY_OF = regex(r"(?P<number>\d+(?:\.\d+)?)\s*/\s*(?P<unit>10万|十万|万|千|1000|100000)")
_DAY_OF_A_MONTH = regex(
    r"(?P<unit>次月|每月|当月|每季度|[季月年](?:度|末|终)?(?:结束|终了)?后)(?:的)?(?P<number>\d{1,2})(?:个)?(?:工作)?[日号天]"
)


def _written_alike(view: GoalView, field: str, text: str, told: set[str]) -> Iterator[Remark]:
    """A rate per 100,000, or a day of the next month, that is another one in the table: neither is a plain number."""
    for row in view.rows:
        for pattern in (_SO_MANY_OF, _DAY_OF_A_MONTH) if row.name and row.number is None else ():
            own, said = pattern.search(row.target.text), list(pattern.finditer(text))
            if own is None or len(said) != 1 or own["unit"] != said[0]["unit"] or own["number"] == said[0]["number"]:
                continue
            told.add(row.name)
            message = f"写“{said[0][0]}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
            yield Remark(view.at(field), message, places=(row.at("target"),))


def _other_units(view: GoalView, field: str, text: str, told: set[str]) -> Iterator[Remark]:
    """The number of an indicator that the statement names, in a unit that cannot be meant (98支, and =98%)."""
    loose = {promise.quantity.number: promise for promise in promises_in(view, text) if promise.row is None}
    numbers = list(loose)  # few, so that to compare them costs less than to look one up
    for row in view.rows if loose else ():
        if row.number is None or not row.unit or row.name in told:
            continue
        if row.unit in _HOURS and (other := _other_span(row, loose.values())):
            told.add(row.name)
            message = f"写“{other.phrase}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
            yield Remark(view.at(field), message, None, "warning", (row.at("target"),))
        number, unit = scaled(row.number, row.unit) if row.unit[0] in "万亿" else (row.number, row.unit)
        promise = loose[number] if number in numbers else None
        if promise is None or kinship(row.name, promise.quantity) < _NAMED_THERE:
            continue
        if _other_kind(unit, promise.quantity.unit) or _other_word(row.name, unit, promise.quantity):
            told.add(row.name)
            message = f"写“{promise.phrase}”，指标“{row.name}”的指标值却是“{row.target}”，单位不同；请统一"
            yield Remark(view.at(field), message, None, "warning", (row.at("target"),))


def _other_word(name: str, unit: str, one: Quantity) -> bool:
    """The thing stands before its number, which is told in a word that is no other word for the same (辆 and 个)."""
    words = {unit, one.unit}
    told = bool(words & _OWN_WORDS) and not any(words <= same for same in _ALIKE)
    return told and len(words) > 1 and _kind_of(unit) == "count" and core_of(name) in one.before


_OWN_WORDS = frozenset({"辆", "艘", "架", "头", "株", "册", "亩", "吨", "公里", "户", "盏"})
"""Units that say what is counted: six 辆 are no six 个."""
_ALIKE = (frozenset({"株", "棵"}), frozenset({"册", "本"}), frozenset({"头", "只", "羽"}), frozenset({"辆", "台"}))
_HOURS = {"小时": Decimal(1), "天": Decimal(24), "日": Decimal(24), "分钟": Decimal(1) / 60}
_WORKING_HOURS = Decimal(8)


def _other_span(row: Row, loose: Iterable[Promise]) -> Promise | None:
    """A time told in days where the indicator says hours, and it is another one: 1天 is 24小时, or 8 at work."""
    factor = _HOURS.get(row.unit)
    for promise in loose if factor is not None and row.number is not None else ():
        said = _HOURS.get(promise.quantity.unit)
        if said is None or promise.quantity.unit == row.unit or kinship(row.name, promise.quantity) < _NAMED_THERE:
            continue
        hours, own = promise.quantity.number * said, (row.number or Decimal(0)) * (factor or Decimal(1))
        if own not in (hours, promise.quantity.number * _WORKING_HOURS):
            return promise
    return None


def _other_kind(unit: str, said: str) -> bool:
    """One unit is of a share, of money or of a measure, and the other is not: 98支 is not 98%, 株 may be 块."""
    one, other = _kind_of(unit), _kind_of(said)
    return one != other and "" not in (one, other)


def _kind_of(unit: str) -> str:
    """``%``, ``money``, ``measure`` or ``count``; nothing where nobody knows."""
    plain = unit.partition("/")[0]
    if is_percent(plain) or plain == "‰":
        return "%"
    if is_money_unit(plain):
        return "money"
    if plain in _MEASURES:
        return "measure"
    return "count" if is_count_unit(plain) else ""


def _opposite(promise: Promise, row: Row) -> bool:
    """The words say the most where the indicator says the least, or the other way; not where V006 tells it."""
    bound, sign = promise.quantity.bound, row.comparison
    if promise.score < _SAME_THING or not bound or sign not in _OPPOSITE[bound]:
        return False
    if sign in _OPPOSITE["≤"]:
        return not less_is_better(row.name, row.unit) and not is_cost(row.name)
    return not (is_satisfaction(row.name) or is_wanted(row.name, row.unit, row.number or Decimal(0)))


def _by_itself(name: str, words: str) -> bool:
    """Nothing but verbs stands before the name, so that it is not the end of another one (重点项目验收合格率)."""
    before = _PARTED.split(words[: words.rfind(name)])[-1]
    return len(name) > _SHORTEST_NAME + 1 and not _VERBS.sub("", before)


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


_PLANS = ("plan", "purpose", "annual_work", "duties")
_SAYS_MUCH = 16
"""So long is a text in a field that only one template has, which may tell what is to be done."""


@rule(
    "X013",
    title="实施方案与指标值矛盾",
    severity="warning",
    why="实施方案、年度任务、保障措施里写的数与指标值不一样，不知道以哪个为准。",
    basis="填报实务：同一件事的数量全表一致",
    good=ex.project(plan="全年举办业务培训场次12场，按季度组织。"),
    bad=ex.project(plan="全年举办培训场次20场，年底前完成。"),
)
def plan_against_indicators(view: FormView) -> Iterator[Remark]:
    """A number in the plan, the tasks or the measures that is not that of the annual indicator it names."""
    texts = [(where, text) for where, text in _plans(view) if _ANY_DIGIT.search(text)]
    rows = (
        counted_rows(row for goal in view.goals if goal.goal.period == "annual" for row in goal.rows) if texts else {}
    )
    for where, text in texts:
        for promise in promises([one for one in said_in(text, view.year) if one.unit != "%"], rows):
            row = promise.row
            if row is not None and not promise.agrees and promise.score >= _NAMED:
                message = f"写“{promise.phrase}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
                yield Remark(where, message, places=(row.at("target"),))


def _plans(view: FormView) -> Iterator[tuple[str, str]]:
    form = view.form
    for goal in view.goals:
        if goal.goal.period == "annual" and not any(row.name for row in goal.rows):
            yield goal.at("statement"), goal.goal.statement  # of the whole, its indicators stand under the others
    for field in _PLANS:
        yield f"{form.id}.{field}", vars(form).get(field, "")
    yield from ((f"{form.id}.extra.{key}", text) for key, text in form.extra.items() if len(text) >= _SAYS_MUCH)
    for measure in view.department.measures if view.department else ():
        yield f"{measure.id}.text", measure.text
    for task in view.department.tasks if view.department else ():
        yield f"{task.id}.content", task.content
