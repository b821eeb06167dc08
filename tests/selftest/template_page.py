"""The page on templates as tests use it: its text, its examples, and what makes a template of a piece of one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.printable import YEAR

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
HEAD: dict[str, Any] = {"id": "x", "name": "x", "region": "x", "year": YEAR}


def columns_of(snippet: str) -> int:
    """How many columns the drawings of an example have."""
    drawn = [line for line in snippet.splitlines() if line.startswith("|")]
    return drawn[0].count("|") - 1 if drawn else 4
