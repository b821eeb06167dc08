"""Templates nobody has drawn before: every word of the language, in layouts that a form could have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from models.templates.template import FormTemplate
from tests.selftest import made_words as words
from tests.selftest.made_words import Column

WIDTH = 10
Cell = tuple[str, int]
"""What a cell of a drawing holds, and how many columns it has."""
Draw = Callable[[st.SearchStrategy[Any]], Any]
Blocks = list[dict[str, Any]]


def line(*cells: Cell) -> str:
    """One line of a drawing; the last cell is as wide as is left."""
    wide = [width for _, width in cells[:-1]]
    widths = [*wide, WIDTH - sum(wide)]
    places = [place for (text, _), width in zip(cells, widths, strict=True) for place in (text, *["<"] * (width - 1))]
    return "| " + " | ".join(places) + " |\n"


def in_row(columns: Sequence[Column], *, first: str = "") -> tuple[str, str]:
    """Head and row of some columns, the last as wide as is left, behind a label that runs down beside them."""
    lead = [(first, 1)] if first else []
    head = line(*lead, *((word, 1) for word, _ in columns))
    return head, line(*([("^", 1)] if first else []), *((place, 1) for _, place in columns))


def some(draw: Draw, columns: Sequence[Column], least: int, most: int) -> list[Column]:
    """The first column and a few of the others, in any order."""
    first, *others = columns
    chosen = draw(st.lists(st.sampled_from(others), min_size=least - 1, max_size=most - 1, unique=True))
    return [first, *chosen]


def made_templates() -> st.SearchStrategy[FormTemplate]:
    """A template that prints what it draws, and can be known by its words: of every kind of table there is."""
    return st.one_of(of_a_project(), *kinds_of_templates())


def kinds_of_templates() -> list[st.SearchStrategy[FormTemplate]]:
    """Each of the kinds by itself."""
    return [of_a_project(), of_a_department(), of_many(), in_chapters(), in_project_chapters()]


def template(draw: Draw, blocks: Sequence[Any], **more: Any) -> FormTemplate:
    """The blocks as a template of a project, unless ``more`` says otherwise."""
    columns = more.pop("columns", [24] * WIDTH)
    return FormTemplate.model_validate(
        {
            "id": "made",
            "name": "示例项目支出绩效目标申报表",
            "kind": "project",
            "region": "示例市",
            "year": 2026,
            "source": draw(st.sampled_from(["", "照示例县的表画"])),
            "columns": columns,
            "least_columns": draw(st.sampled_from([[], [column * 3 / 4 for column in columns]])),
            "page": draw(st.sampled_from(_PAGES)),
            "money_unit": draw(st.sampled_from(["万元", "元", "千元", "亿元"])),
            "ticks": draw(st.sampled_from(["☑□", "√□", "■□", "√"])),
            "block": blocks,
            "dimension": _DIMENSIONS,
            "weights": draw(st.sampled_from([{}, {"total": 90, "execution": 10, "source": "示例办法"}])),
            "rules": draw(st.sampled_from([{}, {"C009": {"off": True}}, {"C008": {"share": 90}}])),
            **more,
        }
    )


_PAGES = (
    {"landscape": True},
    {"paper": "A3", "landscape": True, "font_size": 9},
    {"landscape": True, "margin_top": 20, "margin_right": 12, "margin_bottom": 20, "margin_left": 12}
    | {"font_size": 10.5, "least_font_size": 8},
)
_DIMENSIONS = (
    {"name": "产出指标", "required": True, "least": 40, "most": 50}
    | {
        "categories": [
            {"name": "数量指标", "required": True, "least": 10, "most": 20},
            {"name": "质量指标", "points": 20},
        ]
    },
    {"name": "效益指标", "aliases": ["效果指标"], "points": 30, "categories": ["社会效益指标"]},
)


# --- of a department --------------------------------------------------------------------------------------------------


@st.composite
def of_a_department(draw: Draw) -> FormTemplate:
    """A department's: structures of money by year or share, its lists, one goal or several."""
    fields: dict[str, Any] = {"extra.编制人数": {"type": "number"}}
    blocks: Blocks = [{"kind": "title", "text": "{year}年示例部门整体支出绩效目标申报表"}]
    rows = line(("部门名称", 1), ("{unit_name}", 9))
    for label, place in draw(st.lists(st.sampled_from(words.OF_A_DEPARTMENT), min_size=1, unique=True)):
        rows += line((label, 1), (place, 9))
    rows += _structure(draw, "收入构成", "收入来源", "income", words.SOURCES)
    if draw(st.booleans()):
        rows += _structure(draw, "支出构成", "支出类别", "expenditure", words.KINDS)
    blocks.append({"kind": "fields", "rows": rows})
    for of in draw(st.lists(st.sampled_from(sorted(words.DEPARTMENT_LISTS)), max_size=2, unique=True)):
        blocks += list_blocks(draw, of, words.DEPARTMENT_LISTS[of], fields)
    goals, tables = goal_blocks(draw, fields)
    signed = {"kind": "signature", "rows": line(("填报人：{filler}", 4), ("单位负责人：{head}", 6))}
    return template(
        draw,
        [*blocks, *tables, signed],
        kind="department",
        name="示例部门整体支出绩效目标申报表",
        goals=goals,
        fields=fields,
    )


def _structure(draw: Draw, label: str, first: str, field: str, lines: Mapping[str, str]) -> str:
    """Where the money comes from, or goes: by share, or by year."""
    by_year = draw(st.booleans())
    heads = ("{year-2}年", "{year-1}年", "{year}年") if by_year else ("金额", "占比")
    ends = ("history.year-2", "history.year-1", "amount") if by_year else ("amount", "share:%")
    rows = line((label, 1), (first, 1), *((head, 2) for head in heads))
    chosen = draw(st.lists(st.sampled_from(sorted(lines)), min_size=2, max_size=4, unique=True))
    for word, source in [*((word, lines[word]) for word in chosen), ("合计", "total")]:
        rows += line(("^", 1), (word, 1), *((f"{{{field}.{source}.{end}}}", 2) for end in ends))
    return rows


# --- many projects in a table -----------------------------------------------------------------------------------------


@st.composite
def of_many(draw: Draw) -> FormTemplate:
    """Many projects in one table: what is each one's own stands beside its indicators."""
    fields: dict[str, Any] = {}
    name = draw(st.sampled_from([("项目名称", "{name}"), ("单位名称/项目名称", "{unit_name}\\n{name}")]))
    own = draw(st.lists(st.sampled_from(words.OF_ONE), min_size=1, max_size=3, unique=True))
    counted = [("序号", "{n}")] if draw(st.booleans()) else []
    levels = [("一级指标", "{dimension.name}"), ("三级指标", "{indicator.name}"), ("指标值", "{indicator.target}")]
    columns = [*counted, *own, *levels]
    head, row = (line((one, 3), *((pair[part], 1) for pair in columns)) for part, one in enumerate(name))
    if len(columns) < WIDTH - 4 and draw(st.booleans()):  # a head of two lines
        head, row = _in_two_lines(name, columns)
        fields["indicator.extra.核定"] = {"type": "number"}
    blocks: Blocks = [{"kind": "title", "text": "{year}年示例项目支出绩效目标表"}]
    if draw(st.booleans()):
        unit = draw(st.sampled_from(["{money_unit}", "万元", "元"]))  # the rows say their own
        blocks.append({"kind": "caption", "rows": line(("填报单位：示例局", 4), (f"单位：{unit}", 6))})
    blocks += [
        {"kind": "indicators", "head": head, "row": row},
        {"kind": "signature", "rows": line(("填报人：{filler}", 4), ("单位负责人：{head}", 6))},
    ]
    return template(draw, blocks, many=True, goals={"annual": {"label": "年度目标", "most": 1}}, fields=fields)


def _in_two_lines(name: Column, columns: Sequence[Column]) -> tuple[str, str]:
    """The same with points that the office and the bureau give, under one word for both."""
    head = line((name[0], 3), *((word, 1) for word, _ in columns), ("分值", WIDTH - 3 - len(columns)))
    head += line(("^", 3), *(("^", 1) for _ in columns), ("自设", 1), ("核定", WIDTH - 4 - len(columns)))
    head = head.replace("| ^ | < | < |", "| ^ | ^ | ^ |")
    points = [("{indicator.weight}", 1), ("{indicator.extra.核定}", WIDTH - 4 - len(columns))]
    return head, line((name[1], 3), *((place, 1) for _, place in columns), *points)


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
    blocks: Blocks = [
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
    goals = {"annual": {"label": "总体绩效目标"}}
    return template(
        draw, blocks, kind="department", name="示例部门整体支出绩效目标", columns=[180], page={}, goals=goals
    )


@st.composite
def in_project_chapters(draw: Draw) -> FormTemplate:
    """A project told in chapters: its fields, what it buys, its goal and its indicators."""
    chosen = draw(st.lists(st.sampled_from(words.CHAPTERS), min_size=1, max_size=3, unique=True))
    row = draw(st.sampled_from(words.INDICATOR_PARAGRAPHS))
    blocks: Blocks = [
        {"kind": "title", "text": "{year}年示例项目支出绩效目标"},
        {"kind": "heading", "text": "一、项目基本情况"},
        {"kind": "paragraph", "text": "项目名称：{name}"},
        *({"kind": "paragraph", "text": text} for text in chosen),
        {"kind": "heading", "text": "二、立项依据"},
        {"kind": "paragraph", "text": "{basis}"},
    ]
    if draw(st.booleans()):
        blocks.append({"kind": "heading", "text": "三、支出明细"})
        blocks.append(
            {
                "kind": "list",
                "of": "costs",
                "role": "paragraph",
                "least": 0,
                "row": draw(st.sampled_from(words.COST_PARAGRAPHS)),
            }
        )
    blocks += [
        {"kind": "heading", "text": "四、年度绩效目标"},
        {"kind": "paragraph", "text": "{goal.statement}"},
        {"kind": "indicators", "role": "paragraph", "row": row},
    ]
    goals = {"annual": {"label": "年度绩效目标", "most": 1}}
    return template(draw, blocks, name="示例项目支出绩效目标", columns=[180], page={}, goals=goals)


# --- of a project -----------------------------------------------------------------------------------------------------


_ANNEX = {"kind": "caption", "text": "[附件{extra.附件号}]", "optional": True}
_TITLE = {"kind": "title", "text": "{year}年示例项目支出绩效目标申报表"}
_NUMBERED = {"kind": "title", "text": "[{number}.]示例项目支出绩效目标申报表"}
_PART = {"kind": "heading", "text": "第二部分 项目", "first": True}


@st.composite
def of_a_project(draw: Draw) -> FormTemplate:
    """A project's: labels beside values, money in every way, lists, goals, indicators, who signs."""
    fields: dict[str, Any] = {}
    title = line(("{year}年示例项目支出\\n绩效目标申报表", WIDTH))
    blocks: Blocks = [_ANNEX] if draw(st.booleans()) else []
    blocks += [_PART] if draw(st.booleans()) else []
    blocks.append(draw(st.sampled_from([_TITLE, _NUMBERED, {"kind": "title", "rows": title}])))
    if draw(st.booleans()):
        blocks.append({"kind": "subtitle", "text": "（{year}年度）", "role": "subtitle"})
    if draw(st.booleans()):
        blocks.append({"kind": "caption", "rows": line(("填报人：{filler}", 4), ("单位：{money_unit}", 6))})
    blocks += _field_blocks(draw, fields)
    for of in draw(st.lists(st.sampled_from(sorted(words.LISTS)), max_size=2, unique=True)):
        blocks += list_blocks(draw, of, words.LISTS[of], fields)
    goals, tables = goal_blocks(draw, fields)
    blocks += tables
    if draw(st.booleans()):
        blocks.append({"kind": "fields", "rows": line(("合计权重", 7), ("{sum.weight}", 3))})
    if draw(st.booleans()):
        blocks.append({"kind": "signature", "rows": line(("联系电话：{phone}", 4), ("填报日期：{date}", 6))})
        blocks.append({"kind": "note", "text": "注：本表一式两份。"})
    used = {"basis": ["计划标准", "行业标准", "历史标准"], "unit": ["%", "次", "人次"]}
    aliases = {"指标值确定依据": ["指标值说明"], "项目负责人": ["项目责任人"]}
    more = {"dictionaries": used, "aliases": aliases} if draw(st.booleans()) else {}
    return template(draw, blocks, goals=goals, fields=fields, **more)


def _field_blocks(draw: Draw, fields: dict[str, Any]) -> Blocks:
    own = draw(st.lists(st.sampled_from(words.OWN), max_size=5, unique=True))
    for _, kind, place in own:
        path = _path(place)
        fields[path] = {"type": kind} | ({"choices": words.CHOICES[path]} if path in words.CHOICES else {})
    usual = draw(st.lists(st.sampled_from(words.FIELDS), min_size=2, max_size=7, unique=True))
    for _, place in usual[:2]:
        fields[_path(place)] = draw(st.sampled_from(_ASKED))
    money = draw(st.sampled_from([_amounts, _by_year, _of_both, lambda _: ""]))
    pairs = draw(st.permutations([*usual, *((label, place) for label, _, place in own)]))
    rows = line(("项目名称", 1), ("{name}", 9))
    while pairs:
        count = draw(st.integers(1, 2))
        shown, pairs = pairs[:count], pairs[count:]
        rows += line(*(cell for label, place in shown for cell in ((label, 1), (place, 4))))
    return [{"kind": "fields", "rows": rows + money(draw) + _plan(draw), "height": draw(st.sampled_from([0, 12]))}]


_ASKED = ({"required": True}, {"limit": 500}, {"hint": "（据实填写）"}, {"role": "value"})


def _path(place: str) -> str:
    return place.partition("{")[2].partition("}")[0].partition("=")[0].partition(":")[0]


def _amounts(draw: Draw) -> str:
    """Amounts each behind its label."""
    chosen = draw(st.lists(st.sampled_from(words.MONEY), min_size=1, unique=True))
    return "".join(line((label, 1), (place, 9)) for label, place in chosen)


def _sources(draw: Draw) -> list[tuple[str, str]]:
    chosen = draw(st.lists(st.sampled_from(sorted(words.SOURCES)), min_size=1, max_size=3, unique=True))
    return [(word, words.SOURCES[word]) for word in chosen]


def _by_year(draw: Draw) -> str:
    """Money of several years side by side."""
    others = draw(st.sampled_from([("year-1", "year+1"), ("year-2", "year-1"), ("year+1", "year+2")]))
    years = sorted((*others, "year"), key=lambda word: int(word.removeprefix("year") or 0))
    rows = line(("项目资金", 1), ("资金来源", 1), *((f"{{{year}}}年", 2) for year in years))
    for word, source in [("合计", "total"), *_sources(draw)]:
        own = "amount" if source == "total" else f"funding.{source}"
        places = [f"yearly.{source}.history.{year}" if year != "year" else own for year in years]
        rows += line(("^", 1), (word, 1), *((f"{{{place}}}", 2) for place in places))
    return rows


def _of_both(draw: Draw) -> str:
    """The whole project's money beside the year's."""
    rows = line(("项目资金", 1), ("实施期资金总额", 2), ("{total_amount}", 2), ("年度资金总额", 2), ("{amount}", 3))
    for word, source in _sources(draw):
        both = f"{{total_funding.{source}}}", f"{{funding.{source}}}"
        rows += line(("^", 1), (word, 2), (both[0], 2), (word, 2), (both[1], 3))
    return rows


def _plan(draw: Draw) -> str:
    """How much of the money is spent until which month."""
    if draw(st.booleans()):
        return ""
    months = (3, 6, 9, 12)
    heads = line(("资金支出计划", 1), *((f"{month}月", 2) for month in months))
    return heads + line(("^", 1), *((f"{{spending_plan.{month}:%}}", 2) for month in months))


def list_blocks(draw: Draw, of: str, known: Sequence[Column], fields: dict[str, Any]) -> Blocks:
    """A list below its head, with a total below it now and then."""
    columns = some(draw, known, 2, min(5, len(known)))
    if of.startswith("extra."):
        fields.update(words.ITEM_FIELDS)
        columns = words.box_by_box(columns) if draw(st.booleans()) else columns
    label = words.LISTED_AS[of]
    if len(columns) > 2 and draw(st.booleans()):  # the last column in a line of its own
        word, place = columns.pop()
        head, row = in_row(columns, first=label)
        row += line(("^", 1), (f"{word}：{place}", 9))
    else:
        head, row = in_row([("序号", "{n}"), *columns] if draw(st.booleans()) else columns, first=label)
    block = {"kind": "list", "of": of, "head": head, "row": row, "least": draw(st.integers(0, 4))}
    block["optional"] = draw(st.booleans())
    summed = f"{{item.{words.SUMS.get(of, '}').rpartition('.')[2]}" in row
    if not summed or not draw(st.booleans()):
        return [block]
    rows = [line(("合计", 7), (words.SUMS[of], 3)), line(("^", 1), ("合计", 6), (words.SUMS[of], 3))]
    rows = draw(st.sampled_from(rows[: 1 + (not block["optional"])]))  # what goes on from above has that there always
    return [block, {"kind": "fields", "rows": rows}]


# --- goals and indicators ---------------------------------------------------------------------------------------------

_WAYS = ("one", "listed", "pair", "two-line pair", "sides", "both values", "several", "two tables")


def goal_blocks(draw: Draw, fields: dict[str, Any]) -> tuple[dict[str, Any], Blocks]:
    """The goals in one of the ways there are, with their indicators."""
    annual, long = {"label": "年度目标", "most": 1}, {"label": "长期目标", "most": 1}
    way = draw(st.sampled_from(_WAYS))
    if way == "one":
        statement = {"kind": "fields", "rows": line(("年度绩效目标", 1), ("{goal.statement}", 9))}
        return {"annual": annual}, [statement, indicators(draw, fields)]
    if way == "several":
        return {"annual": {"label": "年度目标{n}"}}, [_several(draw, fields)]
    goals = {"annual": annual, "long_term": long}
    if way == "listed":
        head, row = in_row([("目标名称", "{goal.label}"), ("目标说明", "{goal.statement}")], first="总体目标")
        listed = {"kind": "list", "of": "goals", "head": head, "row": row, "skip": 0}
        return goals, [listed, indicators(draw, fields) | {"period": "annual"}]
    if way == "two tables":
        return goals, [
            _pairs(two_lines=False),
            indicators(draw, fields, first="长期指标") | {"period": "long_term"},
            indicators(draw, fields, first="年度指标") | {"period": "annual"},
        ]
    pairs = _pairs(two_lines=way == "two-line pair")
    if way in ("pair", "two-line pair"):
        return goals, [pairs, indicators(draw, fields) | {"period": "annual"}]
    return goals, [pairs, _side_by_side(draw, both_values=way == "both values")]


def _several(draw: Draw, fields: dict[str, Any]) -> dict[str, Any]:
    """As many goals as there are, each with its table."""
    rows = line(("年度目标{n}", 1), ("{goal.statement}", 9))
    if draw(st.booleans()):
        rows = line(("年度目标{n}", 1), ("{goal.statement}", 5), ("指标权重比例", 2), ("{goal.weight:%}", 2))
    shown = draw(st.sampled_from([("",), ("1", "2-")]))
    inner = [{"kind": "fields", "rows": rows}, *(indicators(draw, fields) | {"of_goals": one} for one in shown)]
    return {"kind": "goals", "period": "annual", "block": inner}


def _pairs(*, two_lines: bool) -> dict[str, Any]:
    head = line(("总体目标", 1), ("长期目标", 4), ("年度目标", 5))
    row = line(("^", 1), ("{long_goal.statement}", 4), ("{annual_goal.statement}", 5))
    if two_lines:
        row = line(("^", 1), ("目标{n}：{long_goal.summary}", 4), ("目标{n}：{annual_goal.summary}", 5)) + row
    return {"kind": "goal_pairs", "head": head, "row": row}


def indicators(draw: Draw, fields: dict[str, Any], first: str = "绩效指标") -> dict[str, Any]:
    """A table of indicators with some of the columns there are."""
    dimension = draw(st.sampled_from(["{dimension.name}", "{dimension.name}[（{points}）分]"]))
    levels = [("一级指标", dimension), ("二级指标", "{category.name}"), ("三级指标", "{indicator.name}")]
    target = draw(st.sampled_from(words.TARGETS))
    room = WIDTH - 1 - len(levels) - len(target)
    more = draw(st.lists(st.sampled_from(words.MORE), max_size=room, unique=True))
    for path in {_path(place) for _, place in more} & words.INDICATOR_FIELDS.keys():
        fields[path] = words.INDICATOR_FIELDS[path]
    head, row = in_row([*levels, *target, *more], first=first)
    ticked = [("确定能", 1), ("有可能", 1), ("不可能", 1)]
    if len(levels) + len(target) + len(more) + 1 <= WIDTH - len(ticked) and draw(st.booleans()):
        fields["indicator.extra.把握"] = words.likely(draw(st.sampled_from(["choice", "ticks"])))
        columns = [*levels, *target, *(one for one in more if "把握" not in one[1])]
        columns += [(word, f"{{indicator.extra.把握={word}}}") for word, _ in ticked]
        head, row = in_row(columns, first=first)
    asked = {"least": draw(st.integers(1, 8)), "optional": draw(st.booleans()), "height": draw(st.sampled_from([0, 9]))}
    return {"kind": "indicators", "head": head, "row": row, **asked}


def _side_by_side(draw: Draw, *, both_values: bool) -> dict[str, Any]:
    if both_values:
        columns = [("一级指标", "{dimension.name}"), ("二级指标", "{category.name}"), ("三级指标", "{indicator.name}")]
        columns += [("长期指标值", "{long_indicator.target}"), ("年度指标值", "{annual_indicator.target}")]
        head, row = in_row(columns, first="绩效指标")
        return {"kind": "indicator_pairs", "head": head, "row": row}
    shared = draw(st.booleans())
    columns = [("一级指标", "{dimension.name}")] if shared else []
    for side in ("long", "annual"):
        columns += [] if shared else [("一级指标", f"{{{side}_dimension.name}}")]
        columns += [
            ("二级指标", f"{{{side}_category.name}}"),
            ("三级指标", f"{{{side}_indicator.name}}"),
            ("指标值", f"{{{side}_indicator.target}}"),
        ]
        if shared and draw(st.booleans()):
            columns.append(("分值", f"{{{side}_indicator.weight}}"))
    head, row = in_row(columns, first="绩效指标")
    return {"kind": "indicator_pairs", "head": head, "row": row, "least": draw(st.integers(1, 8))}
