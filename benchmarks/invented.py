"""Invented texts of which no two are alike: what is kept between two equal texts must not flatter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product

_PLACES = (
    *("东坝", "西渡", "南桥", "北湾", "青石", "柳林", "白沙", "红岭", "清溪", "大泉"),
    *("新堤", "古塘", "长冲", "平畈", "上浦", "下洲", "兴隆", "永安", "和平", "石桥"),
)
_THINGS = (
    *("河道", "岸线", "泵站", "闸门", "堤防", "水井", "管网", "苗圃", "绿地", "路灯"),
    *("桥涵", "农机", "档案", "书屋", "球场", "展厅", "校舍", "病床", "窗口", "机房"),
)
DEEDS = (
    *("巡查", "保洁", "检修", "清淤", "加固", "检测", "更换", "补植", "养护", "改造"),
    *("登记", "归档", "培训", "开放", "维护", "测量", "抽检", "演练", "回访", "评估"),
)
_ENDS = ["完成次数", "覆盖数量", "到位数量", "处置数量", "完成处数"]
_UNITS = ["次", "处", "个", "场", "份", "台", "件", "户"]


def names() -> Iterator[str]:
    """Names of indicators, 40,000 before a number has to tell them apart."""
    for turn in count():
        for end, place, thing, deed in product(_ENDS, _PLACES, _THINGS, DEEDS):
            yield f"{place}{thing}{deed}{end}" + (f"（第{turn + 1}批）" if turn else "")


def targets() -> Iterator[str]:
    """Values with signs, numbers and units of every kind."""
    for number in count():
        unit = _UNITS[number % len(_UNITS)]
        yield f"≥{60 + number % 41}%" if number % 4 == 1 else f"≥{12 + number}{unit}"


def statement(number: int) -> str:
    """What a project wants, in three sentences."""
    place, thing, deed = _PLACES[number % 20], _THINGS[number // 20 % 20], DEEDS[number // 400 % 20]
    return (
        f"全年按计划做好{place}片区{thing}的{deed}工作，分{number % 11 + 2}批组织实施，确保设施安全运行。"
        f"及时处理{place}居民反映的问题，{thing}{deed}情况每月通报一次，全年不少于{number % 7 + 5}次。"
        f"年底前完成第{number + 1}标段的验收，资料归档齐全，{place}片区的日常管理达到规定要求。"
    )
