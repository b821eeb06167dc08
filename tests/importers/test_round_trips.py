"""Out and in again nothing is lost and nothing is another, whatever the file: what the templates print counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.round_trips import SAMPLES, SOFFICE, TEMPLATES, faults, read, saved_again, written

each_sample = pytest.mark.parametrize("name", SAMPLES)


def test_the_samples_are_of_every_template() -> None:
    assert {form.template for dossier in SAMPLES.values() for form in dossier.forms} == set(TEMPLATES)


@each_sample
@pytest.mark.parametrize("kind", ["xlsx", "pdf", "docx", "html"])
def test_a_file_comes_back_as_it_went(name: str, kind: str, tmp_path: Path) -> None:
    assert faults(name, read(written(name, tmp_path, kind))) == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_files_that_another_program_saved_come_back_too_and_say_what_they_were(tmp_path: Path) -> None:
    """The other kinds of files: ``python -m tests.importers.round_trips``."""
    for name, path in saved_again(tmp_path, "ods").items():
        result = read(path)
        assert faults(name, result) == [], name
        assert [one.origin.form for one in result.forms if one.origin] == [one.id for one in SAMPLES[name].forms]
