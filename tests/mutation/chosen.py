"""A pytest plugin: of the files that are given, only the chosen tests run, in the order that is wished."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings

ANSWER = pytest.StashKey[int]()


def pytest_sessionstart() -> None:
    """A found example needs not be made small nor kept."""
    quick = settings(deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
    settings.register_profile("quick", quick)
    settings.load_profile("quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the chosen tests."""
    if "MUTATE_CHOSEN" not in os.environ:
        return
    chosen = json.loads(Path(os.environ["MUTATE_CHOSEN"]).read_text(encoding="utf-8"))
    order = {name: number for number, name in enumerate(chosen)}
    items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say which test noticed."""
    if report.failed and "MUTATE_NOTICED" in os.environ:
        Path(os.environ["MUTATE_NOTICED"]).write_text(report.nodeid, encoding="utf-8")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the answer for the end."""
    session.config.stash[ANSWER] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once: the answer is there, and what happens while Qt goes is none."""
    os._exit(config.stash.get(ANSWER, pytest.ExitCode.INTERNAL_ERROR))
