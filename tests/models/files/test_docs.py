"""The page of the file format says what the models are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from models.dossier import VERSION
from models.fields import PART_WORDS
from models.files.docs import example, page
from models.files.jxmb import loads
from models.values import Part

PROJECT = Path(__file__).resolve().parents[3]
PAGE = PROJECT / "docs" / "file-format.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m models.files.docs > docs/file-format.md"


def test_the_example_opens_as_it_stands() -> None:
    found = re.search(r"```json\n(.*?)```", page(), re.DOTALL)
    assert found is not None
    assert json.loads(found[1]) == example()
    dossier = loads(found[1].encode(), "例子.jxmb")
    assert [row.target.unit for row in dossier.indicators()] == ["批次"]


def test_every_part_and_field_is_on_the_page_with_its_meaning() -> None:
    text = page()
    for model in PART_WORDS:
        assert all(f"| `{name}` |" in text for name in model.model_fields)
        assert all(field.description for field in model.model_fields.values())
    assert "None" not in text


def test_every_link_has_its_heading() -> None:
    headings = set(re.findall(r"^## (.+)$", page(), re.MULTILINE))
    assert set(re.findall(r"\]\(#([^)]+)\)", page())) <= headings


def test_every_version_is_in_the_history() -> None:
    assert re.findall(r"^\| (\d+) \|", page(), re.MULTILINE) == [str(number) for number in range(1, VERSION + 1)]


def test_every_kind_of_part_has_a_word() -> None:
    def kinds(model: type[Part]) -> set[type[Part]]:
        return {model}.union(*(kinds(below) for below in model.__subclasses__()))

    named = {model for model in kinds(Part) if model.__module__.startswith("models.")}
    assert {model.__name__ for model in named - set(PART_WORDS)} == {"Part", "Node", "BaseForm"}


def test_the_page_is_written_in_utf8_whatever_the_console() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "models.files.docs"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.decode() == page()
