"""What a list of templates says of each: enough to choose from, and read in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import tomli

from models.files.disk import files_in
from models.templates.toml_text import parsed, text_of

NATIONAL = "全国通用"
"""Region of the templates that are of no region: they stand for every layout that no template is known for."""


class Headed(Protocol):
    """A template, or the head of one."""

    @property
    def id(self) -> str:
        """Its name in files."""

    @property
    def name(self) -> str:
        """Its name for people."""

    @property
    def kind(self) -> str:
        """``department`` or ``project``."""

    @property
    def region(self) -> str:
        """Where it is used."""

    @property
    def year(self) -> int:
        """Since when."""

    @property
    def source(self) -> str:
        """What it was drawn from, for people."""


Template = TypeVar("Template", bound=Headed)


class TemplateHead(NamedTuple):
    """How a template is called, what it is for, since when, and what it was drawn from."""

    id: str
    name: str
    kind: str
    region: str
    year: int
    source: str = ""


def head_of(template: Headed) -> TemplateHead:
    """The head of a template that was read."""
    return TemplateHead(template.id, template.name, template.kind, template.region, template.year, template.source)


def template_heads(folders: Iterable[Path]) -> dict[str, TemplateHead]:
    """The heads of the templates in the folders by id; a later folder wins over earlier ones.

    A file without a usable head is left out; ``load_templates``, which reads the whole of it, tells why.
    """
    heads: dict[str, TemplateHead] = {}
    for folder in folders:
        own: dict[str, TemplateHead] = {}
        paths: list[Path] = []
        with suppress(OSError):
            paths = files_in(folder, ".toml")
        for path in paths:
            with suppress(OSError, ValueError, RecursionError):
                if head := _head_in(text_of(path)):
                    own.setdefault(head.id, head)
        heads |= own
    return heads


@lru_cache(maxsize=256)
def _head_in(text: str) -> TemplateHead | None:
    """The head of that text, read once for all windows of a process. Raises what ``parsed`` does."""
    return _head(_top(text))


def _top(text: str) -> dict[str, Any]:
    """What stands before the first table, as the head does; the whole where that cannot be read alone."""
    try:
        return parsed(text.partition("\n[")[0])
    except tomli.TOMLDecodeError:
        return parsed(text)


def _head(data: dict[str, Any]) -> TemplateHead | None:
    match data:
        case {"id": str(id_), "name": str(name), "kind": str(kind), "region": str(region), "year": int(year)}:
            source = data.get("source")
            return TemplateHead(id_, name, kind, region, year, source if isinstance(source, str) else "")
    return None


def regions(templates: Mapping[str, Headed]) -> list[str]:
    """The regions that have templates, the one for all first."""
    names = sorted({template.region for template in templates.values()})
    return sorted(names, key=lambda name: name != NATIONAL)


def templates_of(templates: Mapping[str, Template], region: str) -> list[Template]:
    """A region's templates: the department's first, the newest first."""
    own = [template for template in templates.values() if template.region == region]
    return sorted(own, key=lambda one: (one.kind, -one.year, one.id))
