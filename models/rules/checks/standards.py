"""V, S and B, no standard after all: a value that asks for nothing, a basis, a description or a cost that is none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.dossier import Dossier
from models.forms import Purchase
from models.python import regex, remembered
from models.rules import examples as ex
from models.rules.cost_money import beside_budget, budget_of, cost_money, is_cost_level
from models.rules.finding import Remark
from models.rules.money import in_ten_thousands, mixed_up, written
from models.rules.registry import also, rule
from models.rules.view import FormView, GoalView, Row
from models.rules.wording.directions import less_is_better
from models.rules.wording.kinds import (
    head_of,
    is_count_unit,
    is_lowering,
    is_money_unit,
    is_percent,
    is_rate,
    is_satisfaction,
    plain_name,
)
from models.rules.wording.words import any_of, words
from models.templates.block import blocks_of
from models.templates.template import block_places

HUNDRED = Decimal(100)
_FELL = regex(r"(?:较|比|同比|环比)?(?:上年|去年|往年|同期)?(?:下降|减少|降低)(?:率|幅度|比例|比率)?$")
_SIGNED = regex(any_of(words("judged", "signed")))
"""These may be less than 0 (or 0 is not nothing of them), so that even 0 asks for something."""
_OWN_PLAN = regex(rf"(?:{any_of(words('judged', 'plans'))})$")
_RUNNING = regex(r"预算|财务|管理|运行成本|投入|过程|决策|绩效")


@rule(
    "V018",
    title="指标值没有提出要求",
    severity="warning",
    why="“≥0次”“>0%”怎样都算完成；“较上年下降 100%”是一件也不许有；“绩效目标合理性 100%”是自己评自己，都比不出好坏。",
    basis="财预〔2015〕88号：绩效指标应具体明确、可衡量；填报实务：指标值应经过努力才能达到，也能够达到",
    good=ex.row("重复信访下降率", "≥5%", "社会效益指标", "效益指标"),
    bad=ex.row("重复信访下降率", ">0%", "社会效益指标", "效益指标"),
    when="number",
)
def asks_for_nothing(row: Row) -> Iterator[Remark]:
    """At least nothing; a decline by all there is; a verdict on the form's own targets."""
    if not row.name or row.number is None or not (row.number <= 0 or is_percent(row.unit)):
        return
    head, text = head_of(row.name), row.target.text.strip()
    if row.number < 0 and is_count_unit(row.unit) and not is_money_unit(row.unit) and not _BELOW_NOTHING.search(head):
        yield Remark(row.at("target"), f"“{text}”：“{row.name}”不会是负数；请核对")
    elif row.number == 0 and row.comparison in ("≥", ">") and not _SIGNED.search(head):
        yield Remark(row.at("target"), f"“{text}”怎样都算完成，没有提出要求；请写明至少要达到多少")
    elif not is_percent(row.unit):
        return
    elif row.number == HUNDRED and row.comparison not in ("≤", "<") and _FELL.search(head):
        yield Remark(row.at("target"), f"“{row.name}”{text}，是一件也不许再有；请核对，确是如此的请写作“=0件”一类")
    elif _OWN_PLAN.search(head):
        advice = f"“{row.name}”是自己评自己，年底没有办法核对；请换成反映工作成果的指标"
        hint = _RUNNING.search(row.dimension + row.category)
        yield Remark(row.at("name"), advice, severity="info" if hint else None)


_BELOW_NOTHING = regex(rf"{any_of(words('judged', 'signed'))}|减|降|升|涨|差|位次|排名|名次|水位|高程")
"""What may be less than nothing."""
_SENTENCE, _SAYS_WHEN = 8, regex(r"\d|[一二三四五六七八九十百两]|全部|均|零|全覆盖|不发生|无|按[时期]|及时|率")


@also("V018")
def words_that_ask_for_nothing(view: GoalView) -> Iterator[Remark]:
    """An indicator told in words, where the form has no column for a value, with nothing in it to be checked."""
    if view.form.template is None or view.form.prints("indicator.target"):
        return
    for row in view.rows:
        if len(row.name) > _SENTENCE and row.target.blank and not _SAYS_WHEN.search(row.name):
            advice = f"“{row.name[:20]}……”里没有数，也没有可以对照的状态；请写明做多少、做到什么程度"
            yield Remark(row.at("name"), advice, cause="没有数，也没有可以对照的状态；请写明做多少、做到什么程度")


_PROMPT = regex(r"(?:及时|按时|按期|准时|限时)[\u4e00-\u9fff]{0,3}(?:率|性|程度)?$")
_TIME_SAID = regex(r"时|期|[日天月]|周|进度|快|迟|晚|延|完成|逾|速|分钟|按(?:规定|要求|计划|进度)")
_SHARE_SAID = regex(r"占[^，。；]{0,16}(?:比例|比重|比率|百分比|之比)|在[^，。；]{1,16}中的(?:比例|比重)|[÷/／]")
_PLEASED = regex(r"(?<!不)满意|好评|评价|认可")
_SAYS = regex(
    r"^(?:用于|主要)?(?:反映|考核|衡量|体现|说明|指)?|(?:的)?(?:完成|开展|实现)?(?:的)?(?:情况|程度|水平|结果|状况)$"
)


@rule(
    "V019",
    title="指标解释与名称对不上",
    severity="warning",
    why="名称说及时，解释却是接待了多少；名称是覆盖率，解释说的是另一件事：年底不知道该按哪个算。解释只把名称重说一遍，也没有说明怎样算。",
    basis="财预〔2015〕88号：绩效指标应具体明确、可衡量；填报实务：指标解释说明口径和计算方法，与名称是一回事",
    good=ex.row("信访件及时受理率", "≥95%", "质量指标", description="按时受理的信访件占全部信访件的比例"),
    bad=ex.row("信访件及时受理率", "≥95%", "质量指标", description="受理的信访件占全部信访件的比例"),
    when="described",
)
def description_unfit(row: Row) -> Iterator[Remark]:
    """A description of another quality of it; hints: one without a word of the name, one that is the name again."""
    said = row.indicator.description
    if not said or not row.name:
        return
    said, head = plain_name(said), head_of(row.name)
    where = row.at("description")
    if said == plain_name(row.name) or _SAYS.sub("", said) == _SAYS.sub("", head):
        advice = "解释只把名称重说了一遍；请写明口径、怎样计算"
        yield Remark(where, advice, severity="info", cause=advice)
    elif _SHARE_SAID.search(said):
        message = f"名称是“{row.name}”，解释“{said[:30]}”"
        if what := _other_quality(row, head, said):
            yield Remark(where, f"{message}{what}；请改为一致")
        elif _without_its_words(head, said):
            sure = head.endswith("覆盖率")  # of whom is what it says
            yield Remark(where, f"{message}像是说另一件事；请核对", severity=None if sure else "info")


def _other_quality(row: Row, head: str, said: str) -> str:
    """What the description tells of, or leaves out, against the name."""
    if _PROMPT.search(head) and not _TIME_SAID.search(said):
        return "没有说到时间"
    if _PLEASED.search(said) and not (_PLEASED.search(head) or "满意" in row.category + row.dimension):
        return "说的是满意度"
    return ""


_LONG_NAME = 4
_NO_THING = regex(r"[率度性数量]$|覆盖|完成|比例|占比|情况|达标|合格|及时|满意|增长|下降|按[期时]|准时|工作|全年|年度")


def _without_its_words(head: str, said: str) -> bool:
    """A rate of a thing of which the description has not one character: other words may still mean the same."""
    thing = _NO_THING.sub("", head) if is_rate(head) and not is_satisfaction(head) else ""
    return len(thing) >= _LONG_NAME and set(thing).isdisjoint(said)


_BY_HISTORY, _BY_SPENDING = regex(r"^历史(?:标准|数据|水平|值)$"), regex(r"^预算支出标准$")
_MONEY = regex(any_of(words("judged", "money")))


@rule(
    "V020",
    title="指标值确定依据与指标对不上",
    severity="warning",
    why="依据写“历史标准”，上年的值却空着，无从比较；“预算支出标准”管的是花多少钱，不是工作做得怎样的依据。",
    basis="财预〔2015〕88号：绩效目标设定的依据包括相关历史数据、行业标准、计划标准、预算支出标准等；填报实务：依据要能支持指标值",
    good=ex.row("举办培训场次", "≥12场", basis="计划标准"),
    bad=ex.row("举办培训场次", "≥12场", basis="预算支出标准"),
)
def basis_unfit(row: Row) -> Iterator[Remark]:
    """预算支出标准 for what is no money: a hint, told once a form."""
    basis = row.indicator.basis
    if not basis or not row.name or row.target.blank or _kind_of_basis(basis) != "spending":
        return
    if not _is_of_money(row):
        advice = f"“{basis}”是花钱的标准，不是这些指标的依据；请改写依据（计划标准、历史标准等）"
        yield Remark(row.at("basis"), advice, severity="info", cause=advice)


@also("V020")
def without_last_year(view: GoalView) -> Iterator[Remark]:
    """历史标准 without last year's value, where the goal's table has a column for it."""
    if view.goal.period != "annual":
        return
    for row in view.rows:
        basis = row.indicator.basis
        if not basis or _kind_of_basis(basis) != "history" or any(map(str.strip, row.indicator.history.values())):
            continue
        if not row.name or row.target.blank:
            continue
        if not view.kept(_asks_last_year):
            return
        yield Remark(row.at("basis"), f"依据是“{basis}”，上年的值却空着；请填上年完成值，或改写依据")


@remembered
def _kind_of_basis(basis: str) -> str:
    """``history`` or ``spending``; nothing for any other."""
    plain = plain_name(basis)
    return "history" if _BY_HISTORY.match(plain) else "spending" if _BY_SPENDING.match(plain) else ""


def _asks_last_year(view: GoalView) -> bool:
    """Its table has a column for last year, and it is of no project of one year only, which has no year before."""
    template, project = view.form.template, view.form.project
    if template is None or (project is not None and "一次性" in project.frequency):
        return False
    tables = blocks_of(template.block, "annual", view.number + 1)
    return any(place.path == _LAST_YEAR for block, _ in tables for place in block_places(template, block))


_LAST_YEAR = "indicator.history.year-1"


def _is_of_money(row: Row) -> bool:
    return is_money_unit(row.unit) or is_cost_level(row.dimension, row.category) or bool(_MONEY.search(row.name))


_FOR_ONE = regex(
    r"[人户亩生床车件次]均|单位(?:面积)?(?:成本|造价)|单价"
    r"|每(?![年月季周日天])[\u4e00-\u9fff]{1,4}(?:成本|费用|造价|补[助贴]|标准)"
)


@rule(
    "B027",
    title="单位成本写成了总额",
    severity="warning",
    why="名称是人均、单价，金额却等于全部预算，写的是总额：要么名称不对，要么少除了一次。",
    basis="财预〔2021〕101号：经济成本指标反映项目的直接成本，单位成本写单价；填报实务：单价的度量单位写到“元/人”“元/件”",
    good=ex.row("人均培训成本", "≤1000元/人", "经济成本指标", "成本指标"),
    bad=ex.row("人均培训成本", "≤20万元", "经济成本指标", "成本指标"),
)
def whole_for_one(view: GoalView) -> Iterator[Remark]:
    """A price for one, by its name, that is the whole budget and is said for nothing; where one is counted (购置 1 台)
    its price may be all of it."""
    prices = [row for row in view.rows if _is_price_for_one(row)]
    budget = budget_of(view.form, view.goal.period) if prices else None
    if not budget or any(
        row.number == 1 and is_count_unit(row.unit) and not is_money_unit(row.unit) for row in view.rows
    ):
        return
    for row in prices:
        if in_ten_thousands(row.target) == budget:
            text = row.target.text.strip()
            message = f"“{text}”就是全部预算 {written(budget)} 万元，不是“{row.name}”；请写明每一个多少，或改名称"
            yield Remark(row.at("target"), message, places=(f"{view.form.form.id}.amount",))


def _is_price_for_one(row: Row) -> bool:
    if row.number is None or not is_money_unit(row.unit) or "/" in row.unit or not _FOR_ONE.search(row.name):
        return False
    return not (is_rate(row.name) or is_satisfaction(row.name) or is_lowering(row.name))


_NO_CONTENT = regex(
    r"\d+[.、．]|确保|保证|保障|做好|抓好|完成|开展|推进|加强|促进|支持|用于|维持|正常|顺利|有序|平稳|运行|运转|进行|实施|工作|任务|项目|专项|经费"
    r"|资金|各项|全[省市县区镇乡]|本[省市县区镇乡级]|我[省市县区局]|本?年度?|[\W_]|[的和及与等对各能够了]"
)
_NAME_AGAIN, _LONGEST_AGAIN = 0.8, 60
_TELLS = regex(r"\d|[一二三四五六七八九十百千万两]{1,4}[个件场次人户项台套家批期份名处所座]|零|不发生|全部|均")


@rule(
    "C016",
    title="目标说明只重复了项目名称",
    severity="warning",
    why="“完成全县信访宣传任务”只是把项目名称换了个说法：做多少、做到什么程度、什么时候做完都没有写。",
    basis="财预〔2015〕88号：绩效目标应当指向明确、细化量化、合理可行；目标说明写预期的产出和效果",
    good=ex.goal(statement="全年举办业务培训，提高办事人员业务水平。"),
    bad=ex.goal(statement="做好业务培训工作，确保培训工作正常开展。"),
)
def only_the_name_again(view: GoalView) -> Iterator[Remark]:
    """A project's annual statement without a number, whose words are those of the project's name."""
    text, name = plain_name(view.goal.statement), plain_name(view.form.form.name)
    project = view.form.project is not None and view.goal.period == "annual"
    if not project or not text or not name or len(text) > _LONGEST_AGAIN or _TELLS.search(text[2:]):
        return
    words_left = _NO_CONTENT.sub("", text)
    again = sum(char in name for char in words_left)
    if again >= _NAME_AGAIN * len(words_left):
        advice = "目标说明只把项目名称换了个说法；请写明做多少、做到什么程度、什么时候完成"
        yield Remark(view.at("statement"), advice, places=(f"{view.form.form.id}.name",))


_SOME = regex(rf"{any_of(words('judged', 'some'))}|等$")


def _bought(quantity: str) -> ex.Example:
    def build() -> Dossier:
        bought = [Purchase(name="办公电脑", quantity=quantity, amount=Decimal(1))]
        return ex.good_dossier(ex.good_project(purchases=bought))

    return ex.built(f"采购办公电脑，数量写“{quantity}”", build)


@rule(
    "C017",
    title="采购数量、立项依据没有写实",
    severity="warning",
    why="采购计划写“打印机等若干”，金额从哪里来说不清；立项依据没有写文件、会议或者规定，审核时没有办法核对。",
    basis="财预〔2015〕88号：绩效目标申报要有依据；填报实务：资产配置按数量、单价测算，立项依据写文件名称和文号",
    good=_bought("2台"),
    bad=_bought("2台，其他若干"),
)
def said_vaguely(view: FormView) -> Iterator[Remark]:
    """A quantity to be bought that is no quantity; a hint where the grounds of a project name no document."""
    project = view.project
    if project is None:
        return
    for one in project.purchases:
        if found := _SOME.search(one.quantity.strip()):
            advice = f"数量写“{one.quantity.strip()[:20]}”，“{found[0]}”不是数量；请逐样写明"
            yield Remark(f"{one.id}.quantity", advice, places=(f"{one.id}.amount",))
    if len(project.basis.strip()) > _LONG_BASIS and not _DOCUMENT.search(project.basis):
        advice = "立项依据没有写文件、会议或者规定；请写明文件名称和文号"
        yield Remark(f"{project.id}.basis", advice, severity="info")


_LONG_BASIS = 12
_DOCUMENT = regex(rf"[《〔【\[（(]|{any_of(words('judged', 'documents'))}")


_GOOD_WORK = regex(rf"(?:{any_of(words('judged', 'good_work'))})率$")
_KEEPS_MONEY = regex(r"成本|预算|控制|支出|资金|经费")
_TOLD_OF_COST = regex(
    r"[费价款债薪贴]|投资|投入|收入|造价|节|耗|损|结余|压减|压降|下降|降低|减少|偏差|超|占|补助|标准|变动|增长"
)


@rule(
    "S007",
    title="成本指标下的不是成本",
    severity="warning",
    why="成本指标管花多少钱，放了产出、质量一类的比率，钱就没有指标管着。",
    basis="财预〔2021〕101号：经济成本指标反映实施相关项目所产生的直接经济成本",
    good=ex.row("项目总成本", "≤20万元", "经济成本指标", "成本指标"),
    bad=ex.row("设备验收合格率", "≥95%", "经济成本指标", "成本指标"),
    when="percent",
)
def no_cost(row: Row) -> Iterator[Remark]:
    """A rate of good work under 成本指标."""
    if row.number is None or not is_percent(row.unit) or not is_cost_level(row.dimension, row.category):
        return
    head = head_of(row.name)
    if _KEEPS_MONEY.search(head):
        return
    strange = is_rate(row.name) and not _TOLD_OF_COST.search(head)
    strange = strange and (row.comparison not in ("≤", "<") or less_is_better(row.name, row.unit) == "rate")
    economic = "社会" not in row.category and "生态" not in row.category
    if _GOOD_WORK.search(head) or (economic and strange):
        yield Remark(row.at("name"), f"“{row.name}”不是成本；请移到产出指标，成本指标写金额或控制率")


_SO_MUCH_LESS, _FEW_YUAN = Decimal(1000), Decimal(1)


@also("B012")
def cost_in_the_wrong_money(goal: GoalView) -> Iterator[Remark]:
    """The whole of a cost told in 元, so little of the budget that 万元 must be meant: 人员经费≤680元, of 1120万元."""
    money = cost_money(goal)
    for one, amount in money.all if money else ():
        number = one.target.number
        if one.target.unit != "元" or number is None or money is None or mixed_up(amount, money.budget):
            continue
        if _FEW_YUAN <= number <= money.budget and amount * _SO_MUCH_LESS < money.budget:
            message = f"“{one.target}”不到预算 {written(money.budget)} 万元的千分之一；请核对是元还是万元"
            yield Remark(f"{one.id}.target", message, None, "warning", beside_budget(goal, [one]))
