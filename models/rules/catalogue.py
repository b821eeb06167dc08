"""The catalogue: importing the modules of the rules registers them. A new module of rules is added to both lists."""

from __future__ import annotations

from models.rules.checks import (
    budget,
    completeness,
    consistency,
    costs,
    history,
    layouts,
    long_terms,
    measurable,
    misplaced,
    plan,
    polarity,
    projects,
    shares,
    standards,
    structure,
    times,
    twins,
    unfinished,
    weights,
)
from models.rules.checks import targets as values
from models.rules.checks.told import disclosure, prose, statements, unmeasured
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
    disclosure,
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
    long_terms,
    layouts,
)


def all_rules() -> dict[str, Rule]:
    """Every rule by code."""
    return registered()
