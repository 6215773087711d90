"""Clean texts to a corpus: passages, which of them are trained on and which are held out, and a report for the author.

Held out is a whole document where one (or several small ones) is about the right size, since only a text the model has
never met says how well the voice carries over; otherwise the end of the texts, after a gap.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any, Literal, Self

from styles.cleaning import CleanText
from styles.errors import TextError
from styles.language import UNDETERMINED, language_of, languages_of
from styles.passages import PARAGRAPH_BREAK, PassageSize, split
from styles.tokens import count_words

Verdict = Literal["too little", "sketch", "good", "reliable"]
HeldOut = Literal["documents", "end", "nothing"]
"""How the held-out passages were chosen: whole documents, the end of the texts, or none for want of text."""
PageLanguage = Literal["en", "ru"]

SKETCH, GOOD, RELIABLE = 2_000, 10_000, 50_000
"""Words from which a corpus is enough for a sketch, a good style, a reliable one."""
SECOND_LANGUAGE = 0.15
"""Share of words from which a second language is worth a sentence."""
STANDARD_SIZE = PassageSize()

_LEAST_DOCUMENT, _BEST_DOCUMENT, _MOST_DOCUMENT = 0.08, 0.12, 0.35
_BEST_END = 0.125
_FEWEST_TO_SPLIT = 4
"""Passages below which nothing is held out: one held out and one as a gap would leave next to nothing to train on."""


@dataclass(frozen=True)
class Passage:
    """A piece of a text that is trained on, or measured, as one."""

    text: str
    words: int
    document: str
    chapter: int
    """Counts from 0 within its document."""
    before: str
    """The paragraph, or the part of one, just before it in the same chapter; empty at a chapter's start."""


@dataclass(frozen=True)
class CorpusReport:
    """What came of the texts, in numbers; `advice` says it in sentences."""

    documents: int
    """Texts used; one that was given twice counts once."""
    words: int
    """All of them: trained on, held out and left out."""
    passages: int
    """Trained on and held out."""
    train_words: int
    held_out_words: int
    language: str
    """The language of most words whose language could be told; "und" where none could."""
    languages: dict[str, float]
    """The share of words in each language, largest first; "und" are those whose language could not be told."""
    removed: dict[str, int]
    """How many things were left out, by reason: while cleaning, as identical texts, between train and held-out."""
    verdict: Verdict
    held_out: HeldOut
    held_out_documents: tuple[str, ...]
    """The names of the held-out documents; empty when the end of the texts is held out."""

    def advice(self, page_language: PageLanguage) -> list[str]:
        """Return plain sentences for the author: is it enough, what would help, what is held out and why."""
        return [_verdict_advice(self, page_language), *_other_advice(self, page_language)]


@dataclass(frozen=True)
class Corpus:
    """The passages of one author's texts, split into those trained on and those held out."""

    language: str
    train: tuple[Passage, ...]
    held_out: tuple[Passage, ...]
    report: CorpusReport

    @property
    def content_hash(self) -> str:
        """The SHA-256 of the passages and their split: the same for the same corpus on any machine."""
        content = {key: value for key, value in self.to_json().items() if key != "report"}
        plain = json.dumps(content, ensure_ascii=True, sort_keys=True)
        return _digest(plain)

    def to_json(self) -> dict[str, Any]:
        """Return the corpus as plain dicts, lists, strings and numbers."""
        return {
            "language": self.language,
            "train": [asdict(passage) for passage in self.train],
            "held_out": [asdict(passage) for passage in self.held_out],
            "report": asdict(self.report) | {"held_out_documents": list(self.report.held_out_documents)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the corpus that `to_json` wrote."""
        report = dict(data["report"])
        report["held_out_documents"] = tuple(report["held_out_documents"])
        return cls(
            language=data["language"],
            train=tuple(Passage(**passage) for passage in data["train"]),
            held_out=tuple(Passage(**passage) for passage in data["held_out"]),
            report=CorpusReport(**report),
        )


def prepare(texts: Sequence[CleanText], size: PassageSize = STANDARD_SIZE) -> Corpus:
    """Return the corpus of the texts; the same texts always give the same corpus.

    Every sentence ends up in `train` or in `held_out` exactly once, apart from the gap passage between the two where
    the end of the texts is held out, and from texts that were given twice; the report counts both.
    """
    used = _once(texts)
    languages = _languages(used)
    language = next((code for code in languages if code != UNDETERMINED), UNDETERMINED)
    documents = [list(_passages(text, name, size)) for text, name in zip(used, _names(used), strict=True)]
    train, held_out, left_out, way = _split(documents, _fit_to_hold_out(used, language))
    removed: Counter[str] = Counter(removal.reason for text in used for removal in text.removals)
    removed += Counter({"identical text": len(texts) - len(used), "between train and held-out": len(left_out)})
    train_words, held_out_words, left_out_words = map(_total_words, (train, held_out, left_out))
    total = train_words + held_out_words + left_out_words
    report = CorpusReport(
        documents=len(used),
        words=total,
        passages=len(train) + len(held_out),
        train_words=train_words,
        held_out_words=held_out_words,
        language=language,
        languages=languages,
        removed=dict(removed),
        verdict=_verdict(total),
        held_out=way,
        held_out_documents=tuple(dict.fromkeys(one.document for one in held_out)) if way == "documents" else (),
    )
    return Corpus(language, tuple(train), tuple(held_out), report)


def check_enough(corpus: Corpus) -> None:
    """Raise `TextError` when the texts are too short for a style."""
    report = corpus.report
    if report.verdict != "too little":
        return
    if not report.passages:
        raise TextError(f"There is no text yet; a style needs about {_number(SKETCH, 'en')} words by one author.")
    whose = f"`{corpus.train[0].document}` has" if report.documents == 1 else "The texts have"
    raise TextError(
        f"{whose} {_count(report.words, 'en')}; a style needs about {_number(SKETCH, 'en')}. "
        "Add more texts by the same author."
    )


# Texts to passages


def _once(texts: Sequence[CleanText]) -> list[CleanText]:
    """Return the texts without those that have the same words and numbers as an earlier one."""
    by_words: dict[str, CleanText] = {}
    for text in texts:
        whole = _whole(text)
        same = _digest(" ".join(re.findall(r"\w+", whole.lower())) or whole)
        by_words.setdefault(same, text)
    return list(by_words.values())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _whole(text: CleanText) -> str:
    return PARAGRAPH_BREAK.join(text.paragraphs)


def _languages(texts: Sequence[CleanText]) -> dict[str, float]:
    """Return the share of words of each language, largest first; equal ones by name."""
    shares = languages_of([paragraph for text in texts for paragraph in text.paragraphs])
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def _names(texts: Sequence[CleanText]) -> list[str]:
    """Return the texts' names, told apart by a number where two are called the same."""
    names: dict[str, None] = {}
    times: Counter[str] = Counter()
    for text in texts:
        name = text.name
        while name in names:
            times[text.name] += 1
            name = f"{text.name} ({times[text.name] + 1})"
        names[name] = None
    return list(names)


def _passages(text: CleanText, name: str, size: PassageSize) -> Iterator[Passage]:
    for number, chapter in enumerate(text.chapters):
        before = ""
        for passage in split(chapter, size):
            yield Passage(passage, count_words(passage), name, number, before)
            before = passage.split(PARAGRAPH_BREAK)[-1]


def _total_words(passages: Sequence[Passage]) -> int:
    return sum(passage.words for passage in passages)


# Train and held-out


def _split(
    documents: list[list[Passage]], fit: Sequence[int]
) -> tuple[list[Passage], list[Passage], list[Passage], HeldOut]:
    """Return the passages to train on, those held out, those left out, and how they were chosen."""
    chosen = _held_out_documents(documents, fit)
    if chosen:
        train = [one for place, passages in enumerate(documents) if place not in chosen for one in passages]
        return train, [one for place in sorted(chosen) for one in documents[place]], [], "documents"
    passages = [one for document in documents for one in document]
    if len(passages) < _FEWEST_TO_SPLIT:
        return passages, [], [], "nothing"
    start = _start_of_end(passages)
    return passages[: start - 1], passages[start:], passages[start - 1 : start], "end"


def _fit_to_hold_out(texts: Sequence[CleanText], language: str) -> list[int]:
    """Return which texts may be held out: none in another language; in an order that no upload order changes."""
    if len(texts) < 2:
        return []
    whole = {place: _whole(text) for place, text in enumerate(texts)}
    fit = [place for place, text in whole.items() if language_of(text) in (language, UNDETERMINED)]
    return sorted(fit, key=lambda place: _digest(whole[place]))


def _held_out_documents(documents: list[list[Passage]], fit: Sequence[int]) -> frozenset[int]:
    """Return the document, or the several small ones, whose share of the words is nearest to the best; or none."""
    lengths = [_total_words(passages) for passages in documents]
    total = max(1, sum(lengths))
    small = [place for place in fit if lengths[place] < _LEAST_DOCUMENT * total]
    together = list(accumulate(lengths[place] for place in small))
    count = min(range(len(small)), key=lambda one: abs(together[one] / total - _BEST_DOCUMENT), default=-1) + 1
    candidates = [frozenset({place}) for place in fit] + [frozenset(small[:count])]
    shares = {candidate: sum(lengths[place] for place in candidate) / total for candidate in candidates}
    suitable = [candidate for candidate, share in shares.items() if _LEAST_DOCUMENT <= share <= _MOST_DOCUMENT]
    return min(suitable, key=lambda one: (abs(shares[one] - _BEST_DOCUMENT), len(one)), default=frozenset())


def _start_of_end(passages: Sequence[Passage]) -> int:
    """Return where the held-out end begins; two passages at least are before it, one to train on and the gap."""
    total = max(1, _total_words(passages))
    best, start, end_words = 2.0, len(passages) - 1, 0
    for place in range(len(passages) - 1, 1, -1):
        end_words += passages[place].words
        distance = abs(end_words / total - _BEST_END)
        if distance < best:
            best, start = distance, place
    return start


# The report in sentences


def _verdict(total: int) -> Verdict:
    if total < SKETCH:
        return "too little"
    return "sketch" if total < GOOD else "good" if total < RELIABLE else "reliable"


_VERDICTS: dict[PageLanguage, dict[Verdict, str]] = {
    "en": {
        "too little": "{words}: too little, a style needs about {sketch}; add {more} more by the same author.",
        "sketch": "{words}: enough for a rough try; {more} more would make a good sketch.",
        "good": "{words}: good for a sketch; {more} more would make it reliable.",
        "reliable": "{words}: enough for a reliable style.",
    },
    "ru": {
        "too little": "{words}: мало, стилю нужно около {sketch}; добавьте ещё {more} того же автора.",
        "sketch": "{words}: хватит на первую пробу; ещё {more}, и выйдет хороший набросок.",
        "good": "{words}: хорошо для наброска; ещё {more}, и стиль станет надёжным.",
        "reliable": "{words}: хватит для надёжного стиля.",
    },
}
_SENTENCES: dict[PageLanguage, dict[str, str]] = {
    "en": {
        "languages": "About {share} of the words are {language}: a style learns one language at a time, so upload them "
        "separately.",
        "identical": "Texts given more than once are used once ({count} left out).",
        "documents": "Held out and never trained on: {names}, {words} ({share}). A text that the model has never met "
        "is the fairest test.",
        "end": "Held out and never trained on: the last {words} ({share}), to measure the style with. {gap} before "
        "them are left out as well, so that nothing carries over.",
        "nothing": "Nothing is held out, because there is too little text: the style cannot be measured.",
    },
    "ru": {
        "languages": "Около {share} слов — {language}: стиль учит один язык за раз, загрузите их отдельно.",
        "identical": "Повторно загруженные тексты взяты один раз (лишних: {count}).",
        "documents": "Отложено и не участвует в обучении: {names}, {words} ({share}). Текст, которого модель не "
        "видела, — самая честная проверка.",
        "end": "Отложено и не участвует в обучении: конец текстов, {words} ({share}), — для измерения стиля. Перед ним "
        "пропущено ещё {gap}, чтобы ничего не перетекло.",
        "nothing": "Ничего не отложено: текста слишком мало, и стиль нельзя будет измерить.",
    },
}
_LANGUAGE_NAMES: dict[PageLanguage, dict[str, str]] = {
    "en": {
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
        "el": "Greek",
        "la": "Latin",
    },
    "ru": {
        "en": "английские",
        "ru": "русские",
        "uk": "украинские",
        "be": "белорусские",
        "bg": "болгарские",
        "sr": "сербские",
        "de": "немецкие",
        "fr": "французские",
        "es": "испанские",
        "it": "итальянские",
        "pt": "португальские",
        "nl": "нидерландские",
        "pl": "польские",
        "cs": "чешские",
        "el": "греческие",
        "la": "латинские",
    },
}
_MORE: dict[PageLanguage, str] = {"en": "and {count} more", "ru": "и ещё {count}"}
_ANOTHER_LANGUAGE: dict[PageLanguage, str] = {"en": "in another language", "ru": "на другом языке"}


def _verdict_advice(report: CorpusReport, page: PageLanguage) -> str:
    goal = next((goal for goal in (SKETCH, GOOD, RELIABLE) if report.words < goal), report.words)
    return _VERDICTS[page][report.verdict].format(
        words=_count(report.words, page),
        sketch=_number(SKETCH, page),
        more=_number(_rounded_up(goal - report.words), page),
    )


def _other_advice(report: CorpusReport, page: PageLanguage) -> Iterator[str]:
    sentence = _SENTENCES[page]
    for language, share in report.languages.items():
        if share >= SECOND_LANGUAGE and language not in (report.language, UNDETERMINED):
            name = _LANGUAGE_NAMES[page].get(language, _ANOTHER_LANGUAGE[page])
            yield sentence["languages"].format(share=_percent(share, page), language=name)
    if repeated := report.removed.get("identical text"):
        yield sentence["identical"].format(count=repeated)
    yield sentence[report.held_out].format(
        names=_listed(report.held_out_documents, page),
        words=_count(report.held_out_words, page),
        share=_percent(report.held_out_words / max(1, report.words), page),
        gap=_count(report.words - report.train_words - report.held_out_words, page),
    )


def _listed(names: Sequence[str], page: PageLanguage) -> str:
    """Return the first three names, and how many more there are."""
    more = len(names) - 3
    return ", ".join(f"`{name}`" for name in names[:3]) + (f" {_MORE[page].format(count=more)}" if more > 0 else "")


def _number(number: int, page: PageLanguage) -> str:
    """Return a whole number with its thousands apart, as the language writes them."""
    return f"{number:,}" if page == "en" else f"{number:,}".replace(",", "\u00a0")


def _percent(share: float, page: PageLanguage) -> str:
    return f"{round(100 * share)} %" if page == "en" else f"{round(100 * share)}\u00a0%"


def _count(number: int, page: PageLanguage) -> str:
    """Return the number with "words" in the form it asks for."""
    if page == "en":
        return f"{_number(number, page)} {'word' if number == 1 else 'words'}"
    last, teen = number % 10, 10 < number % 100 < 20
    form = "слов" if teen or last == 0 or last > 4 else "слово" if last == 1 else "слова"
    return f"{_number(number, page)} {form}"


def _rounded_up(number: int) -> int:
    """Return the number rounded up to two leading digits: a goal, not an account."""
    unit = int(10 ** max(0, len(str(number)) - 2))
    return -(-number // unit) * unit
