"""Radicals that stand for characters: ``⼈⺠`` looks like ``人民`` and compares like nothing.

Programs that print to PDF give a glyph the first code that the font has for it, and for one- and two-stroke characters
that may be a radical. Unicode's own normalisation (NFKC) knows the 214 of the Kangxi block, but only two of the
Radicals Supplement; the others are here, each with the character of which Unicode's table of equivalents
(EquivalentUnifiedIdeograph) says that it is the same. ``⺀`` is none: it is a mark of repetition.

The surprise: the whole text is not normalised, because ``①`` is not 1 and ``（`` is what the form prints.
"""

from __future__ import annotations

from unicodedata import normalize

_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇"
    "⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
)
_CHARACTERS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲"
    "讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀"
)
# Kangxi radicals, compatibility ideographs, Latin ligatures: ﬁ is f and i.
_NORMALISED = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFB00, 0xFB07))

_TABLE = {
    code: meant
    for block in _NORMALISED
    for code in block
    if (meant := normalize("NFKC", chr(code))) != chr(code)
} | dict(zip(map(ord, _SUPPLEMENT), _CHARACTERS, strict=True))


def plain(character: str) -> str:
    """The character that is meant."""
    return _TABLE.get(ord(character), character) if len(character) == 1 else character.translate(_TABLE)
