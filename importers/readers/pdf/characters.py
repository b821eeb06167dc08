"""Which character a code in a PDF means: rare ones come in halves, radicals stand for what they look like."""

from __future__ import annotations

import unicodedata

_RADICALS_DRAWN = (
    "⺁⺄⺈⺊⺋⺌⺍⺕⺗⺝⺟⺠⺡⺣⺤⺥⺩⺪⺫⺬⺭⺮⺳⺶⺷⺹⺻⺼⺾⻀⻁⻂⻃⻄⻅⻆"
    "⻈⻉⻊⻋⻌⻍⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
)
_MEANT = (
    "厂乙刀卜巳小小彐心月母民水火爪爫王疋目示礻竹罒羊羊老聿月艹艹虍衤覀西见角"
    "讠贝足车辶辶阝钅长镸长门阜阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
)
_RADICALS = dict(zip(_RADICALS_DRAWN, _MEANT, strict=True))
"""CJK radicals (U+2E80–2EF3), which have no folding in Unicode → the character that is meant."""


def character(high: str, code: int) -> str:
    """The character of a code; ``high`` is the first half of a rare one, where it came before."""
    if high and 0xDC00 <= code < 0xE000:
        return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")
    text = chr(code)
    if 0x2F00 <= code <= 0x2FD5:
        return unicodedata.normalize("NFKC", text)
    return _RADICALS.get(text, text) if 0x2E80 <= code <= 0x2EF3 else text
