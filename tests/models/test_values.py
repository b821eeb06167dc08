"""Numbers as people type them, and as they must come back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.goals import Indicator
from models.values import (
    EXPENDITURE_WORDS,
    FUNDING_WORDS,
    ExpenditureKind,
    FundingSource,
    MoneyLine,
    Node,
    new_id,
    plain,
    read_decimal,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("126.50", "126.50"),
        ("1,234.50", "1234.50"),
        ("12,3456", "123456"),
        ("1，234", "1234"),
        ("１２．５", "12.5"),
        (" 7 ", "7"),
        ("\u30007\u00a0", "7"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("0.00", "0.00"),
        ("5.", "5"),
        (".5", "0.5"),
        ("1E+2", "100"),
        ("1e-05", "0.00001"),
        ("999999999999999999", "999999999999999999"),
    ],
)
def test_a_number_is_read_as_it_was_meant(typed: str, expected: str) -> None:
    number = read_decimal(typed)
    assert number is not None
    assert plain(number) == expected


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\n"])
def test_blank_is_no_number(typed: str) -> None:
    assert read_decimal(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "十",
        "12万元",
        "1,2",
        "1,23",
        ",123",
        "1 234",
        "1_000",
        "--3",
        "1.2.3",
        "NaN",
        "Infinity",
        "1e",
        "1e999",
        "1e-19",
        "1000000000000000000",
        "1e999999999",
        "٣",
        "½",
        "9" * 10_000,
        "文" * 10_000,
    ],
)
def test_what_is_no_plain_number_is_refused_in_a_short_chinese_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="数字") as caught:
        read_decimal(typed)
    assert len(str(caught.value)) < 60


@given(st.text(max_size=20) | st.text("0123456789.,-+eE_ ", max_size=20))
def test_whatever_is_typed_is_a_number_blank_or_a_refusal(typed: str) -> None:
    try:
        number = read_decimal(typed)
    except ValueError:
        return
    assert number is None or read_decimal(plain(number)) == number


@given(st.decimals(-(10**17), 10**17, places=4, allow_nan=False))
def test_no_digit_is_lost_in_the_file(number: Decimal) -> None:
    line = MoneyLine(amount=number)
    assert MoneyLine.model_validate_json(line.model_dump_json()) == line
    assert f'"amount":"{plain(number)}"' in line.model_dump_json()


@pytest.mark.parametrize("value", [1.5, float("nan"), True, [1], {}, "十", Decimal("NaN")])
def test_an_amount_is_a_number_in_text_or_nothing(value: object) -> None:
    with pytest.raises(ValidationError):
        MoneyLine.model_validate({"amount": value})


def test_the_zeros_that_were_typed_stay() -> None:
    line = MoneyLine.model_validate({"amount": "12.50"})
    line.amount = read_decimal("12.500")
    assert line.model_dump(mode="json")["amount"] == "12.500"


def test_unknown_keys_are_refused_so_that_nothing_is_lost_unseen() -> None:
    with pytest.raises(ValidationError):
        Indicator.model_validate({"颜色": "红"})


@pytest.mark.parametrize("bad", ["", "a.b", "a b", "a\n", "\u3000"])
def test_an_id_can_stand_in_a_path(bad: str) -> None:
    with pytest.raises(ValidationError):
        Node(id=bad)


def test_ids_are_fresh() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert Node().id != Node().id
    assert len(new_id()) == 10, "short enough to be read out, long enough never to meet another"


def test_every_kind_of_money_has_a_word() -> None:
    assert set(FUNDING_WORDS) == set(FundingSource)
    assert set(EXPENDITURE_WORDS) == set(ExpenditureKind)
    assert len(set(FUNDING_WORDS.values())) == len(FUNDING_WORDS)
    assert len(set(EXPENDITURE_WORDS.values())) == len(EXPENDITURE_WORDS)
