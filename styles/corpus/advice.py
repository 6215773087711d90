"""The corpus report in plain sentences: is it enough, what would help, what is held out and why."""

from collections.abc import Iterator, Sequence
from typing import Literal

from styles.corpus.corpus import GOOD, RELIABLE, SKETCH, CorpusReport, Verdict
from styles.language.detect import ENGLISH_NAMES, UNDETERMINED

PageLanguage = Literal["en", "ru"]

SECOND_LANGUAGE = 0.15
"""Share of words from which a second language is worth a sentence."""


def advice(report: CorpusReport, page: PageLanguage, used: int | None = None) -> list[str]:
    """Return plain sentences for the author, the verdict first.

    `used` is how many of the report's passages are kept, where a part was drawn from a library.
    """
    sentences = [_verdict_advice(report, page), *_other_advice(report, page)]
    if used is None or used >= report.passages:
        return sentences
    drawn = _SENTENCES[page]["drawn"].format(used=_number(used, page), passages=_number(report.passages, page))
    return [sentences[0], drawn, *sentences[1:]]


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
        "drawn": "That is more than a style can learn from: {used} of the {passages} passages are used, drawn evenly "
        "from all the texts.",
        "identical": "Texts given more than once are used once ({count} left out).",
        "near-duplicate": "{words} repeat what stands before them, and are set aside.",
        "shared with held-out": "Set aside, so that the measure is honest: {words} with 30 words or more in a row that "
        "stand on both sides, in training and held out.",
        "another language": "Set aside: {words} in another language than the rest.",
        "documents": "Held out and never trained on: {names}, {words} ({share}). A text that the model has never met "
        "is the fairest test.",
        "end": "Held out and never trained on: the last {words} ({share}), to measure the style with. {gap} before "
        "them are left out as well, so that nothing carries over.",
        "nothing": "Nothing is held out, because there is too little text: the style cannot be measured.",
    },
    "ru": {
        "languages": "Около {share} слов — {language}: стиль учит один язык за раз, загрузите их отдельно.",
        "drawn": "Столько стилю не выучить: из {passages} отрывков взято {used}, равномерно по всем текстам.",
        "identical": "Повторно загруженные тексты взяты один раз (лишних: {count}).",
        "near-duplicate": "Повторы сказанного раньше убраны: {words}.",
        "shared with held-out": "Убрано ради честной проверки: {words} — в них 30 и более слов подряд стоят и в "
        "учебной, и в отложенной части.",
        "another language": "Убрано: {words} не на том языке, на котором остальной текст.",
        "documents": "Отложено и не участвует в обучении: {names}, {words} ({share}). Текст, которого модель не "
        "видела, — самая честная проверка.",
        "end": "Отложено и не участвует в обучении: конец текстов, {words} ({share}), — для измерения стиля. Перед ним "
        "пропущено ещё {gap}, чтобы ничего не перетекло.",
        "nothing": "Ничего не отложено: текста слишком мало, и стиль нельзя будет измерить.",
    },
}
_LANGUAGE_NAMES: dict[PageLanguage, dict[str, str]] = {
    "en": ENGLISH_NAMES,
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
    },
}
_MORE: dict[PageLanguage, str] = {"en": "and {count} more", "ru": "и ещё {count}"}
_ANOTHER_LANGUAGE: dict[PageLanguage, str] = {"en": "in another language", "ru": "на другом языке"}


def _verdict_advice(report: CorpusReport, page: PageLanguage) -> str:
    goal = next((goal for goal in (SKETCH, GOOD, RELIABLE) if report.useful_words < goal), report.useful_words)
    return _VERDICTS[page][report.verdict].format(
        words=_count(report.useful_words, page),
        sketch=_number(SKETCH, page),
        more=_number(_rounded_up(goal - report.useful_words), page),
    )


def _other_advice(report: CorpusReport, page: PageLanguage) -> Iterator[str]:
    sentence = _SENTENCES[page]
    for language, share in report.languages.items():
        if share >= SECOND_LANGUAGE and language not in (report.language, UNDETERMINED):
            name = _LANGUAGE_NAMES[page].get(language, _ANOTHER_LANGUAGE[page])
            yield sentence["languages"].format(share=_percent(share), language=name)
    if repeated := report.removed.get("identical text"):
        yield sentence["identical"].format(count=repeated)
    for reason in ("near-duplicate", "shared with held-out", "another language"):
        if count := report.left_out_words.get(reason):
            yield sentence[reason].format(words=_count(count, page))
    yield sentence[report.held_out].format(
        names=_listed(report.held_out_documents, page),
        words=_count(report.held_out_words, page),
        share=_percent(report.held_out_words / max(1, report.useful_words)),
        gap=_count(report.useful_words - report.train_words - report.held_out_words, page),
    )


def _listed(names: Sequence[str], page: PageLanguage) -> str:
    """Return the first three names, and how many more there are."""
    more = len(names) - 3
    return ", ".join(f"`{name}`" for name in names[:3]) + (f" {_MORE[page].format(count=more)}" if more > 0 else "")


def _number(number: int, page: PageLanguage) -> str:
    """Return a whole number with its thousands apart, as the language writes them."""
    return f"{number:,}" if page == "en" else f"{number:,}".replace(",", "\u00a0")


def _percent(share: float) -> str:
    return f"{round(100 * share)}\u00a0%"


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
