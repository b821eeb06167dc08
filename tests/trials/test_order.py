"""The order in which files are run when nobody names any."""

from __future__ import annotations

from tests.trials.order import FIRST, PROJECT, ordered


def test_the_first_are_files_of_the_project() -> None:
    assert [name for name in FIRST if not (PROJECT / name).is_file()] == []


def test_the_first_come_in_their_order_and_the_rest_as_it_came() -> None:
    paths = [PROJECT / name for name in ("tests/b.py", FIRST[1], "tests/a.py", FIRST[0], FIRST[1])]
    assert ordered(paths) == [3, 1, 4, 0, 2]
