"""Python's collector where a window is tested: it walks through what the test itself has made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def only_what_is_new(monkeypatch: pytest.MonkeyPatch, *, through_all: bool = False) -> Iterator[None]:
    """As in the program, where no other thread collects what belongs to the window; afterwards as usual.

    What the tests before have left is not walked through at every closed dossier, but ``through_all``.
    """
    freeze = gc.freeze
    for name in () if through_all else ("freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda: None)
    gc.collect()
    freeze()
    gc.disable()
    yield
    gc.enable()
    gc.collect()
    freeze()
