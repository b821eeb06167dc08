"""Every template as the program sees it, and what is said of templates with a slip in them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from models.folders import RESOURCES
from models.paths import split_scope
from models.templates.block import walk
from models.templates.printed import Labels, leaf_heads
from models.templates.shelf import load_templates, read_template
from models.templates.summaries import head_of, regions, templates_of
from models.templates.template import FormTemplate
from models.templates.unprinted import has_place, paths_of, unprinted
from tests.models.whole import one_of_each
from tests.models.whole.spoiled_templates import spoiled
from tests.models.whole.tables import is_known

TEMPLATES, _ = load_templates([RESOURCES / "templates"])


def seen(template: FormTemplate) -> Iterator[str]:
    """What is known of it: its columns' heads, its fields with their names, choices and kinds."""
    labels = Labels(template)
    yield f"▦ {head_of(template)} {template.title}"
    parts = template.target_parts
    yield f"values {sorted(parts.apart)} {parts.natured} {parts.units[:8]}"
    yield f"goals {[period for period in ('annual', 'long_term') if template.repeats_goals(period)]}"
    for block in walk(template.block):
        heads = [f"{word}: {path}" for word, path in leaf_heads(template, block)]
        yield f"{block.kind} {block.of} {block.period} {heads}".replace("\n", "⏎")
    for path in sorted(path for path in template.printed if not path.startswith("sum.")):
        kind = template.field_kind(path) if split_scope(path)[0] or path else ""
        items = sorted({block.of for block in walk(template.block) if block.of}) if path.startswith("item.") else [""]
        names = "/".join(labels.of(path, of if of in _LISTS else "") for of in items)
        yield f"{path} {kind} {names} | {labels.in_full(path)} | {' '.join(template.choices(path))[:60]}"
    yield f"apart {labels.apart(sorted(template.printed)[:12])}"


_LISTS = ("costs", "purchases", "tasks", "projects", "measures")


@pytest.mark.parametrize("kind", ["department", "project"])
def test_every_template_is_seen_as_it_is_known(kind: str) -> None:
    own = [template for _, template in sorted(TEMPLATES.items()) if template.kind == kind]
    is_known(f"templates_{kind}", [line for template in own for line in seen(template)])


def test_templates_by_region() -> None:
    lines = [f"{region}: {[one.id for one in templates_of(TEMPLATES, region)]}" for region in regions(TEMPLATES)]
    is_known("regions", lines)


def test_what_no_template_prints_of_all_there_can_be() -> None:
    dossier = one_of_each.dossier()
    lines = []
    for name, template in sorted(TEMPLATES.items()):
        form = next(one for one in dossier.forms if one.kind == template.kind)
        for period, parts in (("", [form]), ("annual", form.goals), ("long_term", form.goals)):
            paths = paths_of(template, 2026, period, 1 if period else 0)
            lines.append(f"{name} {period} {' '.join(unprinted(paths, parts))}")
        rows = list(form.indicators())
        paths = paths_of(template, 2026)
        lines.append(f"{name} indicators {' '.join(unprinted(paths, rows))} {has_place(paths, type(form), 'amount')}")
    is_known("unprinted", lines)


def test_what_is_said_of_a_template_with_a_slip(tmp_path: Path) -> None:
    lines = []
    for one in spoiled():
        path = tmp_path / "版式.toml"
        path.write_text(one.text, encoding="utf-8")
        try:
            template = read_template(path)
        except ValueError as problem:
            lines.append(f"{one.name} {one.way}: {problem}")
        else:
            grids = [template.grid(drawing) for block in walk(template.block) for drawing in (block.rows, block.row)]
            drawn = sha256(f"{grids} {sorted(template.printed)} {template.page}".encode()).hexdigest()[:8]
            lines.append(f"{one.name} {one.way}: fits {drawn}")
    is_known("slips", lines)
