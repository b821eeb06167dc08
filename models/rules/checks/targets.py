"""V 指标值: sign, number and unit say together what is to be reached, and can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from models.edits import Change
from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.cost_money import lacks_money
from models.rules.finding import Remark, Severity
from models.rules.registry import rule
from models.rules.view import DossierView, FormView, GoalView, Row
from models.rules.wording.kinds import (
    head_of,
    is_cost,
    is_count,
    is_count_unit,
    is_lowering,
    is_money_unit,
    is_percent,
    is_rate,
    is_satisfaction,
    level_name,
    may_exceed_hundred,
    plain_name,
)
from models.rules.wording.spoilt import spoilt_value
from models.rules.wording.texts import BOILERPLATE
from models.rules.wording.words import any_of, counted, words
from models.target import COMPARISONS

HUNDRED = Decimal(100)
_UPWARD, _DOWNWARD = frozenset("≥>"), frozenset("≤<")


@rule(
    "V001",
    title="定量指标值没有比较符号",
    severity="info",
    why="“100件”是至少、至多还是正好，没有符号就说不清，评分时会有争议。",
    basis="填报实务：定量指标值写成“符号＋数值＋度量单位”；版式专设符号栏，或同表多数百分比、金额都有符号时作提醒，其余只作提示",
    good=ex.row("举办培训场次", "≥12场"),
    bad=ex.row("举办培训场次", "12场"),
)
def sign_missing(view: GoalView, *, share: int = 60, listed: int = 3) -> Iterator[Remark]:
    """A quantity without a sign, a hint; a warning where the form has a column for the sign, or where ``share`` % of
    the goal's quantities have one and this is a percentage or money (5人 among others may be meant exactly).

    Where hardly any has one, and more than ``listed`` have none, the goal is told once.
    """
    numbers = [row for row in view.rows if row.name and _is_quantity(row) and row.target.text not in BOILERPLATE]
    bare = [row for row in numbers if not row.comparison and not lacks_money(row)]  # there the number must go: B015
    column = view.form.prints("indicator.target.comparison")
    usual = (len(numbers) - len(bare)) * 100 >= share * len(numbers)
    if len(bare) > listed and not (column or usual):
        names = "、".join(f"“{row.name}”" for row in bare[:listed])
        message = f"{names}等 {len(bare)} 个指标的指标值没有比较符号；建议逐个写明 ≥、≤ 或 ="
        yield Remark(bare[0].at("target"), message)
        return
    for row in bare:
        plain_kind = is_percent(row.unit) or (is_money_unit(row.unit) and "/" not in row.unit)
        yield _without_sign(row, "warning" if row.number and (column or (usual and plain_kind)) else "info")


def _is_quantity(row: Row) -> bool:
    """A number, and not one that is said to stand for something else: 定性, without a unit."""
    return row.number is not None and bool(row.unit or row.indicator.nature != "qualitative")


def _without_sign(row: Row, severity: Severity) -> Remark:
    text = row.target.text.strip()
    sign = _likely_sign(row)
    fix = fixes.set_target(row, f"{sign}{text}") if sign else None
    advice = f"可写作“{sign}{text}”" if sign else "请写明 ≥、≤ 或 ="
    return Remark(row.at("target"), f"“{text}”没有比较符号；{advice}", fix, severity, cause=_NO_SIGN)


def _likely_sign(row: Row) -> str:
    """The sign that keeps the meaning, where there is no doubt; without a unit a sign alone would not do."""
    if not row.unit or (is_satisfaction(row.name) and not row.number):
        return ""
    if not row.number or (is_percent(row.unit) and row.number == HUNDRED):
        return "="
    if is_satisfaction(row.name):
        return "≥"
    return "≤" if is_cost(row.name) and is_money_unit(row.unit) else ""


_NO_SIGN = "没有比较符号；请写明 ≥、≤ 或 =，正好等于的（如 100%、0次）写 ="
_CLOSERS = ("）", ")")
_UNIT_NOTE = regex(r"[（(](?:单位[：:])?(?P<unit>[^（()）]{1,5})[)）]$")
_TIME_SPAN, _A_YEAR = regex(r"(?:时间|时限|期限)$"), 1900
_NO_UNIT = regex(
    r"(?:比|指数|系数|得分|评分|分值|分数|评价|评级|排名|名次|位次|等级|级别|星级|倍数|年度|时间|日期|时限|期限|年份|版本|编号|pH值?|PH值?)$"
)


@rule(
    "V002",
    title="定量指标值没有度量单位",
    severity="warning",
    why="只有数没有单位，读不出是件、次还是百分比。",
    basis="填报实务：定量指标值写成“符号＋数值＋度量单位”",
    good=ex.row("举办培训场次", "≥12场"),
    bad=ex.row("举办培训场次", "≥12"),
    when="number",
)
def unit_missing(row: Row) -> Iterator[Remark]:
    """A quantity without a unit; a rate can be fixed with %."""
    if row.number is None or row.unit or row.target.text.strip() in BOILERPLATE:
        return
    if (_NO_UNIT.search(head_of(row.name)) and not _span_alone(row)) or _UNIT_NOTE.search(row.name):
        return
    if is_rate(row.name) and 1 < row.number <= HUNDRED and not row.target.suffix:
        text = fixes.settled(row.name, f"{row.target.text.strip()}%").text
        yield Remark(row.at("target"), f"“{row.target}”没有度量单位；比率可写作“{text}”", fixes.set_target(row, text))
    else:
        advice = f"“{row.target}”没有度量单位；请写明件、次、人、万元等"
        yield Remark(row.at("target"), advice, severity=None if row.number else "info")


def _span_alone(row: Row) -> bool:
    """A time of at most so many: of what, days or hours, only a unit says (2026.12 is a date and has none)."""
    return bool(_TIME_SPAN.search(head_of(row.name))) and row.comparison in ("≤", "<") and (row.number or 0) < _A_YEAR


_EMPTY_VALUE = regex(r"^[\s%％‰/／\\\-—–－_.。、，,~～?？]*$")


@rule(
    "V003",
    title="指标值只有符号或单位",
    severity="error",
    why="指标值栏里只有“≥”“%”“定性”一类的字样，没有数，也没有可以判断的表述。",
    basis="填报实务：指标值要有数值，或有可以判断的定性表述",
    good=ex.row("举办培训场次", "≥12场"),
    bad=ex.row("举办培训场次", "≥场"),
    when="words",
)
def value_empty(row: Row, *, words: tuple[str, ...] = ("定性", "定量", "数值", "指标值")) -> Iterator[Remark]:
    """A target that is neither a number nor a statement: a sign, a unit, a dash, the word 定性."""
    text = row.target.text.strip()
    if not text or row.number is not None or not row.name:
        return
    rest = text
    for sign in COMPARISONS:
        if text.startswith(sign) and len(sign) <= 2 and not sign[0].isalnum():
            rest = text.removeprefix(sign).strip()
            break
    if _EMPTY_VALUE.match(rest) or text in words or (rest != text and is_count_unit(rest)):
        yield Remark(row.at("target"), f"“{text}”里没有数值，也没有可以判断的表述；请填写")


@rule(
    "V004",
    title="比率会超过 100%",
    severity="error",
    why="接待率、合格率这类比率最多 100%，写成“>100%”无法完成，写成“≥100%”等于“=100%”却留下歧义。",
    basis="填报实务：审核人把“≥100%”改为“=100%”；增长、超额完成、历年覆盖等可以超过 100% 的除外",
    good=ex.row("群众来访接待率", "=100%"),
    bad=ex.row("群众来访接待率", ">100%"),
    when="percent",
)
def over_hundred(row: Row, *, exempt: tuple[str, ...] = ()) -> Iterator[Remark]:
    """A rate that cannot exceed 100 % with a target that would have to (an error), or with ≥100% (a warning)."""
    number = row.number
    if number is None or number < HUNDRED or not is_percent(row.unit) or not is_rate(row.name):
        return
    if may_exceed_hundred(row.name) or is_lowering(row.name) or any(word in row.name for word in exempt):
        return
    text = f"=100{row.target.unit_text.strip()}"
    if number == HUNDRED and row.comparison == "≥":
        advice = f"“{row.target}”：这个比率最多 100%；请写作“{text}”"
        yield Remark(row.at("target"), advice, fixes.set_target(row, text), "warning")
    elif row.comparison == ">" or (number > HUNDRED and row.comparison not in _DOWNWARD):
        fix = fixes.set_target(row, text) if number == HUNDRED else None
        yield Remark(row.at("target"), f"“{row.target}”：这个比率不会超过 100%；请核对数值", fix)


@rule(
    "V005",
    title="度量单位与指标名称不符",
    severity="warning",
    why="数量用 % 计，或比率用件、次计，名称和单位说的不是一回事。",
    basis="填报实务：审核人对照名称看单位",
    good=ex.row("年度服务部门数量", "≥20个"),
    bad=ex.row("年度服务部门数量", "≥95%"),
    when="number",
)
def unit_unfit(row: Row) -> Iterator[Remark]:
    """A number of things measured in %, or a rate measured in a unit of counting."""
    if row.number is None or not row.unit:
        return
    if is_percent(row.unit) and _is_amount(row):
        yield Remark(row.at("target"), f"“{row.name}”是数量，指标值“{row.target.text}”却用 % 计；请改单位或改名称")
    elif is_rate(row.name) and (is_count_unit(row.unit) or (row.unit == "分" and not is_satisfaction(row.name))):
        yield Remark(
            row.at("target"), f"“{row.name}”是比率，指标值“{row.target.text}”却用“{row.unit}”计；请改单位或改名称"
        )
    elif other := _counted_otherwise(row):
        yield Remark(row.at("target"), f"“{row.name}”以{other}计，指标值“{row.target.text}”却用“{row.unit}”；请统一")


_COUNTED = counted()
_NO_COUNTING = (
    "用户数",
    "客户数",
    "租户数",
    "文件数",
    "软件数",
    "硬件数",
    "部件数",
    "课件数",
    "证件数",
    "零件数",
    "构件数",
)
"""The word of counting is a part of the word for the thing."""
_UNITS = frozenset(unit for units in _COUNTED.values() for unit in units)


def _counted_otherwise(row: Row) -> str:
    """The word of counting at the end of the name, where the value is in another one: 批次, and 次."""
    unit = row.unit.lstrip("百千万亿")
    head = head_of(row.name) if unit in _UNITS else ""
    wanted = _COUNTED.get(head[-2:], ())
    if not wanted or unit in wanted or head.endswith(_NO_COUNTING):
        return ""
    return "" if unit in _COUNTED.get(head[-3:-1], ()) else wanted[0]  # 人次数, but 停车次数 too


_MEAN = regex(rf"[亩户人吨次]均[^率比]{{0,4}}(?:{any_of(words('mean', 'names'))})(?:额|标准|水平)?$")
_OF_A_SHARE = regex(
    r"应.尽|执行|落实|公开|公示|保障|兑付|兑现|通过|一致|完成|覆盖|进度|情况|程度|水平|占|比|率|度$|增|降|减|提|达标|合格|到位|及时|按期|按时"
)


def _is_amount(row: Row) -> bool:
    """A number of things, an amount per head, or a thing that stands under 数量指标 and is no share."""
    head = head_of(row.name)
    if is_lowering(head):
        return False
    if is_count(head) or _MEAN.search(head):
        return not may_exceed_hundred(head) or bool(_MEAN.search(head))
    return level_name(row.category) == "数量" and not is_rate(head) and not _OF_A_SHARE.search(head)


@rule(
    "V008",
    title="指标性质与指标值不符",
    severity="warning",
    why="写明定性的指标给了数值，或写明定量的给了文字，赋分规则会用错。",
    basis="填报实务：审核人对照“定量、定性”一栏看指标值",
    good=ex.row("举办培训场次", "≥12场", nature="quantitative"),
    bad=ex.row("举办培训场次", "≥12场", nature="qualitative"),
    when="nature",
)
def nature_wrong(row: Row) -> Iterator[Remark]:
    """定性 with a number, 定量 with a statement that holds none."""
    nature = row.indicator.nature
    if nature == "qualitative" and row.number is not None and (row.comparison or row.unit):
        fix = fixes.set_value(row.at("nature"), "quantitative")
        yield Remark(row.at("nature"), f"写明定性，指标值“{row.target}”却是数量；请改为定量", fix)
    elif (
        nature == "quantitative"
        and row.target.kind == "qualitative"
        and row.target
        and not _has_number(row.target.text)
    ):
        fix = fixes.set_value(row.at("nature"), "qualitative")
        yield Remark(row.at("nature"), f"写明定量，指标值“{row.target}”却是文字；请改为定性，或写出数值", fix)


def _has_number(text: str) -> bool:
    return bool(re.search(r"[\d一二三四五六七八九十百千万零〇]", text))


@rule(
    "V009",
    title="比较符号写法不一",
    severity="warning",
    why="一套表里有的写 ≥，有的写 >=、＞＝，汇总和查找都会漏。",
    basis="填报实务：全套表统一用一种写法，一般用 ≥、≤、=",
    good=ex.rows(("产出指标", "数量指标", "举办培训场次", "≥12场"), ("产出指标", "质量指标", "培训考核合格率", "≥95%")),
    bad=ex.rows(("产出指标", "数量指标", "举办培训场次", ">=12场"), ("产出指标", "质量指标", "培训考核合格率", "≥95%")),
)
def mixed_spelling(view: DossierView) -> Iterator[Remark]:
    """One comparison spelled in several ways in the dossier: each form that departs from the common spelling."""
    counts: dict[str, dict[str, int]] = {}
    forms = list(view.facts(_spellings))
    for _, found in forms:
        for (sign, spelling), rows in found.items():
            by_spelling = counts.setdefault(sign, {})
            by_spelling[spelling] = by_spelling.get(spelling, 0) + len(rows)
    common = {sign: _common(sign, spelled) for sign, spelled in counts.items() if len(spelled) > 1}
    for _, found in forms:
        yield from _departures(found, common)


def _common(sign: str, spelled: dict[str, int]) -> str:
    """The standard sign for ≥ and ≤, else the one most used."""
    return sign if sign in "≥≤" else max(spelled, key=lambda spelling: (spelled[spelling], spelling == sign))


def _departures(found: dict[tuple[str, str], list[Row]], common: dict[str, str]) -> Iterator[Remark]:
    others = {key: rows for key, rows in found.items() if key[0] in common and key[1] != common[key[0]]}
    if not others:
        return
    changes = [_respelled(row, common[sign]) for (sign, _), rows in others.items() for row in rows]
    words = "、".join(f"{spelling}（{len(rows)} 处）" for (_, spelling), rows in others.items())
    wanted = "、".join(dict.fromkeys(common[sign] for sign, _ in others))
    first = next(iter(others.values()))[0]
    message = f"本表写作 {words}，套表里别处写作 {wanted}；请统一"
    yield Remark(first.at("target"), message, fixes.together(changes, "统一比较符号"))


def _respelled(row: Row, spelling: str) -> Change:
    return fixes.set_target(row, f"{spelling}{row.target.number_text}{row.target.unit_text}")


def _spellings(view: FormView) -> dict[tuple[str, str], list[Row]]:
    """How this form spells its comparisons: (sign, spelling) → rows. Words such as 不低于 are no spelling of a sign."""
    found: dict[tuple[str, str], list[Row]] = {}
    for goal in view.goals:
        for row in goal.rows:
            spelling = row.target.comparison_text.strip()
            if spelling and not spelling[0].isalpha():
                found.setdefault((row.comparison, spelling), []).append(row)
    return found


@rule(
    "V010",
    title="指标值重复了指标名称",
    severity="warning",
    why="指标值栏里写的就是指标名称，等于没有指标值，多半是错了栏。",
    basis="填报实务：指标值要说明达到什么程度，不能重复名称",
    good=ex.row("服务体系建设", "建成", "社会效益指标", "效益指标"),
    bad=ex.row("服务体系建设", "服务体系建设", "社会效益指标", "效益指标"),
    when="words",
)
def value_is_name(row: Row) -> Iterator[Remark]:
    """The target says the same as the indicator's name, or only its quality again (及时 of 及时性): that is a hint
    among the levels of management, where the forms of some regions print it."""
    if not row.name or row.number is not None:
        return
    text, name = plain_name(row.target.text), plain_name(row.name)
    if text == name:
        cause = "指标值就是指标名称；请写明要达到的程度"
        yield Remark(row.at("target"), f"“{row.target}”就是指标名称；请写明要达到的程度", cause=cause)
    elif _same_quality(text, head_of(name)):
        cause = "指标值只把名称里的词重说了一遍，不是标准；请写明数值、时限或可以对照的状态"
        message = f"“{text}”{cause[3:]}"
        printed = bool(_MANAGING.search(row.dimension + row.category))
        if printed or text not in _VERDICTS:
            yield Remark(row.at("target"), message, severity="info" if printed else None, cause=cause)


_HOW_MUCH = regex(r"^(?:完全|基本|较为|比较|十分|非常|更加|全面|总体|充分|切实|较|很)")
_JUST_DONE = regex(r"(?:地|的)?(?:完成|落实|办理|开展|执行|实施|进行|到位)$")
_VERDICTS = frozenset({"合规", "合法", "完全合规"})
"""What an inspection finds to be so or not."""
_MANAGING = regex(r"管理|预算|财务|战略|资产|运行|过程|决策|投入")


def _same_quality(text: str, head: str) -> bool:
    """The word before 性 at the end of the name: 合规 and 完全合规 of 资金使用合规性."""
    bare = _JUST_DONE.sub("", _HOW_MUCH.sub("", text))
    return len(bare) > 1 and head.endswith("性") and head[:-1].endswith(bare)


_MONEY = r"(?:人民币)?(?:千|百|万|亿)*元"
_TWO_UNITS = regex(rf"^(?P<first>%|％|{_MONEY})\s*(?P<second>%|％|{_MONEY}|[人次件个户家项份天套台])$")
_DOUBLE = regex(r"^(?P<scale>[十百千万亿]*|.{1,4}(?=/))(?P<unit>\S{1,3}?)\s*(?P=unit)$")


@rule(
    "V011",
    title="度量单位写了两遍",
    severity="warning",
    why="“28.8万元%”“12件件”里有两个单位；名称里写了（人）、指标值又写人，改的时候容易改漏一处。",
    basis="填报实务：单位只写在指标值（或度量单位栏）里一次",
    good=ex.row("举办培训场次", "≥12场"),
    bad=ex.row("培训经费", "≤18.8万元%", "经济成本指标", "成本指标"),
    when="number",
)
def unit_twice(row: Row) -> Iterator[Remark]:
    """Two units in one target (different ones cannot both hold: an error), or one in the name as well (info)."""
    if row.number is None:
        return
    unit = row.target.unit_text.strip()
    note = _UNIT_NOTE.search(row.name) if row.name[-1:] in _CLOSERS else None
    if note is None and (len(unit) < 2 or is_count_unit(unit)):
        return
    if spoilt_value(row.target.text):  # V017 tells it; mended, it would still not be what the name says
        if note and is_count_unit(note["unit"]):
            yield _unit_in_name(row, note["unit"])
    elif len(unit) > 1 and (found := _DOUBLE.match(unit)):
        once = fixes.set_target(row, row.target.text.strip().removesuffix(unit) + found["scale"] + found["unit"])
        yield Remark(row.at("target"), f"“{row.target}”里单位写了两遍；请删去一个", once)
    elif len(unit) > 1 and (found := _TWO_UNITS.match(unit)):
        keep = found["first"] if is_money_unit(found["first"]) and not is_rate(row.name) else ""
        fix = fixes.set_target(row, row.target.text.strip().removesuffix(unit) + keep) if keep else None
        yield Remark(row.at("target"), f"“{row.target}”里有两个单位；请只留一个", fix, "error")
    elif unit and note and (is_count_unit(note["unit"]) or is_percent(note["unit"])):
        yield _unit_in_name(row, note["unit"])


def _unit_in_name(row: Row, unit: str) -> Remark:
    if plain_name(unit) == plain_name(row.unit):
        fix = fixes.set_value(row.at("name"), _UNIT_NOTE.sub("", row.name).strip())
        return Remark(row.at("name"), f"名称里已有单位“{unit}”，指标值里又写了一遍；可从名称里删去", fix, "info")
    return Remark(row.at("name"), f"名称里的单位是“{unit}”，指标值“{row.target}”用的是另一个；请改为一致")
