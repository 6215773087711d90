"""Small plots of a fingerprint beside other authors' average.

They can be read without colour, and without sight.

Lengths are drawn as bars with a mark where the others stand. Everything else is a row of a table with a strip: its
middle is the others' average, its band holds two in three of them (one standard deviation either way), the dot is the
author. The numbers stand in the table, so the strips need no words of their own. Colours come from the style sheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from styles.measures.fingerprint import BINS, MARKS, PARAGRAPH_BIN, SENTENCE_BIN, Fingerprint, Lengths
from styles.profiles import Profile
from ui.html import markup
from ui.strings.strings import Strings

_HEIGHT = 84
"""Pixels of the highest bar; the numbers of the axis stand below."""
_WIDEST = 3.0
"""Standard deviations from the middle of a strip to its ends; what is farther stands at the end."""
_TELLING = 20
"""Function words shown, those used more often and those used less often together."""


@dataclass(frozen=True)
class _Row:
    """A habit with its numbers, written and drawn."""

    name: str
    own: str
    others: str
    distance: float
    """From the others' average, in standard deviations."""


def plots(own: Fingerprint, profile: Profile | None, t: Strings) -> str:
    """Return the fingerprint as HTML.

    Without a profile of its language nothing is compared.
    """
    average = profile.average if profile else None
    parts = [
        _lengths(t.sentence_lengths, own.sentences, average.sentences if average else None, SENTENCE_BIN, t),
        _lengths(t.paragraph_lengths, own.paragraphs, average.paragraphs if average else None, PARAGRAPH_BIN, t),
        _table(t.punctuation, _punctuation(own, profile, t), profile is not None, t),
        _table(t.habits, _habits(own, profile, t), profile is not None, t),
    ]
    if profile:
        telling = sorted(profile.telling_words(own, _TELLING), key=lambda one: -one.score)
        rows = [_Row(one.word, t.decimal(one.own, 1), t.decimal(one.average, 1), one.score) for one in telling]
        parts += [
            _table(t.words_often, [row for row in rows if row.distance > 0], True, t, profile.language),
            _table(t.words_seldom, [row for row in rows[::-1] if row.distance <= 0], True, t, profile.language),
        ]
    note = t.fingerprint_note.format(authors=t.number(len(profile.authors))) if profile else ""
    lead = f'<p class="line">{escape(note)}</p>{_legend(t)}' if profile else ""
    return f'<section class="fingerprint">{lead}<div class="plots">{"".join(parts)}</div></section>'


def _legend(t: Strings) -> str:
    keys = (("own", t.legend_own), ("others", t.legend_others), ("band", t.legend_band))
    return markup.legend(keys, t)


# Lengths


def _lengths(title: str, own: Lengths, others: Lengths | None, size: int, t: Strings) -> str:
    """Return the bars of lengths, with what they say as a sentence."""
    said = t.lengths_own.format(mean=t.decimal(own.mean, 1), median=t.decimal(own.median, 0))
    if others:
        said += " " + t.lengths_others.format(mean=t.decimal(others.mean, 1), median=t.decimal(others.median, 0))
    highest = max(0.01, *own.shares, *(others.shares if others else ()))
    step = 100 / len(own.shares)
    bars = "".join(
        _bar(_Bin(place, share, others.shares[place] if others else None), highest, size, t)
        for place, share in enumerate(own.shares)
    )
    numbers = "".join(
        f'<text x="{step * place:.2f}%" y="{_HEIGHT + 17}">{size * place}</text>' for place in range(1, len(own.shares))
    )
    axis = f'<line class="axis" x1="0" x2="100%" y1="{_HEIGHT + 1.5}" y2="{_HEIGHT + 1.5}"/>'
    return (
        f'<figure><h4>{escape(title)}</h4><svg role="img" aria-label="{escape(f"{title}. {said}")}" '
        f'width="100%" height="{_HEIGHT + 22}">{bars}{axis}{numbers}</svg>'
        f'<figcaption aria-hidden="true">{escape(said)}</figcaption></figure>'
    )


@dataclass(frozen=True)
class _Bin:
    """Shares of the sentences or paragraphs whose length falls into a bin."""

    index: int
    own: float
    others: float | None


def _bar(lengths: _Bin, highest: float, size: int, t: Strings) -> str:
    """Return a bar, the others' mark in it, and a title."""
    index, own, others = lengths.index, lengths.own, lengths.others
    step = 100 / BINS
    left, width = step * index + step * 0.12, step * 0.76
    top = _HEIGHT * (1 - own / highest)
    bar = f'<rect class="own" x="{left:.2f}%" y="{top:.1f}" width="{width:.2f}%" height="{_HEIGHT - top:.1f}"/>'
    reach = f"{size * index + 1}–{size * (index + 1)}" if index < BINS - 1 else f"{size * index + 1}+"
    said = f"{reach}: {t.percent(own)}"
    if others is None:
        return f"<g><title>{said}</title>{bar}</g>"
    level = _HEIGHT * (1 - others / highest)
    mark = (
        f'<line class="others" x1="{left - step * 0.08:.2f}%" x2="{left + width + step * 0.08:.2f}%" '
        f'y1="{level:.1f}" y2="{level:.1f}"/>'
    )
    said += f" ({t.others} {t.percent(others)})"
    return f"<g><title>{escape(said)}</title>{bar}{mark}</g>"


# Rows


def _punctuation(own: Fingerprint, profile: Profile | None, t: Strings) -> Iterable[_Row]:
    for mark in MARKS:
        name, number = t.marks[mark], own.punctuation[mark]
        average = profile.average.punctuation.get(mark) if profile else None
        spread = profile.spread.punctuation.get(mark) if profile else None
        yield _Row(name, t.decimal(number, 1), t.decimal(average, 1), _distance(number, average, spread))


def _habits(own: Fingerprint, profile: Profile | None, t: Strings) -> Iterable[_Row]:
    measured = (own, profile.average, profile.spread) if profile else (own, None, None)
    for name, measure, is_share in (
        (t.dialogue, "dialogue", True),
        (t.function_words, "function_share", True),
        (t.variety, "variety", True),
        (t.word_letters, "word_letters", False),
    ):
        number, average, spread = (getattr(one, measure) if one else None for one in measured)
        written = [t.percent(one) if is_share else t.decimal(one, 1) for one in (number, average)]
        yield _Row(name, written[0], written[1], _distance(number, average, spread))


def _distance(own: float | None, average: float | None, spread: float | None) -> float:
    if own is None or average is None or not spread:
        return 0.0
    return (own - average) / spread


def _table(title: str, rows: Iterable[_Row], compared: bool, t: Strings, language: str = "") -> str:
    """Return rows of numbers with their strips, if any."""
    found: Sequence[_Row] = tuple(rows)
    if not found:
        return ""
    tongue = f' lang="{escape(language)}"' if language else ""
    others = f'<td class="strip"></td><th scope="col">{escape(t.others)}</th>' if compared else ""
    head = f'<thead><tr><td></td><th scope="col">{escape(t.own)}</th>{others}</tr></thead>'
    body = "".join(
        f'<tr><th scope="row"{tongue}>{escape(row.name)}</th><td class="own">{escape(row.own)}</td>'
        + (f'<td class="strip">{_strip(row.distance)}</td><td>{escape(row.others)}</td>' if compared else "")
        + "</tr>"
        for row in found
    )
    return f"<figure><table><caption>{escape(title)}</caption>{head}<tbody>{body}</tbody></table></figure>"


def _strip(distance: float) -> str:
    """Return a strip with the average and the author's dot."""
    place = 50 + 44 * max(-1.0, min(1.0, distance / _WIDEST))
    half = 44 / _WIDEST
    return (
        '<svg aria-hidden="true" width="100%" height="22">'
        f'<rect class="band" x="{50 - half:.1f}%" width="{2 * half:.1f}%" y="0" height="22"/>'
        '<line class="others" x1="50%" x2="50%" y1="0" y2="22"/>'
        f'<line class="reach" x1="50%" x2="{place:.1f}%" y1="11" y2="11"/>'
        f'<circle class="own" cx="{place:.1f}%" cy="11" r="4.5"/></svg>'
    )
