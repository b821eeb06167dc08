"""V 指标值, what can be judged: no vague word, no slogan, no percentage of what nobody can measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.python import regex, remembered
from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.registry import also, rule
from models.rules.view import GoalView, Row
from models.rules.wording.kinds import head_of, is_count, is_percent, is_rate, is_satisfaction, plain_name
from models.rules.wording.words import any_of, words

_HOW = (
    "有效|显著|明显|不断|尽量|尽可能|力争|争取|持续|逐步|进一步|更加|更趋|大为|稳步|全面|切实|大力|较好|基本|大幅|有所|积极|充分|得到|逐年|稳定"
    "|稳中|较大|极大|很大|一定程度|普遍|整体|总体|日益|日趋|日臻|渐趋|趋于|逐渐|愈加|愈发|越来越|加速|保持|维持|继续|更|逐步|长期|较为|比较|非常|有力|有序|有"
)
_CHANGE = "提升|提高|增强|改善|增加|减少|降低|下降|好转|加强|加快|改进|优化|向好|增长|进步|增多|上升|减轻|提档"
_STATE = (
    "促进|完善|推进|保障|规范|扩大|带动|推动|巩固|发展|强化|良好|显著|明显|满意|稳定|较好|缓解|遏制|支撑|提振"
    "|普及|保护|到位|激发|彰显|凸显|释放|发挥|夯实|深化|显现|增进|激活|传承|平稳|有序|可控|恢复|优化|繁荣|活跃|健康"
    "|扩大|控制|满足|成熟|牢固|浓厚|畅通|便利|便捷|高效|协调|合理|融洽|提质|升级|增效|提速|到位|扎实|突出|转变|改观|可持续"
)
_PLAIN = (
    "满意|良好|较好|好|较高|高|较大|大|较强|强|较多|多|大量|少量|众多|许多|很多|充足|充分|丰富|若干|多次|一批|不少|一定|适当|适量|到位|显著|明显|有效"
    "|较满意|比较满意|很满意|非常满意|基本满意|可观|突出|理想|较为理想|达到预期|符合预期|正常|无意见|没有意见|无异议|反映良好|反响良好|认可|普遍认可|浓郁|浓厚|稳固|牢固|优美|和谐|融洽|活跃|扎实|过硬|一流|先进|领先|便利|便捷|高效|向好|平稳|有序|畅通|稳中[\u4e00-\u9fff]{1,2}|(?:落实|执行|保障|管理|服务|监管|宣传|协调|组织|培训)到位|大批|成批|一系列|部分|适时|按需|视情况?|视需要|按需要|不等|一般|中等|中上|中等以上|合适|适中|有保障|有改善|有提高|有提升|有增强|有成效|有效果|见效|见成效|可控|基本没有|基本无|基本不发生|极少|很少|较少|偶有|偶发|个别|密切|深远|焕然一新|常抓不懈|建立健全|持之以恒|井然有序|蒸蒸日上|尽量避免|偏低|较低|不高|不多|深入人心|(?:更加|进一步|不断|日益|较为|比较)健全"
)
_SOME = (
    r"(?:多|若干|数|几|不少|大量|少量|一定)"
    r"(?:数量|规模|程度|比例|额度|[家个项次名人件场处台户批份篇期条册本套辆部间所只头座张吨亩])"
)
_LEVEL = r"(?:较|很|比较|更|最)?(?:高|好|优|优良|优秀|先进|较好)(?:的)?(?:水平|程度|层次|质量)"
_EFFECT = r"(?:效果|成效|作用|效益|影响|成果|反响|效应)"
_VAGUE = regex(
    rf"^(?:(?:{_HOW})+(?:{_CHANGE}|{_STATE})?|(?:{_CHANGE}|{_STATE})(?:明显|显著|较大|有力|到位)|(?:影响|意义)深远|完善|促进|推进|推动|带动|巩固|强化|深化|夯实"
    rf"|持续发挥作用|高质量|及时到位|(?:良好|健康|良性)(?:发展|运转|运行)|(?:{_CHANGE})|(?:{_PLAIN})|较?明显|较?显著|{_SOME}"
    rf"|{_LEVEL}|{_EFFECT}(?:较|很|比较|十分|非常)?(?:显著|明显|良好|好|突出)|(?:较|很|十分|非常)?(?:显著|明显|良好|好"
    rf"|突出)(?:的)?{_EFFECT}"
    r"|(?:加强|强化|做好|抓好|落实|规范|完善|推进|优化|提升|健全)(?:管理|服务|监管|保障|建设|工作|协调|宣传|引导|培训|监督"
    r"|指导|领导|责任|维护|沟通)(?:力度|水平|工作)?"
    r"|对[\u4e00-\u9fff]{2,12}(?:产生|起到|发挥)(?:了)?(?:良好|积极|深远|较大|一定|显著|重要)的?[\u4e00-\u9fff]{0,6}"
    r"(?:影响|作用|效应|反响)"
    rf"|(?:{_HOW})*(?:{_CHANGE}|{_STATE})(?:了)?(?:水平|能力|质量|环境|形象))$"
)
_PRAISE = (
    "规范|有序|健康|稳定|和谐|安全|整洁|便捷|高效|平稳|优质|优美|干净|繁荣|活跃|协调|文明|公平|公正|廉洁|透明|畅通"
    "|舒适|美观|可靠|有力|顺畅|团结|可控|受控"
)
_PRAISED = regex(
    rf"^(?:保持|维持|运行|总体|整体|更加|持续|秩序)?(?:(?:{_PRAISE})且?){{2,3}}(?:运行|发展)?$|^优质$|^(?:位居|保持|达到|处于)?(?:全[省市县区国州]|国内|行业|同类|区域|周边)?"
    r"(?:同类)?(?:领先|前列|一流|先进)(?:水平|地位|行列|位置)?$|^(?:名列前茅|走在前列|首屈一指|再上新台阶|上新台阶)$"
    r"|^[\u4e00-\u9fff]{0,4}(?:作用|效果|成效|效应|优势|影响|带动|拉动|示范)(?:力|性)?(?:较|比较|十分|非常|更加|日益)?(?:明显|显著|突出|良好|增强|凸显|较大|较强|扩大|发挥|充分发挥)$"
    r"|^(?:进一步|逐步|不断|日益|更加|较为|比较|更为|显著|明显|切实|充分|大力|稳步|逐渐|大幅|极大|有效(?![期运衔]))+"
    r"(?!运行|开放|开展|建成|完成|实施|使用|覆盖|达标|健全)[\u4e00-\u9fff]{2,4}$"
)
_TRIED = regex(rf"^(?:{any_of(words('judged', 'tried'))})+(?:{any_of(words('judged', 'doing'))})$")
"""How it is gone about, and nothing of what is reached."""
_GRADE = regex(r"等级|分档|分级|优秀?、|优[/／]良|好、|扣\d*分|得\d+分|评分|评定")
_LASTING = frozenset({"长期", "稳定", "正常", "到位", "持续", "逐年", "全面", "基本", "积极"})
"""Words that say enough of an effect that lasts, or that answer a plain question."""
_AGAINST_LAST_YEAR = frozenset({"下降", "减少", "降低", "增加", "增长", "上升"})
"""Said of a number, these can be held against last year's."""


@rule(
    "V007",
    title="定性表述难以判断",
    severity="warning",
    why="“有效提升”“更加完善”“良好”没有等级或依据，年底怎样算完成说不清；只写一条赋分规则，也不等于有了标准。",
    basis="财预〔2015〕88号：不能以量化形式表述的可以定性表述，但应具有可衡量性",
    good=ex.row("服务企业满意情况", "较上年提升2个百分点", "社会效益指标", "效益指标"),
    bad=ex.row("营商环境", "显著改善", "社会效益指标", "效益指标"),
    when="words",
)
def vague(row: Row, *, words: tuple[str, ...] = ()) -> Iterator[Remark]:
    """A statement of change or praise alone, with no grade to judge by in scoring, description or remark."""
    if row.number is not None or row.target.kind == "period":
        return
    text = plain_name(row.target.text)
    if text == plain_name(row.name):  # V010
        return
    vague_text = bool(text) and (text in words or _is_vague(text) or _says_the_name(text, plain_name(row.name)))
    if not vague_text or (_graded(row) and is_rate(row.name)):
        told = _says_how_much(text) and not (is_rate(row.name) and _NEARLY.match(text))
        if text and _asks_number(row.name) and (vague_text or not told):
            yield Remark(row.at("target"), f"“{row.name}”要写数，这里是“{text[:24]}”；请写明数值和单位")
        elif _DONE.match(text) and _RESULT.search(head_of(row.name)):
            yield Remark(
                row.at("target"),
                f"“{row.name}”要写达到什么程度，“{text}”只说做没做；请写明数值、等级，或可以对照的状态",
            )
        elif _SCORING_RULE.match(text):
            yield Remark(row.at("target"), f"“{text}”是赋分的办法，不是指标值；请写明数值，或可以对照的状态")
        return
    if not _graded(row):
        advice = f"“{text}”不好判断是否完成；请写明数值、等级，或可以对照的状态"
        yield Remark(row.at("target"), advice, severity="info" if text in _AGAINST_LAST_YEAR else None)


_NOT_COUNTED = regex(
    r"[\u4e00-\u9fff]{0,6}(?:若干|数[十百千])(?:余|多)?(?:名|人|个|家|次|场|件|批|户|项|台|套|份|篇|处|条|座|所|公里|亩|辆|期|册)"
)


@also("V007")
def not_counted(view: GoalView) -> Iterator[Remark]:
    """A statement that promises 若干名 or 数十场: nobody can say whether it was kept."""
    text = view.goal.statement
    found = _NOT_COUNTED.search(text) if "若干" in text or "数" in text else None
    if found:
        yield Remark(view.at("statement"), f"“{found[0]}”没有写多少；请写明数量", None, "warning")


_SCORING_RULE = regex(
    r"^(?:按|根据|依据)(?!照?\S{0,8}(?:标准|规定|要求|办法|方案)).{1,12}(?:赋分|得分|计分|评分|打分|扣分)$|^直接赋分$|^满意度赋分$"
)


_HELD_AGAINST = regex(
    r"^[^\u4e00-\u9fff]*$|[高低大小优多少]于|平均|水平|以[上下内]|超过|同比|环比|比|[增降升减]|保持|维持|稳定|全|均|都|[一二三四五六七八九十百千]"
)
"""A value that says what it is held against, a number in words, or no word at all (V001 tells of a lone sign)."""


_DONE = regex(r"^(?:全部|已|均|如期|按期)?(?:完成|达标|合格|落实|开展)$")
_RESULT = regex(
    r"(?:成效|效果|效益|水平|能力|影响|作用|氛围|意识)(?:情况|程度)?$|(?:调研|宣传|服务|活动|会议|培训|接待|管理)(?:工作)?质量$"
)
_UP_TO_STANDARD = regex(
    r"^(?:均|全部|基本)?(?:符合|达到|满足|按照?)[^\d]{0,6}(?:要求|标准|规定|需要|预期)$|^(?:合格|达标|良好)$"
)
"""Said of a rate, this says nothing of how many are."""


_NEARLY = regex(r"^(?:大体|大致|基本|大部分?|多数|绝大多数|尽量|争取)")
"""Said of a rate, this leaves open how many are."""
_WISHED = regex(r"^(?:有效|切实|持续)?(?:促进|推动|带动|助力|推进|支持|加快)[\u4e00-\u9fff]{2,8}$")


def _says_how_much(text: str) -> bool:
    """A value in words from which a number can be had."""
    if _UP_TO_STANDARD.match(text) or _WISHED.match(text) or text in _NO_NUMBER:
        return False
    return bool(_CHECKABLE.search(text) or _HELD_AGAINST.search(text))


_NO_NUMBER = frozenset(
    {
        "优秀",
        "优良",
        "优",
        "良",
        "定期",
        "常态化",
        "常态",
        "实时",
        "随时",
        "逐月",
        "逐季",
        "逐日",
        "按规定",
        "按要求",
        "按标准",
    }
)
"""Said of a rate or of a number of things, these are neither."""
_NUMBERED = regex(r"(?:金额|收入|产值|单价|(?:使用|保存|保管|可用|耐用|质保|服务|设计)年限|起数|课时|学时|亩产|产量)$")


def _asks_number(name: str) -> bool:
    """A rate or a number of things: only a number says how much of it."""
    return is_rate(name) or is_count(name) or is_satisfaction(name) or bool(_NUMBERED.search(head_of(name)))


def _graded(row: Row) -> bool:
    """Scoring, description or remark say by what grades it is judged; the name of a scoring rule alone says nothing."""
    indicator = row.indicator
    scoring = "" if plain_name(indicator.scoring) in row.form.words("scoring") else indicator.scoring
    told = (said.replace(row.name, "") for said in (scoring, indicator.description, indicator.remark) if said)
    return any(map(_GRADE.search, told))


_MUCH = regex(r"^(?:有效|显著|明显|进一步|不断|切实|大力|更加|逐步|稳步)+(?P<rest>[\u4e00-\u9fff]{4,})$")


def _says_the_name(text: str, name: str) -> bool:
    """The words of the name again, with a word of praise before them: 有效控制运行成本, of 控制专线运行成本."""
    found = _MUCH.match(text)
    left = iter(name)
    return found is not None and all(char in left for char in found["rest"])


@remembered
def _is_vague(text: str) -> bool:
    bare = text.rstrip("。！!")
    if text in _LASTING:
        return False
    if _WORDS_ALONE.match(bare) and not (_CHECKABLE.search(bare) or _STATE_TOLD.search(bare)):
        return True
    if _VAGUE.match(bare) or _TRIED.match(bare) or (_PRAISED.match(bare) and not _CHECKABLE.search(bare)):
        return True
    parts = _PARTS.split(bare)
    return len(parts) > 1 and not _CHECKABLE.search(bare) and all(map(_is_praise, parts))


_WORDS_ALONE = regex(r"^[\u4e00-\u9fff]{4,11}$")
_STATE_TOLD = regex(any_of(words("judged", "states")))
"""A state that is there or not, so that anybody can look: 可追溯, 向公众开放, 账实相符."""
_PARTS = regex(r"[、，,；;]")
_PRAISED_ALONE = regex(rf"^(?:[\u4e00-\u9fff]{{2}})?(?:{_PRAISE}|{_STATE})$")


def _is_praise(part: str) -> bool:
    """One of several words of praise: 运转顺畅、成效显著."""
    return part not in _LASTING and bool(_VAGUE.match(part) or _PRAISED.match(part) or _PRAISED_ALONE.match(part))


_SLOGAN = regex(
    r"^(?:更好地?|切实|真正)?让(?![步座利])|人心|群众(?:少|获得|安居|幸福)|让[\u4e00-\u9fff]{1,8}(?:成为|更|过上|享有|享受|感受|受到|尊崇)|让(?:每|广大|群众|百姓|人民|数据|企业)|共建共享|共创|守护|和谐社会|幸福|为民"
    r"|少跑|多跑|新时代|新篇章|保驾护航|添砖加瓦|美好|放心|舒心|安心|奋力|助力"
    r"|人民满意|群众满意|办好|造福|惠民利民|落地生根|凝聚|弘扬|营造|贯彻|引领|初心|使命|为人民|名片|平安家园|大局|安全感|获得感|高质量发展|良好形象|用心用情|服务群众|谱写|美丽|宜居|宜业|和美|打造|彰显|蔚然成风|枢纽作用|不懈努力|落到实处|取信于民|一心一意|全心全意"
    r"|有口皆碑|交口称赞|添彩|赋能"
)
_CHECKABLE = regex(
    r"\d|符合|按照|依照|执行|标准|规定|要求|制度|办法|方案|规划|机制|平台|名录|台账|印发|出台|建成|建立|完成|通过"
    r"|取得|形成|覆盖|全部|无|未|零|不发生"
    r"|优秀(?!传统|文化|基因|品质|作品|人才)|良好|合格|达标|季度|年底|年末|月底|持平|不低于|不高于|上年|去年|往年|按[日周月季年班期]|每[日周月季年]"
    r"|定期|常态|实时|随时|逐[月季日]"
)
_STATED = regex(r"完成率|验收|评审|审核|认定|评估|考核|鉴定|认证|检测|备案|标准|规定|办法|方案|全部|均|无|零|未")
_LONG, _VERY_LONG = 12, 24
_WAY = regex(
    r"^(?:通过|依托|利用)[\u4e00-\u9fff]{3,}(?:办理|开展|推进|做好|落实|保障|提供|加强|促进|完成|解决|处理)[\u4e00-\u9fff]{2,}$"
)
"""How it is done, and not what is reached: 通过专线按要求及时办理事项."""


@rule(
    "V013",
    title="用口号、整句话作指标值",
    severity="warning",
    why="口号和成句的愿望说不清怎样算完成，年底没有办法对照评分。",
    basis="财预〔2015〕88号：绩效指标应具体明确、可衡量；指标值写数值，或可以对照的状态",
    good=ex.row("服务企业数量", "≥80家", "社会效益指标", "效益指标"),
    bad=ex.row("营商环境建设", "让企业少跑腿，共建共享好环境", "社会效益指标", "效益指标"),
    when="words",
)
def slogan(row: Row) -> Iterator[Remark]:
    """A value that is a slogan, a way of doing it, or a sentence with nothing in it that could be checked."""
    if row.number is not None or row.target.kind == "period" or not row.name:
        return
    text = plain_name(row.target.text)
    if len(text) >= _LONG and _WAY.match(text) and not _STATED.search(text):
        yield Remark(row.at("target"), f"“{text[:24]}”写的是怎样做，不是要达到什么；请改为数值，或可以对照的状态")
    elif len(text) > 3 and text != plain_name(row.name) and _is_slogan(text):
        yield Remark(row.at("target"), f"“{text[:24]}”是口号或愿望，不能衡量；请改为数值，或可以对照的状态")


@remembered
def _is_slogan(text: str) -> bool:
    if _CHECKABLE.search(text):
        return False
    sentence = len(text) >= _LONG and any(mark in text for mark in "，,；！")
    return bool(_SLOGAN.search(text) or _RESOLVED.match(text)) or sentence or len(text) >= _VERY_LONG


_TO_DO = any_of(words("judged", "resolved"))
_RESOLVED = regex(rf"^(?=(?:.*、)?(?:{_TO_DO}))[\u4e00-\u9fff]{{3,8}}(?:、[\u4e00-\u9fff]{{3,8}})+$")
"""What one is resolved to do, one thing after another: 建管并重、强化管护、确保安全."""


_IDEAL = regex(
    r"(?:水平|影响|影响力|环境|形象|氛围|意识|理念|能力|作用|效果|成效|局面|形势|秩序|稳定|和谐|发展|传承|素质|风气"
    r"|生态|面貌|信心|活力|精神|风尚|民风|新风|风貌|福祉|声誉|口碑|文明|安全感|归属感|获得感|幸福感|荣誉感|认同感|尊崇感|责任感|使命感|竞争力|公信力|凝聚力|吸引力|感召力|战斗力|(?:引导|传播|带动|辐射|渗透|创新|支撑|执行|服务|推动|穿透|承载|统筹)力"
    r"|(?:舒适|便利|便捷|公平|公正|权威|示范|引领)性|素[养质]|(?!安全感)[\u4e00-\u9fff]{2}感|觉悟|认知|合力|格局|环境面貌|凝聚力|向心力|号召力|生活质量|生态质量|社会效益|经济效益|生态效益|建设|机制|长效机制|可持续性|持续性|连续性|协调性|积极性|主动性|创造性|科学性|美誉|知名|实力|竞争优势|品质|质效|内涵|底蕴|价值|魅力|热情|(?:幸福|和谐|文明|美好|平安)指数)"
    r"(?:的?(?:有效|持续|进一步|显著|明显|不断)?(?:提升|提高|改善|优化|增强|向好|促进|稳定))?(?:程度|情况|度)?$"
)
_OF_MONEY = regex(r"投入|支出|成本|经费|资金|收入|产值|消费(?!信心|环境|体验|氛围|意愿|活力)|工资|价格|税")
_KNOWN_SHARE = regex(
    r"(?<!幸福)(?<!和谐)(?<!文明)(?<!美好)(?<!平安)指数|(?:健康|科学|信息|数字|媒介|艺术)素[养质]|普惠|防治|防效|城镇化|机械化|信息化|标准化|数字化|集约化|自动化|占|比|测试|考核|测评|调查|问卷|达标|合格|评价|评估"
    r"|完成|得分"
)


@rule(
    "V014",
    title="给无法计量的事物定百分比",
    severity="warning",
    why="“社会稳定水平≥95%”“社会影响力≥90%”没有分子分母，百分比从哪里来说不清，年底无法核实。",
    basis="财预〔2015〕88号：绩效指标应当可衡量，数据可采集",
    good=ex.row("企业开办事项网办率", "≥95%", "社会效益指标", "效益指标"),
    bad=ex.row("社会影响力", "≥95%", "社会效益指标", "效益指标"),
    when="percent",
)
def percent_of_nothing(row: Row) -> Iterator[Remark]:
    """A percentage on a name that is no rate and cannot be counted (水平, 影响力, 环境)."""
    if row.number is None or not is_percent(row.unit) or not row.name or is_rate(row.name):
        return
    head = head_of(row.name)
    if (
        not is_satisfaction(head)
        and (_IDEAL.search(head) or ("效益" in row.dimension + row.category and _is_no_share(head)))
        and not _KNOWN_SHARE.search(head)
        and not _OF_MONEY.search(head)
    ):
        message = f"“{row.name}”没有办法算出百分比；请换成能计量的指标（如某项的比率、数量），或写明按什么测算"
        if not _explained(row):
            yield Remark(row.at("target"), f"“{row.target}”：{message}")


_SHARE = regex(
    r"(?:[率例值占重比幅速额数量差性]|增长|降低|下降|减少|增加|提高|提升|上升|减轻|缩短|收窄|强度|[密盖湿浓]度|郁闭度|速度|贡献"
    r"|(?:完整|准确|知晓|认可|认同|覆盖|达标|平整|压实|饱和|参与|吻合|匹配|集中|信任|合格|支持|好评|遵从|诚信|依存|对外|自给)度)$"
)


@remembered
def _is_no_share(head: str) -> bool:
    """It does not end as a share or a change does: 安居乐业程度, 清朗度."""
    return not _SHARE.search(head) and not is_count(head)


def _explained(row: Row) -> bool:
    """The description says how it is worked out."""
    return bool(re.search(r"[÷/×]|除以|占.{1,20}(?:比例|比重)|问卷|测评|抽样", row.indicator.description))
