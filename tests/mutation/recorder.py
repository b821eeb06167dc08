"""A pytest plugin: which test runs which line, processes that it starts included, and how long each test takes."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

seconds: dict[str, float] = defaultdict(float)
failed: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Give the lines that run now to this test; a process that it starts finds the name in its environment."""
    measuring = Coverage.current()
    os.environ["MUTATE_TEST"] = item.nodeid
    if measuring is not None:
        measuring.switch_context(item.nodeid)
    result = yield
    os.environ["MUTATE_TEST"] = ""
    if measuring is not None:
        measuring.switch_context("")
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up the time; a test that fails or is skipped here can notice nothing."""
    seconds[report.nodeid] += report.duration
    if not report.passed:
        failed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write the times, and the lines at once: Qt may end the process without asking Python."""
    passed = {name: round(taken, 3) for name, taken in seconds.items() if name not in failed}
    Path(os.environ["MUTATE_TIMES"]).write_text(json.dumps(passed), encoding="utf-8")
    measuring = Coverage.current()
    if measuring is not None:
        measuring.save()
