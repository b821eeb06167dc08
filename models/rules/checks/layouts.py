"""T 版式: what the rules must know before they can judge; C014: the fields that only one template has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from models.dossier import Dossier
from models.fields import PERIOD_WORDS
from models.forms import OwnRow
from models.goals import Goal
from models.paths import read
from models.python import regex
from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.registry import also, rule
from models.rules.view import FormView, Row
from models.rules.wording.written_days import no_such_day
from models.templates.asked import TICKS, FieldRule
from models.templates.block import INDICATOR_TABLES, Block, blocks_of
from models.templates.template import FormTemplate
from models.values import read_decimal

_KINDS = {"department": "部门整体", "project": "项目"}


@rule(
    "T001",
    title="版式不认识",
    severity="error",
    why="不知道版式，就不知道哪些栏目必填、权重合计多少、有哪些一级和二级指标，这些方面不能审核。",
    basis="填报实务：先定版式，再谈审核",
    good=ex.good_form(),
    bad=ex.built("版式 id 为 no-such-form", lambda: ex.good_dossier(ex.good_project(template="no-such-form"))),
)
def unknown_template(view: FormView) -> Iterator[Remark]:
    """A form whose template this program does not have."""
    if view.template is None:
        name = f"“{view.form.template}”" if view.form.template else "（未选）"
        message = f"没有版式{name}，必填栏目、权重和指标分类未审核；请选一个版式，或把版式文件放进版式文件夹"
        yield Remark(f"{view.form.id}.template", message)


@rule(
    "T002",
    title="版式里的审核设置写错",
    severity="warning",
    why="版式文件可以开关规则、改级别和参数；写错的一项不起作用，要让人知道。",
    basis="填报实务：版式文件由使用单位自己维护，写错了要能看出来",
    good=ex.good_form(),
    bad=ex.built("版式里写 rules.W999 = { off = true }", ex.good_dossier, template={"rules": {"W999": {"off": True}}}),
)
def bad_settings(view: FormView) -> Iterator[Remark]:
    """A choice in the template's ``rules`` that cannot be understood."""
    for problem in view.template_problems:
        yield Remark(f"{view.form.id}.template", f"版式文件里的审核设置有误：{problem}；这一项未起作用")


def _two_goals() -> Dossier:
    form = ex.good_project()
    form.goals.append(Goal(id="second", label="年度目标2", statement="完成第二批设备更新。"))
    return ex.good_dossier(form)


@rule(
    "T003",
    title="版式没有位置的目标",
    severity="warning",
    why="官方表只有一定数目的长期、年度目标；多出来的不印，或加印在后面，与官方表不一样。",
    basis="填报实务：看不到的内容等于没有报送",
    good=ex.good_form(),
    bad=ex.built(
        "版式只印一个年度目标，填了两个", _two_goals, template={"goals": {"annual": {"label": "年度目标", "most": 1}}}
    ),
)
def goals_not_printed(view: FormView) -> Iterator[Remark]:
    """Goals and indicators without a place; a template that speaks of the other period alone has none of this."""
    if view.template is None or not view.template.goals:
        return
    for period, word in PERIOD_WORDS.items():
        goals = view.form.goals_of(period)
        room = sum(spec.most or len(goals) for name, spec in view.template.goals.items() if name == period)
        added = view.template.repeats_goals(period)
        fate = "会加印在后面，与官方表不一样" if added else "不会印出"
        for goal in goals[room:]:
            message = f"本版式只有 {room} 个{word}的位置，这个目标{fate}；请合并到前面的目标，或删去"
            yield Remark(f"{goal.id}.statement", message if room else f"本版式没有{word}，这个目标{fate}")
        for number, goal in enumerate(goals if added else goals[:room], 1):
            if goal.statement and not _prints_statements(view.template):
                yield Remark(f"{goal.id}.statement", "本版式不印目标说明，这里写的不会印出；要报的写成指标，说明留空")
            if not _lists_indicators(view.template.block, period, number) and not all(
                one.blank for one in goal.indicators()
            ):
                message = f"本版式不列{word}的指标，这个目标下的指标不会印出；请移到列有指标的目标下，或删去"
                yield Remark(f"{goal.id}.dimensions", message)


def _prints_statements(template: FormTemplate) -> bool:
    """True where the words of a goal stand somewhere; some forms have its indicators alone."""
    return any(path.endswith(("goal.statement", "goal.summary")) for path in template.printed)


def _lists_indicators(blocks: Iterable[Block], period: str, number: int) -> bool:
    """True when the indicators of the goal with that number (from 1) of that period stand somewhere."""
    return any(block.kind in INDICATOR_TABLES for block, _ in blocks_of(blocks, period, number))


@rule(
    "T004",
    title="版式与表的种类不符",
    severity="error",
    why="项目表用了部门整体的版式，或反过来：印不出来，也导不出来，其余的审核都对不上号。",
    basis="填报实务：部门整体和项目支出各有各的表",
    good=ex.good_form(),
    bad=ex.built("项目表用了部门整体的版式", lambda: ex.good_dossier(ex.good_project(template=ex.DEPARTMENT_TEMPLATE))),
)
def template_of_other_kind(view: FormView) -> Iterator[Remark]:
    """A project form with a department's template, or the other way round."""
    if view.template is not None and view.template.kind != view.form.kind:
        message = (
            f"版式“{view.template.name}”是{_KINDS[view.template.kind]}的，这张表是{_KINDS[view.form.kind]}表，印不出来"
        )
        yield Remark(f"{view.form.id}.template", f"{message}；请换一个版式")


# --- fields that only one template has --------------------------------------------------------------------------------

_DAY = r"(?:\s*\d{1,2}月(?:\s*\d{1,2}日)?)?"
_DATE = regex(rf"(?:19|20)\d\d(?:年{_DAY}|(?:[-/.]\d{{1,2}}){{1,2}})[前底初止]?")
_OWN = "extra."


def _fault(text: str, asked: FieldRule) -> str:
    """Why a text is not what the template asks for; empty where it is."""
    if asked.type in ("money", "number"):
        with suppress(ValueError):
            read_decimal(text)
            return ""
        return f"“{text}”不是数字；请写数字"
    if asked.type == "date" and not _DATE.fullmatch(text.strip()):
        return f"“{text}”不是日期；请写成 2026-01-31 或 2026年1月31日"
    if asked.type == "date" and (wrong := no_such_day(text)):
        return f"没有“{wrong}”这个日期；请更正"
    chosen = text.split(TICKS) if asked.type == "ticks" else [text]
    other = next((one for one in chosen if asked.type in ("choice", "ticks") and one not in asked.choices), "")
    return f"“{other}”不在可选的词里；可选：{TICKS.join(asked.choices)}" if other else ""


def _faults(view: FormView, scope: str, part: Any) -> Iterator[Remark]:
    for _, field, asked in view.asked(scope):
        text = str(read(part, field) or "").strip() if field.startswith(_OWN) else ""
        if text and (fault := _fault(text, asked)):
            yield Remark(f"{part.id}.{field}", fault)


@rule(
    "C014",
    title="自设栏目填得不合规定",
    severity="error",
    why="版式规定这一栏是数字、日期或几个词里的一个，填了别的，汇总和导入系统时会出错。",
    basis="填报实务：各地版式自设的栏目由版式规定填法",
    good=ex.project(extra={"完成日期": "2026-12-31"}),
    bad=ex.built(
        "版式规定“完成日期”是日期，填了“年底争取”",
        lambda: ex.good_dossier(ex.good_project(extra={"完成日期": "年底争取"})),
        template={"fields": {"extra.完成日期": {"type": "date"}}},
    ),
)
def own_field(view: FormView) -> Iterator[Remark]:
    """A field of the form, or an entry of a list, that only this template has."""
    yield from _faults(view, "form", view.form)
    for entry in view.form.own_rows:
        yield from _faults(view, "item", entry)
        yield from _blanks(view, entry)


def _blanks(view: FormView, entry: OwnRow) -> Iterator[Remark]:
    """What the template wants in every entry."""
    for _, field, asked in view.asked("item"):
        if asked.required and any(entry.extra.values()) and not str(read(entry, field) or "").strip():
            yield Remark(f"{entry.id}.{field}", "本版式规定必填，现在空白；请填写")


@also("C014", when="asked")
def own_column(row: Row) -> Iterator[Remark]:
    """A column of the indicators that only this template has."""
    yield from _faults(row.form, "indicator", row.indicator)
