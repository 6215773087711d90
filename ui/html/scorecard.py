"""The scorecard as HTML: four cards, a trade-off plot, details as rows.

The plot can be read without sight: its label says what it shows, and every point stands in a table below it.
"""

from html import escape

from styles.i18n import numbers
from styles.i18n.numbers import UNKNOWN
from styles.measures.intervals import Interval, Share
from trainer.scorecard.figures import Abilities, Copying, Strength
from trainer.scorecard.score_sentences import headlines, remarks
from trainer.scorecard.scorecard import Scorecard
from ui.html import markup
from ui.strings.strings import Strings

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _EDGE = 420, 240, 46, 34, 14
"""Of the plot, in the units of its view box: all of it, and what the axes take."""


def cards(card: Scorecard, t: Strings) -> str:
    """Return the headline figures with sentences and verdicts in words."""
    inner = "".join(
        f'<article class="score {said.verdict}"><h4>{escape(said.title)}</h4>'
        f'<p class="score-figure">{escape(said.figure)}</p>'
        f'<p class="score-verdict">{escape(said.judged)}</p>'
        f'<p class="line">{escape(said.sentence)}</p></article>'
        for said in headlines(card, t.code)
    )
    lines = "".join(markup.line(remark) for remark in remarks(card, t.code))
    return f'<section class="scorecard"><div class="scores">{inner}</div>{lines}</section>'


def details(card: Scorecard, t: Strings) -> str:
    """Return everything else that was measured, as rows."""
    rows = [
        *_style_rows(card, t),
        *_copying_rows(card, t),
        *_ability_rows(card, t),
        (t.score_time, t.score_seconds.format(seconds=t.decimal(card.seconds, 0))),
    ]
    return markup.facts(rows, t)


def _style_rows(card: Scorecard, t: Strings) -> list[tuple[str, str]]:
    if card.style is None:
        return []
    style, named = card.style, t.score_columns
    rows = [
        (t.score_distance.format(column=named[column]), interval(found, 2, t))
        for column, found in style.distances.items()
    ]
    lead = [(t.score_lead_over, interval(style.lead, 2, t))] if style.lead else []
    return [
        *rows,
        *lead,
        (t.score_verified, t.percent(style.verified)),
        (t.score_verified_human, t.percent(style.human_verified)),
        (t.score_pooled, t.counted("words", style.words)),
        (t.score_briefs, f"{t.number(style.passages)} × {t.number(style.answers)}"),
    ]


def _copying_rows(card: Scorecard, t: Strings) -> list[tuple[str, str]]:
    found = card.originality
    if found is None:
        return []
    columns: dict[str, Copying | None] = {
        "base": found.base,
        "few_shot": found.few_shot,
        "styled": found.styled,
        "human": found.human,
    }
    rows = [
        (
            t.score_copied.format(column=t.score_columns[name]),
            t.score_copied_most.format(share=t.percent(one.coverage, 1), longest=t.counted("words", one.longest)),
        )
        for name, one in columns.items()
        if one
    ]
    return [*rows, (t.score_copied_green, t.percent(found.green, 1))]


def _ability_rows(card: Scorecard, t: Strings) -> list[tuple[str, str]]:
    kept = card.abilities
    return [*(_kept_rows(kept, t) if kept else []), *_loss_rows(card, t)]


def _kept_rows(kept: Abilities, t: Strings) -> list[tuple[str, str]]:
    rows = [
        (t.score_drift.format(language=t.languages.get(language, language)), interval(found, 3, t))
        for language, found in kept.languages.items()
    ]
    rows.append((t.score_kl, interval(kept.kl, 3, t)))
    if kept.rules:
        rows.append((t.score_rules, f"{_share(kept.rules.base, t)} → {_share(kept.rules.styled, t)}"))
    tongue = t.languages.get(kept.loyalty.language, kept.loyalty.language)
    loyal = f"{_share(kept.loyalty.base, t)} → {_share(kept.loyalty.styled, t)}"
    rows.append((t.score_loyalty.format(language=tongue), loyal))
    if refused := kept.refusals:
        counts = f"{t.number(refused.base)} → {t.number(refused.styled)}"
        rows.append((t.score_refusals.format(asked=t.number(refused.asked)), counts))
    return rows


def _loss_rows(card: Scorecard, t: Strings) -> list[tuple[str, str]]:
    rows = []
    for title, loss in ((t.score_own_loss, card.own), (t.score_others_loss, card.others)):
        if loss:
            before, after = (t.decimal(one, 3) for one in (loss.base_per_character, loss.styled_per_character))
            rows.append((title, f"{before} → {after}"))
    return rows


# --- the trade-off ---


def tradeoff(card: Scorecard, t: Strings) -> str:
    """Return style against forgetting over strength, as plot and table.

    A sentence where there is no gap to plot.
    """
    points = [one for one in card.strengths if one.gap]
    if not points:
        return markup.line(t.tradeoff_none) if "strengths" in card.parts else ""
    said = " ".join(_said(one, t) for one in points)
    title, table = t.tradeoff, _table(card.strengths, t)
    return (
        f'<section class="tradeoff"><figure><h4>{escape(title)}</h4>'
        f'<svg role="img" aria-label="{escape(f"{title}. {said}")}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"{_axes(points, t)}{_path(points)}"
        + "".join(_point(one, points, one.strength == card.recommended, t) for one in points)
        + f"</svg><figcaption>{escape(t.tradeoff_note)}</figcaption></figure>{table}</section>"
    )


def _place(kl: float, gap: float, points: list[Strength]) -> tuple[float, float]:
    """Return a point's position in the plot.

    The plot holds every interval, and 0 and 1 of the gap.
    """
    most = max(max(one.general_kl.value for one in points), 1e-6)
    gaps = [edge for one in points if one.gap for edge in (one.gap.low, one.gap.high)]
    low, high = min(0.0, *gaps), max(1.0, *gaps)
    x = _LEFT + (_WIDTH - _LEFT - _EDGE) * kl / most
    y = _EDGE + (_HEIGHT - _BOTTOM - _EDGE) * (high - gap) / (high - low)
    return round(x, 1), round(y, 1)


def _axes(points: list[Strength], t: Strings) -> str:
    most = max(one.general_kl.value for one in points)
    right = _WIDTH - _EDGE
    lines = ""
    for gap in (0.0, 0.5, 1.0):
        _, y = _place(0, gap, points)
        lines += (
            f'<line class="axis" x1="{_LEFT}" x2="{right}" y1="{y}" y2="{y}"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{t.percent(gap)}</text>'
        )
    foot = _HEIGHT - 8
    return (
        f'{lines}<text x="{_LEFT}" y="{foot}">0</text>'
        f'<text x="{(_LEFT + right) / 2}" y="{foot}" text-anchor="middle">{escape(t.tradeoff_x)}</text>'
        f'<text x="{right}" y="{foot}" text-anchor="end">{t.decimal(most, 2)}</text>'
    )


def _path(points: list[Strength]) -> str:
    places = [_place(one.general_kl.value, one.gap.value, points) for one in points if one.gap]
    return f'<polyline class="course" points="{" ".join(f"{x},{y}" for x, y in places)}"/>'


def _point(one: Strength, points: list[Strength], chosen: bool, t: Strings) -> str:
    assert one.gap
    x, y = _place(one.general_kl.value, one.gap.value, points)
    (_, top), (_, foot) = (_place(one.general_kl.value, edge, points) for edge in (one.gap.high, one.gap.low))
    ring = f'<circle class="chosen" cx="{x}" cy="{y}" r="9"/>' if chosen else ""
    return (
        f'<g class="{one.verdict}"><title>{escape(_said(one, t))}</title>'
        f'<line class="reach" x1="{x}" x2="{x}" y1="{top}" y2="{foot}"/>{ring}'
        f'<circle class="own" cx="{x}" cy="{y}" r="5"/>'
        f'<text x="{x}" y="{max(10, y - 11)}" text-anchor="middle">{t.decimal(one.strength, 2)}</text></g>'
    )


def _said(one: Strength, t: Strings) -> str:
    gap = t.percent(one.gap.value) if one.gap else "–"
    return t.tradeoff_point.format(strength=t.decimal(one.strength, 2), gap=gap, kl=t.decimal(one.general_kl.value, 2))


def _table(strengths: tuple[Strength, ...], t: Strings) -> str:
    heads = (t.strength, t.tradeoff_y, t.tradeoff_x, t.tradeoff_kept)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{t.decimal(one.strength, 2)}</th><td>{interval(one.gap, 2, t)}</td>'
        f"<td>{t.decimal(one.general_kl.value, 3)}</td><td>{escape(t.score_verdicts[one.verdict])}</td></tr>"
        for one in strengths
    )
    return f"<figure><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></figure>"


# --- numbers ---


def interval(found: Interval | None, places: int, t: Strings) -> str:
    """Return a number with its interval; a dash for None."""
    if found is None:
        return UNKNOWN
    value, low, high = (t.decimal(number, places) for number in (found.value, found.low, found.high))
    return numbers.interval(value, low, high, t.code)


def _share(found: Share, t: Strings) -> str:
    return t.percent(found.value)
