"""X 一致, what a statement promises and no indicator measures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.python import regex
from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.promises import absolutes, measure_of, measure_said, mentioned, promises_in
from models.rules.registry import rule
from models.rules.view import GoalView, Row
from models.rules.wording.kinship import told_apart
from models.rules.wording.quantities import Quantity, likeness, stem

_SAME_THING = 0.5
_BY_WHEN = regex(r"\d+[月日][^，。；]{0,6}?前|年中|汛前|开学前|节前|入冬前")
_MOST_TOLD = 3
_NO_PROMISE = regex(
    r"^(?:方面|坚决|维护|确保|不发生|必须|百分|月|小时|工作日|重点|阶段|层面|领域|维度|环节|一批|方向|步骤|严禁"
    r"|到位|中心|机构|单位|部门|科室)"
)
_COUNTED = frozenset(
    {"人", "场", "次", "件", "份", "篇", "户", "家", "期", "批", "人次", "台", "套", "辆", "种", "项", "亩", "平方米"}
    | {"公里", "册", "条", "所", "座", "处", "个", "班", "课时"}
)
_THINGS = frozenset(
    {
        "个",
        "项",
        "处",
        "座",
        "所",
        "家",
        "台",
        "套",
        "件",
        "部",
        "栋",
        "辆",
        "种",
        "类",
        "份",
        "册",
        "本",
        "批",
        "期",
        "班",
        "场",
        "次",
        "间",
        "条",
    }
)
_PEOPLE = frozenset({"人", "人次", "户", "人天"})
_DOING = regex(
    r"编写|撰写|创作|拍摄|制定|培育|推广|栽植|放流|引进|搭建|打造|设立|添置|租赁|审计|核查|抽查|监测|排查|化解|调解"
    r"|审结|开设|开发|研发|培训|编印|印制|印发|购置|采购|新建|建设|改造|举办|开展|发放|安装|更新|新增|种植|修缮"
    r"|维修|维护|聘用|聘请|选聘"
    r"|招聘|制作|编制|组织|走访|慰问|检查|抽检|巡查|清运|铺设|建成|救助|资助|扶持|创建|完成|办理|配备|检测|整治"
    r"|清理|更换|配置|配发|添置|增设|增配|添购|投放|储备|征集|评选|选树|表彰|认定|扩建|翻建|加装|粉刷|硬化|亮化|疏通|清掏|清洗|消毒|防治|普查"
    r"|测绘|登记|发布|发表|出版|刊发|推送|接待|接诊|诊治|巡诊|义诊|体检|筛查|接种|随访|签约|帮扶|结对|看望|调研|督查"
    r"|督导|暗访|督办|审理|执结|起诉|抓获|破获|侦办|查处|查办|查获|收缴|追缴|回访|演出|放映|巡演|展览|展出|录制|直播"
    r"|形成|编纂|修订|修复|修补|加固|架设|敷设|埋设|施划|布设|悬挂|张贴|发送|配送|转运|派发|租用|承办|参加|孵化|申报|获得"
    r"|取得|招录|遴选|选派|轮训|演练|评审|评估|鉴定|检验|检定|抽样|采样|补植|造林|绿化|灭火|植树|收购|收储|收治"
)
_FOR_WHOM = regex(r"[为对向]|覆盖|涉及|服务|惠及|辖")
_PAID_OUT = regex(r"(?:发放|兑付|给予|提供)[^，。；]{0,8}(?:补贴|补助|津贴|救助|资助|奖励|慰问|补偿|待遇)")
_DUTY = regex(r"编制|下设|内设|现有|共有|在职|退休|离休|成立|设有|辖|总面积|总人口|常住")


@rule(
    "X008",
    title="目标说明里的承诺没有指标",
    severity="info",
    why="目标说明承诺了要做的数量、不发生的事，却没有指标去衡量它，年底无从评价。",
    basis="财预〔2015〕88号：绩效指标是绩效目标的细化和量化描述",
    good=ex.goal(statement="全年举办培训12场。"),
    bad=ex.goal(statement="全年举办培训12场，编印宣传手册3000册。"),
)
def promise_without_indicator(view: GoalView) -> Iterator[Remark]:
    """A quantity of the statement that no indicator of the goal has, neither by its number nor by its name.

    A warning where something is surely to be done (编印手册3000册); else a hint.
    """
    text = view.goal.statement
    rows = [row for row in view.rows if row.name] if text else []
    if not rows:
        return
    loose = [one.quantity for one in promises_in(view, text) if one.row is None and _promised(one.quantity)]
    loose = [one for one in loose if not (_BY_WHEN.search(one.before) and _part_of(rows, one))]
    loose = _without_indicator(rows, loose) if loose else []
    if loose:
        sure = any(_to_be_done(one) for one in loose)
        phrases = "、".join(
            f"“{one.before[-16:].lstrip('、，和及')}{one.text}{one.after[:8]}”" for one in loose[:_MOST_TOLD]
        )
        more = f"等 {len(loose)} 处" if len(loose) > _MOST_TOLD else ""
        advice = f"{phrases}{more}没有相应的指标；请设指标来衡量，或从目标说明里删去"
        yield Remark(view.at("statement"), advice, None, "warning" if sure else None)
    for promise in absolutes(text):
        if promise.none and promise.firm and not any(mentioned(row.name, promise.words) for row in rows):
            yield Remark(
                view.at("statement"),
                f"“{promise.text[-20:]}”没有相应的指标；请设指标（如某类事件 =0起）来衡量",
                None,
                "warning",
            )


def _without_indicator(rows: list[Row], loose: list[Quantity]) -> list[Quantity]:
    """Those of which no indicator has the number, nor the name."""
    counted: dict[str, list[tuple[Row, Decimal | None]]] = {}
    for row in rows:
        number, unit = measure_of(row.number, row.unit, row.name) if row.number is not None else (None, "")
        counted.setdefault(unit, []).append((row, number if unit else None))
        if unit and not row.unit:
            counted.setdefault("", []).append((row, None))
    return [one for one in loose if not _has_indicator(counted, one)]


def _has_indicator(counted: dict[str, list[tuple[Row, Decimal | None]]], one: Quantity) -> bool:
    """An indicator counts the same thing, by its number or in words for it; one without a unit only in words."""
    number, unit = measure_said(one)
    fitting = [rows for own, rows in counted.items() if not own or _may_count(own, unit)]
    around = one.before + one.after
    return any(
        known == number or likeness(stem(row.name), around) >= _SAME_THING for rows in fitting for row, known in rows
    )


def _part_of(rows: list[Row], one: Quantity) -> bool:
    """What is done by a day is a part of what an indicator has for the year: 5月汛前完成12条, of =18条."""
    measures = [measure_of(row.number, row.unit, row.name) for row in rows if row.number is not None and row.unit]
    number, unit = measure_said(one)
    return any(own == unit and number < whole for whole, own in measures)


def _may_count(own: str, unit: str) -> bool:
    """Both units may count the same: 24座 may be 24处, and is not 24公里."""
    return own.partition("/")[0] == unit or (own in _THINGS and unit in _THINGS) or {own, unit} <= _PEOPLE


def _promised(one: Quantity) -> bool:
    """A number of things to be done, not a share, a step, a duty or a figure of speech."""
    counted = one.unit in _COUNTED and not one.spelled and not one.delta and not told_apart(one)
    return counted and not _NO_PROMISE.search(one.after) and not _DUTY.search(one.before + one.after)


def _to_be_done(one: Quantity) -> bool:
    """The number stands with a verb of doing (编印, 培训), not with those for whom it is done (为12个村)."""
    if _PAID_OUT.search(one.after) and one.before.endswith(("向", "为", "给")):
        return True
    return bool(_DOING.search(one.before)) and not _FOR_WHOM.search(one.before[-2:])
