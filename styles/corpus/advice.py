"""The corpus report in plain sentences."""

from collections.abc import Iterator, Sequence

from styles.corpus.advice_strings import AdviceStrings
from styles.corpus.corpus import GOOD, RELIABLE, SKETCH, CorpusReport
from styles.i18n.both import Language
from styles.i18n.numbers import counted, percent, whole
from styles.language.detect import UNDETERMINED

SECOND_LANGUAGE = 0.15
"""Share of words from which a second language is worth a sentence."""


def advice(report: CorpusReport, page: Language, used: int | None = None) -> list[str]:
    """Return plain sentences for the author, the verdict first.

    `used` is how many of the report's passages are kept, where a part was drawn from a library.
    """
    t = AdviceStrings(page)
    sentences = [_verdict(report, t), *_other_advice(report, t)]
    if used is None or used >= report.passages:
        return sentences
    drawn = t.drawn.format(used=whole(used, page), passages=whole(report.passages, page))
    return [sentences[0], drawn, *sentences[1:]]


def _verdict(report: CorpusReport, t: AdviceStrings) -> str:
    goal = next((goal for goal in (SKETCH, GOOD, RELIABLE) if report.useful_words < goal), report.useful_words)
    return t.verdicts[report.verdict].format(
        words=counted(report.useful_words, t.words, t.code),
        sketch=whole(SKETCH, t.code),
        more=whole(_rounded_up(goal - report.useful_words), t.code),
    )


def _other_advice(report: CorpusReport, t: AdviceStrings) -> Iterator[str]:
    for language, share in report.languages.items():
        if share >= SECOND_LANGUAGE and language not in (report.language, UNDETERMINED):
            name = t.language_names.get(language, t.in_another_language)
            yield t.languages.format(share=percent(share, t.code), language=name)
    if repeated := report.removed.get("identical text"):
        yield t.identical.format(count=repeated)
    for reason, sentence in t.left_out.items():
        if count := report.left_out_words.get(reason):
            yield sentence.format(words=counted(count, t.words, t.code))
    gap = report.useful_words - report.train_words - report.held_out_words
    yield t.held_out[report.held_out].format(
        names=_listed(report.held_out_documents, t),
        words=counted(report.held_out_words, t.words, t.code),
        share=percent(report.held_out_words / max(1, report.useful_words), t.code),
        gap=counted(gap, t.words, t.code),
    )


def _listed(names: Sequence[str], t: AdviceStrings) -> str:
    """Return the first three names, and how many more there are."""
    more = len(names) - 3
    return ", ".join(f"`{name}`" for name in names[:3]) + (f" {t.more.format(count=more)}" if more > 0 else "")


def _rounded_up(number: int) -> int:
    """Return the number rounded up to two leading digits."""
    unit = int(10 ** max(0, len(str(number)) - 2))
    return -(-number // unit) * unit
