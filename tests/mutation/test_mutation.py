"""The tool that changes the program says truly what it changes, and finds what no test sees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutate import ROOMS, chosen
from tests.mutation.changes import changes_in
from tests.mutation.covering import Covering, sources
from tests.mutation.trial import Trials

PLACE = Path("示例.py")


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a < b", {"a <= b"}),
        ("a not in b", {"a in b"}),
        ("a and b", {"a or b", "True and b", "a and True"}),
        ("x = 3", {"x = 4"}),
        ("x = True", {"x = False"}),
        ("x = not a", {"x = a"}),
        ("x = a + b", {"x = a - b"}),
        ('x = "甲" + b', set()),
        ("f()", {"pass"}),
        ("if 甲 > 2: pass", {"if 甲 >= 2: pass", "if 甲 > 3: pass", "if True: pass", "if False: pass"}),
        ("[a for a in b if a]", {"[a for a in b if True]"}),
        ("x: int = 1", {"x: int = 2"}),
        ("if TYPE_CHECKING: import a", set()),
        ('"""3"""', set()),
    ],
)
def test_every_change_is_a_small_one(source: str, made: set[str]) -> None:
    assert {change.applied(source) for change in changes_in(source, PLACE)} == made


def test_every_change_of_the_program_is_python() -> None:
    for path in sources(["models", "exporters"])[:12]:
        source = path.read_text(encoding="utf-8")
        for change in changes_in(source, path):
            changed = change.applied(source)
            assert changed != source
            ast.parse(changed)


def test_a_seed_gives_the_same_changes_again() -> None:
    assert chosen(ROOMS, 3, 20) == chosen(ROOMS, 3, 20)
    assert chosen(ROOMS, 3, 20) != chosen(ROOMS, 4, 20)


class Told(Covering):
    """Says which tests cover a line, instead of measuring it."""

    def __init__(self, tests: dict[int, list[str]]) -> None:
        self._told = tests

    def tests(self, path: Path, line: int) -> list[str]:
        assert path.is_file()
        return self._told.get(line, [])

    def seconds(self, test: str) -> float:
        return 0.1 * len(test)


def test_a_change_is_noticed_only_by_a_test_that_looks() -> None:
    (path,) = (path for path in sources(["models"]) if path.name == "reasons.py")
    source = path.read_text(encoding="utf-8")
    changes = changes_in(source, path)
    seen, unseen, uncovered, *_ = {change.line: change for change in changes}.values()
    elsewhere = "tests/mutation/test_mutation.py::test_every_change_is_a_small_one"
    with Trials(Told({seen.line: ["tests/no_such_test.py"], unseen.line: [elsewhere]}), 1) as trials:
        assert [found for _, found in trials.run([seen, unseen, uncovered])] == [True, False, False]
    assert path.read_text(encoding="utf-8") == source
