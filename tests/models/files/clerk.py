"""A clerk's program as another process: ``python -m tests.models.files.clerk`` does what its lines say.

``at FILE``, ``open``, ``edit WORD`` (a word of this clerk's own comes into the dossier), ``save``, ``stubborn WORD``
(edits and saves until it is saved), ``close``, ``crash`` (it is killed, and the next begins); each is answered by one
line. Opening again keeps what was not saved yet.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.files.jxmb import fingerprint_of, loads, read_file
from models.files.lock import Lock, take
from models.files.saving import NotOursProblem, save_over


class Clerk:
    """What one window knows of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock: Lock | None = None
        self.unsaved: list[str] = []

    def open(self, _: str = "") -> str:
        self.lock = self.lock or take(self.path)
        data = read_file(self.path)
        self.dossier, self.known = loads(data, self.path.name), fingerprint_of(data)
        for word in self.unsaved:
            self._put(word)
        return "opened" if self.lock.held else "opened second"

    def edit(self, word: str) -> str:
        self.unsaved.append(word)
        self._put(word)
        return "edited"

    def _put(self, word: str) -> None:
        self.dossier.forms[0].extra[word] = "x"

    def save(self, _: str = "") -> str:
        try:
            self.known = save_over(self.dossier, self.path, self.known).fingerprint
        except NotOursProblem:
            return "refused"
        self.unsaved.clear()
        return "saved"

    def stubborn(self, word: str) -> str:
        """Edits and saves, and again until it is saved."""
        self.edit(word)
        while self.save() == "refused":
            self.open()
        return f"saved {word}"

    def close(self, _: str = "") -> str:
        if self.lock:
            self.lock.release()
        self.lock, self.unsaved = None, []
        return "closed"


def main() -> None:
    """One clerk after the other, each a process of its own that has everything loaded already."""
    while child := os.fork():
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return
    work()


def work() -> None:
    """Reads lines until they end."""
    clerk = Clerk(Path())
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        name, _, word = line.strip().partition(" ")
        if name == "at":
            clerk, answer = Clerk(Path(word)), "there"
        elif name == "crash":
            os.kill(os.getpid(), 9)
        else:
            answer = getattr(clerk, name)(word)
        print(answer, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
