"""The catalogue: importing the modules of the rules registers them. A new module of rules is added to both lists."""

from __future__ import annotations

from models.rules.checks import (
    budget,
    completeness,
    consistency,
    costs,
    history,
    layouts,
    measurable,
    misplaced,
    plan,
    polarity,
    projects,
    prose,
    shares,
    standards,
    statements,
    structure,
    times,
    twins,
    unfinished,
    unmeasured,
    weights,
)
from models.rules.checks import targets as values
from models.rules.registry import Rule, registered

MODULES = (
    completeness,
    unfinished,
    structure,
    misplaced,
    weights,
    shares,
    budget,
    plan,
    costs,
    projects,
    prose,
    values,
    polarity,
    measurable,
    standards,
    times,
    consistency,
    statements,
    unmeasured,
    twins,
    history,
    layouts,
)


def all_rules() -> dict[str, Rule]:
    """Every rule by code."""
    return registered()
