"""Chinese line breaking: both kinsoku lists, numbers whole with sign and unit, nothing ever lost.

All widths are in em; ``widths`` gives the width of a character. Cost is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from exporters.pages.wrapping import BESIDE_LONE
from models.python import regex

# How bad a break before a character is. The least bad place that fits wins: a rule gives way when nothing else can.
_FREE, _RUN, _PHRASE, _UNIT, _WORD, _DIGITS, _KINSOKU, _SIGN, _GLUED = range(9)

_SPACES = " \u3000"
_NO_BEGIN = regex("[，。；：、！？）》】〉」』〕〗｝”’％%‰℃°…·,.;:!?)\\]}～~／/々]")
_NO_END = regex("[（《“‘【〈「『〔〖｛￥¥$＄#＃№(\\[{]")
_GLUE = regex("[ \u3000\u0300-\u036f\u200b-\u200f\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef]|(?<=—)—|(?<=…)…")


def _any_of(words: str) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


_UNIT_WORDS = _any_of(
    "平方公里 平方千米 平方米 立方米 公里 千米 毫米 厘米 公顷 公斤 千克 "
    "万元 亿元 千元 百元 人次 人天 册次 批次 场次 件次 户次 车次 万人 万亩 万户 "
    "小时 分钟 工作日 个月 年度 年底 年末 月底 月末 季度 周岁 "
    "元 人 次 个 件 项 份 册 套 台 辆 天 日 年 月 周 分 秒 时 家 户 处 起 批 期 场 篇 条 名 位 "
    "亩 吨 克 米 升 倍 度 本 张 只 座 间 所 支 部 岁 级 类 组 轮 块 片 棵 株 头 班 门 版 幅 盏 具 枚 "
    "寸 页 字 例 宗 卷 种 遍 站 岗 点 村 镇 ㎡ ㎥ ㎞ ㎏ ㎎ ㎝ ㎜"
)
_NUMBER = regex(
    r"(?<![A-Za-z\d])(?P<sign>[≥≤≧≦＝=＞＜><±≈+＋\-－−]{1,8} ?)?[￥¥$]?"
    r"(?P<number>\d+(?:[.,:/]\d+)*[%％‰℃°]?(?:[-－~～—]\d+(?:[.,:/]\d+)*[%％‰℃°]?)*)"
    r"(?![A-Za-z\d])"
    rf"(?P<unit> ?[百千万亿]{{0,2}}(?:{_UNIT_WORDS})(?:[/／](?:{_UNIT_WORDS}))*)?"
)
_LATIN = regex(r"[A-Za-z0-9\u00c0-\u024f]+(?:['’._@&+:/?=%#-]+[A-Za-z0-9\u00c0-\u024f]+)*")

_PHRASE_WORD = regex(
    _any_of(
        "服务对象 满意度 指标值 指标 绩效 目标值 目标 可持续 影响 经济 社会 生态 环境 效益 成本 "
        "产出 数量 质量 时效 部门 单位 项目 资金 预算 支出 收入 年度 长期 中期 总体 实施期 当年 本年 "
        "上年 全年 近两年 名称 编码 负责人 联系人 联系 电话 主管 财政 拨款 专户 管理 其他 上级 结转 "
        "人员类 运转类 特定 目标类 一级 二级 三级 分值 权重 度量 计量 设置 设定 确定 依据 解释 说明 "
        "描述 评分 赋分 细则 规则 标准 佐证 资料 材料 备注 类型 类别 性质 主要 内容 任务 职责 概述 概况 "
        "情况 构成 计划 完成 金额 总额 合计 占比 属性 起止 时间 期限 政策 立项 可行性 必要性 保障 措施 "
        "制度 申报 填报 评价 机关 事业 行业 国家 地方 历史 正式 工作 有效 显著 明显 提升 提高 增强 促进 改善 "
        "发展 能力 效率 效能 履职 运行 管控 效应 体制 机制 改革 人才 支撑 科技 战略 采购 编制 "
        "按照 正常 比例 评判 等级 直接 职能 方案 频度 安排 实施 测算 来源 执行 代码 变动 结果 整改 应用 明细 转移 支付"
    )
)
"""Words of the forms' labels: 服务对象／满意度／指标, not 服务对／象满意／度指标."""

_PAUSE = regex("(?<=[，。；：、！？])")
_TIMES = "*×÷"
_MOST_SPARED = 4
"""Characters that a line gives to one that would hold a single one."""
_BALANCE_LIMIT = 80
_EPSILON = 1e-6


class Line(NamedTuple):
    """One printed line, its width and its indent; spaces at its end hang over and are left out.

    A ``broken`` line ends where the breaker ended it, any other at a line end of the text. ``behind`` is what stands in
    the text between it and the next line; None behind the last.
    """

    text: str
    width: float
    indent: float = 0.0
    broken: bool = False
    behind: str | None = None


class _Broken(NamedTuple):
    lines: list[Line]
    worst: int


def break_text(text: str, width: float, widths: Mapping[str, float], indent: float = 0.0) -> list[Line]:
    """Lines no wider than ``width``; only a single character wider than that may stand out.

    A line end in the text is kept. ``indent`` sets in the first line of each part, in place of spaces of its own.
    """
    return _together([_Part(part, widths, indent).plain(width).lines for part in text.splitlines() or [""]])


def balance_text(text: str, width: float, widths: Mapping[str, float]) -> list[Line]:
    """As break_text, with the lines of each part about equally long: 满意度／指标, not 满意度指／标."""
    return _together([_balanced(_Part(part, widths), width) for part in text.splitlines() or [""]])


def _together(parts: list[list[Line]]) -> list[Line]:
    """The lines of all parts of a text, between which a person ended a line."""
    for lines in parts[:-1]:
        lines[-1] = lines[-1]._replace(behind="\n")
    return [line for lines in parts for line in lines]


def widest_number(text: str, widths: Mapping[str, float]) -> float:
    """Width of the widest number in a text with its sign, without its unit; 0 where there is none."""
    numbers = (text[match.start() : match.end("number")] for match in _NUMBER.finditer(text))
    return max((sum(map(widths.__getitem__, number)) for number in numbers), default=0.0)


def _balanced(part: _Part, width: float) -> list[Line]:
    """Lines end at a comma, or else no word of a label is parted, where that costs no further line."""
    widest = part.plain(width)
    if len(widest.lines) == 1 or len(part.text) > _BALANCE_LIMIT:
        return widest.lines
    for setting in (part.by_pauses, part.by_words):
        parted = setting(width)
        if len(parted.lines) <= len(widest.lines):
            return _narrowest(setting, parted, width).lines
    return _narrowest(part.plain, widest, width).lines


def _narrowest(setting: Callable[[float], _Broken], best: _Broken, width: float) -> _Broken:
    """The narrowest setting that needs no more lines and no worse breaks than ``best``."""
    low, high = sum(line.width for line in best.lines) / len(best.lines), width
    narrow = setting(low)
    if _as_good(narrow, best):
        return narrow
    while high - low > 0.25:
        middle = (low + high) / 2
        attempt = setting(middle)
        if _as_good(attempt, best):
            best, high = attempt, middle
        else:
            low = middle
    return best


def _as_good(attempt: _Broken, best: _Broken) -> bool:
    return len(attempt.lines) <= len(best.lines) and attempt.worst <= best.worst


class _Part:
    """A text without line ends, measured once and set as often as asked."""

    def __init__(self, text: str, widths: Mapping[str, float], indent: float = 0.0) -> None:
        self.text = text.lstrip(_SPACES) if indent else text
        self._indent = indent
        self._ends = [0.0, *accumulate(map(widths.__getitem__, self.text))]

    def plain(self, width: float) -> _Broken:
        """Lines no wider than ``width``."""
        if self._ends[-1] <= width - self._indent + _EPSILON:
            return _Broken([Line(self.text, self._ends[-1], self._indent)], _FREE)
        return self._set(width, self._levels)

    def by_words(self, width: float) -> _Broken:
        """Lines no wider than ``width`` that part no word of a label where that can be helped."""
        return self._set(width, self._word_levels)

    def by_pauses(self, width: float) -> _Broken:
        """The same, but lines that end at a comma where that can be helped."""
        return self._set(width, self._pause_levels)

    @cached_property
    def _levels(self) -> bytearray:
        return _levels(self.text)

    @cached_property
    def _word_levels(self) -> bytearray:
        levels = bytearray(self._levels)
        for match in _PHRASE_WORD.finditer(self.text):
            _raise(levels, match.start() + 1, match.end(), _PHRASE)
        return levels

    @cached_property
    def _pause_levels(self) -> bytearray:
        levels = bytearray(max(level, _RUN) for level in self._word_levels)
        for match in _PAUSE.finditer(self.text):
            levels[match.start()] = self._word_levels[match.start()]
        return levels

    def _set(self, width: float, levels: bytearray) -> _Broken:
        text, ends, length = self.text, self._ends, len(self.text)
        lines: list[Line] = []
        start, worst, indent = 0, _FREE, self._indent
        while start < length:
            stop = self._stop(levels, start, width - indent)
            broken = stop < length
            worst = max(worst, levels[stop]) if broken else worst
            line = text[start:stop].rstrip(_SPACES)
            behind = text[start + len(line) : stop] if broken else None
            lines.append(Line(line, ends[start + len(line)] - ends[start], indent, broken, behind))
            start, indent = stop, 0.0
        self._keep_company(lines, width)
        return _Broken(lines, worst)

    def _keep_company(self, lines: list[Line], width: float) -> None:
        """No character, nor one with a full stop, is left alone on the last line if the one above can spare one."""
        if len(lines) < 2 or not lines[-2].broken or not _is_lone(lines[-1].text):
            return
        above, end = lines[-2], self.text.rindex(lines[-1].text)
        start = self.text.rindex(above.text, 0, end)
        places = range(max(start + 1, end - _MOST_SPARED), end)
        levels = self._word_levels
        place = min(places, key=lambda place: (levels[place], -place), default=end)
        if place < end and levels[place] < _WORD and self._ends[-1] - self._ends[place] <= width + _EPSILON:
            shorter = self.text[start:place].rstrip(_SPACES)
            rest = self.text[place:].rstrip(_SPACES)
            width = self._ends[start + len(shorter)] - self._ends[start]
            lines[-2] = above._replace(text=shorter, width=width, behind=self.text[start + len(shorter) : place])
            lines[-1] = Line(rest, self._ends[place + len(rest)] - self._ends[place])

    def _stop(self, levels: bytearray, start: int, room: float) -> int:
        """Where the line that begins at ``start`` ends: the last of the least bad places that fit."""
        text, length = self.text, len(self.text)
        stop = bisect_right(self._ends, self._ends[start] + room + _EPSILON, start) - 1
        while start < stop < length and text[stop] in _SPACES:
            stop += 1
        if stop >= length:
            return length
        for level in range(_GLUED + 1):
            place = levels.rfind(level, start + 1, stop + 1)
            if place > start:
                return place
        return start + 1


def parted_words(text: str, places: Iterable[int]) -> int:
    """How many of the places in a text, each before a character, part a word of a label."""
    within = [range(match.start() + 1, match.end()) for match in _PHRASE_WORD.finditer(text)]
    return sum(any(place in word for word in within) for place in places)


def _is_lone(line: str) -> bool:
    """Is it a single character, whatever closing marks stand behind it?"""
    return len(line) == 1 or len(line.rstrip(BESIDE_LONE)) == 1


def _levels(text: str) -> bytearray:
    """For every place between two characters how bad a break there is; place ``i`` lies before character ``i``."""
    levels = bytearray(len(text) + 1)
    for match in _LATIN.finditer(text):
        _raise(levels, match.start() + 1, match.end(), _WORD)
    for match in _NUMBER.finditer(text):
        _raise_number(levels, match)
    for match in _NO_BEGIN.finditer(text):
        _raise(levels, match.start(), match.end(), _KINSOKU)
    for match in _NO_END.finditer(text):
        _raise(levels, match.end(), match.end() + 1, _KINSOKU)
    for match in _GLUE.finditer(text):
        _raise(levels, match.start(), match.end(), _GLUED)
    return levels


def _raise_number(levels: bytearray, match: re.Match[str]) -> None:
    """Sign and digits belong together, the unit and what they are multiplied by stay with them when they can."""
    number, unit = match.start("number"), match.start("unit")
    _raise(levels, match.start() + 1, number + 1, _SIGN)
    _raise(levels, number + 1, match.end("number"), _DIGITS)
    if unit >= 0:
        _raise(levels, unit, unit + 1, _UNIT)
        _raise(levels, unit + 1, match.end(), _WORD)
    if match.string[match.end() : match.end() + 1] in (*_TIMES,):
        _raise(levels, match.end(), match.end() + 2, _UNIT)


def _raise(levels: bytearray, start: int, stop: int, level: int) -> None:
    for place in range(start, min(stop, len(levels))):
        levels[place] = max(levels[place], level)
