"""Running text comes back from a PDF with the line ends that a person set, and with no others."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporters.batch import write_all
from exporters.export import ExportPlan
from importers.readers.any_file import read_file
from importers.recognise import recognise
from models.dossier import Dossier
from models.folders import RESOURCES
from models.forms import DepartmentForm, Measure
from models.goals import Goal
from models.templates.shelf import load_templates
from tests.effort import examples

_TEMPLATE = load_templates([RESOURCES / "templates"])[0]["julu-department-2024"]
_pieces = st.sampled_from(["巡护河道两岸", "整修路面", "，", "；", "A4", "GB/T 9704", "培训 3 期", "。"])
_paragraphs = st.builds(
    lambda first, more, rest: f"{first}{''.join(more)}{'护' * rest}",
    st.sampled_from(["堤防加固工程", "修渠", "清淤", "新建泵站"]),
    st.lists(_pieces, max_size=30),
    st.integers(0, 45),
)
_texts = st.lists(_paragraphs, min_size=1, max_size=6).map("\n".join)


@settings(max_examples=examples(60), deadline=None)
@given(_texts, _texts)
@example("护" * 40, "堤" * 42)
@example("堤防\n加固\n工程", "护" * 38 + "\n" + "堤" * 80)
@example("\n".join("护" * (30 + number % 16) for number in range(120)), "新建泵站。" * 400)
def test_the_line_ends_of_a_person_come_back_from_a_page(statement: str, text: str) -> None:
    goal = Goal(label="总体绩效目标", statement=statement)
    form = DepartmentForm(template=_TEMPLATE.id, name=_TEMPLATE.name, goals=[goal])
    form.measures = [Measure(title="按季调度", text=text)]
    with TemporaryDirectory() as folder:
        plan = ExportPlan(Path(folder), ("pdf",), attached=False)
        (written,) = write_all(Dossier(year=2024, forms=[form]), {_TEMPLATE.id: _TEMPLATE}, plan).written
        document = read_file(written.path).document
    ((found,), unplaced) = recognise(document, {_TEMPLATE.id: _TEMPLATE}, template_id=_TEMPLATE.id, year=2024)
    assert not unplaced
    assert found.form.goals[0].statement == statement
    assert isinstance(found.form, DepartmentForm)
    assert [(one.title, one.text) for one in found.form.measures] == [("按季调度", text)]
