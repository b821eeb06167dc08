"""What decides where a cell belongs: words before places, the form's own words before others', never its neighbour."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from importers.assemble import Assembled, assemble
from importers.readers.source import SourceError
from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise, recognise_table
from models.forms import DepartmentForm
from models.paths import nodes, read
from models.table import Cell, Table
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([Path(__file__).parents[2] / "resources" / "templates"])
INDICATORS = """一级指标→二级指标→三级指标→指标值→权重
产出指标→数量指标→巡护河段→≥30处→50
效益指标→社会效益指标→受益村庄→≥9个→40
"""


def taken(text: str, template: str = "") -> tuple[list[Recognised], list[Unplaced]]:
    """What comes out of a pasted text, in which → stands for a tab."""
    return recognise(parse_text(text.replace("→", "\t")), TEMPLATES, template_id=template)


def only(text: str, template: str = "") -> Any:
    (found,), _ = taken(text, template)
    return found.form


def left(text: str, template: str = "") -> list[str]:
    return [one.text for one in taken(text, template)[1]]


# --- rows of labels and values ----------------------------------------------------------------------------------------


def test_a_row_that_only_another_template_draws_is_read_as_that_one_draws_it() -> None:
    """Korla's form draws no list of costs; 江汉's does, and a form of that kind has them."""
    text = f"""项目支出绩效目标表
项目名称→江堤养护
项目申报依据→省水利厅文件
资金用途→购置泵站备件
{INDICATORS}"""
    form = only(text, "korla-project-2023")
    assert form.purpose == "购置泵站备件"
    assert "购置泵站备件" not in left(text, "korla-project-2023")


def test_a_value_that_slid_behind_another_label_stays_with_its_own() -> None:
    """The label 项目负责人 is missing; what stands behind 项目名称 is the name, and the phone keeps its label."""
    text = f"""项目支出绩效目标表
项目名称→江堤养护→联系电话→5551234
{INDICATORS}"""
    for template in ("korla-project-2023", "ezhou-project-2026", "national-project-2021"):
        form = only(text, template)
        assert (form.name, form.phone, form.leader) == ("江堤养护", "5551234", ""), template


def test_a_label_is_never_a_value() -> None:
    text = f"""项目支出绩效目标表
项目名称→江堤养护→项目负责人→联系电话→5551234
{INDICATORS}"""
    form = only(text)
    assert (form.name, form.leader, form.phone) == ("江堤养护", "", "5551234")


def test_values_in_a_row_below_their_labels_stand_in_their_columns() -> None:
    text = f"""项目支出绩效目标表
项目名称→江堤养护→
项目负责人→联系电话→项目编码
河清→5551234→X-17
{INDICATORS}"""
    form = only(text)
    assert (form.leader, form.phone, form.code) == ("河清", "5551234", "X-17")


def test_below_labels_a_row_with_a_blank_goes_by_its_columns() -> None:
    text = f"""项目支出绩效目标表
项目名称→江堤养护→
项目负责人→联系电话→项目编码
→5551234→X-17
{INDICATORS}"""
    form = only(text)
    assert (form.leader, form.phone, form.code) == ("", "5551234", "X-17")


def test_the_second_source_of_money_in_a_row_belongs_to_the_second_total() -> None:
    text = f"""项目支出绩效目标表
项目名称→江堤养护→→
实施期资金总额→900→年度资金总额→300
其中：财政拨款→800→其中：财政拨款→250
其他资金→100→其他资金→50
{INDICATORS}"""
    form = only(text)
    assert (form.total_amount, form.amount) == (900, 300)
    assert form.total_funding == {"fiscal": 800, "other": 100}
    assert form.funding == {"fiscal": 250, "other": 50}


def test_an_inline_total_says_whose_the_sources_below_are() -> None:
    text = f"""项目支出绩效目标表
项目名称→江堤养护
实施期资金总额：900→
其中：财政拨款：800→
年度资金总额：300→
其中：财政拨款：250→
{INDICATORS}"""
    form = only(text)
    assert (form.total_funding, form.funding) == ({"fiscal": 800}, {"fiscal": 250})


@pytest.mark.parametrize(
    ("row", "amount", "total"),
    [
        ("项目资金总额→120→→", 120, None),
        ("项目资金总额→120→年度资金总额→80", 80, 120),
        ("项目资金总额→120→年度资金申请总额→80", 80, 120),
        ("实施期资金总额→120→→", None, 120),
    ],
)
def test_the_projects_money_is_the_years_where_no_other_is_named(
    row: str, amount: int | None, total: int | None
) -> None:
    form = only(f"项目支出绩效目标表\n项目名称→江堤养护→→\n{row}\n其中：财政拨款→60→→\n{INDICATORS}")
    assert (form.amount, form.total_amount) == (amount, total)


def test_the_sources_go_with_the_money_that_was_the_years() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护→\n项目资金总额→120→\n其中：财政拨款→90→\n其他资金→30→\n{INDICATORS}"
    (found,), unplaced = taken(text)
    form: Any = found.form
    assert (form.funding, form.total_funding, unplaced) == ({"fiscal": 90, "other": 30}, {}, [])
    assert {f"{form.id}.amount", f"{form.id}.funding.fiscal", f"{form.id}.funding.other"} <= set(found.placed.values())


def test_a_unit_behind_the_label_counts_from_there_on() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n年度资金总额（千元）→120\n其中：财政拨款→90\n{INDICATORS}"
    (found,), _ = taken(text)
    form: Any = found.form
    assert (form.amount, form.funding) == (12, {"fiscal": 9})
    assert found.notices == ["金额以千元为单位，已换算成万元"]


@pytest.mark.parametrize(
    ("unit", "amount"), [("亿元", "1500000"), ("百万元", "15000"), ("万元", "150"), ("千元", "15"), ("元", "0.015")]
)
def test_every_unit_of_money_is_known_in_a_form(unit: str, amount: str) -> None:
    text = f"项目支出绩效目标表\n单位：{unit}\n项目名称→江堤养护\n年度资金总额→150\n{INDICATORS}"
    assert only(text).amount == Decimal(amount)
    assert only(text.replace("→150", f"→150{unit}").replace(f"单位：{unit}", "")).amount == Decimal(amount)


# --- what is not the form's -------------------------------------------------------------------------------------------


def test_a_pair_that_the_form_does_not_print_is_listed() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n归口科室→（08）水利科\n{INDICATORS}"
    assert only(text).extra == {}
    assert left(text) == ["归口科室", "（08）水利科"]


def test_a_pair_that_only_this_layout_prints_is_taken(tmp_path: Path) -> None:
    source = (Path(__file__).parents[2] / "resources" / "templates" / "korla-project-2023.toml").read_text("utf-8")
    assert "{leader}" in source
    (tmp_path / "own.toml").write_text(
        source.replace('id = "korla-project-2023"', 'id = "own"').replace("{leader}", "{extra.归口科室}", 1), "utf-8"
    )
    templates, problems = load_templates([tmp_path])
    assert not problems
    text = f"项目支出绩效目标表\n项目名称\t江堤养护\n归口科室\t水利科\n{INDICATORS}".replace("→", "\t")
    (found,), unplaced = recognise(parse_text(text), templates)
    assert (found.form.extra, unplaced) == ({"归口科室": "水利科"}, [])
    assert f"{found.form.id}.extra.归口科室" in found.placed.values()


def test_sums_below_the_indicators_are_no_indicator() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n{INDICATORS}合计→→→→90\n"
    assert [one.name for one in only(text).indicators()] == ["巡护河段", "受益村庄"]
    assert left(text) == ["合计", "90"]


@pytest.mark.parametrize("note", ["注：权重之和为90", "（备注）：另附说明", "填表人：河清", "注1.以上为全年"])
def test_remarks_below_the_indicators_are_no_indicator(note: str) -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护→→→\n{INDICATORS}{note}→→→→\n"
    assert [one.name for one in only(text).indicators()] == ["巡护河段", "受益村庄"]


# --- what kind of form, and how many ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("项目名称", "project"),
        ("项目编码", "project"),
        ("部门名称", "department"),
        ("年度主要任务", "department"),
        ("年度履职目标", "department"),
    ],
)
def test_labels_alone_decide_the_kind(label: str, kind: str) -> None:
    (found,), _ = taken(f"绩效目标表\n{label}→河堤巡护\n{INDICATORS}")
    assert (found.form.kind, found.template.kind) == (kind, kind)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门整体绩效目标表", "department"),
        ("部门项目支出绩效目标表", "project"),
        ("单位整体支出绩效目标表", "department"),
        ("部门绩效目标表", "department"),
        ("专项资金绩效目标表", "project"),
    ],
)
def test_the_heading_decides_the_kind(title: str, kind: str) -> None:
    (found,), _ = taken(f"{title}\n\n{INDICATORS}")
    assert found.form.kind == kind


def test_a_source_of_nothing_but_a_head_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "只有表头.txt"
    source.write_text(
        "项目支出绩效目标表\n项目名称\t江堤养护\n一级指标\t二级指标\t三级指标\t指标值\n", encoding="utf-8"
    )
    with pytest.raises(SourceError, match="只有表头，没有指标") as refused:
        assemble([source], TEMPLATES)
    assert (refused.value.name, refused.value.line) == ("只有表头.txt", 2)


def test_a_list_headed_by_policies_gives_a_named_form_for_each() -> None:
    text = """项目支出绩效目标表
政策名称→项目资金总额→项目负责人→一级指标→二级指标→三级指标→指标值
湿地保护→120→苗青→产出指标→数量指标→修复面积→≥30亩
→→→→质量指标→成活率→≥85%
渠道清淤→60→闸平→产出指标→数量指标→清淤长度→≥9公里
"""
    found, unplaced = taken(text)
    forms: list[Any] = [one.form for one in found]
    read_as = [(form.name, form.amount, form.leader) for form in forms]
    assert read_as == [("湿地保护", 120, "苗青"), ("渠道清淤", 60, "闸平")]
    assert unplaced == []


LISTED = """项目支出绩效目标表
项目名称→预算数→一级指标→二级指标→三级指标→指标值
{unit}→→→→→
湿地保护→120→产出指标→数量指标→修复面积→≥30亩
渠道清淤→60→产出指标→数量指标→清淤长度→≥9公里
"""


def test_a_row_over_projects_names_their_unit() -> None:
    found, unplaced = taken(LISTED.format(unit="云原县水务局"))
    assert [(one.form.name, one.form.unit_name) for one in found] == [
        ("湿地保护", "云原县水务局"),
        ("渠道清淤", "云原县水务局"),
    ]
    assert unplaced == []
    assert f"{found[0].form.id}.unit_name" in found[0].placed.values()


def test_a_row_of_sums_over_projects_names_no_unit() -> None:
    found, unplaced = taken(LISTED.format(unit="合计"))
    assert [one.form.unit_name for one in found] == ["", ""]
    assert [one.text for one in unplaced] == ["合计"]


# --- the unit of the dossier ------------------------------------------------------------------------------------------


def dossier_of(folder: Path, *texts: str) -> Assembled:
    sources = [folder / f"{number}.txt" for number in range(len(texts))]
    for source, text in zip(sources, texts, strict=True):
        source.write_text(text.replace("→", "\t"), encoding="utf-8")
    return assemble(sources, TEMPLATES)


def form_of(title: str, label: str, name: str, unit: str) -> str:
    return f"{title}\n{label}→{name}\n单位名称→{unit}\n{INDICATORS}"


def test_the_units_name_is_said_once(tmp_path: Path) -> None:
    project = form_of("项目支出绩效目标表", "项目名称", "江堤养护", "水务局")
    other = form_of("项目支出绩效目标表", "项目名称", "泵站改造", "泵站管理所")
    made = dossier_of(tmp_path, project, other, project.replace("江堤养护", "渠道清淤"))
    assert made.dossier.unit.name == "水务局"
    assert [form.unit_name for form in made.dossier.forms] == ["", "泵站管理所", ""]
    assert "unit.name" in made.placed[0].values()
    assert f"{made.dossier.forms[1].id}.unit_name" in made.placed[1].values()


def test_the_department_knows_the_units_name_best(tmp_path: Path) -> None:
    project = form_of("项目支出绩效目标表", "项目名称", "江堤养护", "泵站管理所")
    whole = f"部门整体支出绩效目标表\n部门名称→云原县水务局\n{INDICATORS}"
    made = dossier_of(tmp_path, project, project.replace("江堤养护", "渠道清淤"), whole)
    assert made.dossier.unit.name == "云原县水务局"
    assert isinstance(made.dossier.forms[-1], DepartmentForm)
    assert [form.unit_name for form in made.dossier.forms] == ["泵站管理所", "泵站管理所", ""]


def test_who_filled_in_and_where_is_the_units_too(tmp_path: Path) -> None:
    plain = f"项目支出绩效目标表\n项目名称→江堤养护\n{INDICATORS}"
    signed = f"项目支出绩效目标表\n项目名称→渠道清淤\n单位编码→202001\n填报人→林茂\n联系电话→5551234\n{INDICATORS}"
    unit = dossier_of(tmp_path, plain, signed).dossier.unit
    assert (unit.code, unit.filler, unit.phone) == ("202001", "林茂", "5551234")


# --- places in the source ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "page", "where"),
    [("附表3", 0, "工作表“附表3”第 8 行第 5 列"), ("", 4, "第 4 页第 8 行第 5 列"), ("", 0, "第 8 行第 5 列")],
)
def test_what_is_left_says_its_sheet_or_page(sheet: str, page: int, where: str) -> None:
    head = ("一级指标", "二级指标", "三级指标", "指标值", "权重")
    texts = (head, ("产出指标", "数量指标", "巡护河段", "≥30处", "很多"))
    cells = tuple(Cell(r, c, text) for r, row in enumerate(texts) for c, text in enumerate(row))
    table = Table((1.0,) * 5, 2, cells, source_rows=(7, 8), source_sheet=sheet, source_page=page)
    (one,) = recognise((table,), TEMPLATES)[1]
    there: dict[str, object] = ({"sheet": sheet} if sheet else {}) | ({"page": page} if page else {})
    assert one.report() == {"text": "很多", "row": 8, "column": 5} | there
    assert one.where == where


def test_every_value_of_a_known_form_can_be_read_where_its_cell_went() -> None:
    text = f"项目支出绩效目标表\n项目名称→江堤养护\n年度资金总额→150\n{INDICATORS}"
    (found,), _ = taken(text)
    parts = {node.id: node for node in nodes(found.form)}
    values = {place: path for place, path in found.placed.items() if "." in path}
    held = {place: str(read(parts[path.partition(".")[0]], path.partition(".")[2])) for place, path in values.items()}
    rows = [line.split("→") for line in text.splitlines()[1:]]
    assert all(held[place] == rows[place.row][place.column] for place in held)
    assert len(held) == 12


def test_a_table_without_a_form_gives_an_empty_one() -> None:
    empty = recognise_table(Table((1.0,), 1, (Cell(0, 0, "渠渠"),)), TEMPLATES["korla-project-2023"])
    assert (empty.template, list(empty.indicators())) == ("korla-project-2023", [])
