"""Words of forms mean the same however they are written: width, blanks, brackets, numbers before them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from importers.amounts import is_amount
from importers.forms.filling import put
from importers.words.heads_and_labels import FormKind
from importers.words.indicator_heads import is_indicator_head
from importers.words.listed import listed_words, patterns
from importers.words.vocabulary import word_of
from models.forms import ProjectForm
from models.paths import check_field


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("一 级 指 标", "dimension.name"),
        ("二级\n指标", "category.name"),
        ("三级指标（必填）", "indicator.name"),
        ("分值权重（90）", "indicator.weight"),
        ("权重(％)", "indicator.weight"),
        ("指标值\n（包含数字及文字描述）", "indicator.target"),
        ("*目标值", "indicator.target"),
        ("2024年指标值", "indicator.history.2024"),
        ("2024年", "indicator.history.2024"),
        ("近两年指标值", ""),
        ("得分", None),
        ("信访大厅", None),
    ],
)
def test_heads_of_columns(text: str, meaning: str | None) -> None:
    assert word_of(text).column == meaning


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年", 2025),
        ("2024", 2024),
        ("2025年度预算", 2025),
        ("2023 年预算数", 2023),
        ("2025年指标值", None),
        ("预算", None),
    ],
)
def test_years_over_money(text: str, year: int | None) -> None:
    assert word_of(text).money_year == year


IMPORTERS = Path(__file__).parents[2] / "importers"
LISTS = [name for name in listed_words() if not name.startswith("budget_")]


@pytest.mark.parametrize("context", LISTS)
def test_words_are_written_as_they_are_compared(context: str) -> None:
    entries = [word for words in listed_words()[context].values() for word in words]
    assert [word for word in entries if word_of(word).norm != word] == []


@pytest.mark.parametrize("context", [name for name in LISTS if name != "words"])
def test_a_word_has_one_meaning_in_a_context(context: str) -> None:
    entries = [word for words in listed_words()[context].values() for word in words]
    assert sorted(word for word in set(entries) if entries.count(word) > 1) == []


@pytest.mark.parametrize("kind", ["project", "department"])
def test_a_label_has_one_meaning_in_a_form(kind: str) -> None:
    contexts = [listed_words()[name].values() for name in ("both", kind, "fund")]
    entries = [word for words in contexts for several in words for word in several]
    assert sorted(word for word in set(entries) if entries.count(word) > 1) == []


def test_every_meaning_is_a_field() -> None:
    for kind in ("project", "department"):
        for path in (*listed_words()["both"], *listed_words()[kind]):
            assert check_field(kind, path)
    for path in listed_words()["column"]:
        assert path in {"group", "indicator.target.long_term"} or check_field("project", path)
    for path in listed_words()["listed"]:
        assert check_field("project", path.removeprefix("form."))


def test_every_list_of_words_is_asked_for() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in IMPORTERS.rglob("*.py"))
    names = [name.removesuffix("_department").removesuffix("_project") for name in listed_words()["words"]]
    assert [name for name in names if name not in code] == []


def test_every_pattern_can_be_used() -> None:
    for context in (name for name in listed_words() if name.startswith("budget_")):
        assert all(pattern.pattern for pattern in patterns(context).values())


def test_a_list_of_projects_has_the_words_of_a_projects_form() -> None:
    """One meaning in both: a flat table headed 政策名称 lists policies, 项目资金总额 is the same money."""
    for path, words in listed_words()["project"].items():
        for word in words:
            meaning = word_of(word).in_list
            assert meaning == f"form.{path}", word


@pytest.mark.parametrize(
    "title",
    [
        "2025年度部门整体支出绩效目标申报表",
        "附件2：项目支出绩效目标表",
        "附表3 部门整体绩效目标表",
        "表十三：部门整体支出绩效目标表",
        "十二、项目支出绩效目标表（本次下达）",
        "部门预算项目绩效目标表（2025年度）",
        "( 2025 年 ) 项目 支出 绩效 目标 表",
        "项目支出绩效目标表—湿地保护",
        "项目绩效目标情况表",
        "绩效目标表",
    ],
)
def test_headings_of_forms(title: str) -> None:
    assert word_of(title).is_title
    assert not word_of(title).is_other_title


@pytest.mark.parametrize(
    "text",
    [
        *("部门收支总表", "一般公共预算支出表", "部门整体绩效目标为保障运行。", "预算绩效情况说明", "项目支出情况"),
        *("年度绩效目标", "2025年项目均编制绩效目标表"),
    ],
)
def test_other_headings_and_sentences_are_none(text: str) -> None:
    assert not word_of(text).is_title


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("部门收支总表", True),
        ("一般公共预算支出表（万元）", True),
        ("政府采购预算表", True),
        ("部门预算情况说明", True),
        ("第三部分 名词解释", True),
        ("第三部分", True),
        ("财政拨款收支总表" * 6, False),
        ("项目支出绩效目标情况表", False),
        ("名词解释", False),
    ],
)
def test_headings_of_what_is_no_form(text: str, *, other: bool) -> None:
    assert word_of(text).is_other_title is other


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("项目支出绩效目标表" + "甲" * 51, False),
        ("甲" * 43 + "项目支出绩效目标表（2025年度）", True),
        ("项目：绩效目标表", False),
        ("江堤养护绩效目标表", True),
        ("绩效目标", False),
        ("部门整体绩效目标", True),
        ("专项资金绩效目标批复表", True),
        ("2025绩效目标表", False),
    ],
)
def test_what_can_be_a_heading(text: str, *, title: bool) -> None:
    assert word_of(text).is_title is title


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("合计", "begins_sum"),
        ("权重合计", "begins_sum"),
        ("注：", "begins_remark"),
        ("（备注）：", "begins_remark"),
        ("填表人：河清", "begins_remark"),
        ("说明1.", "begins_remark"),
        ("三年内", "long_term"),
        ("中期目标", "long_term"),
        ("3-5次", "quantity"),
        ("≥30处", "quantity"),
        ("1:1", "quantity"),
        ("12月底前", "quantity"),
        ("十二", "like_number"),
        ("待定", "like_number"),
        ("—", "like_number"),
        ("年度目标", "names_goals"),
        ("项目名称", "begins_row"),
        ("特色指标", "begins_row"),
        ("指标值", "begins_row"),
    ],
)
def test_what_a_word_can_be(text: str, word: str) -> None:
    names = ("begins_sum", "begins_remark", "long_term", "quantity", "like_number", "names_goals", "begins_row")
    said = {name for name in names if getattr(word_of(text), name)}
    assert word in said
    assert said <= {word, *({"names_goals", "begins_row"} if "目标" in text else ())}


@pytest.mark.parametrize("text", ["合计数", "注意事项", "备注说明栏", "年内", "很多", "持续改善", "目标名称", "甲"])
def test_what_a_word_is_not(text: str) -> None:
    names = ("begins_sum", "begins_remark", "long_term", "quantity", "like_number", "names_goals")
    assert [name for name in names if getattr(word_of(text), name)] == []


@pytest.mark.parametrize(
    ("text", "sign", "nature"),
    [
        ("≥", "≥", ""),
        ("大于等于", "≥", ""),
        (" 定 性 ", "", "qualitative"),
        ("定量指标", "", "quantitative"),
        ("甲", "", ""),
    ],
)
def test_signs_and_natures(text: str, sign: str, nature: str) -> None:
    assert (word_of(text).sign, word_of(text).nature) == (sign, nature)


@pytest.mark.parametrize(
    ("texts", "heads"),
    [
        (["一级指标", "二级指标"], True),
        (["绩效指标", "指标", "指标权重", "指标值"], True),
        (["产出指标", "数量指标", "办结率", "≥95%"], False),
        (["指标名称", "备注"], False),
        (["三级指标"], False),
    ],
)
def test_rows_that_head_indicators(texts: list[str], heads: bool) -> None:
    assert is_indicator_head([word_of(text) for text in texts]) is heads


@pytest.mark.parametrize(
    ("text", "kind", "path"),
    [
        ("主管部门及代码", "project", "supervising_unit"),
        ("年度资金总额：", "project", "amount"),
        ("其中：财政拨款", "project", "fund.fiscal"),
        ("1、资金来源：（1）政府预算资金", "department", "fund.fiscal"),
        ("（2）项目支出", "department", "expenditure.project.amount"),
        ("项目支出", "project", None),
        ("项 目 名 称", "project", "name"),
        ("项目名称", "department", None),
        ("部门预算总额（万元）", "department", "amount"),
        ("三、年度绩效目标", "project", "annual_goal.statement"),
        ("中期目标（2025年—2027年）", "project", "long_goal.statement"),
        ("完成河道清淤", "project", None),
    ],
)
def test_labels_of_fields(text: str, kind: FormKind, path: str | None) -> None:
    assert word_of(text).field(kind) == path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("填报人：何一平", ("filler", "何一平")),
        ("其中：财政拨款：80万元", ("fund.fiscal", "80万元")),
        ("填报人：", None),
        ("其中：财政拨款", None),
        ("资金来源：其他资金：20", ("fund.other", "20")),
        ("目标1：完成清淤", None),
        ("项目名称：某站：扩建", None),
        ("项目名称：江堤养护与渠道清淤工程（二期）：续建", ("name", "江堤养护与渠道清淤工程（二期）：续建")),
    ],
)
def test_cells_of_label_and_value(text: str, found: tuple[str, str] | None) -> None:
    assert word_of(text).inline("project") == found


def test_words_broken_in_a_narrow_cell_are_put_together() -> None:
    assert word_of("满意度\n指标").one_line == "满意度指标"
    assert word_of("A level\nB level").one_line == "A level B level"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("80万元", "80"), ("1,205.5", "1205.5"), ("5000元", "0.5"), ("1.2亿元", "12000"), ("25％", "25")],
)
def test_amounts_are_kept_in_ten_thousands(text: str, amount: str) -> None:
    form = ProjectForm()
    assert is_amount(text)
    assert put(form, "amount", text)
    assert form.amount is not None
    assert f"{form.amount:f}" == amount


TOLD = {"项目支出", "金额", "单位", "目标", "预算", "年度"}
"""Words for people, too, of the unit of money, and parts of many others."""
PARTS = {
    "column_of_values",
    "begins",
    "head_part",
    "head_made",
    "label_part",
    "label_made",
    "joined",
    "joined_goal",
    "joined_money",
}
"""Parts of words: below the head of values, or with others."""


def strings_of(path: Path) -> Iterator[str]:
    """The texts in a module's code, docstrings apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


@pytest.mark.parametrize("path", sorted(IMPORTERS.rglob("*.py")), ids=lambda path: str(path.relative_to(IMPORTERS)))
def test_no_other_module_knows_a_label_or_a_head(path: Path) -> None:
    """A word that a region uses is added in one line of data, and nowhere else."""
    known = {word for name in LISTS if name not in PARTS for words in listed_words()[name].values() for word in words}
    known -= TOLD
    texts = list(strings_of(path))
    patterns = ([part for part in re.split(r"[|()?:^$]+", text) if part in known] for text in texts if "|" in text)
    found = [text for text in texts if text in known] + [parts for parts in patterns if len(parts) > 1]
    assert found == [] or path.parent.name == "words"
