"""Two places in one cell, each on a line of its own, come back from a PDF however narrow the cell is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.layout import layout_many
from importers.readers.any_file import read_file
from importers.recognise import recognise
from models.dossier import Dossier
from models.forms import ProjectForm
from models.goals import Goal
from models.templates.template import FormTemplate
from tests.effort import examples
from tests.printable import YEAR, persons, phones, words

_ROWS = """
| 项目名称 | {name} | 负责人 | {leader}\\n{phone} | 实施单位 | {executing_unit}\\n{purpose} |
| 绩效目标 | {goal.statement} | < | < | < | < |
"""


def _template(narrow: int, wider: int) -> FormTemplate:
    return FormTemplate.model_validate(
        {
            "id": "narrow",
            "name": "示例项目支出绩效目标申报表",
            "kind": "project",
            "region": "示例市",
            "year": YEAR,
            "columns": [20, 60, 20, narrow, 20, wider],
            "goals": {"annual": {"label": "年度目标", "most": 1}},
            "block": [
                {"kind": "title", "text": "{year}年示例项目支出绩效目标申报表"},
                {"kind": "fields", "rows": _ROWS},
                {"kind": "indicators", "head": _HEAD, "row": _ROW},
            ],
        }
    )


_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | < | < |"
_ROW = "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} | < | < |"
_pieces = st.lists(st.one_of(words, st.sampled_from([" ", "A4", " GB/T 9704 "])), max_size=6)
_texts = st.builds(lambda first, more: " ".join("".join([first, *more]).split()), words, _pieces)


@settings(max_examples=examples(80), deadline=None)
@given(st.tuples(st.integers(8, 40), st.integers(14, 60)), st.tuples(persons, phones), st.tuples(words, _texts, _texts))
@example((8, 14), ("甲丙", "13900000000"), ("河道巡查", "乙" * 40, "丙" * 41))
@example((12, 30), ("路灯", "0715-1234567"), ("河道巡查", "新建 路灯 " * 5 + "甲", "A1 b2 培训 采购 " * 9 + "once"))
def test_both_come_back_from_a_narrow_cell(
    widths: tuple[int, int], who: tuple[str, str], said: tuple[str, str, str]
) -> None:
    template, (unit, purpose, statement) = _template(*widths), said
    goal = Goal(label="年度目标", statement=f"{statement}\n\n{purpose}。\n{unit}")
    form = ProjectForm(template=template.id, name="江堤养护", leader=who[0], phone=who[1], goals=[goal])
    form.executing_unit, form.purpose = unit, purpose
    back = _through_paper(form, template)
    assert (back.leader, back.phone) == who
    assert (back.executing_unit, back.purpose) == (unit, purpose)
    assert back.goals[0].statement == goal.statement


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("甲乙\n13900000000", ("甲乙", "13900000000")),
        ("甲乙13900000000", ("甲乙", "13900000000")),
        ("（0715）1234567", ("", "（0715）1234567")),
        ("甲乙（临时）", ("甲乙（临时）", "")),
        ("甲乙1\n0715-1234567", ("甲乙1", "0715-1234567")),
    ],
)
def test_a_name_is_told_from_the_telephone_behind_it(text: str, who: tuple[str, str]) -> None:
    """Where the line end was lost, or one of them is blank."""
    template = _template(20, 40)
    table = layout_many([ProjectForm(template=template.id, name="江堤养护", leader="甲")], template, YEAR)
    cells = tuple(replace(cell, text=text) if cell.text.strip() == "甲" else cell for cell in table.cells)
    ((found,), _) = recognise((table._replace(cells=cells),), {template.id: template}, template_id=template.id)
    assert isinstance(found.form, ProjectForm)
    assert (found.form.leader, found.form.phone) == who


def test_what_a_person_copies_from_the_page_has_no_mark_in_it(tmp_path: Path) -> None:
    """The marks are around the text, not in it."""
    template = _template(14, 30)
    form = ProjectForm(template=template.id, name="江堤养护", leader="甲乙", phone="13900000000")
    outcome = write_all(Dossier(year=YEAR, forms=[form]), {template.id: template}, ExportPlan(tmp_path, ("pdf",)))
    with pdfium.PdfDocument(outcome.written[0].path) as document:
        said = document[0].get_textpage().get_text_range()
    assert "甲乙" in said
    assert all(sign.isprintable() or sign in "\r\n" for sign in said)


def _through_paper(form: ProjectForm, template: FormTemplate) -> ProjectForm:
    with TemporaryDirectory() as folder:
        plan = ExportPlan(Path(folder), ("pdf",), attached=False)
        outcome = write_all(Dossier(year=YEAR, forms=[form]), {template.id: template}, plan)
        document = read_file(outcome.written[0].path).document
    ((found, *none), unplaced) = recognise(document, {template.id: template}, template_id=template.id, year=YEAR)
    assert not none
    assert not unplaced
    assert isinstance(found.form, ProjectForm)
    return found.form
