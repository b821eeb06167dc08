"""V and X, time: what is to be a date is one, and lies in the year; a period begins before it ends."""

from __future__ import annotations

from collections.abc import Iterator

from models.dossier import Dossier
from models.python import regex
from models.rules import examples as ex
from models.rules import fixes
from models.rules.finding import Remark
from models.rules.registry import also, rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.days import LENGTHS, Day, days
from models.rules.wording.kinds import head_of, is_money_unit, is_percent, may_end, plain_name
from models.rules.wording.spoilt import is_serial_day
from models.rules.wording.written_days import day_in, no_such_day
from models.target import Target

_WHEN = regex(r"(?:时间|时限|日期|期限|时间节点|截止时间|时点|竣工日|时效|完成期|时长|工期|周期|用时|耗时)$")
_WHEN_ENDS = frozenset("间限期点日效长耗")
_HOW_LONG = regex(
    r"(?:压缩|缩短|节约|减少|节省|提前|达标|占用|利用|(?<!交付)(?<!投入)使用|有效|学习|在岗|比例|占比)[^，]{0,4}(?:时间|时长|工期)?$"
)
_PROMPT = regex(
    r"(?:20\d\d年)?[\u4e00-\u9fff]{0,4}?(?:及时|按时|按期|准时|如期|足额|按计划|按要求|按规定|限时|尽快|尽早|适时|及早|抓紧|择机|尽量)+[\u4e00-\u9fff]{0,4}$"
)
_AT_AN_END = regex(r"(?:完成|完工|竣工|建成|上线|投入使用|投用|开工|启用)(?:时间|时限|日期|节点)$")
_GOES_ON = regex(
    r"(?:开放|服务|运行|运营|值守|值班|工作|执行|实施|巡查|巡护|活动|开展|保障|使用|管护|养护|维护|监测|执勤|供应|播出|受理)(?:时间|时限|日期|期限|时长|周期)?$"
)
_BEGINNING = regex(r"开工|开始|启动|启用|生效|开放|执行|起")
_ALL_YEAR = regex(r"(?:20\d\d年度?|(?:20\d\d年)?(?:全年|全年度|年度|本年度?|当年|长期|全年完成))$")
_NO_TIME_UNIT = ("元", "%", "％")


@rule(
    "V012",
    title="时间指标没有写时间",
    severity="warning",
    why="“完成时间”“办理时限”要写到哪一天、多少个工作日；写成百分比或“及时”，无法判断有没有按时。",
    basis="财预〔2015〕88号：时效指标反映预期产出提供的及时程度和效率情况，应写明时间节点或时限",
    good=ex.row("培训完成时间", "2026年11月底前", "时效指标"),
    bad=ex.row("培训完成时间", "≥95%", "时效指标"),
)
def time_without_time(row: Row) -> Iterator[Remark]:
    """A time or a limit of time that is a percentage, a number of things, or a word such as 及时."""
    if not may_end(row.name, _WHEN_ENDS):
        return
    head = head_of(row.name)
    if not head or row.target.blank or not _asks_when(head):
        return
    if row.number is None:
        text = plain_name(row.target.text)
        if text.endswith("后") and days(text) and not _BEGINNING.search(head):
            yield Remark(row.at("target"), f"“{text}”没有最晚的日子，什么时候做完都算；请写“……前”")
        if _PROMPT.match(text) or (_ALL_YEAR.match(text) and not _GOES_ON.search(head)):
            yield Remark(row.at("target"), f"“{text}”说不清到什么时候；请写明日期，或多少个工作日以内")
    elif is_percent(row.unit) or is_money_unit(row.unit) or _is_things(row.unit):
        message = f"“{row.name}”要写时间，这里是“{row.target}”；请写明日期或时限，或把名称改为及时率、完成率"
        yield Remark(row.at("target"), message)


def _asks_when(head: str) -> bool:
    return head[-1] in _WHEN_ENDS and bool(_WHEN.search(head)) and not _HOW_LONG.search(head)


def _is_things(unit: str) -> bool:
    """Counted in things, by any word that is none of time: 万羽, 亩."""
    return bool(_THINGS.match(unit))


_THINGS = regex(
    r"^(?![百千万亿]*个?(?:工作日|[小学课机]?时|[天日月年周秒旬号点分]$|季度?|交易日|人天|分钟))[\u4e00-\u9fff㎡]{1,5}$"
)


_YEAR = regex(r"(?<!\d)(20\d\d)(?:\s*年|[.\-/](?=\d{1,2}(?:\D|$)))")
_DAY = regex(r"(?<!\d)(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_MONTH = regex(r"(?<!\d)(20\d\d)\s*[年.\-/]\s*(\d{1,2})(?!\d)")
_SPAN = regex(r"(?<!\d)(20\d\d)(?!\d)")
_BASELINE = regex(r"较|比|同比|相比|基础上|以来|水平")


@rule(
    "V016",
    title="指标值里的日期不对",
    severity="warning",
    why="年度目标的时间要落在本年度（或项目实施期）之内；写着往年的日期，多半是沿用了去年的表；"
    "长期目标说到哪一年要与表中的截止年一致，填报日期不会是两年前的。",
    basis="财预〔2015〕88号：绩效目标按时效性分为中长期绩效目标和年度绩效目标，年度目标是本年度内预期达到的",
    good=ex.row("培训完成时间", "2026年11月底前", "时效指标"),
    bad=ex.row("培训完成时间", "2025年11月底前", "时效指标"),
)
def date_outside(row: Row) -> Iterator[Remark]:
    """A date that is none, or lies outside the year (and the project's period) of an annual goal."""
    text = row.target.text
    if not text or (row.number is not None and "年" not in text and "月" not in text):
        return
    if wrong := _no_such_day(text):
        yield Remark(row.at("target"), f"没有“{wrong}”这个日期；请更正")
    elif row.period == "annual" and not _BASELINE.search(text):
        outside = [year for year in _YEAR.findall(text) if not _within(int(year), row)]
        if outside:
            yield Remark(row.at("target"), f"“{text.strip()}”不在 {row.form.year} 年度之内；请核对是否沿用了别的年度")
        elif late := _after_the_period(row, text):
            yield Remark(row.at("target"), late)


def _after_the_period(row: Row, text: str) -> str:
    """What is said of a day later than the project's period, where that ends in a month of the form's year."""
    period = row.form.project.period if row.form.project is not None else ""
    months = [(int(year), int(month)) for year, month in _MONTH.findall(period)] if period else []
    runs = len(months) == 2 and months[0] <= months[1]  # one that ends before it begins is told by itself
    told = days(text) if runs and months[1][0] == row.form.year else ()
    if any(one.month > months[1][1] and one.year in (None, row.form.year) for one in told):
        return f"“{text.strip()}”在项目实施期“{period}”之后；请核对时间或实施期"
    begins = months[0][1] if len(months) == 2 and months[0][0] == row.form.year else 0
    if any(one.month < begins and one.year in (None, row.form.year) for one in told):
        return f"“{text.strip()}”在项目实施期“{period}”之前；请核对时间或实施期"
    return ""


def _no_such_day(text: str) -> str:
    for found in _DAY.finditer(text):
        month, day = int(found[1]), int(found[2] or 1)
        if not 1 <= month <= 12 or not 1 <= day <= LENGTHS[month - 1]:
            return found[0]
    return ""


def _within(year: int, row: Row) -> bool:
    """The form's year; a later one where the project's period has it, and no long-term goal is there to say it."""
    if year == row.form.year:
        return True
    if row.form.template is not None and "long_term" in row.form.template.goals:
        return False
    project = row.form.project
    span = [int(one) for one in _SPAN.findall(project.period)] if project is not None else []
    return year > row.form.year and bool(span) and year <= max(span)


_OF_THE_YEAR = regex(r"(?:^|[。；;\n：:，,])\s*(?P<year>20\d\d)\s*年(?:度|全年|内)?(?![底末初前以起\-—~～至到、])")


@also("V016")
def statement_of_another_year(view: GoalView) -> Iterator[Remark]:
    """An annual statement that tells of an earlier year as its own, and never of this one."""
    text = view.goal.statement
    if view.goal.period == "long_term":
        yield from _until_another_year(view)
    if view.goal.period != "annual" or "20" not in text or str(view.form.year) in text:
        return
    years = [found["year"] for found in _OF_THE_YEAR.finditer(text) if int(found["year"]) < view.form.year]
    if years:
        message = f"目标说明写的是 {years[0]} 年，本表是 {view.form.year} 年；请核对是否沿用了往年的文字"
        yield Remark(view.at("statement"), message)


_UNTIL = regex(r"(?:到|至|截[至止])\s*(?P<year>20\d\d)\s*年")


def _until_another_year(view: GoalView) -> Iterator[Remark]:
    """A long-term statement says by which year, and the form (截止……年) another."""
    form = view.form.department
    years = {int(found["year"]) for found in _UNTIL.finditer(view.goal.statement)}
    told = years if form is not None else set[int]()
    asked = _SPAN.search(form.long_term_until) if form is not None else None
    if years and max(years) < view.form.year:
        message = f"长期目标说到 {max(years)} 年，早于本年度 {view.form.year} 年；请核对是否沿用了往年的文字"
        yield Remark(view.at("statement"), message)
    elif told and asked and int(asked[1]) not in told:
        message = f"目标说明写到 {max(told)} 年，本表的长期目标截止到 {asked[1]} 年；请统一"
        yield Remark(view.at("statement"), message, places=(f"{view.form.form.id}.long_term_until",))


@also("V016")
def dates_of_the_form(view: FormView) -> Iterator[Remark]:
    """A date of signing, or a day of the project's period, that no calendar has; a period that ends too early."""
    for field in ("date", "period"):
        text = str(getattr(view.form, field, ""))
        if wrong := no_such_day(text):
            yield Remark(f"{view.form.id}.{field}", f"没有“{wrong}”这个日期；请更正")
        elif is_serial_day(text):
            yield Remark(
                f"{view.form.id}.{field}", f"“{text}”是表格软件里日期的内部编号，日期丢失了；请重新填写", None, "error"
            )
    signed = day_in(view.form.date)
    if signed and not view.year - 1 <= signed.year <= view.year:
        yield Remark(
            f"{view.form.id}.date", f"填报日期“{view.form.date}”离本年度 {view.year} 年太远；请核对是否沿用了往年的"
        )
    yield from _reversed(view)
    yield from _own_days_reversed(view)


_BEGINS, _ENDS = regex(r"开始|起始|开工|启动"), regex(r"完成|结束|截止|终止|竣工|完工")


def _own_days_reversed(view: FormView) -> Iterator[Remark]:
    """Two days in fields that only this template has: it ends before it begins, or before the year of the form."""
    own = {key: day for key, text in view.form.extra.items() if (day := day_in(text))}
    begins = next(((key, day) for key, day in own.items() if _BEGINS.search(key) and not _ENDS.search(key)), None)
    for key, day in own.items():
        if not _ENDS.search(key) or _BEGINS.search(key):
            continue
        where, text = f"{view.form.id}.extra.{key}", view.form.extra[key].strip()
        if begins is not None and day < begins[1]:
            earlier = f"{begins[0]}“{view.form.extra[begins[0]].strip()}”"
            yield Remark(where, f"“{text}”早于{earlier}；请更正", None, "error", (f"{view.form.id}.extra.{begins[0]}",))
        elif begins is not None and day.year < view.year:
            yield Remark(where, f"“{text}”早于本年度 {view.year} 年；请核对是否沿用了往年的日期")


def _reversed(view: FormView) -> Iterator[Remark]:
    """A project's period that ends before it begins; a department's long term that is over."""
    project = view.project
    until = _SPAN.search(view.department.long_term_until) if view.department else None
    if until and int(until[1]) < view.year:
        message = f"长期目标截止到 {until[1]} 年，早于本年度 {view.year} 年；请更正"
        yield Remark(f"{view.form.id}.long_term_until", message, None, "error")
    span = [int(one) for one in _SPAN.findall(project.period)] if project is not None else []
    months = [(int(year), int(month)) for year, month in _MONTH.findall(project.period)] if project is not None else []
    if project is not None and len(months) == 2 and len(span) == 2 and span[0] == span[1] and months[0] > months[1]:
        message = f"实施期“{project.period}”的结束早于开始；请更正"
        yield Remark(f"{project.id}.period", message, None, "error")
    turned = _ONE_YEAR.search(project.period) if project is not None and len(span) == 1 else None
    if project is not None and turned and int(turned["first"]) > int(turned["last"]):
        message = f"实施期“{project.period}”的结束早于开始；请更正，跨年的写明年份"
        yield Remark(f"{project.id}.period", message, None, "error")
    if project is not None and len(span) == 2 and span[0] > span[1]:
        where = f"{project.id}.period"
        message = f"实施期“{project.period}”的结束早于开始；请更正"
        yield Remark(where, message, fixes.set_value(where, _turned(project.period, span)), "error")


_ONE_YEAR = regex(r"20\d\d\s*年\s*(?P<first>\d{1,2})\s*月?\s*[-—－~～至到]+\s*(?P<last>\d{1,2})\s*月")


def _turned(period: str, span: list[int]) -> str | None:
    """Beginning and end exchanged, where nothing but years is written."""
    first, last = (str(year) for year in span)
    return period.replace(first, "\0").replace(last, first).replace("\0", last)


_TIME_WORDS = regex(r"(?:时间节点|时间|时限|日期|期限|时点|日)$")
_DONE = regex(r"(?:完成|实施|办理|开展|截止)$")
_MOST_DATES = 40
_BARE_END = regex(
    r"全部|^\|?(?:于|在|并|确保|力争)?\|?(?:全部|全面|按期)?(?:完成|完工|竣工|建成|上线|投入使用|投用|启用)(?:全部)?"
    r"(?:任务|工作|建设|改造)?$"
)


def _two_days(target: str) -> ex.Example:
    def build() -> Dossier:
        form = ex.good_project()
        form.goals[0].statement = "10月底前完成教材编印，全年培训12场。"
        row = ex.category_of(form.goals[0], "产出指标", "时效指标").indicators[0]
        row.name, row.target = "教材编印完成时间", Target.parse(target)
        return ex.good_dossier(form)

    return ex.built(f"目标说明写“10月底前完成教材编印”，教材编印完成时间为 {target}", build)


@rule(
    "X015",
    title="目标说明里的日期与指标值不同",
    severity="warning",
    why="目标说明写 10 月底完成，指标写 12 月底完成，不知道以哪个为准。",
    basis="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    good=_two_days("2026年10月底前"),
    bad=_two_days("2026年12月底前"),
)
def day_against_indicator(view: GoalView) -> Iterator[Remark]:
    """A day of the statement that is not the one of the indicator it is told of."""
    told = days(view.goal.statement)[:_MOST_DATES]
    dated = [row for row in view.rows if row.name and _tells_a_day(row.target.text)] if told else []
    if len(told) == len(dated) == 1:
        yield from _only_days(view, told[0], dated[0])
    for one in told:
        named = [row for row in dated if _tells_of(one, row)]
        row = named[0] if len(named) == 1 else None
        if row is None or "分别" in one.before:  # one of several days, for several things
            continue
        if one.differs(days(row.target.text)[0]) and sum(_tells_of(other, row) for other in told) == 1:
            message = f"写“{one.phrase}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
            yield Remark(view.at("statement"), message, places=(row.at("target"),))


def _tells_a_day(text: str) -> bool:
    return ("月" in text or "年" in text) and len(days(text)) == 1


def _only_days(view: GoalView, told: Day, row: Row) -> Iterator[Remark]:
    """The one day of the statement, told of nothing (10月底前完成), and the one of the table."""
    if not _BARE_END.search(f"{told.before}|{told.after}") or _tells_of(told, row):
        return
    if _AT_AN_END.search(head_of(row.name)) and told.differs(days(row.target.text)[0]):
        message = f"写“{told.phrase}”，指标“{row.name}”的指标值是“{row.target}”；请统一"
        yield Remark(view.at("statement"), message, places=(row.at("target"),))


def _tells_of(one: Day, row: Row) -> bool:
    """The words of the day's clause end what the indicator dates: 入库 in 秋粮收购入库完成时间."""
    thing = _TIME_WORDS.sub("", head_of(row.name))
    core = _DONE.sub("", thing) or thing
    return len(core) > 1 and core[-2:] in f"{one.before}{one.after}"
