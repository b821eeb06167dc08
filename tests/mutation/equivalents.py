"""Changes that make no difference a user could ever see, judged by hand: listed by name, counted apart."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from tests.mutation.changes import Change
from tests.mutation.covering import PROJECT

LIST = Path(__file__).with_name("equivalents.toml")


@cache
def _listed() -> frozenset[tuple[str, str, str, str]]:
    rows = tomllib.loads(LIST.read_text(encoding="utf-8")).get("same", [])
    return frozenset((row["file"], row["function"], row["old"], row["new"]) for row in rows)


def equivalent(change: Change) -> bool:
    """True for a change that is listed, by its file, function and words, wherever it stands by now."""
    file = change.path.relative_to(PROJECT).as_posix()
    return (file, change.function, " ".join(change.old.split()), change.new) in _listed()
