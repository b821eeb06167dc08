"""The self-test as the window may call it: step by step, to be stopped between two."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from models.folders import samples, template_folders
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from selftest.computer import computer_steps
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


def test_the_computer_is_tried_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts, templates, saving, recovery, input method; each failure names what is wrong."""
    names = [step.name for step in computer_steps(template_folders())]
    assert names == ["字体", "字体", "字体", "版式", "保存", "恢复", "输入法"]
    assert passed(list(computer_steps(template_folders())))
    (tmp_path / "坏.toml").write_text("id = ", encoding="utf-8")
    monkeypatch.setenv("QT_IM_MODULE", "nothing-like-that")
    monkeypatch.setattr("selftest.computer.user_folder", lambda: tmp_path / "坏.toml" / "里面")
    faults = {step.name: step.fault for step in computer_steps([*template_folders(), tmp_path]) if step.fault}
    assert {"版式", "恢复", "输入法"} == set(faults)
    assert "坏.toml" in faults["版式"]


def test_an_fcitx_that_serves_no_ibus_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """fcitx 5 leaves the address for clients of IBus where ibus does; fcitx 4 has none."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("IBUS_ADDRESS", raising=False)
    (without,) = (step for step in computer_steps([]) if step.name == "输入法")
    (tmp_path / "ibus" / "bus").mkdir(parents=True)
    (tmp_path / "ibus" / "bus" / "1234-unix-0").touch()
    (served,) = (step for step in computer_steps([]) if step.name == "输入法")
    assert "fcitx5" in without.fault
    assert not served.fault
