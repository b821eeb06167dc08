"""Whether a name tells of work done (浇筑防浪墙长度, 桥梁检测数量) or of what comes of it (受益人口)."""

from __future__ import annotations

from models.python import regex, remembered
from models.rules.wording.lexicon import begins_with_work, ends_with_work, is_surely_work

_HELD = regex(
    r"(?<!参加)(?<!参与)(?<!观看)(?:活动|讲座|展览|演出|培训|培训班|会议|宣传|宣讲|宣教|竞赛|比赛|论坛|展演|巡演|演练|座谈会?|推介会?|招聘会|指导|辅导|义诊|走访|巡诊|下乡)(?:的|举办|举行|召开|组织|开展)?(?:场次|场数|期数|次数)$"
)
_ROUNDS = regex(r"(?<!出)(?:场次|场数|期数|班次|班期)$")
_HELD_SO_OFTEN = regex(r"^(?:举办|举行|召开|组织|开展)(?!.*(?:参加|参与|收看|观看)).*(?:场次|场数|期数|次数|班次)$")
"""What was held is work done, whatever it shows (举办成果展示场次)."""
_OCCASION = regex(
    r"(?:讲座|展览|演出|培训|培训班|会议|宣传|竞赛|比赛|论坛|展演|巡演|演练|宣讲|座谈会?|推介会?|招聘会)$"
)
_WAYS = regex(r"(?:形式|方式|渠道)(?:多样性)?$")
_EFFECT = regex(
    r"收看|收听|查询|成功|参加|监测到|种类|种群|增加|公开发布|[后]|人均|户均|亩均|质保|年限|寿命|保修|责任期|回乡|自发|自办|学员|投诉|事故|事件|违纪|违法|伤亡|就业|被采用|引用|采纳|批示|点播|展出|浏览|下载|受益|惠及|带动|增收|挽回|减少|降低|节约|覆盖|保障|保护|服务|产值|收入|就诊|参观|接待|受教育|受众|利用"
    r"|使用|参与|辐射|满意|达标|合格|成果|专利|转化|培育"
)
_PLACES = regex(r"(?:服务|保障|培训|接待|救助|利用|保护)(?:中心|站|点|所|大厅|队|室|基地|机构|性(?=住房|租赁|用房))")
"""Where or for what something is done, by a name that tells of no effect."""
_FITTED_OUT = regex(
    r"(?:更新|购置|采购|配备|配置|安装|添置|增配|加装|更换|维修)(?!率)[\u4e00-\u9fff（）()“”]{1,12}(?:数量|数|[台套辆件]数)$"
)
_BOUGHT = frozenset({"台", "套", "辆", "件", "台套", "台（套）", "台件", "部", "块", "盏", "张", "册", "艘", "架"})
_PAID_FOR = regex(r"补贴|补助|奖补|奖励|资助")
_CARRIED = regex(r"运送|承运|搭载|输送(?!人才)|接送|摆渡|载客")
"""Who is carried is served by it."""
_PEOPLE = frozenset({"人", "人次", "名", "户", "家", "位", "户次", "家次"})


def is_way_of_work(head: str) -> bool:
    """In how many ways it is done: 宣传形式."""
    return bool(_WAYS.search(head))


def is_work_done(head: str, unit: str) -> bool:
    """So much was done, held or paid for."""
    held = (
        _HELD.search(head)
        or _HELD_SO_OFTEN.match(head)
        or (_ROUNDS.search(head) and not has_effect(head))
        or (unit in ("场", "场次", "期", "班次") and _OCCASION.search(head))
    )
    done = (ends_with_work(head) or _WAYS.search(head) or _is_fitted_out(head, unit)) and not has_effect(head)
    if _CARRIED.match(head) and unit.lstrip("万") in _PEOPLE:
        return False
    paid = _PAID_FOR.match(head) and unit.lstrip("万") not in _PEOPLE
    return bool(held or done or paid or is_surely_work(head) or is_work(head))


@remembered
def is_work(head: str) -> bool:
    """It begins with a verb of doing, and says nothing of what comes of it."""
    return begins_with_work(head) and not has_effect(head)


def has_effect(head: str) -> bool:
    """It says what comes of the work; the name of a place (服务中心) does not."""
    return bool(_EFFECT.search(_PLACES.sub("", head)))


def _is_fitted_out(head: str, unit: str) -> bool:
    """So many things were bought or put in, whoever has them: 卫生服务中心更新设备数量."""
    return unit.lstrip("万") in _BOUGHT and bool(_FITTED_OUT.search(head))
