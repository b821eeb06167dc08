"""Words that may be meant while one is typed: of this dossier, and those that this user has typed before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from models.files.reasons import reason
from models.folders import known_rows_file, known_words_file
from models.goals import Indicator
from ui.ground.spelling import fits
from ui.session.known_rows import Rows, learn_rows, load_rows
from ui.session.known_words import FIELDS, LONGEST, MOST, learn, load_words, words_in
from ui.session.session import Session

SHOWN = 8  # suggestions at a time
SWITCH = "suggest"
"""The setting."""


def suggestions_for(session: Session, path: str, usual: Sequence[str] = ()) -> Suggestions | None:
    """What may be offered in that cell, ``usual`` words too; None where words mean nothing or are not wanted."""
    node_id, _, field = path.partition(".")
    wanted = field in FIELDS and session.settings[SWITCH] and node_id in session.editor
    return Suggestions(session, node_id, field, usual) if wanted and _is_indicator(session, node_id) else None


def learn_from(session: Session) -> list[str]:
    """Keeps the words of a dossier that was saved, where that is wanted. Returns what a person should know of it."""
    if not session.settings[SWITCH]:
        return []
    try:
        learn(known_words_file(), session.dossier)
        learn_rows(known_rows_file(), session.dossier)
    except OSError as problem:
        return [f"打过的词没有记下（{reason(problem)}），以后打字时列不出这一次的"]
    return []


def _is_indicator(session: Session, node_id: str) -> bool:
    return isinstance(session.editor.node(node_id), Indicator)


class Suggestions:
    """For one open cell: made when it opens, looked up with every key."""

    def __init__(self, session: Session, node_id: str, field: str, usual: Sequence[str] = ()) -> None:
        self._session, self._node_id, self._field, self._usual = session, node_id, field, usual

    def of(self, typed: str) -> list[str]:
        """Those that fit what is typed, the likeliest first; nothing for a blank text or a whole sentence."""
        text = typed.strip()
        if not text or len(text) > LONGEST:
            return []
        found = [word for word in self._words if word != text and fits(text, word)]
        return sorted(found, key=lambda word: not word.startswith(text))[:SHOWN]

    def choose(self, word: str) -> None:
        """A word was taken: of a name, the other columns of its row are offered too."""
        if self._field == "name":
            self._session.likeness.choose(self._node_id, word, self._rows.get(word, {}))

    @cached_property
    def _rows(self) -> Rows:
        try:
            return load_rows(known_rows_file())
        except OSError:  # nothing is lost but a hint
            return {}

    @cached_property
    def _words(self) -> list[str]:
        """Of the other indicators first, then the usual ones, then what was typed before, the last used first."""
        own = str(self._session.value(f"{self._node_id}.{self._field}")).strip()
        here = [word for word in words_in(self._session.dossier, self._field) if word != own]
        try:
            before = load_words(known_words_file()).get(self._field, [])
        except OSError:  # nothing is lost but a hint
            before = []
        return list(dict.fromkeys([*here, *self._usual, *reversed(before)]))[:MOST]
