"""The words of a source around its forms: kept with the dossier, for the rules to read beside the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from models.dossier import Prose
from models.forms import AnyForm
from models.paths import nodes
from models.table import Document, Paragraph

_SHORTEST = 12
_MOST = 400


def prose_of(name: str, document: Document, forms: Sequence[AnyForm]) -> list[Prose]:
    """The paragraphs of a source that went into none of its forms, in order; captions and the like left out."""
    told = [part for part in document if isinstance(part, Paragraph) and len(part.text.strip()) >= _SHORTEST]
    taken = "\n".join(text for form in forms for text in _texts(form)) if told else ""
    kept = [part for part in told if _plain(part.text) not in taken]
    return [_prose(name, part) for part in kept[:_MOST]]


def _prose(name: str, part: Paragraph) -> Prose:
    place = f"{name} 第 {part.source_row} 行" if part.source_row else name
    return Prose(id=_id(f"{place} {part.text}"), text=part.text.strip(), source=place)


def _id(text: str) -> str:
    """The same for the same paragraph, so that a source read twice gives the same dossier."""
    return "p" + hashlib.sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:11]


def _texts(form: AnyForm) -> Iterator[str]:
    for node in nodes(form):
        yield from (_plain(value) for value in node.__dict__.values() if isinstance(value, str) and value)


def _plain(text: str) -> str:
    return "".join(text.split())
