"""The words that a user has typed before: what is kept of a dossier, how much of it, and that it can be cleared."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.dossier import Dossier
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from ui.session.known_words import LONGEST, MOST, forget, learn, load_words


def dossier(*indicators: Indicator) -> Dossier:
    level = Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=list(indicators))])
    return Dossier(year=2026, forms=[ProjectForm(template="x", goals=[Goal(dimensions=[level])])])


def test_words_of_saved_dossiers_are_known_the_last_used_last(tmp_path: Path) -> None:
    file = tmp_path / "new" / "words.json"
    assert load_words(file) == {}
    learn(file, dossier(Indicator(name="修补渔网", basis="历史标准"), Indicator(name=" 合格率 ", basis="历史标准")))
    learn(file, dossier(Indicator(name="渔民满意度", scoring="达到得满分"), Indicator(name="修补渔网")))
    words = load_words(file)
    assert words["name"] == ["合格率", "渔民满意度", "修补渔网"]
    assert words["basis"] == ["历史标准"]
    assert words["scoring"] == ["达到得满分"]
    forget(file)
    assert load_words(file) == {}
    forget(file)


def test_only_so_many_words_are_kept_and_no_prose(tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    learn(file, dossier(*(Indicator(name=f"指标{number}") for number in range(MOST + 5))))
    assert load_words(file)["name"] == [f"指标{number}" for number in range(5, MOST + 5)]
    learn(file, dossier(Indicator(name="长" * (LONGEST + 1)), Indicator(name="短" * LONGEST)))
    assert load_words(file)["name"][-2:] == [f"指标{MOST + 4}", "短" * LONGEST]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 1}', '{"name": [1, "好"], "other": ["x"]}', "[" * 100_000])
def test_a_file_that_holds_something_else_is_no_obstacle(tmp_path: Path, text: str) -> None:
    file = tmp_path / "words.json"
    file.write_text(text, encoding="utf-8")
    assert set(load_words(file)) <= {"name"}
    learn(file, dossier(Indicator(name="修补渔网")))
    assert load_words(file)["name"][-1] == "修补渔网"


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    learn(file, dossier(Indicator(name="修补渔网")))
    before = file.stat().st_mtime_ns, file.stat().st_ino
    learn(file, dossier(Indicator(name="修补渔网")))
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before
