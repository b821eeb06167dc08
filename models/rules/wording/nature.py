"""Whether a name speaks of nature: of water, air, woods, waste."""

from __future__ import annotations

from models.python import regex, remembered

_NATURE = regex(
    r"(?:减少|替代|取代|节约)[^，]{0,6}纸|用纸|节纸|纸张|生态|环境|绿|污|水质|水体|水源|空气|大气|排放|减排|能耗|节能|节水|节电|节约|用水|用电|用能|耗|垃圾|废|林|草"
    r"|湿地|土壤|水土|河|湖|海|植被|碳|秸秆|农药|化肥|地膜|农膜|尘|噪|生物|物种|自然|荒|沙|矿|清洁|低碳|循环|资源"
    r"|浓度|黑臭|森林|灌溉|渗滤|无纸化|卫生|灾|耕地|动物|植物|疫|虫|树|苗|花|园|山|保洁|固废|危废|油烟|尾气|天数"
    r"|蓄水|水库|水量|降水|降雨|增雨|湿度|野生|候鸟|景观|人居|面貌|蓝天|净化|修复|焚|烧|火化|流域|雨水|海绵|可再生|新能源|光伏|电动|燃煤|散煤|供热|采暖|建筑节能|塑|沉降"
    r"|施肥|回收物|蚊|地下水|断面|气候|流量|渔|鱼|捕|猎|伐|岸|滩|岛|藻|鸟"
)
_PERSONS = regex(r"林农|渔民|牧民|护林员|林场职工|果农|花农|园区|校园|山区|花园|湖区|河长|林长|环卫工人|志愿者")
_TAUGHT = regex(r"(?:培训|讲座|会议|座谈|演练|研讨)[^，]{0,4}(?:率|数|次|场次|人次)$")


@remembered
def is_of_nature(head: str) -> bool:
    """It speaks of nature, and not of teaching those who live by it (林农培训覆盖率)."""
    return bool(_NATURE.search(_PERSONS.sub("", head))) and not _TAUGHT.search(head)
