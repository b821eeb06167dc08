"""Which template a form is of, how a source is parted into forms, and the years that it names."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from importers.assemble import assemble
from importers.readers.any_file import read_file
from importers.readers.source import SourceError
from importers.readers.text import parse_text
from importers.recognise import Recognised, Unplaced, recognise
from importers.years import years_in
from models.folders import RESOURCES
from models.templates.shelf import load_templates
from models.templates.year_to_fill import year_to_fill

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
HEAD = "一级指标→二级指标→三级指标→指标值→权重"
ROWS = """产出指标→数量指标→巡护河段→≥30处→50
效益指标→社会效益指标→受益村庄→≥9个→40"""
FORM = f"项目支出绩效目标表\n（2025年度）\n项目名称→江堤养护→→→\n{HEAD}\n{ROWS}\n"


def taken(text: str, **options: Any) -> list[Recognised]:
    return recognise(parse_text(text.replace("→", "\t")), TEMPLATES, **options)[0]


# --- the template -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "chosen"), [(2023, "korla-project-2023"), (2027, "next"), (2031, "korla-project-2023")]
)
def test_of_a_layout_of_two_years_that_of_the_year_named_is_chosen(year: int, chosen: str) -> None:
    own = TEMPLATES["korla-project-2023"]
    both = {own.id: own, "next": own.model_copy(update={"id": "next", "year": 2027})}
    (found,) = recognise(parse_text(FORM.replace("2025", str(year)).replace("→", "\t")), both)[0]
    assert found.template.id == chosen


@pytest.mark.parametrize(("place", "chosen"), [("云溪市", "other"), ("", "korla-project-2023")])
def test_of_two_regions_with_one_layout_that_named_is_chosen(place: str, chosen: str) -> None:
    own = TEMPLATES["korla-project-2023"]
    both = {own.id: own, "other": own.model_copy(update={"id": "other", "region": "云岭省云溪市"})}
    text = FORM.replace("项目支出绩效目标表", f"{place}项目支出绩效目标表", 1)
    (found,) = recognise(parse_text(text.replace("→", "\t")), both)[0]
    assert found.template.id == chosen


def test_labels_of_many_layouts_make_it_none_of_them() -> None:
    """A form with words of several regions is of no region."""
    labels = "项目编码→X→项目类别→特定目标类→\n立项依据→省文件→项目实施方案→分期实施→\n项目期→一年→项目属性→新增→\n"
    odd = "".join(f"陌生栏目{n}→甲→\n" for n in range(8))
    (found,) = taken(FORM.replace(HEAD, f"{labels}{odd}{HEAD}"))
    assert found.template.region == "全国通用"


def test_a_template_that_is_asked_for_is_used_for_its_kind() -> None:
    (found,) = taken(FORM, template_id="korla-project-2023")
    assert found.template.id == "korla-project-2023"
    department = FORM.replace("项目支出", "部门整体").replace("项目名称", "部门名称")
    (other,) = taken(department, template_id="korla-project-2023")
    assert other.template.kind == "department"


@pytest.mark.parametrize("template", [t for t in TEMPLATES.values() if t.kind == "project"], ids=lambda t: t.id)
def test_the_words_of_a_layout_choose_it(template: Any) -> None:
    """All labels of a layout, in rows of its own: it is that layout, whatever the heading."""
    rows = [
        "→".join("" if cell.above else "".join(p for p in cell.pieces if isinstance(p, str)) for cell in row)
        for block in template.block
        for drawing in (block.rows, block.head)
        for row in template.grid(drawing).rows()
        if drawing
    ]
    found = taken(f"{template.region}项目支出绩效目标表\n\n" + "\n".join(rows) + "\n产出指标→数量指标→巡护河段→≥30处\n")
    assert template.id in {one.template.id for one in found}


def test_a_template_asked_for_may_fit_some_of_the_forms(tmp_path: Path) -> None:
    department = FORM.replace("项目支出", "部门整体").replace("项目名称", "部门名称")
    source = tmp_path / "两种.txt"
    source.write_text(f"{FORM}\n{department}".replace("→", "\t"), encoding="utf-8")
    made = assemble([source], TEMPLATES, template_id="korla-project-2023")
    assert made.dossier.forms[0].template == "korla-project-2023"
    assert [notice for notice in made.notices if "不是版式 korla-project-2023 那一种表" in notice]
    source.write_text(department.replace("→", "\t"), encoding="utf-8")
    with pytest.raises(SourceError, match="来源里只有部门整体的表"):
        assemble([source], TEMPLATES, template_id="korla-project-2023")


# --- forms one after the other ----------------------------------------------------------------------------------------


def test_every_heading_begins_a_form() -> None:
    found = taken(FORM + "\n" + FORM.replace("江堤养护", "渠道清淤"))
    assert [(one.form.name, one.title, one.line) for one in found] == [
        ("江堤养护", "项目支出绩效目标表", 3),
        ("渠道清淤", "项目支出绩效目标表", 10),
    ]


def test_a_form_is_called_as_its_heading_says() -> None:
    assert (
        taken(FORM.replace("项目支出绩效目标表", "2025年江堤养护项目绩效目标表"))[0].title
        == "2025年江堤养护项目绩效目标表"
    )
    (untitled,) = taken(FORM.partition("\n")[2])
    assert untitled.title == untitled.template.name


def test_two_headings_over_one_table_are_one_forms() -> None:
    (found,) = taken("2025年部门预算项目绩效目标表\n" + FORM)
    assert found.title == "项目支出绩效目标表"


def test_a_heading_too_far_above_is_no_heading_of_the_table() -> None:
    far = "\n".join(f"说明第{n}条" for n in "一二三四五六七八")
    (found,) = taken(FORM.replace("（2025年度）\n", f"{far}\n"))
    assert (found.form.name, found.year) == ("江堤养护", None)


def test_the_heading_of_another_table_ends_a_form() -> None:
    text = FORM + "\n政府采购预算表\n\n品目→金额→→→\n水泵→12→→→\n"
    (found,) = taken(text)
    assert len(list(found.form.indicators())) == 2
    assert [one.text for one in recognise(parse_text(text.replace("→", "\t")), TEMPLATES)[1]] == [
        "品目",
        "金额",
        "水泵",
        "12",
    ]


def test_a_name_begins_the_next_form_without_a_heading() -> None:
    again = FORM.split("\n", 2)[2].replace("江堤养护", "渠道清淤")
    assert [one.form.name for one in taken(FORM + again)] == ["江堤养护", "渠道清淤"]


def test_a_name_on_a_line_above_the_table_begins_the_next_form() -> None:
    again = f"项目名称：渠道清淤\n{HEAD}\n{ROWS}\n"
    found = taken(FORM + "\n" + again)
    assert [one.form.name for one in found] == ["江堤养护", "渠道清淤"]


def test_the_same_table_again_is_another_form_and_one_that_goes_on_is_not() -> None:
    table = f"{HEAD}\n{ROWS}\n"
    assert len(taken(f"项目支出绩效目标表\n\n{table}\n\n\n{table}")) == 2
    more = f"{HEAD}\n→→渠道清淤→≥9公里→5\n"
    (found,) = taken(f"项目支出绩效目标表\n\n{table}\n\n\n{more}")
    assert len(list(found.form.indicators())) == 3
    (turned,) = taken(f"项目支出绩效目标表\n\n{table}\n— 3 —\n\n{table}")
    assert len(list(turned.form.indicators())) == 4


def test_a_list_of_projects_goes_over_pages() -> None:
    head = "项目名称→预算数→一级指标→二级指标→三级指标→指标值"
    rows = "湿地保护→120→产出指标→数量指标→修复面积→≥30亩", "渠道清淤→60→产出指标→数量指标→清淤长度→≥9公里"
    text = f"项目支出绩效目标表\n{head}\n{rows[0]}\n{head}\n{rows[1]}\n"
    found, unplaced = recognise(parse_text(text.replace("→", "\t")), TEMPLATES)
    assert [one.form.name for one in found] == ["湿地保护", "渠道清淤"]
    assert unplaced == []


def test_heads_of_a_list_in_two_rows_stand_below_their_group() -> None:
    text = """项目支出绩效目标表
项目名称→预算数→绩效指标→→→→备注
→→一级指标→二级指标→三级指标→指标值→
湿地保护→120→产出指标→数量指标→修复面积→≥30亩→续建
渠道清淤→60→产出指标→数量指标→清淤长度→≥9公里→
"""
    kept = recognise(parse_text(text.replace("→", "\t")), TEMPLATES)
    slid = recognise(parse_text(text.replace("→→一级", "一级").replace("→", "\t")), TEMPLATES)
    for found, unplaced in (kept, slid):
        forms: list[Any] = [one.form for one in found]
        assert [(form.name, form.amount) for form in forms] == [("湿地保护", 120), ("渠道清淤", 60)]
        assert [next(form.indicators()).remark for form in forms] == ["续建", ""]
        assert unplaced == []


# --- years ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025年度", [2025]),
        ("二〇二六年", [2026]),
        ("2024年和2025 年", [2024, 2025]),
        ("12025年", []),
        ("2025", []),
        ("1825年", []),
    ],
)
def test_years_that_a_text_names(text: str, years: list[int]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2024年度项目支出绩效目标表\n（2025年度）", 2024),
        ("项目支出绩效目标表\n（2025年度）", 2025),
        ("项目支出绩效目标表\n2025年度预算", 2025),
        ("项目支出绩效目标表\n自2019年起实施", None),
    ],
)
def test_the_heading_then_the_line_below_it_says_the_year(title: str, year: int | None) -> None:
    assert taken(FORM.replace("项目支出绩效目标表\n（2025年度）", title))[0].year == year


def test_years_over_columns_say_the_forms_year() -> None:
    head = HEAD.replace("指标值", "2023年指标值→2024年指标值→指标值")
    row = "产出指标→数量指标→巡护河段→28处→29处→≥30处→50"
    (found,) = taken(f"项目支出绩效目标表\n项目名称→江堤养护\n{head}\n{row}\n{row}\n")
    assert found.year == 2025
    assert next(found.form.indicators()).history == {"2023": "28处", "2024": "29处"}


def test_last_years_values_belong_to_the_year_before() -> None:
    head, row = HEAD.replace("权重", "上年完成值→前年"), "产出指标→数量指标→巡护河段→≥30处→28处→27处"
    text = f"项目支出绩效目标表\n（2025年度）\n项目名称→江堤养护\n{head}\n{row}\n{row}\n"
    (found,) = taken(text)
    one = next(found.form.indicators())
    assert one.history == {"2024": "28处", "2023": "27处"}
    assert {f"{one.id}.history.2024", f"{one.id}.history.2023"} <= set(found.placed.values())


def test_a_form_without_a_year_is_of_the_usual_year(tmp_path: Path) -> None:
    head, row = HEAD.replace("权重", "上年完成值"), "产出指标→数量指标→巡护河段→≥30处→28处"
    undated = f"项目支出绩效目标表\n项目名称→渠道清淤\n{head}\n{row}\n{row}\n"
    source = tmp_path / "两张.txt"
    source.write_text(f"{FORM.replace('2025', '2022')}\n{undated}".replace("→", "\t"), encoding="utf-8")
    made = assemble([source], TEMPLATES)
    assert made.dossier.year == 2022
    assert next(made.dossier.forms[1].indicators()).history == {"2021": "28处"}
    given = assemble([source], TEMPLATES, year=2030)
    assert given.dossier.year == 2030
    assert any("2022" in notice for notice in given.notices)


def test_where_no_source_says_a_year_it_is_the_one_filled_in_now_and_told(tmp_path: Path) -> None:
    head, row = HEAD.replace("权重", "上年完成值"), "产出指标→数量指标→巡护河段→≥30处→28处"
    source = tmp_path / "没有年度.txt"
    text = f"项目支出绩效目标表\n项目名称→渠道清淤\n{head}\n{row}\n{row}\n"
    source.write_text(text.replace("→", "\t"), encoding="utf-8")
    made, asked = assemble([source], TEMPLATES), assemble([source], TEMPLATES, usual=2031)
    assert made.dossier.year == year_to_fill(date.today())  # noqa: DTZ011 (the clerk's own day)
    assert any(f"暂按现在填报的 {made.dossier.year} 年" in one for one in made.notices)
    assert asked.dossier.year == 2031
    assert next(asked.dossier.forms[0].indicators()).history == {"2030": "28处"}
    given = assemble([source], TEMPLATES, year=2024, usual=2031)
    assert (given.dossier.year, [one for one in given.notices if "暂按" in one]) == (2024, [])


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("一段没有表的话\n", 0, "里面没有表格"),
        ("某局情况\n\n\n姓名\t电话\n甲\t5551234\n", 4, "没有指标的表头"),
        ("甲\t乙\n" + "格\t" * 151 + "格\n", 2, "152 格"),
    ],
)
def test_a_source_without_a_form_is_refused_and_where(tmp_path: Path, text: str, line: int, words: str) -> None:
    source = tmp_path / "来源.txt"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=words) as refused:
        assemble([source], TEMPLATES)
    assert refused.value.line == line


def test_a_row_of_150_cells_is_not_too_wide(tmp_path: Path) -> None:
    source = tmp_path / "来源.txt"
    source.write_text(FORM.replace("→", "\t") + "\t".join("格" for _ in range(150)) + "\n", encoding="utf-8")
    assert len(assemble([source], TEMPLATES).dossier.forms) == 1


def test_a_place_without_sheet_or_page_names_none() -> None:
    assert Unplaced("很多", 8, 5).report() == {"text": "很多", "row": 8, "column": 5}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("没有.txt", "找不到这个文件"),
        ("文件夹", "这是一个文件夹，不是文件"),
        ("图.png", "这是图片"),
        ("无名", "含有二进制内容"),
    ],
)
def test_what_is_no_source_is_refused_by_name(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    (tmp_path / "无名").write_bytes(b"x\0y")
    with pytest.raises(SourceError, match=words) as refused:
        read_file(tmp_path / name)
    assert refused.value.name == name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(SourceError, match="这不是普通文件"):
        read_file(tmp_path / "管道.txt")


def test_a_source_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "来源.txt"
    source.write_text(FORM.replace("→", "\t"), encoding="utf-8")
    monkeypatch.setattr("importers.readers.any_file.MOST_BYTES", source.stat().st_size)
    assert read_file(source)
    monkeypatch.setattr("importers.readers.any_file.MOST_BYTES", source.stat().st_size - 1)
    with pytest.raises(SourceError, match="文件太大"):
        read_file(source)


def test_a_region_that_counts_in_yuan_takes_only_forms_that_name_it_or_are_wholly_its_own() -> None:
    """The amounts of another region's form stay in 万元, though its labels are nearly the same."""
    text = """示例县项目支出绩效目标申报表
项目名称\t冷库建设项目
主管部门\t示例局\t实施单位\t示例中心
项目资金(万元)\t项目资金总额\t1500\t年度资金申请总额\t1500
\t其中：财政资金\t1500\t其中：当年财政拨款\t1500
项目绩效目标\t项目总体目标\t\t年度总体目标
\t建设冷库一座\t\t完成主体封顶
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值
\t产出指标\t数量指标\t新建冷库数量\t1座
"""
    (other,), _ = recognise(parse_text(text), TEMPLATES)
    assert (other.template.money_unit, str(other.form.amount)) == ("万元", "1500")
    (named,), _ = recognise(parse_text(text.replace("示例县", "上海市普陀区")), TEMPLATES)
    assert (named.template.id, str(named.form.amount)) == ("putuo-project-2026", "15000000")
