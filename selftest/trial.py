"""Trying a template: drawn with a sample, written in every format, read back, and compared value by value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.formats import FORMATS
from exporters.layout import layout_many
from importers.forms.narrative import is_narrative
from importers.readers.any_file import read_file
from importers.readers.source import SourceError
from importers.recognise import recognise
from models.dossier import Dossier
from models.fields import field_word, list_fields
from models.forms import AnyForm, OwnRow
from models.making import PERIODS
from models.paths import printed
from models.rules.catalogue import all_rules
from models.rules.chosen import plan
from models.table import Document, Paragraph, Table
from models.templates.block import walk
from models.templates.printed import Labels
from models.templates.template import FormTemplate
from models.values import Part, read_decimal
from selftest.markers import marked_forms

_SHOWN = 30  # characters of a value in a sentence


class Shift(NamedTuple):
    """A value of the sample that did not come back as it was.

    ``went`` is the field in which it stands instead, ``read`` what stands there; ``field`` is empty for what was not
    in the sample at all.
    """

    field: str
    text: str
    went: str = ""
    read: str = ""

    @property
    def words(self) -> str:
        """The shift as a sentence."""
        if not self.field:
            return f"“{self.went}”里多出“{_short(self.read)}”"
        return f"“{self.field}”的“{_short(self.text)}”{self._fate()}"

    def _fate(self) -> str:
        if not self.went:
            return "没有读回来"
        if self.went == self.field:
            return "读到了另一处（如另一个目标里）" if self.read == self.text else f"读成了“{_short(self.read)}”"
        return f"跑到了“{self.went}”"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Trial:
    """One way out and back: what it is called, why it failed altogether, what stands elsewhere after it."""

    way: str
    fault: str = ""
    shifts: tuple[Shift, ...] = ()

    @property
    def passed(self) -> bool:
        """Everything came back where it was."""
        return not self.fault and not self.shifts

    @property
    def lines(self) -> list[str]:
        """What a person is told of it."""
        if self.passed:
            return [f"通过 {self.way}"]
        return [
            f"失败 {self.way}{'：' if self.fault else ''}{self.fault}",
            *(f"  {shift.words}" for shift in self.shifts),
        ]


def told(trials: Iterable[Trial]) -> Iterator[str]:
    """What a person is told of the trials; faults that a way shares with one before it are told once."""
    before: dict[tuple[str, tuple[Shift, ...]], str] = {}
    for trial in trials:
        first = before.setdefault((trial.fault, trial.shifts), trial.way)
        yield from trial.lines if trial.passed or first == trial.way else [f"失败 {trial.way}：与“{first}”一样"]


def try_template(template: FormTemplate, ways: Collection[str] = ()) -> Iterator[Trial]:
    """Every way out and back with a sample (or those named), as it is done."""
    unprinted = [path for path, rule in template.fields.items() if rule.required and not _has_place(template, path)]
    if unprinted:
        words = "、".join(f"{{{path}}}" for path in unprinted)
        yield Trial("必填的栏目", f"{words} 必填，表上却没有地方填；请把它画进表里，或去掉 required")
    if unsaid := _unsaid_goals(template):
        yield Trial("目标", f"画了 {unsaid} 的目标，却没有写 [goals.{unsaid}] 和它的 label，这些目标没有地方填")
    if slips := plan(all_rules(), template).problems:
        yield Trial("审核设置", "；".join(slips))
    forms = marked_forms(template, template.year)
    try:
        table = layout_many(forms, template, template.year)
    except ValueError as problem:
        yield Trial("画表", str(problem))
        return
    samples = [_Sample(values_of(form, template), _shown(form, table)) for form in forms]
    with TemporaryDirectory() as folder:
        for way, source in _ways(forms, table, template, Path(folder)):
            if not ways or way in ways:
                yield _trial(way, source, samples, template)


def verdict(trials: Collection[Trial]) -> str:
    """What the trials say of the template, as a sentence."""
    if all(trial.passed for trial in trials):
        return "每一栏都读回了原处"
    if any(trial.shifts for trial in trials):
        return "有的栏目没有读回原处：请核对这些栏目的标签和列头"
    return "版式还有要改正的地方，改好再试"


def sample_table(template: FormTemplate) -> Table:
    """The template's official table with the sample in it. Raises ValueError (Chinese) as ``layout`` does."""
    return layout_many(marked_forms(template, template.year), template, template.year)


def _has_place(template: FormTemplate, path: str) -> bool:
    """The form prints the field, or a part of it, whichever goal it is said of."""
    return any(one == path or one.startswith(f"{path}.") or one.endswith(f"_{path}") for one in template.printed)


def _unsaid_goals(template: FormTemplate) -> str:
    """The period of goals that some block prints, though no form of the template has any."""
    said = template.goals or ("annual",)
    drawn = [block.period for block in walk(template.block)]
    drawn += [PERIODS[0] for block in template.block if block.kind in ("goal_pairs", "indicator_pairs")]
    return next((period for period in drawn if period and period not in said), "")


def _ways(
    forms: Sequence[AnyForm], table: Table, template: FormTemplate, folder: Path
) -> Iterator[tuple[str, Callable[[], Document]]]:
    """How a table leaves the program and comes back."""
    yield "表格", lambda: (table,)
    yield "粘贴的文字", lambda: _pasted(table, template)
    dossier = Dossier(year=template.year, forms=[*forms])
    for suffix, kind in FORMATS.items():
        yield kind.name, partial(_written, dossier, template, folder, suffix)


def _pasted(table: Table, template: FormTemplate) -> Document:
    """As it goes over the clipboard: merged cells are lost; of chapters, the paragraphs."""
    if is_narrative(template):
        return tuple(Paragraph(cell.text, number) for number, cell in enumerate(table.cells, 1))
    return (table._replace(cells=tuple(replace(c, row_span=1, column_span=1) for c in table.cells), spans_known=False),)


def _written(dossier: Dossier, template: FormTemplate, folder: Path, suffix: str) -> Document:
    outcome = write_all(dossier, {template.id: template}, ExportPlan(folder, (suffix,)))
    if outcome.problems:
        raise ValueError(outcome.problems[0])
    return read_file(outcome.written[0].path).document


def _trial(way: str, source: Callable[[], Document], samples: Sequence[_Sample], template: FormTemplate) -> Trial:
    try:
        found, _ = recognise(source(), {template.id: template}, template_id=template.id, year=template.year)
    except (SourceError, ValueError) as problem:
        return Trial(way, str(problem))
    if len(found) != len(samples):
        return Trial(way, f"应读回 {len(samples)} 张表，读回了 {len(found)} 张" if found else "没有认出这张表")
    back = zip(samples, found, strict=True)
    return Trial(
        way, shifts=tuple(shift for sample, one in back for shift in sample.shifts(values_of(one.form, template)))
    )


class _Value(NamedTuple):
    """What stands in a place, and what the place is called."""

    field: str
    text: str


def values_of(form: AnyForm, template: FormTemplate) -> dict[str, _Value]:
    """Every value of a form, by where it stands: the numbers on the way to it, its field."""
    labels = Labels(template)
    found = (
        (one.key, _Value(_named(type(one.part), one.field, labels), _said(one, template))) for one in _values(form, "")
    )
    return {key: value for key, value in found if value.text and key not in _NOT_PRINTED}


def _said(leaf: _Leaf, template: FormTemplate) -> str:
    """The text of a value; a number of the template's own has no noughts at its end that count."""
    scope = "item" if isinstance(leaf.part, OwnRow) else _SCOPES.get(type(leaf.part).__name__, "")
    if template.rule_of(f"{scope}.{leaf.field}".removeprefix(".")).type in ("money", "number"):
        with suppress(ValueError):
            return f"{(read_decimal(leaf.text) or Decimal(0)).normalize():f}"
    return leaf.text


def _shown(form: AnyForm, table: Table) -> frozenset[str]:
    """Where the values stand that the table prints."""
    printed = {slot.path for cell in table.cells for slot in cell.slots}
    printed |= {path.rpartition(".")[0] for path in printed if ".target." in path}
    return frozenset(one.key for one in _values(form, "") if f"{getattr(one.part, 'id', '')}.{one.field}" in printed)


_NOT_PRINTED = frozenset({".template", ".kind"})
_SCOPES = {"Goal": "goal", "Dimension": "dimension", "Category": "category", "Indicator": "indicator"}


def _named(kind: type[Part], field: str, labels: Labels) -> str:
    scope = _SCOPES.get(kind.__name__)
    with suppress(KeyError):
        word = labels.of(f"{scope}.{field}") if scope else field_word(kind, field)
        return word or field
    return field


class _Leaf(NamedTuple):
    """A single value: the part whose field it is, and the numbers on the way to it."""

    part: Part
    field: str
    key: str
    text: str


def _values(part: Part, way: str) -> Iterator[_Leaf]:
    lists = list_fields(type(part))
    for name, value in part:
        if name in lists:
            for number, node in enumerate(value):
                yield from _values(node, f"{way}.{name}[{number}]")
        elif name != "id":
            yield from (_Leaf(part, field, f"{way}.{field}", text) for field, text in _flat(name, value))


def _flat(field: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | Part):
        for key, entry in value.items() if isinstance(value, dict) else value:
            yield from _flat(f"{field}.{key}", entry)
    else:
        yield field, f"{value.normalize():f}" if isinstance(value, Decimal) else printed(value)


@dataclass(frozen=True, slots=True)
class _Sample:
    """The values of the sample, and where those stand that are printed."""

    values: Mapping[str, _Value]
    shown: frozenset[str]

    def shifts(self, got: Mapping[str, _Value]) -> Iterator[Shift]:
        """What stands elsewhere, or nowhere, and what is there that was not."""
        strays = {key: value for key, value in got.items() if self.values.get(key) != value}
        for key, value in self.values.items():
            if key not in self.shown or got.get(key) == value:
                continue
            went = next((other for other, one in strays.items() if value.text in one.text), key)
            yield Shift(value.field, value.text, *strays.pop(went, _Value("", "")))
        yield from (Shift("", "", *value) for key, value in strays.items() if key not in self.values)
