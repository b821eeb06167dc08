"""The law for templates nobody has drawn before: what any of them prints comes back where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from hypothesis import HealthCheck, Phase, given, settings

from models.table import PageSetup
from models.templates.asked import CategorySpec, DimensionSpec, FieldRule, FieldType, GoalSpec, WeightPolicy
from models.templates.block import Block, BlockKind, walk
from models.templates.grid import SAME
from models.templates.template import FormTemplate, block_places
from models.values import ExpenditureKind, FundingSource
from selftest.trial import try_template
from tests.effort import examples
from tests.selftest.made_templates import kinds_of_templates, made_templates
from tests.selftest.template_page import PAGE

made = settings(
    max_examples=examples(100),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@made
@given(made_templates())
def test_whatever_a_template_draws_comes_back(template: FormTemplate) -> None:
    """A marker in every place, as the table itself and as text that lost its merged cells."""
    _no_marker_moves(template, "表格", "粘贴的文字")


@settings(made, max_examples=examples(60))
@given(made_templates())
def test_and_so_it_does_from_every_kind_of_file(template: FormTemplate) -> None:
    """The same through the writers and the readers: over pages' edges, with a program's own columns."""
    _no_marker_moves(template, "Excel", "PDF", "Word", "网页")


def _no_marker_moves(template: FormTemplate, *ways: str) -> None:
    trials = list(try_template(template, ways))
    told = [line for trial in trials for line in trial.lines]
    assert len(trials) == len(ways), told
    assert all(line.startswith("通过") for line in told), (told, template.model_dump(include={"block", "goals"}))


# --- every word of the language ---------------------------------------------------------------------------------------


def test_made_templates_use_every_word_of_the_page() -> None:
    """A word that none of them draws is one that the law says nothing of."""
    used: set[str] = set()

    for kind in kinds_of_templates():

        @settings(made, max_examples=100, derandomize=True, database=None)
        @given(kind)
        def draw(template: FormTemplate) -> None:
            used.update(_used_by(template))

        draw()
    assert len(_words_of_the_page()) > 100
    assert not sorted(_words_of_the_page() - used)


_SOURCES = "|".join(sorted(FundingSource, key=len, reverse=True))
_KINDS = "|".join(sorted(ExpenditureKind, key=len, reverse=True))
_SAME = (
    (r"(?:long|annual)_(?=goal)", ""),
    (rf"(?<=funding\.)(?:{_SOURCES})$|(?<=income\.)(?:{_SOURCES})(?=\.)|(?<=yearly\.)(?:{_SOURCES})(?=\.)", "fiscal"),
    (rf"(?<=expenditure\.)(?:{_KINDS})(?=\.)", "personnel"),
    (r"(?<=year)[+-]\d", "-1"),
    (r"(?<=spending_plan\.)\d+", "6"),
    (r"(?<=extra\.)[^.]*", "甲"),
)
"""What makes fields of one kind: which source, which year, which name of one's own."""
_SIGNS = (
    "{indicator.target.value}",
    "<",
    "^",
    "\\n",
    "\\|",
    ":%",
    ":,",
    "[",
    "{year}",
    "{n}",
    "{money_unit}",
    "{points}",
    "{number}",
    "{sum.",
)


def _one_of_a_kind(path: str) -> str:
    for pattern, word in _SAME:
        path = re.sub(pattern, word, path)
    return path


def _words_of_the_page() -> set[str]:
    """Fields that its tables list, kinds of blocks and their keys, keys of the other parts, signs of a drawing."""
    listed = PAGE[PAGE.index("## 栏目") : PAGE.index("## 目标、指标和权重")]
    rows = "\n".join(line for line in listed.splitlines() if line.startswith(("| `{", "清单 `of")))
    paths = {re.split(r"[:=]", path)[0] for path in re.findall(r"(?<=`\{)[^{}]+(?=\}`)", rows)}
    keys = {f"{kind.__name__}.{key}" for kind in _PARTS for key in _keys_of(kind)}
    kinds = set(re.findall(r"(?<=^\| `)\w+(?=` \|.*\|.*\|.*\|$)", PAGE, re.MULTILINE)) & _kinds()
    types = {f"type {one}" for one in get_args(FieldType)}
    return {_one_of_a_kind(path) for path in paths - {*SAME}} | keys | kinds | types | {*_SIGNS}


_PARTS = (FormTemplate, Block, FieldRule, CategorySpec, DimensionSpec, WeightPolicy, GoalSpec, PageSetup)


def _keys_of(kind: type) -> set[str]:
    return {*getattr(kind, "model_fields", ()), *getattr(kind, "_fields", ())}


def _kinds() -> set[str]:
    return {*get_args(BlockKind)}


def _used_by(template: FormTemplate) -> Iterator[str]:
    blocks = list(walk(template.block))
    for block in blocks:
        yield block.kind
        yield from (_one_of_a_kind(place.path) for place in block_places(template, block))
        drawn = "".join((block.rows, block.head, block.row, block.text))
        yield from (sign for sign in _SIGNS if sign in drawn)
        yield from (f"type {template.rule_of(place.path).type}" for place in block_places(template, block))
    specs = [*template.dimension, *(one for spec in template.dimension for one in spec.categories)]
    parts = [template, *blocks, *template.fields.values(), *specs, template.weights, *template.goals.values()]
    yield from (f"{type(part).__name__}.{key}" for part in parts for key in part.model_fields_set)
    usual = PageSetup()
    yield from (f"PageSetup.{key}" for key in _keys_of(PageSetup) if getattr(usual, key) != getattr(template.page, key))
