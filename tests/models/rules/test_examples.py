"""Every rule's own examples: the good one is not found by it, the bad one is."""

from __future__ import annotations

import pytest

from models.rules.catalogue import all_rules
from models.rules.engine import check
from models.rules.examples import good_form
from models.rules.examples import row as row_of


@pytest.mark.parametrize("code", all_rules())
def test_the_good_example_is_good(code: str) -> None:
    example = all_rules()[code].good
    assert code not in {finding.code for finding in check(example.build(), example.templates())}


@pytest.mark.parametrize("code", all_rules())
def test_the_bad_example_is_found(code: str) -> None:
    example = all_rules()[code].bad
    assert code in {finding.code for finding in check(example.build(), example.templates())}


@pytest.mark.parametrize("code", all_rules())
def test_findings_say_in_chinese_what_to_do(code: str) -> None:
    example = all_rules()[code].bad
    for finding in check(example.build(), example.templates()):
        if finding.code == code:
            assert any("\u4e00" <= char <= "\u9fff" for char in finding.message)
            assert finding.where.partition(".")[2], "a place is a path of a value"


def test_the_good_form_is_good() -> None:
    assert check(good_form().build(), good_form().templates()) == []


def test_an_example_may_stand_at_a_level_of_its_own() -> None:
    (row,) = [one for one in row_of("办件", "≥5件", "其他", "其他指标").build().indicators() if one.name == "办件"]
    assert str(row.target) == "≥5件"
