"""Marks of unfinished work: values spoilt on the way, names cut off, blanks inside, codes that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.edits import Change
from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark
from models.rules.registry import also, rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.kinds import head_of, is_percent
from models.rules.wording.spoilt import (
    cut_name,
    is_whole_sentence,
    serial_day,
    share_as_fraction,
    spoilt_value,
    word_in_value,
)
from models.rules.wording.words import any_of, slips_of_the_pen, words, written_right
from models.values import plain

_MOST_TOLD = 3
_GOES_ON = "、，,；;：:"


@rule(
    "V017",
    title="指标值写坏了",
    severity="error",
    why="“≥≥96%%”“≥有效提升%”“》95%”“44,561”是录入或转换时写坏的，读不出是多少。",
    basis="填报实务：指标值由比较符号、数值、度量单位各写一次组成；预算管理一体化系统不接受其他写法",
    good=ex.row("培训考核合格率", "≥95%", "质量指标"),
    bad=ex.row("培训考核合格率", "≥≥95%%", "质量指标"),
)
def value_spoilt(row: Row) -> Iterator[Remark]:
    """A value with doubled signs, a word between sign and unit, a date as a bare number, a rate as 0.96."""
    text = row.target.text
    if not text or not row.name:
        return
    if found := spoilt_value(text):
        what, meant = found[0], fixes.settled(row.name, found[1]).text if found[1] else ""
        advice = f"应写作“{meant}”" if meant else "请重新填写"
        change = fixes.set_target(row, meant) if meant else None
        yield Remark(row.at("target"), f"“{text.strip()}”{what}；{advice}", change)
    elif row.number is None and word_in_value(text):
        yield Remark(row.at("target"), f"“{text.strip()}”里没有数：符号、单位中间夹着文字；请改为数值，或只写文字表述")
    elif row.number is not None and not row.unit:
        yield from _bare_number(row, text.strip())


def _bare_number(row: Row, text: str) -> Iterator[Remark]:
    where = row.at("target")
    if serial_day(row.name, text):
        yield Remark(where, f"“{text}”是表格软件里日期的内部编号，日期丢失了；请重新填写日期")
    elif row.number is not None and share_as_fraction(row.name, row.number, row.unit):
        meant = fixes.settled(row.name, f"{row.target.comparison_text}{plain((row.number * 100).normalize())}%").text
        change = None if row.target.suffix else fixes.set_target(row, meant)
        yield Remark(where, f"“{text}”是小数，比率应写作“{meant}”；请核对", change, "warning")


@rule(
    "C011",
    title="指标名称没有写完",
    severity="warning",
    why="名称到一半断了（“设备验收合格”“提高职工法律”），多半是被栏目的字数截断，看不出衡量什么。",
    basis="填报实务：指标名称完整、能说明衡量的内容，审核人见到断句退回",
    good=ex.row("教材印刷合格率", "≥95%", "质量指标"),
    bad=ex.row("教材印刷合格", "≥95%", "质量指标"),
)
def name_cut(row: Row) -> Iterator[Remark]:
    """An indicator's name that breaks off."""
    if row.name and (_LABEL.match(row.name) or "？" in row.name or "?" in row.name):
        yield Remark(row.at("name"), f"“{row.name}”是版式里的字样，或没有定下来；请写明衡量的是什么")
    elif row.name[-1:] == "率" and _BARE_RATE.match(row.name):
        yield Remark(row.at("name"), f"“{row.name}”看不出是什么的{row.name}；请写明衡量的是哪件事")
    elif len(row.name) == _SHORTEST_CUT and row.number and row.name in _BARE_VERBS:
        yield Remark(row.at("name"), f"“{row.name}”看不出数的是什么；请写明，如“{row.name}次数”“{row.name}里程”")
    elif len(row.name) > _SHORTEST_CUT and (
        row.name[-1] in _GOES_ON or cut_name(row.name, row.unit) or ("质量" in row.category and _no_share(row))
    ):
        yield Remark(row.at("name"), f"名称“{row.name}”像是没有写完；请补全，看得出衡量的是什么")


_SHORTEST_CUT = 2
_LABEL = regex(
    r"(?:[一二三]级|数量|质量|时效|成本|效益)?指标(?:名称|内容|值)?[\d一二三四五六七八九十]{0,2}[:：]?$|[.…。·—-]+$"
)
"""What the empty form prints, and no name: 三级指标1, ……."""
_BARE_VERBS = frozenset(words("cut", "verbs"))
"""A name of nothing but a verb: so many of what."""
_BARE_RATE = regex(
    r"^(?:工作|任务|目标|年度)?(?:完成|及时|达标|覆盖|准确|到位|办结|达成|实现|增长|下降|按[期时]完成)率$"
    rf"|^(?:{any_of(words('work', 'before'))})?(?:{any_of(words('work', 'bare'))})率$"
)
"""A rate of nothing that is named."""
_SHARE = regex(r"(?:[率例值占重比度平果长速幅低降少加高升轻短制强况额数性差力量]|程度|情况|系数|[\da-zA-Z])$")


def _no_share(row: Row) -> bool:
    """An output in % whose name does not end as that of a share does (送达成 for 送达成功率)."""
    if not is_percent(row.unit) or row.number is None:
        return False
    head = head_of(row.name)
    return not (_SHARE.search(head) or is_whole_sentence(head))


_BLANK = regex(r"(?<=\S)[ \t\u3000\u00a0]+(?=\S)")
_LATIN_WORDS = regex(r"(?<=[A-Za-z.,)])[ ](?=[A-Za-z(])")
_LIST_MARK = regex(r"(?:^|(?<=[\n。；;]))\s*(?:[（(]?\d{1,2}[）).、．]|[一二三四五六七八九十]+、)[ \t\u3000\u00a0]+")
_ANY_BLANK = regex(r"[ \t\u3000\u00a0]")


def _inside(text: str) -> bool:
    """Blanks inside a text: not those at its ends, between Latin words, or behind the number of a list."""
    if not _ANY_BLANK.search(text):
        return False
    return bool(_BLANK.search(_LIST_MARK.sub("", _LATIN_WORDS.sub("", text))))


def _without(text: str) -> str:
    return re.sub(r"(?<![A-Za-z.,)])[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+(?![A-Za-z(])", "", text)


def _spaced() -> ex.Example:
    return ex.row("举办培训 场次", "≥12场")


@rule(
    "C012",
    title="名称、指标值、目标里夹着空格",
    severity="warning",
    why="预算管理一体化系统不接受名称、指标值和目标里的空格（半角、全角都不行），保存时会被拒绝。",
    basis="填报实务：预算管理一体化系统的录入校验",
    good=ex.row("举办培训场次", "≥12场"),
    bad=_spaced(),
)
def blanks_inside(view: GoalView) -> Iterator[Remark]:
    """Half- or full-width blanks inside names, values and the statement: told once a goal, with all places."""
    texts = [view.goal.statement, *[f"{row.indicator.name}\n{row.target.text}" for row in view.rows]]
    if not _ANY_BLANK.search("\n".join(texts)):
        return
    spots = [(row.at("name"), row.indicator.name) for row in view.rows if _inside(row.indicator.name)]
    changes: list[Change] = [fixes.set_value(where, _without(text)) for where, text in spots]
    for row in view.rows:
        if _inside(row.target.text):
            spots.append((row.at("target"), row.target.text))
            changes.append(fixes.set_target(row, _without(row.target.text)))
    if _inside(view.goal.statement):
        spots.append((view.at("statement"), _shown(view.goal.statement)))
        changes.append(fixes.set_value(view.at("statement"), _without(view.goal.statement)))
    if spots:
        yield _blank_remark(spots, changes)


def _shown(text: str) -> str:
    """The words around the first blank."""
    found = _BLANK.search(text)
    return text[max(0, found.start() - 6) : found.end() + 6] if found else text[:12]


def _blank_remark(spots: list[tuple[str, str]], changes: list[Change]) -> Remark:
    words = "、".join(f"“{text.strip()}”" for _, text in spots[:_MOST_TOLD])
    more = f"等 {len(spots)} 处" if len(spots) > _MOST_TOLD else ""
    message = f"{words}{more}中间有空格，一体化系统会拒绝保存；请删去空格"
    places = tuple(where for where, _ in spots[1:])
    return Remark(spots[0][0], message, fixes.together(changes, "删去空格"), places=places)


@also("C012")
def blanks_in_form_name(view: FormView) -> Iterator[Remark]:
    """A blank inside the project's name."""
    if view.project is not None and _inside(view.form.name):
        where = f"{view.form.id}.name"
        change = fixes.set_value(where, _without(view.form.name))
        yield Remark(where, f"项目名称“{view.form.name}”中间有空格，一体化系统会拒绝保存；请删去空格", change)


_SLIPS = slips_of_the_pen()


@rule(
    "C015",
    title="有错别字",
    severity="warning",
    why="“津帖”“布署”“覆盖律”这样的错字，公开以后改不回来；同一个词两种写法，汇总时还会当成两个指标。",
    basis="填报实务：绩效目标随预算公开，审核人见到错别字即退回",
    good=ex.row("培训合格率", "≥95%", "质量指标"),
    bad=ex.row("陪训合格率", "≥95%", "质量指标"),
)
def slip_of_the_pen(view: GoalView) -> Iterator[Remark]:
    """A word that is written wrongly, in the statement, in the name of an indicator or in its value."""
    texts = [view.goal.statement, *[row.indicator.name for row in view.rows], *[row.target.text for row in view.rows]]
    if not _SLIPS.search("\n".join(texts)):
        return
    yield from _slip(view.at("statement"), view.goal.statement)
    for row in view.rows:
        yield from _slip(row.at("name"), row.indicator.name)
        yield from _slip(row.at("target"), row.target.text, row)


@also("C015")
def slip_in_form_name(view: FormView) -> Iterator[Remark]:
    """The same in the project's name."""
    yield from _slip(f"{view.form.id}.name", view.form.name)


def _slip(where: str, text: str, value_of: Row | None = None) -> Iterator[Remark]:
    wrong = list(dict.fromkeys(_SLIPS.findall(text)))
    if wrong:
        words = "、".join(f"“{one}”应写作“{written_right(one)}”" for one in wrong[:_MOST_TOLD])
        right = _SLIPS.sub(lambda found: written_right(found[0]), text)
        change = fixes.set_target(value_of, right) if value_of else fixes.set_value(where, right)
        yield Remark(where, f"{words}；请更正", change)


_FUNCTION = regex(r"^2(?:0[1-9]|1\d|2[0-4]|29|3[0-4])\d{4}$")
_EXPONENT = regex(r"^\s*\d(?:[.．]\d+)?[eE][+＋]?\d+\s*$")


@rule(
    "C013",
    title="项目编码不是项目编码",
    severity="warning",
    why="七位的功能分类科目（如 2010308）是支出科目，不是项目编码；“5.1E+19”是长编码被表格软件改坏的，数字已经丢失。",
    basis="填报实务：预算管理一体化系统中一个项目一个编码；功能分类科目见《政府收支分类科目》",
    good=ex.project(code="P-001"),
    bad=ex.project(code="2010308"),
)
def code_is_none(view: FormView) -> Iterator[Remark]:
    """A code of the functional classification, or a number in scientific notation, as the project's code."""
    code = view.project.code.strip() if view.project is not None else ""
    where = f"{view.form.id}.code"
    if _FUNCTION.match(code):
        yield Remark(where, f"“{code}”是支出功能分类科目，不是项目编码；请填一体化系统里的项目编码")
    elif _EXPONENT.match(code):
        yield Remark(where, f"“{code}”是科学计数法，项目编码的数字已经丢失；请重新填写完整编码", None, "error")


_DIGIT = regex(r"\d")
_ONLY_A_MARK = regex(r"[^\d]{0,4}$")  # C006
_LEAST_DIGITS = 5
"""So short is the number of an extension at the shortest."""


@rule(
    "C018",
    title="联系电话不是电话",
    severity="warning",
    why="电话栏里是小数、百分数或两三位数，多半是填错了栏，审核人打不通。",
    basis="填报实务：填报人、联系电话与申报单位一致，便于审核时联系",
    good=ex.project(phone="0000-0000000"),
    bad=ex.project(phone="0.96"),
)
def no_telephone(view: FormView) -> Iterator[Remark]:
    """A telephone of too few digits, or a number that is none."""
    text = view.form.phone.strip()
    if text and not _ONLY_A_MARK.match(text) and len(_DIGIT.findall(text)) < _LEAST_DIGITS:
        yield Remark(f"{view.form.id}.phone", f"“{text}”不是电话号码；请填写能打通的电话")
