"""``docs/templates.md`` is enough to add a region: its examples are tried as they stand, its tables are complete."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import BaseModel, ValidationError
from pypdf import PdfReader

import main
from commands.console import UNUSABLE
from commands.loading import available_templates
from exporters.export import ExportPlan, export
from exporters.layout import layout
from importers.readers.text import parse_text
from importers.recognise import recognise, recognise_table
from models import folders
from models.dossier import Dossier, Unit
from models.forms import CostItem, Measure, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import FORMS, check_field, field_kind
from models.rules.engine import check
from models.table import PageSetup, Role
from models.target import Target
from models.templates.asked import CategorySpec, DimensionSpec, FieldRule, GoalSpec, WeightPolicy
from models.templates.block import Block, BlockKind
from models.templates.grid import CONTEXT, SAME, SUM
from models.templates.shelf import load_templates, read_template
from models.templates.template import FormTemplate
from models.templates.totals import column
from models.values import ExpenditureKind, FundingSource, Part
from tests.printable import YEAR, printable_forms, table_to_tsv, without_ids
from tests.selftest.template_page import HEAD, PAGE, SNIPPETS, columns_of

EXAMPLE = next(snippet for snippet in SNIPPETS if snippet.startswith('id = "shilishi-project-2026"'))
EXAMPLE_ID = "shilishi-project-2026"
TITLE = {"kind": "title", "text": "x"}
TEMPLATES, _ = load_templates([folders.ROOT / "resources" / "templates"])
few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def user_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of templates, as the page names it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    folder = folders.user_folder() / "templates"
    folder.mkdir(parents=True)
    return folder


# --- the worked example -----------------------------------------------------------------------------------------------


@pytest.fixture
def example(user_templates: Path) -> FormTemplate:
    """The page's worked example, dropped into the user's folder and found there by the program."""
    (user_templates / "示例市项目2026.toml").write_text(EXAMPLE, encoding="utf-8")
    return available_templates()[EXAMPLE_ID]


def a_form() -> ProjectForm:
    """A form that fills every place of the worked example."""
    rows = [
        ("成本指标", "经济成本指标", "设备租赁成本", "≤26万元", "20", "预算支出标准"),
        ("产出指标", "数量指标", "开展流动服务场次", "≥48场", "20", "计划标准"),
        ("产出指标", "质量指标", "服务档案规范率", "≥98%", "20", "行业标准"),
        ("效益指标", "社会效益指标", "受益居民人次", "≥9600人次", "20", "历史标准"),
        ("满意度指标", "服务对象满意度指标", "受益居民满意度", "≥92%", "10", "历史标准"),
    ]
    goal = Goal(label="年度绩效目标", statement="把服务送到边远社区。\n全年覆盖全部十二个街道。")
    for dimension, category, name, target, weight, basis in rows:
        if not goal.dimensions or goal.dimensions[-1].name != dimension:
            goal.dimensions.append(Dimension(name=dimension))
        found = Indicator(
            name=name, target=Target.parse(target), weight=Decimal(weight), basis=basis, scoring="按比例计分"
        )
        goal.dimensions[-1].categories.append(Category(name=category, indicators=[found]))
    return ProjectForm(
        template=EXAMPLE_ID,
        name="流动服务车运行",
        code="P2026-017",
        supervising_unit="示例市文化和旅游局",
        executing_unit="示例市图书馆",
        leader="陈龑",
        phone="0000-0000017",
        category="特定目标类",
        amount=Decimal("30.00"),
        funding={
            FundingSource.FISCAL: Decimal("26.00"),
            FundingSource.SUPERIOR: Decimal("0"),
            FundingSource.OTHER: Decimal("4.00"),
        },
        basis="示例市公共文化服务三年行动方案（虚构）",
        costs=[CostItem(content="车辆租赁", basis="2 辆 × 13 万元", own=Decimal("26.00"), other=Decimal("4.00"))],
        goals=[goal],
        filler="林一",
        head="周二",
        date="2026年1月8日",
        extra={"经办科室": "读者服务部"},
    )


def test_the_example_prints_what_it_draws(example: FormTemplate) -> None:
    table = layout(a_form(), example, YEAR, "示例市图书馆")
    texts = [cell.text for cell in table.cells]
    assert table.title == f"{YEAR}年示例市项目支出绩效目标申报表"
    assert "运转类□ 特定目标类☑" in texts
    assert "填报单位（盖章）：示例市图书馆" in texts
    label = next(cell for cell in table.cells if cell.text == "年度\n绩效指标")
    assert label.row_span == 6, "the label runs down beside its five indicators"
    assert texts.count("产出指标") == 1, "one 一级指标 is one merged cell"


def test_the_example_comes_back_as_it_was(example: FormTemplate) -> None:
    form = a_form()
    form.unit_name = "示例市图书馆"
    back = recognise_table(layout(form, example, YEAR), example)
    assert without_ids(back.model_dump()) == without_ids(form.model_dump())


@few
@given(data=st.data())
def test_any_form_in_the_example_comes_back(data: st.DataObject) -> None:
    template = FormTemplate.model_validate(tomllib.loads(EXAMPLE))
    form = data.draw(printable_forms(template))
    table = layout(form, template, YEAR)
    assert without_ids(recognise_table(table, template).model_dump()) == without_ids(form.model_dump())
    found, unplaced = recognise(
        parse_text(table_to_tsv(table)), {**TEMPLATES, template.id: template}, template_id=template.id
    )
    assert not unplaced
    assert [without_ids(one.form.model_dump()) for one in found] == [without_ids(form.model_dump())]


def test_a_pasted_form_of_the_new_region_is_known_among_all_templates(example: FormTemplate) -> None:
    text = table_to_tsv(layout(a_form(), example, YEAR, "示例市图书馆"))
    found, unplaced = recognise(parse_text(text), available_templates())
    assert [one.template.id for one in found] == [EXAMPLE_ID]
    assert not unplaced
    assert found[0].year == YEAR


def test_the_example_is_checked_as_it_asks(example: FormTemplate) -> None:
    form = a_form()
    dossier = Dossier(year=YEAR, unit=Unit(name="示例市图书馆"), forms=[form])
    templates = {example.id: example}
    assert not [finding for finding in check(dossier, templates) if finding.severity == "error"]
    form.leader = form.filler = ""
    next(form.indicators()).weight = Decimal("30")
    codes = {finding.code for finding in check(dossier, templates)}
    assert "C001" in codes, "the leader is required"
    assert "C009" not in codes, "the example switches this rule off"


def test_the_example_goes_out_as_excel_and_pdf(example: FormTemplate, tmp_path: Path) -> None:
    dossier = Dossier(year=YEAR, unit=Unit(name="示例市图书馆"), forms=[a_form()])
    written = {one.format: one for one in export(dossier, {example.id: example}, ExportPlan(tmp_path / "out"))}
    sheet = load_workbook(written["xlsx"].path).worksheets[0]
    values = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    assert {"流动服务车运行", "开展流动服务场次", "≥48场", "读者服务部"} <= values
    text = "".join(page.extract_text() for page in PdfReader(written["pdf"].path).pages)
    assert "开展流动服务场次" in re.sub(r"\s", "", text)
    assert written["pdf"].missing == ()


# --- the other examples -----------------------------------------------------------------------------------------------


def test_every_example_is_told_apart() -> None:
    assert len(SNIPPETS) == PAGE.count("```toml"), "every block of TOML is closed"
    assert len(SNIPPETS) > 15


@pytest.mark.parametrize("snippet", SNIPPETS, ids=[str(number) for number in range(1, len(SNIPPETS) + 1)])
def test_an_example_is_part_of_a_template(snippet: str) -> None:
    """A piece of a template is good when it makes one together with a head (and a title where it has no block)."""
    data: dict[str, Any] = {"columns": [20] * columns_of(snippet)} | HEAD | tomllib.loads(snippet)
    data.setdefault("block", [TITLE])
    problems = []
    for kind in [data["kind"]] if "kind" in data else FORMS:
        try:
            FormTemplate.model_validate(data | {"kind": kind})
        except ValidationError as problem:
            problems.append(str(problem))
        else:
            return
    pytest.fail("\n".join(problems))


def test_the_rules_named_on_the_page_exist_with_their_parameters() -> None:
    text = "\n".join(snippet for snippet in SNIPPETS if "[rules." in snippet and "[[block]]" not in snippet)
    template = FormTemplate.model_validate(
        HEAD | {"kind": "project", "columns": [20], "block": [TITLE]} | tomllib.loads(text)
    )
    dossier = Dossier(year=YEAR, forms=[ProjectForm(template="x")])
    assert "T002" not in {finding.code for finding in check(dossier, {"x": template})}


# --- nothing is left out ----------------------------------------------------------------------------------------------


def _fields(model: type[Part], prefix: str = "") -> Iterator[str]:
    """Every field of a model that a drawing can show, with an example of a key where it holds several values."""
    keys = {
        "income": ["fiscal.amount", "fiscal.share:%", "fiscal.history.year-1"],
        "expenditure": ["personnel.amount", "personnel.share:%", "personnel.history.year-1"],
        "funding": ["fiscal"],
        "total_funding": ["fiscal"],
        "yearly": ["fiscal.history.year-1"],
        "spending_plan": ["6:%"],
        "extra": ["经办科室"],
        "history": ["year-1"],
    }
    for name in model.model_fields:
        if name in keys:
            yield from (f"{{{prefix}{name}.{key}}}" for key in keys[name])
        elif field_kind(model, name) and name != "template":
            yield f"{{{prefix}{name}}}"


EVERY_FIELD = [
    *_fields(FORMS["project"]),
    *_fields(FORMS["department"]),
    *_fields(Goal, "goal."),
    *_fields(Dimension, "dimension."),
    *_fields(Category, "category."),
    *_fields(Indicator, "indicator."),
    *(field for item in (CostItem, Purchase, Task, ProjectLine, Measure) for field in _fields(item, "item.")),
    *(f"{{indicator.target.{part}}}" for part in ("comparison", "number", "unit")),
]


@pytest.mark.parametrize("field", sorted(set(EVERY_FIELD)))
def test_every_field_is_on_the_page(field: str) -> None:
    assert f"`{field}`" in PAGE


def test_every_field_on_the_page_exists() -> None:
    named = set(re.findall(r"`\{([a-z_]+(?:\.[\w-]+)*)(?::%)?\}`", PAGE)) - CONTEXT
    named = {column(name).path if name.startswith(SUM) else name for name in named}
    unknown = []
    for path in (SAME.get(name, name) for name in named):
        kinds = []
        for kind in FORMS:
            try:
                kinds.append(check_field(kind, path))
            except ValueError:
                continue
        unknown += [path] if not kinds else []
    assert not unknown


def _keys(model: type[BaseModel]) -> list[str]:
    return list(model.model_fields)


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *get_args(BlockKind),
            *_keys(Block),
            *_keys(FieldRule),
            *_keys(GoalSpec),
            *_keys(DimensionSpec),
            *_keys(CategorySpec),
            *_keys(WeightPolicy),
            *PageSetup._fields,
            *Role,
            *FundingSource,
            *ExpenditureKind,
            *(key for key in _keys(FormTemplate)),
        }
    ),
)
def test_every_word_of_the_language_is_on_the_page(word: str) -> None:
    assert re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", PAGE)


def test_every_link_within_the_page_leads_somewhere() -> None:
    headings = {
        re.sub(r"[、，]", "", line).replace(" ", "-").lower() for line in re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", PAGE)) <= headings


# --- a template with a slip of the pen --------------------------------------------------------------------------------

BROKEN = {
    "field": ("{leader}", "{leder}", "rows", "没有“leder”这个栏目"),
    "field by what people call it": (
        "{indicator.name}",
        "{三级指标}",
        "没有“三级指标”这个栏目，是不是 {indicator.name}",
    ),
    "part of a field": ("{funding.fiscal}", "{funding.fiscl}", "是不是 {funding.fiscal}"),
    "scope": ("{indicator.scoring}", "{indicater.scoring}", "是不是 {indicator.scoring}"),
    "year too far": ("{year}年示例市", "{year-9}年示例市", "text", "只能写前后各五年"),
    "wide sign": ("{extra.经办科室}", "{extra。经办科室}", "全角的，要用半角的"),
    "wide bars": ("| 立项依据               | {basis} ", "｜ 立项依据               ｜ {basis} ", "“｜”是全角的"),
    "choice": ("{category=运转类}", "{category=运行类}", "choices 里没有“运行类”", "运转类、特定目标类"),
    "money unit": ("year = 2026", 'year = 2026\nmoney_unit = "圆"', "money_unit", "只能写", "万元、千元"),
    "wide comma": ('"运转类", "', '"运转类"，"', "全角的 ， 要换成半角的 ,"),
    "wide quotes": ('"示例省示例市"', "“示例省示例市”", "第 4 行第 10 个字符", '全角的 “ 要换成半角的 "'),
    "columns": ("{basis}            | < |", "{basis} |", "rows", "图中第 7 行有 7 格", "8 列"),
    "first cell": ("| ^    ", "| <    ", "图中第 6 行", "第一格不能写 <"),
    "merged area": ("| 其他资金      | <", "| ^ | 其他资金", "rows", "合并的区域不是长方形"),
    "going on": ("| {item.own} | {item.other} |", "| ^ | < |", "row", "第 7 列的 ^ 上面，head 里没有同样宽的格"),
    "braces": ("{supervising_unit}", "{supervising_unit", "花括号不成对"),
    "place": ("{code}", "{编 码}", "不认识的栏目写法"),
    "kind of block": ('kind = "note"', 'kind = "notes"', "kind", "只能写 title、", "是不是 note"),
    "key of block": ("least = 2", "lest = 2", "lest", "没有这一项"),
    "key elsewhere": ("least = 2", 'text = "x"', "list 块里不用这一项"),
    "item elsewhere": ("{item.content}", "{item.title}", "costs 的一行里没有“item.title”"),
    "scope elsewhere": (
        "{leader}",
        "{indicator.basis}",
        "“indicator.basis”只能写在 indicators、indicator_pairs 块的 row 里",
    ),
    "list of the other form": ('of = "costs"', 'of = "tasks"', "of", "这一种表里没有 tasks"),
    "block without content": ('text = "注：', '# text = "注：', "note 块里要写 text 或 rows"),
    "required": ("required = true", 'required = "yes?"', "fields.leader.required", "要写 true 或 false"),
    "field asked for": ("[fields.leader]", "[fields.leder]", "fields.leder", "没有“leder”这个栏目"),
    "unquoted field": ('[fields."indicator.basis"]', "[fields.indicator.basis]", "fields.indicator"),
    "points": ("points = 20", 'points = "二十"', "dimension 第 1 个的 points", "要写数字"),
    "year": ("year = 2026", 'year = "今年"', "year", "要写整数"),
    "id": ('id = "shilishi-project-2026"', 'id = "示例市"', "id", "小写字母"),
    "no id": ('id = "shilishi-project-2026"', "", "id", "缺少这一项"),
    "width": ("columns = [20, 22", "columns = [0, 22", "columns 第 1 个", "要大于 0"),
    "paper": ("landscape = true", 'paper = "信纸"', "page.paper", "A4"),
    "dictionary": ("unit = [", "units = [", "dictionaries.units", "没有这种词表"),
    "goal": ("[goals.annual]", "[goals.yearly]", "goals.yearly", "只能写 annual、long_term"),
    "quote": ('region = "示例省示例市"', 'region = "示例省示例市', "第 4 行", "引号没有配对"),
    "no quotes": ('region = "示例省示例市"', "region = 示例省", "第 4 行第 10 个字符", "文本要加引号"),
    "twice": ('region = "示例省示例市"', 'region = "示例省"\nregion = "示例市"', "第 5 行", "写了两次"),
}
"""What was slipped: (in the example, instead of it, words of the message …)."""


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_a_broken_template_says_where_and_what(
    case: tuple[str, ...], user_templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file, the place and the fault in Chinese; the other templates work."""
    old, new, *words = case
    assert old in EXAMPLE
    (user_templates / "有错.toml").write_text(EXAMPLE.replace(old, new, 1), encoding="utf-8")
    (user_templates / "照常.toml").write_text(EXAMPLE.replace(EXAMPLE_ID, "other-id"), encoding="utf-8")
    templates = available_templates()
    told = capsys.readouterr().err
    assert {"other-id", *TEMPLATES} == set(templates)
    assert told.startswith("版式文件 有错.toml ")
    assert len(told.strip().splitlines()) == 1
    for word in words:
        assert word in told
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", told), "no English sentence"


def test_the_block_at_fault_is_named_by_number_and_line(tmp_path: Path) -> None:
    path = tmp_path / "有错.toml"
    text = EXAMPLE.replace("{leader}", "{leder}")
    path.write_text(text, encoding="utf-8")
    line = text[: text.index('kind = "fields"')].count("\n")
    with pytest.raises(ValueError, match=rf"第 3 块（第 {line} 行起）的 rows：没有“leder”这个栏目"):
        read_template(path)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("id = “全角引号”".encode("gb18030"), "不是 UTF-8 编码"),
        (b"\x00\x01\x02", "第 1 行"),
        (b"x = " + b"[" * 100_000, "嵌套太深"),
        (b"", "缺少这一项"),
        (b"year = " + b"9" * 5000, "不合 TOML"),
    ],
    ids=["gb18030", "binary", "deep", "empty", "endless number"],
)
def test_a_file_that_is_no_template_stops_nothing(data: bytes, word: str, user_templates: Path) -> None:
    (user_templates / "乱.toml").write_bytes(data)
    templates, problems = load_templates(folders.template_folders())
    assert set(templates) == set(TEMPLATES)
    assert [problem.file for problem in problems] == ["乱.toml"]
    assert word in problems[0].message


def test_two_files_with_one_id_are_told(user_templates: Path) -> None:
    for name in ("甲.toml", "乙.toml"):
        (user_templates / name).write_text(EXAMPLE, encoding="utf-8")
    _, problems = load_templates(folders.template_folders())
    assert len(problems) == 1
    assert "甲.toml" in problems[0].message
    assert "乙.toml" in problems[0].message


def test_the_users_template_wins_over_the_programs(user_templates: Path) -> None:
    own = (folders.ROOT / "resources" / "templates" / "korla-project-2023.toml").read_text(encoding="utf-8")
    (user_templates / "自己改的.toml").write_text(
        own.replace('name = "项目支出绩效目标表"', 'name = "自己改的表"'), encoding="utf-8"
    )
    assert available_templates()["korla-project-2023"].name == "自己改的表"


def test_the_command_lists_templates_and_tells_the_broken_one(
    user_templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (user_templates / "有错.toml").write_text("id = 1", encoding="utf-8")
    assert main.main(["templates"]) == UNUSABLE
    streams = capsys.readouterr()
    assert "national-project-2021" in streams.out
    assert "有错.toml" in streams.err
