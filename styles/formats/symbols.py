"""Letters and signs of symbol fonts, by the fonts' own numbers.

The numbers of Symbol are those of Adobe's Symbol encoding; of Wingdings only what stands in texts is here.
"""

import re

PRIVATE = re.compile("[\uf020-\uf0ff]+")
"""Where word processors put the characters of symbol fonts."""
_SYMBOL: dict[int, str] = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xFF)),
        " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_WINGDINGS: dict[int, str] = {
    **dict(zip(range(0x21, 0x25), "✏✂✁👓", strict=True)),
    **{0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x52: "☼"},
    **{0x54: "❄", 0x58: "✠", 0x59: "✡", 0x5A: "☪", 0x5B: "☯", 0x5C: "ॐ", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□"},
    **{0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x7B: "❀", 0x7C: "✿"},
    **{0x7D: "❝", 0x7E: "❞", 0x96: "❧", 0x97: "☙", 0x98: "❧", 0x99: "☙", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○"},
    **{0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xAD: "✴", 0xAE: "✹", 0xD8: "➢", 0xDF: "←", 0xE0: "→"},
    **{0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: int) -> str:
    """Return the character of a font's number, a space if unknown."""
    signs = _FONTS.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if signs is not None and low in signs:
        return signs[low]
    if not 0x20 <= code <= 0x10FFFF or 0xD800 <= code <= 0xF8FF or signs is not None:
        return " "  # so that the words around it are not joined
    return chr(code)


def is_symbol_font(font: str) -> bool:
    """Check whether a font has its own numbers, known here."""
    return font.strip().lower() in _FONTS


def with_symbols(text: str, font: str) -> str:
    """Return text with the private characters of a known font replaced."""
    if not is_symbol_font(font):
        return text
    return PRIVATE.sub(lambda match: "".join(symbol(font, ord(char)) for char in match.group()), text)
