"""The rows that a user has typed before: what is kept of them, how many, and what is never kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from models.goals import Indicator
from models.target import WHOLE, Target, TargetParts
from tests.ui.session.test_known_words import dossier
from ui.session.known_rows import MOST, learn_rows, load_rows, row_of
from ui.session.known_words import LONGEST, forget

ONE_COLUMN = TargetParts(frozenset())


def kept(folder: Path, one: Indicator) -> dict[str, str]:
    """What is known of a row once its dossier was saved."""
    file = folder / "new" / "rows.json"
    learn_rows(file, dossier(one))
    return load_rows(file).get(one.name, {})


def test_a_row_is_known_by_its_name_the_last_used_last(tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    learn_rows(file, dossier(Indicator(name="修补渔网", basis="历史标准"), Indicator(name="合格率", scoring="全得")))
    learn_rows(file, dossier(Indicator(name="修补渔网", basis="行业标准"), Indicator(name="合格率")))
    assert load_rows(file) == {"合格率": {"scoring": "全得"}, "修补渔网": {"basis": "行业标准"}}
    forget(file)
    assert load_rows(file) == {}


def test_only_so_many_rows_are_kept_and_no_prose(tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    learn_rows(file, dossier(*(Indicator(name=f"指标{number}", basis="标准") for number in range(MOST + 5))))
    assert list(load_rows(file)) == [f"指标{number}" for number in range(5, MOST + 5)]
    assert kept(tmp_path, Indicator(name="长文", basis="长" * (LONGEST + 1), scoring="短")) == {"scoring": "短"}


@pytest.mark.parametrize(
    "one",
    [
        Indicator(name="甲", weight=Decimal(10)),
        Indicator(name="乙", target=Target.parse("≤50万元")),
        Indicator(name="丙", basis="预算 50 万元以内"),
        Indicator(name="丁", evidence="电话 0731-1234567"),
        Indicator(name="戊", remark="某人经办", history={"2025": "80%"}, extra={"经办": "某人"}),
        Indicator(name="己", target=Target.parse("2026年6月底前")),
        Indicator(name="庚", target=Target.parse("3-5次")),
    ],
    ids=lambda one: one.name,
)
def test_no_weight_no_money_no_person_and_nothing_of_one_year(tmp_path: Path, one: Indicator) -> None:
    assert kept(tmp_path, one) == {}


def test_of_a_value_sign_and_unit_are_known_and_shown_where_they_have_columns(tmp_path: Path) -> None:
    row = kept(tmp_path, Indicator(name="接待群众", nature="quantitative", target=Target.parse("≥2000人次")))
    assert row == {"comparison": "≥", "unit": "人次", "nature": "quantitative"}
    assert WHOLE.split(row_of(row, WHOLE).target) == {"comparison": "≥", "number": "", "unit": "人次"}
    assert row_of(row, TargetParts(frozenset({"unit"}))).target.text == "人次"
    assert row_of(row, ONE_COLUMN).target.blank
    assert row_of(row, WHOLE).nature == "quantitative"


def test_words_in_a_value_s_place_are_known(tmp_path: Path) -> None:
    row = kept(tmp_path, Indicator(name="管理", nature="qualitative", target=Target.parse("规范")))
    assert row_of(row, ONE_COLUMN).target.text == "规范"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"甲": 1}', '{"甲": {"basis": 1, "weight": "3"}}', "[" * 100_000])
def test_a_file_that_holds_something_else_is_no_obstacle(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rows.json"
    file.write_text(text, encoding="utf-8")
    assert not any(load_rows(file).values())
    learn_rows(file, dossier(Indicator(name="修补渔网", basis="历史标准")))
    assert load_rows(file)["修补渔网"] == {"basis": "历史标准"}


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    rows = dossier(Indicator(name="修补渔网", basis="历史标准"))
    learn_rows(file, rows)
    before = file.stat().st_mtime_ns, file.stat().st_ino
    learn_rows(file, rows)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before
