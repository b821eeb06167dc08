"""The benchmarks say what they were asked and no more than they know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.forms import dossier
from benchmarks.invented import names
from benchmarks.measured import Result, Rounds, beside, share


def _one(rounds: Rounds) -> Iterator[Result]:
    yield beside("甲 ÷ 乙", lambda: sum(range(1000)), lambda: sum(range(100)), "≤ 2", rounds.of(9))
    yield Result("内存", 48.25, "≤ 60 MB", unit="MB")


@pytest.fixture
def only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PARTS", {"one": ("一样", _one)})


@pytest.mark.usefixtures("only_one")
@pytest.mark.parametrize("words", [["--quik"], ["--quick", "--write"], ["nothing"]])
def test_what_is_not_understood_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(words)
    assert refused.value.code == 2


@pytest.mark.usefixtures("only_one")
@pytest.mark.parametrize(("words", "samples"), [([], 9), (["--quick", "one"], 3)])
def test_results_for_programs(words: list[str], samples: int, tmp_path: Path) -> None:
    command.main([*words, "--json", str(tmp_path / "figures.json")])
    ratio, memory = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert {"what", "ours", "floor", "ratio", "low", "high", "goal"} <= set(ratio)
    assert ratio["low"] <= ratio["ratio"] <= ratio["high"]
    assert (ratio["samples"], ratio["what"], ratio["goal"]) == (samples, "甲 ÷ 乙", "≤ 2")
    assert (memory["ours"], memory["floor"], memory["unit"]) == (48.25, None, "MB")


@pytest.mark.usefixtures("only_one")
def test_a_written_page_keeps_the_words_before_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# 性能\n\n为什么这样测。\n\n{command.MARK}旧的数字", encoding="utf-8")
    monkeypatch.setattr(command, "PAGE", page)
    command.main(["--write"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# 性能\n\n为什么这样测。\n")
    assert "旧的数字" not in text
    assert "| 内存 | 48.2 MB | — | — | — | 1 | ≤ 60 MB |" in text


def test_a_peer_is_measured_by_how_many_times_faster_we_are() -> None:
    result = beside("对手", lambda: None, lambda: sum(range(100_000)), "≥ 2", 3, peer=True)
    assert result.ratio is not None
    assert result.ratio > 1


def test_few_samples_have_no_p99() -> None:
    assert share(list(range(101)), 0.99) == 99
    with pytest.raises(ValueError, match="too few"):
        share(list(range(99)), 0.99)


def test_no_two_texts_are_alike() -> None:
    assert len(set(islice(names(), 50_000))) == 50_000
    indicators = list(dossier(40, 50).indicators())
    assert len(indicators) == len({one.name for one in indicators}) == 2_000
    statements = [goal.statement for form in dossier(200, 4).forms for goal in form.goals]
    assert len(set(statements)) == 200
