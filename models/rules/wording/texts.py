"""Faults that can be seen in a text alone: placeholders, sentences cut off, brackets left open."""

from __future__ import annotations

from models.python import regex, remembered

BOILERPLATE = frozenset(
    {
        "该指标值数据合理",
        "测试",
        "示例",
        "样例",
        "示例文字",
        "请填写",
        "请输入",
        "待填写",
        "待定",
        "待核定",
        "待确定",
        "待测算",
        "暂未确定",
        "待补充",
        "此处填写",
        "填写说明",
        "同上",
        "88",
        "888",
        "8888",
        "X",
        "x",
        "Ｘ",
    }
)
"""Texts that are a placeholder when they are all there is in a field."""

_MARKS = regex(
    r"(?<![0-9A-Za-z*＊])[*＊]{2,}(?![0-9A-Za-z*＊])"
    r"|(?<![0-9A-Za-z])(?:[Xx]{2,}|[×✕ｘＸ]{2,})(?![0-9A-Za-z])"
    r"|(?<![一二三四五六七八九〇○])[〇○◯]{2,}(?![一二三四五六七八九〇○])"
    r"|(?<![0-9A-Za-z_])_{2,}(?![0-9A-Za-z_])|_{3,}|＿{2,}"
    r"|[（(](?:待[定核测补填确]\S{0,3}|暂定|另定|填写|示例|样例|举例|测试|模板)[）)]"
    r"|#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|填报说明|填写说明|请删除|自行(?:填写|删除)|(?<=.)待(?:定|核定|确定|补充|测算)[。）)]?$"
    r"|(?<![0-9A-Za-zＸ×])[XxＸｘ×](?=\s*(?:个|场|次|人|户|件|项|台|套|家|批|期|份|名|处|公里|万|亿|%|％|元|年|月"
    r"|日|篇|所|座|辆|条|亩|吨|部|种|类|间|盏|块|支|栋|册|本|张|幅|页|只|头|株|棵|班|天|小时|分钟|起|例|位|批次|眼|口|门"
    r"|根|笔|艘|架|床|米|期次|课时|学时))"
    r"|20[XxＸｘ×*_]{1,2}\s*年|某某|(?<![\u4e00-\u9fff])某(?![些种一个项])[\u4e00-\u9fff]{0,8}[市县区镇乡村局委办院校站厅街所馆队](?![\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[XxＸｘ](?=[\u4e00-\u9fff])(?!光|射|线|波|轴|型|染|刀)|(?<=[\u4e00-\u9fff][量数率额度])[XxＸｘ×]$"
    r"|[（(]?截[止至](?:[ 　_]+年(?!底|末|初|度)|年?[）)])[）)]?"
    r"|该指标值数据合理|此处(?:填写|输入)|请在此(?:填写|输入)"
)
_SUSPICIOUS = regex(
    r"[某*＊Xxｘ×✕Ｘ〇○◯_＿截此#]|待[定核确补测]|[（(填请自该](?:待|暂定|另定|填写|示例|样例|举例|测试|模板|[报写]说明|删除|行[填删]|指标值)"
    rf"|{'|'.join(sorted(BOILERPLATE))}"
)
_ANY_MARK = regex(r"[某*＊Xxｘ×✕Ｘ〇○◯_＿截此#待暂另示样举测模说填删指输同]|88")
"""A character of each placeholder: most texts have none of them."""
_BOLD = regex(r"\*\*[^*\n]+\*\*")
_FRAGMENT = regex(r"[^，。；：、！？,;:!?\s　]*$")
_LONE = frozenset(
    [
        "对",
        "将",
        "把",
        "被",
        "为",
        "与",
        "和",
        "及",
        "以",
        "向",
        "从",
        "在",
        "由",
        "使",
        "让",
        "的",
        "并",
        "或",
        "其",
        "该",
        "以及",
        "并且",
        "通过",
        "根据",
        "按照",
        "围绕",
        "关于",
        "其中",
        "例如",
        "包括",
    ]
)
_OPEN_WORD = regex(
    r"(?:以及|并且|或者|关于|对于|由于|从而|按照|依照|按期将|通过对|为了|以便|(?<![要是能会可])不|不[低高少多大小超]|不低于|不少于|不超过|不高于)$"
)
_HOW_ALONE = regex(
    r"^(?:并|且)?(?:进一步|不断|切实|有效|大力|着力|全面|积极|逐步|持续|更好地?|努力|充分|稳步|深入)+$|^(?:同时|此外|另外|其次|从而|因此|最终)$"
)
_LONE_MEASURE = regex(r"[\u4e00-\u9fff]{2,10}(?:满意度|[^效频]率)$")
_BETTERING = regex(r"提高|提升|增强|改善|增加|扩大|确保|保障|保证|降低|减少|实现|达|稳|巩固|优化")
"""A rate is named at the end and its number does not come: …，群众满意度。"""
_DIGIT, _CLAUSE_END = regex(r"\d"), regex(r"[，；、。,;]")
_NUMBER_MISSING = regex(
    r"(?P<gap>[\u4e00-\u9fff]\s{2,}(?:件|场|次|人次|人|户|家|个|台|套|公里|亩|万元))(?=[，。；、,;])|"
    r"(?P<words>(?:[率度数量例本]|时间|时限|人次|合格|面积)(?:达到|不低于|不少于|不超过|不高于|控制在|保持在|稳定在|提高到|降低?[至到]|为|达))"
    r"(?=[，。；、,;]|\s*[%％‰]|$)"
)
"""A number is announced and does not come: 满意度达到。"""
_PAIRS = {"（": "）", "(": ")", "《": "》", "【": "】", "〔": "〕"}
_CLOSERS = {"）": "(", ")": "(", "》": "《", "】": "【", "〕": "〔"}
_ANY_BRACKET = regex(r"[（(《【〔]")
_EMPTY_PAIR = regex(r"[（(]\s*[）)]|《\s*》|【\s*】|〔\s*〕|“\s*”")
_ANY_OF_A_PAIR = regex(r"[（(《【〔）)》】〕]")
_LONGEST_END = 12


@remembered
def any_suspicious(*texts: str) -> bool:
    """The same of texts that many rows have alike."""
    return suspicious("\n".join(texts))


def suspicious(texts: str) -> bool:
    """Whether a placeholder may be in one of these texts (one a line): a quick look before the closer one."""
    return _ANY_MARK.search(texts) is not None and _SUSPICIOUS.search(texts) is not None


@remembered
def placeholder(text: str) -> str:
    """The placeholder left in a text, or nothing."""
    whole = text.strip()
    if whole in BOILERPLATE:
        return whole
    found = _MARKS.search(whole) if suspicious(whole) else None
    return found[0] if found and not _BOLD.search(whole) else ""


def cut_off(text: str) -> str:
    """The end of a text that breaks off in mid-sentence, or nothing.

    Many texts end without a full stop: only a comma, an open bracket, or a word that must go on says that something is
    missing.
    """
    whole = text.rstrip()
    if not whole:
        return ""
    *before, end = _CLAUSE_END.split(whole[-_LONGEST_END - 4 :].rstrip("。"))
    if before and _LONE_MEASURE.match(end) and not _BETTERING.search(end) and _DIGIT.search(whole[:-1]):
        return end
    if missing := _NUMBER_MISSING.search(whole):
        return whole[: missing.end()][-_LONGEST_END:]
    fragment = _FRAGMENT.search(whole, max(0, len(whole) - _LONGEST_END))
    last = fragment[0] if fragment else ""
    goes_on = _OPEN_WORD.search(last) or _HOW_ALONE.match(last)
    broken = whole[-1] in "，、,（(《“【〔" or (len(whole) > len(last) and last in _LONE) or goes_on
    return whole[-_LONGEST_END:] if broken else unclosed(whole)


_SHORTEST_DOUBLE = 2
_DOUBLED_NAME = regex(r"([\u4e00-\u9fff]{2,5})\1")
_DOUBLED_UNIT = regex(r"\d(人|件|户|家|次|场|名|台|套|辆|万元|公里|亩|%|％)\1(?!均|员|工|数|选|机)")


def doubled(text: str, *, name: bool = False) -> str:
    """What is written twice by a slip: 补贴补贴 in a name, 160人人 in a text; or nothing."""
    if name and len(text) - len(set(text)) < _SHORTEST_DOUBLE:  # two characters come twice, or nothing does
        return ""
    found = (_DOUBLED_NAME if name else _DOUBLED_UNIT).search(text)
    return found[0] if found else ""


def unclosed(text: str) -> str:
    """The text from a bracket that is opened and never closed, or nothing. Half and full width close each other."""
    if not _ANY_BRACKET.search(text):
        return ""
    stack: list[int] = []
    for place, char in enumerate(text):
        if char in _PAIRS:
            stack.append(place)
        elif char in _CLOSERS and stack:
            stack.pop()
    return text[stack[-1] :][:_LONGEST_END] if stack else ""


def unpaired(name: str) -> str:
    """What of a name stands from an open bracket on, or up to one that only closes; or nothing."""
    if name.isalnum() or not _ANY_OF_A_PAIR.search(name):
        return ""
    empty = _EMPTY_PAIR.search(name)
    return empty[0] if empty else unclosed(name) or _stray(name)


def _stray(text: str) -> str:
    """The text up to a closing bracket that was never opened, or nothing: of a name, where none numbers a list."""
    opened = 0
    for place, char in enumerate(text):
        if char in _PAIRS:
            opened += 1
        elif char in _CLOSERS:
            opened -= 1
            if opened < 0:
                return text[max(0, place + 1 - _LONGEST_END) : place + 1]
    return ""


def is_another_unit(name: str, own: str) -> bool:
    """Neither name is the other with words left out in front: 某县水务局 is 某市某县水务局, and not 别县水务局."""
    while name and own and name[-1] == own[-1]:
        name, own = name[:-1], own[:-1]
    return bool(name and own)
