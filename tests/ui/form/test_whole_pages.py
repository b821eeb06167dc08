"""The whole page of every sample's forms, part by part: what it says and holds, where it lies among the others.

How large it is and its colours are asked by ``tests/ui/looks``. Where a page is meant to be another:
``WRITE_READ=1 pytest tests/ui/form/test_whole_pages.py``, and read what ``git diff`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.folders import samples
from tests.known import is_known
from tests.ui.conftest import every, settle
from tests.ui.form.parts import told
from ui.form.fields import FieldsArea
from ui.window.window import MainWindow

NARROW = 200  # pixels
KNOWN = Path(__file__).parent / "pages"
SAMPLES = {re.sub(r"[^\w，]+", "-", path.stem).strip("-"): path for path in samples()}


def pages(window: MainWindow, sample: Path) -> Iterator[str]:
    """The pages of all forms of a sample."""
    window.files.open_sample(sample)
    assert window.session is not None
    for form in window.session.dossier.forms:
        window.pages.show_page(form.id)
        settle()
        page = window.pages.form_page()
        assert page is not None
        page.show_part("both")
        window.session.check()  # else the findings come when the machine has time
        settle()
        yield f"═ {form.template}"
        yield from told(page)
        yield from narrow(window)


def narrow(window: MainWindow) -> Iterator[str]:
    """The fields of the page where the paper's columns have no room; what is not as before when they have it again."""
    (fields,) = (one for one in every(window.pages, FieldsArea) if one.isVisible())
    before, room = list(told(fields)), fields.width()
    fields.fit(NARROW)
    settle()
    yield "═ narrow"
    yield from told(fields)
    fields.fit(room)
    settle()
    yield from (f"and again {line.strip()}" for line in told(fields) if line not in before)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pages_of_a_sample_are_as_they_are_known(window: MainWindow, name: str) -> None:
    is_known(KNOWN / f"{name}.txt", pages(window, SAMPLES[name]))
