"""Small plots that compare the fingerprints of author and columns.

Every habit is a row of numbers over a strip: a line leads from the base (a ring) to the styled model (a dot), a diamond
is the author, a tick the base that is shown passages. Shapes tell them apart without colour, and the numbers stand in
the table, so the strips need no words of their own. Sentence lengths are the author's bars under the models' lines.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from styles.measures.fingerprint import BINS, MARKS, SENTENCE_BIN, Fingerprint
from styles.measures.stylometry import HUMAN
from trainer.scorecard.fingerprints import LEAST_WORDS
from ui.html import markup
from ui.strings.strings import Strings

_HEIGHT = 164
"""Pixels of the highest bar; the numbers of the axis stand below."""
_STRIP = 18
"""Pixels of a strip's height."""
_WIDEST = 0.5
"""A strip spans this share of its largest number at least: what is a small difference for a habit looks small."""
_LEAST_MARKS, _LEAST_SHARE = 10.0, 0.2
"""And so many marks per 1,000 words, or so large a share: two colons against none are chance."""
_EDGE = 2.5
"""Percent of a strip that stay free at either end, so that no mark is cut."""
_SHAPES = {
    "few_shot": '<line class="few_shot" y1="-6" y2="6"/>',
    "base": '<circle class="base" r="5"/>',
    HUMAN: '<path class="human" d="M0-8 8 0 0 8-8 0z"/>',
    "styled": '<circle class="styled" r="4.5"/>',
}
"""From the lowest to the topmost: a dot that has reached the author lies in the diamond."""
_KEYS = {
    "base": '<line class="base" x1="0" x2="100%" y1="9" y2="9"/>',
    "styled": '<line class="styled" x1="0" x2="100%" y1="9" y2="9"/>',
    HUMAN: '<rect class="bar" x="6" width="18" y="1" height="16"/>',
}
"""What stands behind a shape in the legend: how the sentence lengths are drawn."""
_COLUMNS = ("base", "few_shot", "styled", HUMAN)
"""In the order of a comparison, the author last."""


@dataclass(frozen=True)
class _Habit:
    """A habit of writing, with a number for each column."""

    name: str
    numbers: Mapping[str, float]
    is_share: bool = False
    least: float = 1.0

    def written(self, column: str, t: Strings) -> str:
        """Return a column's number as it stands in the table."""
        number = self.numbers[column]
        return t.percent(number) if self.is_share else t.decimal(number, 1)

    @property
    def places(self) -> dict[str, float]:
        """Return each column's position on the strip, in percent.

        A strip does not begin below zero.
        """
        low, high = min(self.numbers.values()), max(self.numbers.values())
        span = max(high - low, _WIDEST * high, self.least)
        start = max(0.0, (low + high - span) / 2)
        return {column: _EDGE + (100 - 2 * _EDGE) * (number - start) / span for column, number in self.numbers.items()}


def voices(found: Mapping[str, Fingerprint], t: Strings) -> str:
    """Return the plots of the author and the columns.

    Where one of them has too few words to show habits, a sentence stands instead.
    """
    fewest = min(one.words for one in found.values())
    if fewest < LEAST_WORDS:
        least, there = (t.counted("words", number) for number in (LEAST_WORDS, fewest))
        few = markup.line(t.voices_few.format(least=least, words=there))
        return f'<section class="voices">{markup.heading(t.voices, level=3)}{few}</section>'
    shown = {column: found[column] for column in _COLUMNS if column in found}
    counted = markup.line(t.voices_counted.format(words=t.counted("words", fewest)))
    return (
        f'<section class="voices">{markup.heading(t.voices, t.voices_note, 3)}{_legend(shown, t)}'
        f'<div class="plots">{_lengths(shown, t)}'
        f"{_table(t.habits, _habits(shown, t), t)}"
        f"{_table(t.punctuation, _punctuation(shown, t), t)}</div>{counted}</section>"
    )


def _legend(shown: Mapping[str, Fingerprint], t: Strings) -> str:
    keys = "".join(
        f'<span><svg aria-hidden="true" width="30" height="{_STRIP}">{_KEYS.get(column, "")}'
        f"{_mark(column, 50, _STRIP / 2)}</svg>"
        f"{escape(t.score_columns[column])}</span>"
        for column in shown
    )
    return f'<p class="legend">{keys}</p>'


def _mark(column: str, x: float, y: float) -> str:
    """Return a column's mark; x in percent, y in pixels."""
    return f'<svg x="{x:.1f}%" y="{y:.1f}">{_SHAPES[column]}</svg>'


# --- sentence lengths ---


def _lengths(shown: Mapping[str, Fingerprint], t: Strings) -> str:
    """Return the sentence lengths of all columns as a plot.

    The few-shot base is in the label only, not drawn.
    """
    said = t.voices_lengths.format(
        means=_each({column: t.decimal(one.sentences.mean, 1) for column, one in shown.items()}, t),
        medians=_each({column: t.decimal(one.sentences.median, 0) for column, one in shown.items()}, t),
    )
    drawn = {column: one.sentences.shares for column, one in shown.items() if column != "few_shot"}
    highest = max(0.01, *(share for shares in drawn.values() for share in shares))
    heights = {column: [_HEIGHT * (1 - share / highest) for share in shares] for column, shares in drawn.items()}
    bins = [_bin(place, {column: shares[place] for column, shares in drawn.items()}, t) for place in range(BINS)]
    bars = "".join(
        f'<rect class="bar" x="{_middle(place) - 38 / BINS:.2f}%" width="{76 / BINS:.2f}%" y="{top:.1f}" '
        f'height="{_HEIGHT - top:.1f}"/>'
        for place, top in enumerate(heights[HUMAN])
    )
    curves = "".join(_curve(column, heights[column]) for column in ("base", "styled"))
    marks = "".join(
        _mark(column, _middle(place), top) for column in ("base", "styled") for place, top in enumerate(heights[column])
    )
    numbers = "".join(
        f'<text x="{100 * place / BINS:.2f}%" y="{_HEIGHT + 22}">{SENTENCE_BIN * place}</text>'
        for place in range(1, BINS)
    )
    pointed = "".join(
        f'<rect class="pointed" x="{100 * place / BINS:.2f}%" width="{100 / BINS:.2f}%" height="{_HEIGHT}">'
        f"<title>{escape(sentence)}</title></rect>"
        for place, sentence in enumerate(bins)
    )
    label = f"{t.sentence_lengths}. {said} {' '.join(bins)}"
    return (
        f'<figure><h4>{escape(t.sentence_lengths)}</h4><svg class="lengths" role="img" '
        f'aria-label="{escape(label)}" width="100%" height="{_HEIGHT + 27}">{bars}'
        f'<line class="axis" x1="0" x2="100%" y1="{_HEIGHT + 0.5}" y2="{_HEIGHT + 0.5}"/>{curves}{marks}{numbers}'
        f'{pointed}</svg><figcaption aria-hidden="true">{escape(said)}</figcaption></figure>'
    )


def _middle(place: int) -> float:
    return 100 * (place + 0.5) / BINS


def _curve(column: str, heights: list[float]) -> str:
    """Return a polyline through a column's shares.

    A path takes no percentages, so it is made of single lines.
    """
    return "".join(
        f'<line class="{column}" x1="{_middle(place):.2f}%" x2="{_middle(place + 1):.2f}%" '
        f'y1="{one:.1f}" y2="{other:.1f}"/>'
        for place, (one, other) in enumerate(pairwise(heights))
    )


def _bin(place: int, shares: Mapping[str, float], t: Strings) -> str:
    """Return what a bin shows as a sentence."""
    first = SENTENCE_BIN * place + 1
    reach = f"{first}–{first + SENTENCE_BIN - 1}" if place < BINS - 1 else f"{first}+"
    return f"{reach}: {_each({column: t.percent(share) for column, share in shares.items()}, t)}."


def _each(written: Mapping[str, str], t: Strings) -> str:
    return ", ".join(f"{t.voices_columns[column]} {number}" for column, number in written.items())


# --- rows ---


def _habits(shown: Mapping[str, Fingerprint], t: Strings) -> Iterator[_Habit]:
    """Yield the habits that every column has a number for.

    Variety takes 1,000 words, function words a list of the language's.
    """
    yield _Habit(t.voices_sentence, {column: one.sentences.mean for column, one in shown.items()})
    yield _Habit(t.voices_paragraph, {column: one.paragraphs.mean for column, one in shown.items()})
    yield _Habit(t.dialogue, {column: one.dialogue for column, one in shown.items()}, True, _LEAST_SHARE)
    for name, measure in ((t.function_words, "function_share"), (t.variety, "variety")):
        numbers = {column: getattr(one, measure) for column, one in shown.items()}
        if None not in numbers.values():
            yield _Habit(name, numbers, True, _LEAST_SHARE)
    yield _Habit(t.word_letters, {column: one.word_letters for column, one in shown.items()})


def _punctuation(shown: Mapping[str, Fingerprint], t: Strings) -> Iterator[_Habit]:
    """Yield the marks that anybody uses."""
    for mark in MARKS:
        numbers = {column: one.punctuation[mark] for column, one in shown.items()}
        if any(numbers.values()):
            yield _Habit(t.marks[mark], numbers, least=_LEAST_MARKS)


def _table(title: str, habits: Iterator[_Habit], t: Strings) -> str:
    """Return the habits as table rows over their strips, if any."""
    rows = list(habits)
    if not rows:
        return ""
    head = "".join(
        f'<th scope="col" class="{column}">{escape(t.voices_columns[column])}</th>' for column in rows[0].numbers
    )
    body = "".join(_row(one, t) for one in rows)
    return (
        f"<figure><table><caption>{escape(title)}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></figure>"
    )


def _row(habit: _Habit, t: Strings) -> str:
    cells = "".join(f'<td class="{column}">{escape(habit.written(column, t))}</td>' for column in habit.numbers)
    return (
        f'<tr><th scope="row">{escape(habit.name)}</th>{cells}</tr>'
        f'<tr class="track" aria-hidden="true"><td colspan="{len(habit.numbers) + 1}">{_strip(habit.places)}</td></tr>'
    )


def _strip(places: Mapping[str, float]) -> str:
    """Return a strip with all marks and the base-to-styled line."""
    middle = _STRIP / 2
    marks = "".join(_mark(column, places[column], middle) for column in _SHAPES if column in places)
    return (
        f'<svg aria-hidden="true" width="100%" height="{_STRIP}">'
        f'<line class="axis" x1="0" x2="100%" y1="{middle}" y2="{middle}"/>'
        f'<line class="way" x1="{places["base"]:.1f}%" x2="{places["styled"]:.1f}%" y1="{middle}" y2="{middle}"/>'
        f"{marks}</svg>"
    )
