"""The document that a pasted text or a page is: its paragraphs and tables, every cell where it is meant to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from importers.readers.html import read_html
from importers.readers.source import SourceError
from importers.readers.text import parse_text
from tests.importers.whole.notation import Given, written
from tests.importers.whole.test_whole_readings import CASE, READ, cases

SEEN = sorted((Path(__file__).parent / "texts").glob("*.txt"))


def told(lines: list[str]) -> list[str]:
    """The document of a text, whose lines begin with a bar; of a page, which begins with a tag."""
    text = "\n".join(line[1:].replace("→", "\t") for line in lines)
    try:
        if not text.lstrip().startswith("<"):
            return written(Given(parse_text(text)))
        page = read_html(text)
    except SourceError as problem:
        return [f"problem {problem}"]
    return [*written(Given(page.document)), *(f"notice {notice} {notice.words}" for notice in page.notices)]


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_a_text_is_the_document_that_is_known(path: Path) -> None:
    now = [(name, source, told(source)) for name, source, _ in cases(path)]
    if "WRITE_READ" in os.environ:
        texts = ("\n".join([CASE + name, *source, READ, *read]) for name, source, read in now)
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    assert now == cases(path)


def test_texts_and_pages_are_there() -> None:
    sources = [source for path in SEEN for _, source, _ in cases(path)]
    assert sum(source[0].startswith("│<") for source in sources) > 10
    assert len(sources) > 50
