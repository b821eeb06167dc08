"""How much made-up data a run tries: a fifth while a person waits, all of it where THOROUGH is set, as .ci/run does."""

from __future__ import annotations

import os

_FEWEST = 8  # fewer would be examples, not a law


def examples(many: int) -> int:
    """How many of ``many`` made-up examples this run tries."""
    return many if os.environ.get("THOROUGH") else min(many, max(_FEWEST, many // 5))
