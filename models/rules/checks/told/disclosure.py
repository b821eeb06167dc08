"""X, the disclosure as a whole: of which year it is, and how many projects with how much money it tells of."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal

from models.dossier import Dossier, Prose
from models.python import regex
from models.rules.examples import built, good_department, good_dossier, good_project
from models.rules.finding import Remark
from models.rules.listed_projects import ProjectFact, project_facts
from models.rules.money import agree, mixed_up, written
from models.rules.registry import rule
from models.rules.view import DossierView
from models.rules.wording.arithmetic import NUMBER_PATTERN


def _told(text: str) -> Callable[[], Dossier]:
    def build() -> Dossier:
        return good_dossier(good_department(), good_project(), prose=[Prose(id="p1", text=text)])

    return build


_TITLE = regex(
    r"^[\u4e00-\u9fff（）()]{0,30}?(?P<year>20\d\d)\s*年(?:度)?(?:部门|单位)预算(?:编制|公开|情况|信息|编报)*(?:说明|情况|报告|文本)?$"
)


@rule(
    "X017",
    title="说明文字的标题是别的年度",
    severity="warning",
    why="公开文本的标题里是另一个年度，多半是用上年的文本改的，忘了改。",
    basis="填报实务：一份公开文本说一个年度的预算",
    good=built("标题是“示例市示例局2026年部门预算说明”", _told("示例市示例局2026年部门预算说明")),
    bad=built("标题是“示例市示例局2025年部门预算说明”", _told("示例市示例局2025年部门预算说明")),
)
def year_of_prose(view: DossierView) -> Iterator[Remark]:
    """The first title of the disclosure is that of another year than the dossier's."""
    titles = ((one, found) for one in view.dossier.prose if (found := _TITLE.match(one.text.strip())))
    first = next(titles, None)
    if first is not None and int(first[1]["year"]) != view.dossier.year:
        year = first[1]["year"]
        message = f"“{first[0].text.strip()}”是 {year} 年的，套表是 {view.dossier.year} 年度；请核对年度"
        yield Remark(f"{first[0].id}.text", message)


_LAST_YEAR = regex(r"上年|去年|执行|决算|完成|累计|总投资")


def _other_money(where: str, text: str, facts: list[ProjectFact]) -> Iterator[Remark]:
    """A project told by its whole name with an amount right behind it, which is not the form's."""
    for fact in facts:
        name = unicodedata.normalize("NFKC", fact.name.strip())
        place = text.find(name) if len(name) >= _LONG_NAME and fact.amount else -1
        found = _AMOUNT_BEHIND.match(text, place + len(name)) if place >= 0 else None
        if found is None or _LAST_YEAR.search(text[:place].rpartition("。")[2]):
            continue
        amount = Decimal(found["money"].replace(",", ""))
        if fact.amount and not agree(amount, fact.amount) and not mixed_up(amount, fact.amount):
            message = f"“{name}{found[0]}”，项目表的预算是 {written(fact.amount)} 万元；请核对"
            yield Remark(where, message, places=(f"{fact.form_id}.amount",))


_LONG_NAME = 5
_AMOUNT_BEHIND = regex(rf"(?:项目|专项|经费|资金|预算|支出)*(?:安排|共|计|为|:)?(?P<money>{NUMBER_PATTERN})\s*万元")
_PROJECTS = regex(
    r"(?<!上年)绩效目标[^。；;]{0,20}?项目(?:支出)?(?:[\d.,]+\s*万元[，,])?(?:共|共计|有|涉及)?\s*(?P<count>\d+)\s*个"
)
_MONEY = regex(rf"涉及[^。；;\d]{{0,14}}?(?P<money>{NUMBER_PATTERN})\s*万元")
_OTHER_YEAR = regex(r"上年|去年|评价|监控|自评")


@rule(
    "X018",
    title="说明文字里的绩效项目与表不符",
    severity="warning",
    why="公开文本说有几个项目编了绩效目标、涉及多少钱，后面附的项目表却不是这些，少附了表，或数没有改。",
    basis="填报实务：预算公开文本与所附绩效目标表的个数、金额一致",
    good=built("1 个项目 20 万元", _told("本单位纳入绩效目标管理的项目1个，涉及资金20万元。")),
    bad=built("3 个项目 60 万元", _told("本单位纳入绩效目标管理的项目3个，涉及资金60万元。")),
)
def projects_of_prose(view: DossierView) -> Iterator[Remark]:
    """The number of projects with goals, or their money, is not that of the project forms in the dossier."""
    facts = project_facts(view)
    for one in view.dossier.prose if facts else ():
        text = unicodedata.normalize("NFKC", one.text)
        yield from _other_money(f"{one.id}.text", text, facts)
        told = _PROJECTS.search(text)
        if told is None or _OTHER_YEAR.search(text[: told.end()].rpartition("。")[2]):
            continue
        money = _MONEY.search(text, told.end())
        total = sum((fact.amount or Decimal(0) for fact in facts), Decimal(0))
        places = tuple(f"{fact.form_id}.amount" for fact in facts)
        if int(told["count"]) != len(facts):
            message = f"“{told[0]}”，套表里有 {len(facts)} 张项目表；请核对"
            yield Remark(f"{one.id}.text", message, places=places)
        elif (
            money
            and not agree(amount := Decimal(money["money"].replace(",", "")), total)
            and not mixed_up(amount, total)
        ):
            message = f"“{told[0]}”写涉及 {written(amount)} 万元，项目表合计 {written(total)} 万元；请核对"
            yield Remark(f"{one.id}.text", message, places=places)
