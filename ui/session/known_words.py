"""What this user has typed in indicators before, in all dossiers saved on this computer. It can be cleared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from models.dossier import Dossier
from models.files.bounded import NotRegularError, TooLargeError, read_bounded
from models.files.whole import write_whole
from models.goals import Indicator

FIELDS = ("name", "basis", "description", "scoring", "evidence", "classification", "remark")
"""The fields of an indicator whose words are offered again."""
MOST = 1_000  # words a field; the oldest go first
LONGEST = 200  # characters of a word; what is longer is prose
_LARGEST = MOST * LONGEST * len(FIELDS) * 6  # bytes, were each character written as \uXXXX
Words = dict[str, list[str]]
"""Field → words, the last used last."""


def load_words(file: Path) -> Words:
    """What is kept there; nothing where there is no such file or it holds something else. Raises OSError."""
    try:
        kept = json.loads(read_bounded(file, _LARGEST))
    except (FileNotFoundError, NotRegularError, TooLargeError, ValueError, RecursionError):
        return {}
    lists = kept.items() if isinstance(kept, dict) else ()
    return {
        field: [word for word in words if isinstance(word, str)]
        for field, words in lists
        if field in FIELDS and isinstance(words, list)
    }


def learn(file: Path, dossier: Dossier) -> None:
    """Keeps the words of a dossier as well. Raises OSError."""
    known = load_words(file)
    learnt = {field: _with(known.get(field, []), words_in(dossier, field)) for field in FIELDS}
    if learnt != {field: known.get(field, []) for field in FIELDS}:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(learnt, ensure_ascii=False).encode())


def forget(file: Path) -> None:
    """Keeps nothing any more. Raises OSError."""
    with suppress(FileNotFoundError):
        file.unlink()


def words_in(dossier: Dossier, field: str) -> Iterable[str]:
    """The words of that field in all indicators, in the order of the forms."""
    indicators: Iterable[Indicator] = (one for form in dossier.forms for one in form.indicators())
    return dict.fromkeys(text for one in indicators if (text := getattr(one, field).strip()) and len(text) <= LONGEST)


def _with(known: list[str], new: Iterable[str]) -> list[str]:
    """The known ones and then the new ones, each once, the last used at the end."""
    fresh = list(new)
    own = set(fresh)
    return [*(word for word in known if word not in own), *fresh][-MOST:]
