"""Readable fingerprint of a text: nameable habits as numbers.

Nothing here decides anything; it describes. Sentence length (Yule 1939), function words (Mosteller and Wallace 1964)
and the type-token ratio over windows of equal length (Johnson 1944) are the classics of stylometry, punctuation and
the share of dialogue are what readers see first. Quotes, dashes, ellipses, apostrophes and ё are folded while
measuring, so that the habits of a text's source are not taken for its author's; the text itself is never changed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median, pstdev
from typing import Any, Self

from styles.language.function_words import FUNCTION_WORDS
from styles.language.sentences import sentences
from styles.language.words import count_words, folded, words

MARKS = ("comma", "semicolon", "colon", "dash", "ellipsis", "exclamation", "question", "quotes")
"""The punctuation that is counted; quotes are counted in pairs."""
SENTENCE_BIN, PARAGRAPH_BIN, BINS = 5, 20, 11
"""Words to a bin of sentence and of paragraph lengths, and how many bins; the last is for all that is longer."""
WINDOW = 1_000
"""Words over which types are counted."""
MOST_CHARACTERS = 1_200_000
"""What is read of a long text, in stretches spread evenly over it: about 200,000 words."""

_STRETCH = 12_000
"""Characters in a stretch of a long text. Judgement: a chapter's part, so that a hundred of them cover a book."""
_FOLDED = str.maketrans(
    {**dict.fromkeys("«»“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("–―", "—"), "…": "..."}
)
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_DASH = re.compile(r"(?<!\d)—+|—+(?!\d)|--+|(?<!\S)-(?=\s)|^-(?=\w)", re.MULTILINE)
_ELLIPSIS = re.compile(r"\.{2,}|\.(?: \.){2,}")
_SINGLE_QUOTE = re.compile(rf"(?<![\w'])'(?=[{_CAPITAL}])")
_OPENS_WITH_SPEECH = re.compile(rf"\s*(?:—|--?(?=[\s\w])|\"|'(?=[{_CAPITAL}]))")
_HOLDS_SPEECH = re.compile(rf"\"[^\"]*[,.!?—]\"|(?<!\w)'[{_CAPITAL}][^\"]{{0,400}}?[,.!?—]'(?!\w)")


@dataclass(frozen=True)
class Lengths:
    """Lengths of sentences or paragraphs, in words."""

    mean: float
    deviation: float
    """The standard deviation."""
    median: float
    shares: tuple[float, ...]
    """The share of them in each bin: of sentences 1-5, 6-10 words and so on, of paragraphs 1-20, 21-40 and so on."""

    @classmethod
    def of(cls, lengths: Sequence[int], size: int) -> Self:
        """Return lengths in bins of `size` words, zeros without any."""
        if not lengths:
            return cls(0.0, 0.0, 0.0, (0.0,) * BINS)
        bins = Counter(min((length - 1) // size, BINS - 1) for length in lengths)
        shares = tuple(bins[number] / len(lengths) for number in range(BINS))
        return cls(fmean(lengths), pstdev(lengths), float(median(lengths)), shares)


@dataclass(frozen=True)
class Fingerprint:
    """The habits of one author, or of one text."""

    language: str
    words: int
    """How many were measured."""
    sentences: Lengths
    paragraphs: Lengths
    punctuation: Mapping[str, float]
    """Marks per 1,000 words, by the names in `MARKS`."""
    dialogue: float
    """The share of paragraphs in which somebody speaks: they open with a dash or a quote, or a quote ends in them with
    a comma, a full stop, a question or exclamation mark or a dash inside, as speech does and a title does not."""
    word_letters: float
    """Letters per word, on average; hyphens and apostrophes are no letters."""
    variety: float | None
    """Different words per word: the mean type-token ratio of windows of 1,000 words; None for a text without one."""
    function_share: float | None
    """The share of words that carry grammar; None for a language whose list we do not have."""
    function_words: Mapping[str, float]
    """How often each function word of the language occurs per 1,000 words, the commonest first."""

    def to_json(self) -> dict[str, Any]:
        """Return the fingerprint as plain data, rounded to four digits."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the fingerprint that `to_json` wrote."""
        lengths = {name: Lengths(**(data[name] | {"shares": tuple(data[name]["shares"])})) for name in _LENGTHS}
        return cls(**{**data, **lengths})


_LENGTHS = ("sentences", "paragraphs")


def fingerprint(paragraphs: Iterable[str], language: str, characters: int = 0) -> Fingerprint:
    """Return the fingerprint of the paragraphs, which may be a stream.

    `characters` is how many there are in all, where that is known: of more than `MOST_CHARACTERS`, stretches that are
    spread evenly over the text are measured. Without it everything is.
    """
    tally = _Tally(language)
    for paragraph in _spread(paragraphs, characters):
        tally.add(paragraph)
    return tally.fingerprint()


def _spread(paragraphs: Iterable[str], characters: int) -> Iterator[str]:
    """Yield the paragraphs, or even stretches of a long text."""
    if characters <= MOST_CHARACTERS:
        yield from paragraphs
        return
    period = _STRETCH * characters / MOST_CHARACTERS
    offset = 0
    for paragraph in paragraphs:
        if offset % period < _STRETCH:
            yield paragraph
        offset += len(paragraph)


class _Tally:
    """Running counts of paragraphs."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._listed = frozenset(map(folded, FUNCTION_WORDS.get(language, ())))
        self._words = self._letters = self._speaking = 0
        self._sentences: list[int] = []
        self._paragraphs: list[int] = []
        self._marks: Counter[str] = Counter()
        self._function_words: Counter[str] = Counter()
        self._window: list[str] = []
        self._ratios: list[float] = []

    def add(self, paragraph: str) -> None:
        """Count one paragraph."""
        plain = paragraph.translate(_FOLDED)
        tokens = [folded(word) for word in words(plain)]
        if not tokens:
            return
        self._words += len(tokens)
        self._letters += sum(map(len, tokens)) - sum(word.count("-") + word.count("'") for word in tokens)
        self._paragraphs.append(len(tokens))
        self._sentences += [length for sentence in sentences(paragraph) if (length := count_words(sentence))]
        self._speaking += bool(_OPENS_WITH_SPEECH.match(plain) or _HOLDS_SPEECH.search(plain))
        self._marks.update(_marks(plain))
        self._function_words.update(word for word in tokens if word in self._listed)
        self._window += tokens
        while len(self._window) >= WINDOW:
            self._ratios.append(len(set(self._window[:WINDOW])) / WINDOW)
            del self._window[:WINDOW]

    def fingerprint(self) -> Fingerprint:
        """Return the fingerprint of the counts."""
        total = max(1, self._words)
        return Fingerprint(
            language=self._language,
            words=self._words,
            sentences=Lengths.of(self._sentences, SENTENCE_BIN),
            paragraphs=Lengths.of(self._paragraphs, PARAGRAPH_BIN),
            punctuation={mark: 1_000 * self._marks[mark] / total for mark in MARKS},
            dialogue=self._speaking / max(1, len(self._paragraphs)),
            word_letters=self._letters / total,
            variety=fmean(self._ratios) if self._ratios else None,
            function_share=self._function_words.total() / total if self._listed else None,
            function_words={word: 1_000 * count / total for word, count in self._function_words.most_common()},
        )


def _marks(plain: str) -> dict[str, float]:
    """Return how often each mark occurs in a folded paragraph."""
    return {
        "comma": plain.count(","),
        "semicolon": plain.count(";"),
        "colon": plain.count(":"),
        "dash": len(_DASH.findall(plain)),
        "ellipsis": len(_ELLIPSIS.findall(plain)),
        "exclamation": plain.count("!"),
        "question": plain.count("?"),
        "quotes": plain.count('"') / 2 + len(_SINGLE_QUOTE.findall(plain)),
    }


def _rounded(data: Any) -> Any:
    """Return plain data with rounded fractions."""
    if isinstance(data, float):
        return round(data, 4)
    if isinstance(data, Mapping):
        return {key: _rounded(value) for key, value in data.items()}
    return [_rounded(item) for item in data] if isinstance(data, (list, tuple)) else data
