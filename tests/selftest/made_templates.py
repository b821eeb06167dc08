"""Templates nobody has drawn before: every word of the language, in layouts that a form could have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from models.templates.template import FormTemplate

WIDTH = 8
Cell = tuple[str, int]
"""What a cell of a drawing holds, and how many columns it has."""
Draw = Callable[[st.SearchStrategy[Any]], Any]

_FIELDS = (
    ("项目编码", "{code}"),
    ("主管部门", "{supervising_unit}"),
    ("实施单位", "{executing_unit}"),
    ("项目负责人", "{leader}"),
    ("项目起止时间", "{period}"),
    ("项目属性", "新增项目{attribute=新增项目} 延续项目{attribute=延续项目}"),
    ("立项依据", "{basis}"),
    ("项目实施方案", "{plan}"),
    ("年度预算总额", "{amount:,}"),
    ("其中：财政拨款", "{funding.fiscal}"),
    ("其他资金", "{funding.other:,}"),
    ("项目总预算", "{total_amount}"),
    ("单位", "[{unit_code}-]{unit_name}"),
)
_OWN = (
    ("经办科室", "text", "{extra.经办科室}"),
    ("巡查路线说明", "long", "{extra.巡查路线}"),
    ("设备购置费", "money", "{extra.设备购置费:,}"),
    ("受训人数", "number", "{extra.受训人数}"),
    ("计划开工日期", "date", "{extra.开工}"),
    ("{year+1}年安排", "money", "{extra.下年安排}"),
    ("资金性质", "choice", "经常性{extra.性质=经常性} 一次性{extra.性质=一次性}"),
    ("保障措施种类", "ticks", "人员{extra.措施=人员} 制度{extra.措施=制度} 硬件{extra.措施=硬件}"),
    ("主管意见", "text", "{extra.主管意见}（盖章）"),
)
_CHOICES = {"extra.性质": ["经常性", "一次性"], "extra.措施": ["人员", "制度", "硬件"]}
_LISTS = {
    "costs": (("支出内容", "{item.content}"), ("测算依据", "{item.basis}"), ("财政拨款", "{item.own}")),
    "purchases": (("品名", "{item.name}"), ("数量", "{item.quantity}"), ("金额", "{item.amount:,}")),
    "extra.进度计划": (
        ("工作内容", "{item.extra.内容}"),
        ("完成时间", "{item.extra.完成}"),
        ("安排资金", "{item.extra.资金}"),
    ),
}
_SUMS = {
    "costs": "{sum.costs.own}",
    "purchases": "{sum.purchases.amount:,}",
    "extra.进度计划": "{sum.extra.进度计划.资金}",
}
_TARGETS = (
    (("指标值", "{indicator.target}"),),
    (
        ("符号", "{indicator.target.comparison}"),
        ("指标值", "{indicator.target.number}"),
        ("度量单位", "{indicator.target.unit}"),
    ),
    (("指标值", "{indicator.target.value}"), ("计量单位", "{indicator.target.unit}")),
)
_MORE = (
    ("分值权重", "{indicator.weight}"),
    ("指标值确定依据", "{indicator.basis}"),
    ("指标解释", "{indicator.description}"),
    ("评分细则", "{indicator.scoring}"),
    ("备注", "{indicator.remark}"),
    ("上年完成值", "{indicator.history.year-1}"),
    ("指标方向性", "{indicator.extra.方向}"),
)


def line(*cells: Cell) -> str:
    """One line of a drawing; the last cell is as wide as is left."""
    wide = [width for _, width in cells[:-1]]
    widths = [*wide, WIDTH - sum(wide)]
    places = [place for (text, _), width in zip(cells, widths, strict=True) for place in (text, *["<"] * (width - 1))]
    return "| " + " | ".join(places) + " |\n"


def _in_row(columns: Sequence[tuple[str, str]], *, first: str = "") -> tuple[str, str]:
    """Head and row of some columns, the last as wide as is left, behind a label that runs down beside them."""
    lead = [(first, 1)] if first else []
    head = line(*lead, *((word, 1) for word, _ in columns))
    return head, line(*([("^", 1)] if first else []), *((place, 1) for _, place in columns))


def made_templates() -> st.SearchStrategy[FormTemplate]:
    """A template that prints what it draws, and can be known by its words: of every kind of table there is."""
    return st.one_of(_of_a_project(), _of_a_project(), of_a_department(), of_many(), in_chapters())


@st.composite
def _of_a_project(draw: Draw) -> FormTemplate:
    fields: dict[str, Any] = {"item.extra.资金": {"type": "money"}}
    blocks = [{"kind": "title", "text": "{year}年示例项目支出绩效目标申报表"}]
    if draw(st.booleans()):
        blocks.append({"kind": "caption", "rows": line(("填报人：{filler}", 4), ("单位：{money_unit}", 4))})
    blocks += _field_blocks(draw, fields)
    for of in draw(st.lists(st.sampled_from(sorted(_LISTS)), max_size=2, unique=True)):
        blocks += _list_blocks(draw, of)
    goals, tables = _goal_blocks(draw, fields)
    blocks += tables
    if draw(st.booleans()):
        blocks.append({"kind": "fields", "rows": line(("合计权重", 7), ("{sum.weight}", 1))})
    if draw(st.booleans()):
        blocks.append({"kind": "signature", "rows": line(("联系电话：{phone}", 4), ("填报日期：{date}", 4))})
        blocks.append({"kind": "note", "text": "注：本表一式两份。"})
    return _template(draw, blocks, goals=goals, fields=fields)


def _template(draw: Draw, blocks: Sequence[Any], **more: Any) -> FormTemplate:
    return FormTemplate.model_validate(
        {
            "id": "made",
            "name": "示例项目支出绩效目标申报表",
            "kind": "project",
            "region": "示例市",
            "year": 2026,
            "columns": [24] * WIDTH,
            "money_unit": draw(st.sampled_from(["万元", "元"])),
            "ticks": draw(st.sampled_from(["☑□", "√□", "■□", "√"])),
            "block": blocks,
            "dimension": [
                {"name": "产出指标", "least": 40, "most": 50, "categories": ["数量指标", "质量指标"]},
                {"name": "效益指标", "points": 30, "categories": ["社会效益指标"]},
            ],
            **more,
        }
    )


# --- of a department --------------------------------------------------------------------------------------------------

_OF_A_DEPARTMENT = (
    ("部门职能", "{duties}"),
    ("年度工作任务", "{annual_work}"),
    ("资金总额", "{amount:,}"),
    ("编制人数", "{extra.编制人数}"),
    ("长期目标截止年度", "{long_term_until}"),
    ("单位编码", "{unit_code}"),
)
_DEPARTMENT_LISTS = {
    "tasks": (("任务名称", "{item.name}"), ("主要内容", "{item.content}"), ("预算金额", "{item.amount:,}")),
    "projects": (("项目名称", "{item.name}"), ("支出方向和用途", "{item.use}"), ("项目总预算", "{item.total}")),
    "measures": (("措施名称", "{item.title}"), ("措施内容", "{item.text}")),
}
_LISTED_AS = {"tasks": "主要任务", "projects": "项目支出情况", "measures": "保障措施"}
_LINES = {"财政拨款": "fiscal", "其他资金": "other", "合计": "total"}


@st.composite
def of_a_department(draw: Draw) -> FormTemplate:
    """A department's: structures of money by year or share, its lists, one goal or several."""
    fields: dict[str, Any] = {"extra.编制人数": {"type": "number"}}
    blocks: list[dict[str, Any]] = [{"kind": "title", "text": "{year}年示例部门整体支出绩效目标申报表"}]
    rows = line(("部门名称", 1), ("{unit_name}", 7))
    for label, place in draw(st.lists(st.sampled_from(_OF_A_DEPARTMENT), min_size=1, unique=True)):
        rows += line((label, 1), (place, 7))
    blocks.append({"kind": "fields", "rows": rows + _structure(draw)})
    for of in draw(st.lists(st.sampled_from(sorted(_DEPARTMENT_LISTS)), max_size=2, unique=True)):
        head, row = _in_row(_DEPARTMENT_LISTS[of], first=_LISTED_AS[of])
        blocks.append({"kind": "list", "of": of, "head": head, "row": row, "optional": draw(st.booleans())})
    goals, tables = _goal_blocks(draw, fields)
    signed = {"kind": "signature", "rows": line(("填报人：{filler}", 4), ("单位负责人：{head}", 4))}
    return _template(
        draw,
        [*blocks, *tables, signed],
        kind="department",
        name="示例部门整体支出绩效目标申报表",
        goals=goals,
        fields=fields,
    )


def _structure(draw: Draw) -> str:
    """Where the money comes from: by share, or by year."""
    by_year = draw(st.booleans())
    heads = ("{year-2}年", "{year-1}年", "{year}年") if by_year else ("金额", "占比")
    ends = ("history.year-2", "history.year-1", "amount") if by_year else ("amount", "share:%")
    rows = line(("收入构成", 1), ("收入来源", 1), *((head, 2) for head in heads))
    for word, source in _LINES.items():
        rows += line(("^", 1), (word, 1), *((f"{{income.{source}.{end}}}", 2) for end in ends))
    return rows


# --- many projects in a table -----------------------------------------------------------------------------------------

_OF_ONE = (
    ("项目编码", "{code}"),
    ("预算数", "{amount:,}"),
    ("年度目标", "{goal.statement}"),
    ("经办科室", "{extra.经办科室}"),
)


@st.composite
def of_many(draw: Draw) -> FormTemplate:
    """Many projects in one table: what is each one's own stands beside its indicators."""
    name = draw(st.sampled_from([("项目名称", "{name}"), ("单位名称/项目名称", "{unit_name}\\n{name}")]))
    own = draw(st.lists(st.sampled_from(_OF_ONE), min_size=1, max_size=3, unique=True))
    counted = [("序号", "{n}")] if draw(st.booleans()) and len(own) < len(_OF_ONE) - 1 else []
    levels = [("一级指标", "{dimension.name}"), ("三级指标", "{indicator.name}"), ("指标值", "{indicator.target}")]
    head, row = _in_row([*counted, name, *own, *levels])
    blocks = [
        {"kind": "title", "text": "{year}年示例项目支出绩效目标表"},
        {"kind": "indicators", "head": head, "row": row},
        {"kind": "signature", "rows": line(("填报人：{filler}", 4), ("单位负责人：{head}", 4))},
    ]
    return _template(draw, blocks, many=True, goals={"annual": {"label": "年度目标", "most": 1}})


# --- in chapters ------------------------------------------------------------------------------------------------------


@st.composite
def in_chapters(draw: Draw) -> FormTemplate:
    """Chapters and paragraphs instead of a table."""
    opening = draw(st.sampled_from(["绩效目标：{goal.statement}", "目标说明：{goal.statement}"]))
    row = draw(st.sampled_from(["绩效指标：{indicator.name}", "绩效指标：{indicator.name}，{indicator.target}"]))
    inner = [
        {"kind": "heading", "text": "{n}、{goal.label}"},
        {"kind": "paragraph", "text": opening},
        {"kind": "indicators", "role": "paragraph", "row": row},
    ]
    blocks: list[dict[str, Any]] = [
        {"kind": "title", "text": "{year}年示例部门整体支出绩效目标"},
        {"kind": "heading", "text": "一、总体绩效目标"},
        {"kind": "paragraph", "text": "{goal.statement}"},
        {"kind": "heading", "text": "二、分项绩效目标"},
        {"kind": "goals", "period": "annual", "skip": 1, "least": 0, "block": inner},
    ]
    if draw(st.booleans()):
        measures = "| {n}、{item.title} |\n| {item.text} |"
        blocks.append({"kind": "heading", "text": "三、工作保障措施"})
        blocks.append({"kind": "list", "of": "measures", "role": "paragraph", "least": 0, "row": measures})
    return _template(draw, blocks, kind="department", name="示例部门整体支出绩效目标", columns=[180])


# --- of a project -----------------------------------------------------------------------------------------------------


def _field_blocks(draw: Draw, fields: dict[str, Any]) -> list[dict[str, Any]]:
    own = draw(st.lists(st.sampled_from(_OWN), max_size=5, unique=True))
    for _, kind, place in own:
        path = place.partition("{")[2].partition("}")[0].partition("=")[0].partition(":")[0]
        fields[path] = {"type": kind} | ({"choices": _CHOICES[path]} if path in _CHOICES else {})
    usual = draw(st.lists(st.sampled_from(_FIELDS), min_size=2, max_size=7, unique=True))
    pairs = draw(st.permutations([*usual, *((label, place) for label, _, place in own)]))
    rows = line(("项目名称", 1), ("{name}", 7))
    while pairs:
        count = draw(st.integers(1, 2))
        shown, pairs = pairs[:count], pairs[count:]
        rows += line(*(cell for label, place in shown for cell in ((label, 1), (place, 3))))
    return [{"kind": "fields", "rows": rows, "height": draw(st.sampled_from([0, 12]))}]


def _list_blocks(draw: Draw, of: str) -> list[dict[str, Any]]:
    columns = list(_LISTS[of])
    counted = draw(st.booleans())
    label = {"costs": "支出明细", "purchases": "采购计划", "extra.进度计划": "进度计划"}[of]
    if draw(st.booleans()):  # the second column in a line of its own
        word, place = columns.pop(1)
        head, row = _in_row(columns, first=label)
        row += line(("^", 1), (f"{word}：{place}", 7))
    else:
        head, row = _in_row([("序号", "{n}"), *columns] if counted else columns, first=label)
    block = {"kind": "list", "of": of, "head": head, "row": row, "least": draw(st.integers(1, 4))}
    total = {"kind": "fields", "rows": line(("合计", 7), (_SUMS[of], 1))}
    return [block, total] if draw(st.booleans()) else [block]


def _goal_blocks(draw: Draw, fields: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    annual, long = {"label": "年度目标", "most": 1}, {"label": "长期目标", "most": 1}
    way = draw(st.sampled_from(["one", "pair", "two-line pair", "sides", "both values", "several"]))
    if way == "one":
        statement = {"kind": "fields", "rows": line(("年度绩效目标", 1), ("{goal.statement}", 7))}
        return {"annual": annual}, [statement, _indicators(draw, fields)]
    if way == "several":
        inner = [
            {"kind": "fields", "rows": line(("年度目标{n}", 1), ("{goal.statement}", 7))},
            _indicators(draw, fields),
        ]
        return {"annual": {"label": "年度目标{n}"}}, [{"kind": "goals", "period": "annual", "block": inner}]
    head = line(("总体目标", 1), ("长期目标", 3), ("年度目标", 4))
    row = line(("^", 1), ("{long_goal.statement}", 3), ("{annual_goal.statement}", 4))
    if way == "two-line pair":
        row = line(("^", 1), ("目标{n}：{long_goal.summary}", 3), ("目标{n}：{annual_goal.summary}", 4)) + row
    pairs = {"kind": "goal_pairs", "head": head, "row": row}
    goals = {"annual": annual, "long_term": long}
    if way in ("pair", "two-line pair"):
        return goals, [pairs, _indicators(draw, fields) | {"period": "annual"}]
    return goals, [pairs, _side_by_side(draw, both_values=way == "both values")]


def _indicators(draw: Draw, fields: dict[str, Any]) -> dict[str, Any]:
    dimension = draw(st.sampled_from(["{dimension.name}", "{dimension.name}[（{points}）分]"]))
    levels = [("一级指标", dimension), ("二级指标", "{category.name}"), ("三级指标", "{indicator.name}")]
    target = draw(st.sampled_from(_TARGETS))
    room = WIDTH - 1 - len(levels) - len(target)
    more = draw(st.lists(st.sampled_from(_MORE), max_size=room, unique=True))
    if any(place == "{indicator.extra.方向}" for _, place in more):
        fields["indicator.extra.方向"] = {"type": "choice", "choices": ["正向", "反向"], "label": "指标方向性"}
    head, row = _in_row([*levels, *target, *more], first="绩效指标")
    return {"kind": "indicators", "head": head, "row": row, "least": draw(st.integers(1, 8))}


def _side_by_side(draw: Draw, *, both_values: bool) -> dict[str, Any]:
    if both_values:
        columns = [("一级指标", "{dimension.name}"), ("二级指标", "{category.name}"), ("三级指标", "{indicator.name}")]
        columns += [("长期指标值", "{long_indicator.target}"), ("年度指标值", "{annual_indicator.target}")]
        head, row = _in_row(columns, first="绩效指标")
        return {"kind": "indicator_pairs", "head": head, "row": row}
    sides = ("long", "annual")
    columns = [("一级指标", "{dimension.name}")]
    for side in sides:
        columns += [
            ("二级指标", f"{{{side}_category.name}}"),
            ("三级指标", f"{{{side}_indicator.name}}"),
            ("指标值", f"{{{side}_indicator.target}}"),
        ]
    head, row = _in_row(columns, first="绩效指标")
    return {"kind": "indicator_pairs", "head": head, "row": row, "least": draw(st.integers(1, 8))}
