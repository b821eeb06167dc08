"""The self-test as the window may call it: step by step, to be stopped between two."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from models.folders import samples, template_folders
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from selftest.steps import Step, passed, steps


@pytest.fixture(scope="module")
def templates() -> dict[str, FormTemplate]:
    return load_templates(template_folders())[0]


def test_the_steps_come_one_by_one(templates: dict[str, FormTemplate], tmp_path: Path) -> None:
    missing = tmp_path / "没有.jxmb"
    first = samples()[0]
    tried = list(islice(steps([first, missing], templates), 3))
    assert [step.name for step in tried] == ["打开", "审核", "读回"]
    assert passed(tried)


def test_nothing_tried_is_nothing_passed(templates: dict[str, FormTemplate], tmp_path: Path) -> None:
    assert not passed(list(steps([], templates)))
    (step,) = steps([tmp_path / "没有.jxmb"], templates)
    assert step.name == "打开"
    assert "没有.jxmb" in step.fault
    assert not passed([Step("打开", "好的"), step])
