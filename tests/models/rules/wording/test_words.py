"""The slips of the pen: letters that stand together rightly elsewhere are wrong beside certain others only."""

from __future__ import annotations

import tomllib

import pytest

from models.rules.wording.words import FILE, slips_of_the_pen, written_right

_THERE = tomllib.loads(FILE.read_text(encoding="utf-8"))["slips_there"]


@pytest.mark.parametrize(
    "text",
    [
        "全年未发生重大安全事故",
        "每月未整改的隐患",
        "全年低保金发放",
        "每月低收入家庭",
        "提交上年度报告",
        "投产上年度项目",
        "社区自己完成",
        "期末发生额",
        "上报消防部门",
        "登载植物名录",
        "暂缓助学贷款",
        "书画展开幕捐赠",
        "产值树立标杆",
        "取消号牌",
        "七折除外",
        "主题前期研究",
        "适宜传承",
        "静坐谈心",
        "福彩购票点",
        "机构置换",
        "收支缓解",
        "工程渡汛",
        "登记薄弱村",
        "安抚贫困群众",
        "递增涨幅",
        "增设旋转门",
        "凯旋工程",
        "没备案的项目",
        "小额货款支付",
    ],
)
def test_what_is_right_is_no_slip(text: str) -> None:
    assert slips_of_the_pen().findall(text) == []


@pytest.mark.parametrize("wrong", _THERE)
def test_a_slip_is_known_in_each_of_its_places(wrong: str) -> None:
    assert written_right(wrong) != wrong
    for text in _THERE[wrong]:
        assert slips_of_the_pen().findall(text.replace("|", "")) == [wrong], text


@pytest.mark.parametrize(
    ("text", "wrong"), [("2026年12月未", "月未"), ("6月低前办结", "月低"), ("（己完成）", "己完成")]
)
def test_a_slip_at_the_edge_of_a_value(text: str, wrong: str) -> None:
    assert slips_of_the_pen().findall(text) == [wrong]
