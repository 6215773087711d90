"""Sentence splitting for every script with spaces between words.

Nothing is changed, only cut. The walk through the text and the plainest rules are razdel's; the rules about
abbreviations, initials, semicolons and closing quotes are ours, because razdel was made for newspapers: in fiction
`им.`, `пол.`, `no.` and `могу-с.` end a sentence. Not covered: Chinese, Japanese and Thai (no spaces), German ordinals
before a noun (`am 3. Mai`).
"""

import re
from collections.abc import Iterator

from razdel.rule import JOIN, FunctionRule
from razdel.segmenters.punct import SMILES
from razdel.segmenters.sentenize import (
    SentSegmenter,
    SentSplit,
    SentSplitter,
    dash_right,
    empty_side,
    inside_pair_sokr,
    list_item,
    lower_right,
    no_space_prefix,
)

from styles.language.words import count_words

_GOES_ON: str = JOIN
"""What a rule returns when the sentence goes on after this mark; None leaves it to the next rule."""
_ENDINGS = frozenset(".?!…؟۔।॥։።")
"""Full stops, question and exclamation marks; after the ellipsis those of Arabic, Hindi, Armenian and Ethiopic."""
_STRAIGHT_QUOTES = frozenset("\"'")
_CLOSING = frozenset(")]}»”’“„") | _STRAIGHT_QUOTES
"""What may stand between an ending and the space; `“` closes in German and opens in English."""
_CLOSING_OR_SPACE = "".join(_CLOSING) + " \u00a0\u202f"


def _abbreviations(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _abbreviations(
    "prof rev hon st mt ft capt cpt col gen lt lieut maj sgt sergt cpl pvt adm cmdr gov sen rep pres supt insp mgr"
)
"""Abbreviations that a name follows when they have a capital, else words."""
_NAMED = _abbreviations(
    "mr mrs ms messrs mme mlle dr vs cf viz ca св тов проф акад доц гр г гг г-н г-жа гг-да д-р ул кн гл губ ср напр"
)
"""Abbreviations that a name follows; after a number they are units (`1860 г.`) and may end a sentence."""
_NUMBERED = _abbreviations(
    """no nos nr vol vols ch chap p pp fig figs art sec para op jan feb mar apr aug sep sept oct nov dec
    см стр с гл ст п пп ч т рис табл кн вып"""
)
"""Abbreviations when a number follows, else words or units that may end a sentence."""
_PAIRS = frozenset({("e", "g"), ("i", "e"), ("т", "е"), ("т", "к"), ("т", "н")})

_LAST_WORD = re.compile(r"(?<!\w)(?<!\w['’\-])([^\W\d_]+(?:-[^\W\d_]+)?)$")
_NUMBER_BEFORE = re.compile(r"\d\s*[^\W\d_]+$")
_PAIR = re.compile(r"(?<!\w)(?<!\w['’\-])([^\W\d_])\.\s?([^\W\d_]+)$")
_NUMBER = re.compile(r"\d|[IVXLC]{2,}")
_ANOTHER_INITIAL = re.compile(r"\s*[^\W\d_]\.")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")

_LONGEST = 20_000
"""Characters a sentence may have: razdel's time grows with the square, so a longer one is cut at white space."""


def sentences(paragraph: str) -> list[str]:
    """Return the paragraph's sentences in order, stripped."""
    return [sentence for chunk in _chunks(paragraph) if (sentence := chunk.strip())]


def sentence_ends(text: str) -> list[int]:
    """Return the offset after each whole sentence of a text.

    What breaks off without a full stop or its like, such as a heading or the end of an unfinished text, has none.
    """
    ends, start = [], 0
    for end, after in [*(match.span() for match in _PARAGRAPH_BREAK.finditer(text)), (len(text), len(text))]:
        for chunk in _chunks(text[start:end]):
            start += len(chunk)
            if chunk.rstrip().rstrip(_CLOSING_OR_SPACE)[-1:] in _ENDINGS:
                ends.append(start - len(chunk) + len(chunk.rstrip()))
        start = after
    return ends


def last_sentences(paragraph: str, most_words: int) -> str:
    """Return the last sentences of up to `most_words`, at least one."""
    chunks = [chunk for chunk in _chunks(paragraph.strip()) if chunk]
    kept = ""
    for chunk in reversed(chunks):
        if kept.strip() and count_words(chunk) + count_words(kept) > most_words:
            break
        kept = chunk + kept
    return kept.strip()


def first_sentences(paragraph: str, most_words: int) -> str:
    """Return the first sentences of up to `most_words`, at least one."""
    kept = ""
    for chunk in _chunks(paragraph.strip()):
        if kept.strip() and count_words(chunk) + count_words(kept) > most_words:
            break
        kept += chunk
    return kept.strip()


def _chunks(paragraph: str) -> Iterator[str]:
    """Yield the sentences with surrounding white space, losing no character."""
    # A text that never uses capitals cannot show by them that a sentence goes on.
    segmenter = _SEGMENTER if paragraph != paragraph.lower() else _SEGMENTER_WITHOUT_CAPITALS
    start = 0
    while start < len(paragraph):
        window = paragraph[start : start + _LONGEST]
        chunks = list(segmenter.segment(segmenter.split(window)))
        if start + len(window) < len(paragraph):
            # The last sentence may go on behind the window: it waits for the next, unless it fills this one.
            chunks = chunks[:-1] or [window[: _last_space(window)]]
        yield from chunks
        start += sum(map(len, chunks))


def _last_space(window: str) -> int:
    return 1 + max(window.rfind(" "), window.rfind("\n")) or len(window)


def _before_more_marks(split: SentSplit) -> str | None:
    """Join before another mark or closing quote, where the end comes later."""
    mark = split.right_token
    return _GOES_ON if mark in _ENDINGS or mark in _CLOSING - _STRAIGHT_QUOTES - {"“", "„"} else None


def _semicolon(split: SentSplit) -> str | None:
    """Join at a semicolon, unless it is the Greek question mark."""
    return _GOES_ON if split.delimiter == ";" and not _GREEK.match(split.left_token) else None


def _abbreviation(split: SentSplit) -> str | None:
    """Join after an abbreviation's dot, where the continuation fits."""
    match = _LAST_WORD.search(split.left) if split.delimiter == "." else None
    if match is None:
        return None
    word = match.group(1)
    known = word.lower()
    if known in _TITLES and word[0].isupper():
        return _GOES_ON
    if known in _NAMED and not _NUMBER_BEFORE.search(split.left):
        return _GOES_ON
    if known in _NUMBERED and _NUMBER.match(split.right_token):
        return _GOES_ON
    pair = _PAIR.search(split.left)
    return _GOES_ON if pair and (pair.group(1).lower(), pair.group(2).lower()) in _PAIRS else None


def _initial(split: SentSplit) -> str | None:
    """Join after an initial; `said I.` needs another initial after it."""
    match = _LAST_WORD.search(split.left) if split.delimiter == "." else None
    if match is None or len(match.group(1)) > 1 or not match.group(1).isupper():
        return None
    return _GOES_ON if match.group(1) != "I" or _ANOTHER_INITIAL.match(split.right) else None


def _closing(split: SentSplit) -> str | None:
    """Join at a closing quote or bracket within a sentence."""
    if split.delimiter not in _CLOSING:
        return None
    opens = split.delimiter in _STRAIGHT_QUOTES and split.left_space_suffix
    return _GOES_ON if opens or split.left.rstrip(_CLOSING_OR_SPACE)[-1:] not in _ENDINGS else None


_DELIMITER = f"({SMILES}|[;{re.escape(''.join(sorted(_ENDINGS | _CLOSING)))}])"
_RULES = (
    empty_side,
    no_space_prefix,
    lower_right,
    _before_more_marks,
    _semicolon,
    _abbreviation,
    inside_pair_sokr,
    _initial,
    list_item,
    _closing,
    dash_right,
)
"""Asked in this order; the first that has an opinion decides, and without one the sentence ends."""
_SEGMENTER = SentSegmenter(SentSplitter(_DELIMITER), [FunctionRule(rule) for rule in _RULES])
_SEGMENTER_WITHOUT_CAPITALS = SentSegmenter(
    SentSplitter(_DELIMITER), [FunctionRule(rule) for rule in _RULES if rule is not lower_right]
)
