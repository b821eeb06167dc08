"""Hypothesis strategies: dossiers as offices could fill them (and worse), and changes that fit a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any, get_args, get_origin

from hypothesis import strategies as st

from models.dossier import Attachment, Budget, Comment, Dossier, Silence, Unit
from models.edits import Batch, Change, Editor, Insert, Move, Remove, SetValue, copied, duplicate
from models.fields import SINCE, list_fields
from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal, Indicator
from models.paths import nodes
from models.target import Target
from models.values import FUNDING_WORDS, ExpenditureKind, FundingSource, MoneyLine, Node, OfficialExpense, OwnText, Part

_ALPHABET = "信访局人次项目绩效目标完成率，。；：（）《》“”、龑𠮷①㎡Aa09 .\n\t\"'\\/<>&=≥≤%％‰-+@\u3000\u200b\ufeff"
_VALUES = [
    "",
    "≥95%",
    "<=1万元/人/年",
    "＝1人",
    "±3%以内",
    "完全相符",
    "2023.07-2024.01",
    "=SUM(A1)",
    "0",
    "１２０人次",
]
_AMOUNTS = ["0", "0.00", "15", "126.50", "-3.2", "1234567.891", "100000000000000000"]

texts = st.one_of(
    st.just(""),
    st.text(_ALPHABET, max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
amounts = st.none() | st.sampled_from(_AMOUNTS).map(Decimal) | st.decimals(-(10**6), 10**6, places=2)
targets = (st.sampled_from(_VALUES) | texts).map(Target.parse)
years = st.sampled_from(["2022", "2023", "2024", "2025"])
money_lines = st.builds(MoneyLine, amount=amounts, share=amounts, history=st.dictionaries(years, amounts, max_size=2))
income = st.dictionaries(st.sampled_from(list(FUNDING_WORDS)), money_lines, max_size=3)
expenditure = st.dictionaries(st.sampled_from(list(ExpenditureKind)), money_lines, max_size=3)


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    """Any value of that annotation, nodes excepted."""
    if annotation in (str, OwnText):
        return texts
    if annotation is Target:
        return targets
    if get_origin(annotation) is dict:
        return st.dictionaries(_values(get_args(annotation)[0]), _values(get_args(annotation)[1]), max_size=3)
    if annotation is MoneyLine:
        return money_lines
    if annotation in (FundingSource, ExpenditureKind, OfficialExpense):
        return st.sampled_from(list(annotation))
    return st.sampled_from(get_args(annotation)) if "Literal" in str(annotation) else amounts


@lru_cache(maxsize=64)
def fields_of(model: type[Part]) -> dict[str, st.SearchStrategy[Any]]:
    """The fields of ``model`` that hold plain values → a strategy for each. What is told of last year is none."""
    fixed = {"id", "kind", "format", "version", "year", "unit", "budget", *SINCE, *list_fields(model)}
    return {name: _values(field.annotation) for name, field in model.model_fields.items() if name not in fixed}


@lru_cache(maxsize=64)
def parts(model: type[Part], width: int = 2) -> st.SearchStrategy[Any]:
    """Parts of that model with at most ``width`` entries in each list. Most fields stay blank, as on paper."""
    lists = {
        name: st.lists(st.one_of([parts(kind, width) for kind in kinds]), max_size=width)
        for name, kinds in list_fields(model).items()
    }
    values = st.fixed_dictionaries({}, optional=dict(_few(model)))
    return st.builds(lambda plain, entries: model(**plain, **entries), values, st.fixed_dictionaries(lists))


def _few(model: type[Part]) -> Iterator[tuple[str, st.SearchStrategy[Any]]]:
    return ((name, values) for name, values in fields_of(model).items() if not model.model_fields[name].is_required())


indicators: st.SearchStrategy[Indicator] = parts(Indicator)
goals: st.SearchStrategy[Goal] = parts(Goal)
project_forms: st.SearchStrategy[ProjectForm] = parts(ProjectForm)
department_forms: st.SearchStrategy[DepartmentForm] = parts(DepartmentForm)
about = st.sampled_from(["n1", "n1.weight", "n2.target", "unit.phone"])
silences = st.builds(Silence, code=st.sampled_from(["W001", "B008"]), where=st.just("n1.weight"), reason=texts)
comments = st.builds(Comment, where=about, text=texts, author=texts, state=st.sampled_from(["open", "done"]))
attachments = st.builds(Attachment, where=about, path=st.sampled_from(["佐证/验收单.pdf", "照片.jpg", "会议纪要"]))
SAID: dict[type[Part], st.SearchStrategy[Any]] = {Silence: silences, Comment: comments, Attachment: attachments}


def _renumbered(dossier: Dossier) -> Dossier:
    """Ids that depend on the place alone, so that a failing example shrinks."""
    numbers = count(1)
    for node in nodes(dossier):
        node.id = f"n{next(numbers)}"
    there = {node.id for form in dossier.forms for node in nodes(form)}
    said: list[Comment | Attachment] = [*dossier.comments, *dossier.attachments]
    for one in said:
        if one.where.partition(".")[0] not in there:  # they are about something, and never about themselves
            one.where = "unit.phone"
    return dossier


dossiers: st.SearchStrategy[Dossier] = st.builds(
    Dossier,
    year=st.integers(1990, 2100),
    unit=parts(Unit),
    budget=parts(Budget),
    forms=st.lists(st.one_of(project_forms, department_forms), max_size=3),
    silenced=st.lists(silences, max_size=2),
    comments=st.lists(comments, max_size=2),
    attachments=st.lists(attachments, max_size=1),
).map(_renumbered)


def lists_in(editor: Editor) -> list[tuple[str, str, list[Node], tuple[type[Node], ...]]]:
    """Every list of nodes of the dossier: id of its parent, its name, its entries, what it may hold."""
    owners: dict[str, Part] = {"dossier": editor.dossier, "budget": editor.dossier.budget}
    owners.update((node.id, node) for node in nodes(editor.dossier))
    return [
        (owner_id, name, getattr(owner, name), kinds)
        for owner_id, owner in owners.items()
        for name, kinds in list_fields(type(owner)).items()
    ]


@st.composite
def settings_of_value(draw: st.DrawFn, editor: Editor) -> SetValue:
    """A new value for some field of some part, or for one key of a dict."""
    owners = ["dossier", "unit", "budget", *(node.id for node in nodes(editor.dossier))]
    owner = draw(st.sampled_from(owners))
    part = editor.node(owner)
    if isinstance(part, Dossier):
        return SetValue("dossier.year", draw(st.integers(1990, 2100)))
    field = draw(st.sampled_from(sorted(fields_of(type(part)))))
    whole = f"{owner}.{field}"
    return (
        draw(_keys_of(part, whole))
        if isinstance(getattr(part, field), dict) and draw(st.booleans())
        else SetValue(whole, draw(fields_of(type(part))[field]))
    )


def _keys_of(part: Part, whole: str) -> st.SearchStrategy[SetValue]:
    """One key of a dict, as the model's own types say what it may be and hold."""
    field = whole.rsplit(".", 1)[1]
    kind, held = get_args(type(part).model_fields[field].annotation)
    kinds = [str(one) for one in kind] if kind is not str else [*getattr(part, field), "2021", "附注"]
    keys = st.sampled_from(kinds).filter(_plain)
    if held is MoneyLine:
        inner = st.sampled_from(["amount", "share"]) | years.map("history.{}".format)
        return st.builds(lambda key, rest, value: SetValue(f"{whole}.{key}.{rest}", value), keys, inner, amounts)
    return st.builds(
        lambda key, value: SetValue(f"{whole}.{key}", value), keys, texts if held in (str, OwnText) else amounts
    )


def _plain(key: str) -> bool:
    return bool(key) and "." not in key


@st.composite
def insertions(draw: st.DrawFn, editor: Editor) -> Insert:
    """A new node, or a duplicate, somewhere it may stand."""
    owner, name, entries, kinds = draw(st.sampled_from(lists_in(editor)))
    made = st.one_of([SAID[kind] if kind in SAID else parts(kind, 1) for kind in kinds])
    node = draw(st.sampled_from(entries) | made) if entries else draw(made)
    return Insert(owner, name, draw(st.integers(0, len(entries))), duplicate(node))


@st.composite
def moves(draw: st.DrawFn, editor: Editor) -> Move | None:
    """Some node to some place it may stand, None where there is no node."""
    places = [entry for entry in lists_in(editor) if entry[2]]
    if not places:
        return None
    _, _, source, _ = draw(st.sampled_from(places))
    node = draw(st.sampled_from(source))
    fitting = [entry for entry in lists_in(editor) if type(node) in entry[3]]
    owner, name, entries, _ = draw(st.sampled_from(fitting))
    length = len(entries) - (entries is source)
    return Move(node.id, owner, name, draw(st.integers(0, length)))


@st.composite
def changes(draw: st.DrawFn, editor: Editor, batches: bool = True) -> Change:
    """A change that fits the dossier as it is now."""
    kind = draw(st.sampled_from(["set", "set", "insert", "move", "remove"] + ["batch"] * batches))
    found = list(nodes(editor.dossier))
    if kind == "insert":
        return draw(insertions(editor))
    if kind == "remove" and found:
        return Remove(draw(st.sampled_from(found)).id)
    if kind == "move" and (move := draw(moves(editor))):
        return move
    if kind == "batch":
        return Batch(tuple(draw(sequences(editor))), "批量修改")
    return draw(settings_of_value(editor))


@st.composite
def sequences(draw: st.DrawFn, editor: Editor) -> list[Change]:
    """A few changes, each fitting the dossier as those before it leave it."""
    twin = Editor(copied(editor.dossier))
    made = []
    for _ in range(draw(st.integers(0, 4))):
        made.append(draw(changes(twin, batches=False)))
        twin.apply(made[-1])
    return made
