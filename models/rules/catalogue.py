"""The catalogue: importing the modules of the rules registers them. A new module of rules is added to both lists."""

from __future__ import annotations

from models.rules import completeness, layouts, structure, values
from models.rules.registry import Rule, registered

MODULES = (completeness, layouts, structure, values)


def all_rules() -> dict[str, Rule]:
    """Every rule by code."""
    return registered()
