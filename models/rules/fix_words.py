"""What a fix will change, in words: said before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.dossier import Dossier
from models.edits import Batch, Change, Insert, Move, Remove, SetValue
from models.fields import field_word, part_word
from models.goals import Category, Dimension
from models.paths import nodes, printed, read
from models.values import Node, Part

SOME, ALL = 4, 1000
"""So many of the places that a fix changes are told."""
_LONGEST = 24
_BEFORE = 8
Find = Callable[[str], Part | None]


def finder(dossier: Dossier) -> Find:
    """Finds parts by id; the dossier is walked when the first is asked for."""
    known: dict[str, Part] = {}

    def find(node_id: str) -> Part | None:
        if not known:
            known.update({"dossier": dossier, "unit": dossier.unit, "budget": dossier.budget})
            known.update((node.id, node) for node in nodes(dossier))
        return known.get(node_id)

    return find


def fix_words(change: Change | None, find: Find, most: int = SOME) -> str:
    """What the change will do: ``把“项目总成本”的指标值由“≥20万元”改为“≤20万元”``; nothing for None."""
    if change is None:
        return ""
    said = list(dict.fromkeys(_words(change, find)))
    more = f"等 {len(said)} 处改动" if len(said) > most else ""
    return "；".join(said[:most]) + more


def values_listed(change: Change, find: Find) -> list[str]:
    """Each value that the change will set, from what to what: ``“植树面积” 10 → 12``. Asked before it is applied."""
    if isinstance(change, Batch):
        return [line for one in change.changes for line in values_listed(one, find)]
    if not isinstance(change, SetValue):
        return []
    node_id, _, field = change.path.partition(".")
    part = find(node_id)
    old = _short(printed(read(part, field))) if part else ""
    return [f"{_name(part)} {old or '空'} → {_short(printed(change.value)) or '空'}"]


def _words(change: Change, find: Find) -> Iterator[str]:
    if isinstance(change, Batch):
        for one in change.changes:
            yield from _words(one, find)
    elif isinstance(change, SetValue):
        yield _set_words(change, find)
    elif isinstance(change, Move):
        yield f"把{_name(find(change.node))}移到{_name(find(change.parent))}"
    elif isinstance(change, Remove):
        yield f"删去{_name(find(change.node))}"
    elif isinstance(change, Insert):
        yield f"在{_name(find(change.parent))}下增加一项"


def _set_words(change: SetValue, find: Find) -> str:
    node_id, _, field = change.path.partition(".")
    part = find(node_id)
    if part is None:
        return "改一处内容"
    old, new = _around_the_change(_plain(printed(read(part, field))), _plain(printed(change.value)))
    place = f"{_name(part)}的{field_word(type(part), field)}"
    if not new:
        return f"清空{place}“{old}”"
    return f"把{place}由“{old}”改为“{new}”" if old else f"把{place}填为“{new}”"


def _name(part: Part | None) -> str:
    if part is None:
        return "这一项"
    name = getattr(part, "name", "") or getattr(part, "label", "")
    kind = "" if isinstance(part, Dimension | Category) else part_word(part) if not name else ""
    return f"“{_short(name)}”" if name else kind or ("空行" if isinstance(part, Node) else "套表")


def _around_the_change(old: str, new: str) -> tuple[str, str]:
    """Two texts, short enough to be told: long ones from shortly before they part, so that the change can be seen."""
    same = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    if not old or not new or same < _LONGEST // 2:
        return _short(old), _short(new)
    start = same - _BEFORE
    return f"…{_short(old[start:])}", f"…{_short(new[start:])}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    plain = _plain(text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
