"""What is found in correct forms that are spoiled a little, or written by another hand (校车~3): whatever is told
otherwise than before is seen.

Nobody has written down what is right there; a line tells that something changed, and of which dossier. Its findings:
``python -m tests.models.rules.judged.test_spoiled "校车-3"``, here and in a checkout of the commit before. Where more
or something else is meant to be told: ``WRITE_READ=1 pytest tests/models/rules/judged``, and look at some of those that
``git diff`` names.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from models.dossier import Dossier
from models.paths import nodes
from models.rules.engine import check
from models.rules.finding import Finding
from models.rules.fix_words import finder, fix_words
from tests.known import is_known
from tests.models.rules.judged import forms
from tests.models.rules.judged.rewriting import rewritten
from tests.models.rules.judged.spoiling import Spoiled, names, spoiled

KNOWN, REWRITTEN = (Path(__file__).parent / name for name in ("spoiled", "rewritten"))
PARTS = 8
"""Files that hold what is known, and tests."""
_MADE = re.compile(r"\b[0-9a-f]{8,}\b")


def told(dossier: Dossier) -> list[str]:
    """All findings, a line each: rule, severity, places, words, and what it offers to do; ids are numbers."""

    def line(one: Finding) -> str:
        fix = one.fix
        what = f"{one.code} {one.severity} {one.where} {' '.join(one.places)} {one.spot} {one.message}"
        return f"{what} {fix!r} {fix_words(fix, find)}"

    find = finder(dossier)
    lines = [line(one) for one in check(dossier, forms.templates())]
    numbers = {node.id: f"#{number}" for number, node in enumerate(nodes(dossier))}
    told_of = sorted((one for one in numbers if any(one in line for line in lines)), key=len, reverse=True)
    own = re.compile("|".join(map(re.escape, told_of)) or "$^")
    return [_MADE.sub("·", own.sub(lambda found: numbers[found[0]], line)) for line in lines]


def in_short(one: Spoiled) -> str:
    """One line of them: what was done, a sum over all, and how many there are of each rule."""
    found = told(one.dossier)
    whole = sha256("\n".join(found).encode()).hexdigest()[:12]
    rules = Counter(line.split()[0] for line in found)
    return " ".join([one.name, one.ways, whole, *(f"{code}×{count}" for code, count in sorted(rules.items()))])


@pytest.mark.parametrize("part", range(PARTS))
def test_of_a_spoiled_form_the_same_is_told_as_ever(part: int) -> None:
    own = (name for name in names() if forms.hash_of(name) % PARTS == part)
    now = [in_short(one) for name in own for one in spoiled(name)]
    is_known(KNOWN / f"{part}.txt", now)


@pytest.mark.parametrize("part", range(PARTS))
def test_of_a_form_by_another_hand_the_same_is_told_as_ever(part: int) -> None:
    own = (name for name in forms.dossier_names() if forms.hash_of(name) % PARTS == part)
    now = [in_short(one) for name in own for one in rewritten(name)]
    is_known(REWRITTEN / f"{part}.txt", now)


def main(wanted: str) -> None:
    """Prints what was done to the dossier of that name, and its findings."""
    made, name = (rewritten, wanted.rpartition("~")[0]) if "~" in wanted else (spoiled, wanted.rpartition("-")[0])
    for one in made(name):
        if one.name == wanted:
            sys.stdout.write("\n".join([one.ways, *told(one.dossier), ""]))


if __name__ == "__main__":
    main(sys.argv[1])
