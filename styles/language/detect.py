"""Language detection from letters and common words, without a model.

Scripts that one language owns decide by themselves. Between languages of one script the small words decide, and where
those are shared, letters that only one of them has. A text with too little evidence is "und".
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from styles.language.words import words

UNDETERMINED = "und"

ENGLISH_NAMES = {
    "en": "English",
    "ru": "Russian",
    "uk": "Ukrainian",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "sr": "Serbian",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "cs": "Czech",
    "sv": "Swedish",
    "da": "Danish",
    "fi": "Finnish",
    "hu": "Hungarian",
    "ro": "Romanian",
    "tr": "Turkish",
    "el": "Greek",
    "he": "Hebrew",
    "ar": "Arabic",
    "hy": "Armenian",
    "ka": "Georgian",
    "hi": "Hindi",
    "th": "Thai",
    "ko": "Korean",
    "ja": "Japanese",
    "zh": "Chinese",
}
"""Names of the languages that can be detected, by code."""

_LATIN = {
    "en": "the of and to in that was his he it with is for as had you not be her on at by which have from this but are",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an er hat sie war",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il elle avec son",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí era",
    "it": "di e il la che in un a per è una non sono le si da i con del della lo ma come più gli al anche se era nel",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu",
    "pl": "i w na się nie z do to że jest a jak o za od po co tak tylko ale był przez już ten ich jego jej było gdy",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om als ook maar naar dan ze hij bij was nog wel",
    "cs": "a se v na je že to s z do i o jako za by ale si po jsem pro jak tak už byl od které jeho při ve bylo která",
    "sv": "och att det i en som är av för på med den till inte har de ett han om var jag men sig hon från så vi kan",
    "da": "og i at det er en til af på for med den der ikke de som han et har jeg men var sig om ham hun havde fra",
    "fi": "ja on ei oli että se hän kun niin mutta hänen olla kuin myös joka mitä sen minä mukaan vain jo nyt ole",
    "hu": "a az és hogy nem is egy volt meg de csak már mint ha azt van még ezt el ki vagy mert úgy ez én sem majd aki",
    "ro": "și în de a la cu o nu pe că din se un să mai este care ca pentru era lui au fost dar sau al dacă ce îi prin",
    "tr": "ve bir bu da de için ne o çok gibi daha ile ama sonra kadar var değil her mi ben diye olan en ki onun yok",
}
_CYRILLIC = {
    "ru": "и в не на что он с как а то все она так его но это же по ты вы за бы мне был меня еще было от они я у к из",
    "uk": "і в не на що він з як а та все вона так його але це ж по ти ви за б мені був мене ще було від вони я у до й",
    "be": "і ў не на што ён з як а ды ўсё яна так яго але гэта ж па ты вы за б мне быў мяне яшчэ было ад яны я у да",
    "bg": "и в не на че той с как а то всичко тя така го но това си по ти за би ме беше от те аз у към да се ще са е",
    "sr": "и у не на да је он са као а то све она тако га али се по ти за би ми био ме још било од они ја к из о су",
}
_OWN_LETTERS = {
    "ru": "ыэъѣ",
    "uk": "їєґ",
    "be": "ў",
    "sr": "јљњћђџ",
    "de": "ß",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "pl": "łąęśźż",
    "cs": "ěřů",
    "hu": "őű",
    "ro": "șțşţ",
    "tr": "ğı",
    "sv": "å",
    "da": "øæ",
}
"""Letters that hardly any other language of the same script has; some neighbours share a few of them."""
_FOREIGN_LETTERS = {"ru": "іїєґўј", "uk": "ыэъёў", "be": "ищъї", "bg": "ыэёіїєўј", "sr": "йыэщъёіїєў", "it": "ñßłøåã"}
_SCRIPTS = {
    "latin": r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "cyrillic": r"Ѐ-ӿ",
    "el": r"Ͱ-Ͽἀ-῿",
    "he": r"א-ת",
    "ar": r"ء-ي",
    "hy": r"Ա-և",
    "ka": r"Ⴀ-ჿ",
    "hi": r"ऀ-ॿ",
    "th": r"ก-๛",
    "ko": r"가-힣",
    "kana": r"ぁ-ヿ",
    "zh": r"一-鿿",
}


def _by_piece(pieces: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return, by word or letter, the languages that list it."""
    listed = {piece for own in pieces.values() for piece in own}
    return {piece: tuple(code for code, own in pieces.items() if piece in own) for piece in listed}


_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPTS.items()}
_PROFILES = {"latin": _LATIN, "cyrillic": _CYRILLIC}
_SMALL_WORDS = {
    script: _by_piece({code: listed.split() for code, listed in profiles.items()})
    for script, profiles in _PROFILES.items()
}
"""By small word, the languages that have it."""
_OWN = _by_piece(_OWN_LETTERS)
_FOREIGN = _by_piece(_FOREIGN_LETTERS)
_DISTINCTIVE = re.compile(f"[{''.join({*_OWN, *_FOREIGN})}]")
_SAMPLE = 20_000
"""Characters of each of the three pieces that are read of a longer text. Judgement: a few pages each, at the same cost
for any book."""
_LETTERS_LOOKED_AT = 600
"""Letters that decide the script, spread over the text. Judgement: a share needs no more; tests/test_language.py passes
with 50 too."""
_LEAST_SHARE = 0.12
"""The least score of a language, else "und". Judgement: with less, names and lists get a language; with more, unusual
prose gets none. tests/test_language.py passes from 0.03 to 0.3."""
_LEAST_LEAD = 1.2
"""How many times the second language's score the best must have. Judgement: with less, near twins such as Ukrainian and
Belarusian are guessed at; with more, they are undetermined. tests/test_language.py passes from 1 to 2."""
_LEAST_WORDS = 4
"""Words below which nothing is decided. Judgement: `Oh, no` could be many languages. tests/test_language.py passes from
1 to 12."""


def script(language: str) -> str:
    """Return a language's script, or the language where it is alone."""
    return next((name for name, listed in _PROFILES.items() if language in listed), language)


def language_of(text: str, tokens: Sequence[str] | None = None) -> str:
    """Return the ISO 639-1 code of the main language, or "und".

    `tokens` are the words of the text, where they are at hand already.
    """
    sample = _sampled(text)
    script = _script_of(sample)
    if script == "kana":
        return "ja"
    if script not in _PROFILES:
        return script or UNDETERMINED
    tokens = words(sample) if tokens is None or sample is not text else tokens
    if len(tokens) < _LEAST_WORDS:
        return UNDETERMINED
    (best, score), (_, second) = _scores(script, sample, tokens).most_common(2)
    return best if score >= _LEAST_SHARE and score >= _LEAST_LEAD * second else UNDETERMINED


def _script_of(text: str) -> str:
    """Return the main script, its only language, or ""."""
    counts = dict.fromkeys(_SCRIPTS, 0)
    for letter, count in Counter(text[:: max(1, len(text) // _LETTERS_LOOKED_AT)]).items():
        script = _script_of_letter(letter)
        if script:
            counts[script] += count
    if counts["kana"] > 0.05 * (counts["zh"] + counts["kana"]) and counts["kana"] + counts["zh"] > counts["latin"]:
        return "kana"
    script = max(counts, key=lambda script: counts[script])
    return script if counts[script] else ""


@lru_cache(maxsize=4_096)
def _script_of_letter(letter: str) -> str:
    return next((script for script, letters in _LETTERS.items() if letters.match(letter)), "")


def _scores(script: str, text: str, tokens: Sequence[str]) -> Counter[str]:
    """Return scores: small words' share, plus own, minus foreign letters."""
    small, own, foreign = Counter[str](), Counter[str](), Counter[str]()
    for word, count in Counter(tokens).items():
        for code in _SMALL_WORDS[script].get(word, ()):
            small[code] += count
    for letter, count in Counter(_DISTINCTIVE.findall(text.lower())).items():
        for code in _OWN.get(letter, ()):
            own[code] += count
        for code in _FOREIGN.get(letter, ()):
            foreign[code] += count
    total = len(tokens)
    return Counter(
        {
            code: small[code] / total + min(own[code] / total, 0.3) - min(foreign[code] / total, 0.3)
            for code in _PROFILES[script]
        }
    )


def _sampled(text: str) -> str:
    """Return the text, or three pieces of a long one."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))
