"""What a reader sees of a blind test. No Gradio here.

Before a pair is judged nothing in the HTML tells its passages apart but their words: both are made by the same code,
in the order in which they are shown.
"""

from collections.abc import Sequence
from html import escape

from trainer.library.style import Style, is_sample
from trainer.scorecard.blind_test import BlindTestResult, Choice, Kind
from ui.html import markup, prose
from ui.strings.strings import Strings
from ui.visitors.blind_tests import BlindTestSession

_SHOWN = 2
"""How many of the author's training passages let a reader hear the voice beforehand."""
_KEYS: dict[Choice, tuple[str, str]] = {
    "left": ("1", "1 ArrowLeft"),
    "neither": ("0", "0"),
    "right": ("2", "2 ArrowRight"),
}
"""In the order of the buttons: the key that is shown, and all that are heard."""

Passages = tuple[str, str]


def asking(session: BlindTestSession, passages: Passages, language: str, t: Strings) -> str:
    """Return the pair that is to be judged."""
    question = t.blind_kinds[session.kind]
    titles = [_capital(t.blind_sides[side]) for side in ("left", "right")]
    buttons = "".join(
        f'<button type="button" data-choice="{choice}" aria-keyshortcuts="{heard}">'
        f'<span>{escape(_label(choice, t))}</span><kbd aria-hidden="true">{key}</kbd></button>'
        for choice, (key, heard) in _KEYS.items()
    )
    return (
        f'<section class="blind" data-place="{session.place}">{_progress(session, session.place + 1, t)}'
        f"{_question(question)}{_side_by_side(titles, passages, language)}"
        f'<div class="choices" role="group" aria-label="{escape(question)}">{buttons}</div>'
        f'<p class="line keys">{escape(t.blind_keys)}</p></section>'
    )


def told(session: BlindTestSession, passages: Passages, language: str, t: Strings) -> str:
    """Return the pair that was judged last, now with names."""
    place = session.place - 1
    on = t.blind_result if session.is_over else t.blind_next
    return (
        f'<section class="blind">{_progress(session, session.place, t)}'
        f"{_question(_verdict(session, place, t))}{_named(session, place, passages, language, t)}"
        f'<div class="choices"><button type="button" class="on" data-choice="next"><span>{escape(on)}</span></button>'
        "</div></section>"
    )


def outcome(
    session: BlindTestSession, result: BlindTestResult, pairs: Sequence[Passages], language: str, t: Strings
) -> str:
    """Return a session's result, with the names of all pairs."""
    of_all = {"found": t.number(_found(result)), "pairs": t.counted("pairs", result.pairs)}
    game = is_sample(session.style)
    note = t.blind_saved if session.counts else t.blind_game if game else t.blind_practice
    rows = "".join(
        f"<details><summary>{t.number(place + 1)}. {escape(_verdict(session, place, t))}</summary>"
        f"{_named(session, place, passages, language, t)}</details>"
        for place, passages in enumerate(pairs)
    )
    return (
        f'<section class="blind outcome">{_question(t.blind_outcomes[session.kind].format(**of_all))}'
        f"{_summary(result, t)}{markup.line(note)}"
        f'<h4>{escape(t.blind_each)}</h4><div class="told">{rows}</div></section>'
    )


def recorded(results: dict[Kind, BlindTestResult], t: Strings) -> str:
    """Return what is kept with a run, question by question."""
    blocks = "".join(f"<h4>{escape(t.blind_kinds[kind])}</h4>{_summary(result, t)}" for kind, result in results.items())
    if not blocks:
        return ""
    return f'<section class="blind recorded"><h3>{escape(t.blind_recorded)}</h3>{blocks}</section>'


def voice(style: Style, t: Strings) -> str:
    """Return some of the author's training passages, folded away."""
    count = min(_SHOWN, len(style.passages))
    chosen = [style.passages[len(style.passages) * (place + 1) // (count + 1)] for place in range(count)]
    sheets = "".join(prose.still_prose(text, style.language) for text in chosen)
    return f'<details class="voice"><summary>{escape(t.blind_voice)}</summary>{sheets}</details>' if sheets else ""


def _label(choice: Choice, t: Strings) -> str:
    return t.blind_unsure if choice == "neither" else _capital(t.blind_sides[choice])


def _question(sentence: str) -> str:
    """Return the heading that gets the focus.

    So it is read out, and the keys work.
    """
    return f'<h3 class="question" tabindex="-1">{escape(sentence)}</h3>'


def _progress(session: BlindTestSession, number: int, t: Strings) -> str:
    done, whole = session.before + number, session.before + len(session.pairs)
    said = escape(t.of.format(part=t.number(done), whole=t.number(whole)))
    return (
        f'<p class="place"><span>{said}</span>'
        f'<progress max="{whole}" value="{done}" aria-label="{escape(t.progress)}">{said}</progress></p>'
    )


def _side_by_side(titles: Sequence[str], passages: Passages, language: str) -> str:
    leaves = "".join(
        f'<article class="leaf" aria-label="{escape(title)}"><h4>{escape(title)}</h4>'
        f"{prose.still_prose(text, language)}</article>"
        for title, text in zip(titles, passages, strict=True)
    )
    return f'<div class="leaves">{leaves}</div>'


def _named(session: BlindTestSession, place: int, passages: Passages, language: str, t: Strings) -> str:
    pair = session.pairs[place]
    sources = ["styled", session.kind] if pair.styled_left else [session.kind, "styled"]
    return _side_by_side([t.blind_sources[source] for source in sources], passages, language)


def _verdict(session: BlindTestSession, place: int, t: Strings) -> str:
    """Return a sentence with the choice and the right answer."""
    pair, verdict = session.pairs[place], session.verdicts[place]
    # What is looked for: the author, or else the styled model.
    left = pair.styled_left if session.kind == "few_shot" else not pair.styled_left
    side = t.blind_sides["left" if left else "right"]
    return t.blind_verdicts[f"{session.kind}.{verdict}"].format(side=side)


def _found(result: BlindTestResult) -> int:
    """Return the number of pairs in which the target was chosen.

    The target is the author, or the style.
    """
    return result.losses if result.kind == "author" else result.wins


def _summary(result: BlindTestResult, t: Strings) -> str:
    rows = [
        (t.blind_sources["styled"], result.wins),
        (t.blind_sources[result.kind], result.losses),
        (t.blind_unsure, result.undecided),
    ]
    figures = markup.facts([(name, t.number(count)) for name, count in rows], t)
    rate = f'<p class="rate">{escape(t.blind_rate)}</p>'
    return f"{rate}{_bar(result)}{markup.line(result.message.text(t.code), 'said')}{figures}"


def _bar(result: BlindTestResult) -> str:
    """Return the win rate and its interval as a bar."""
    share = result.share
    low, high, value = (100 * part for part in (share.low, share.high, share.value or 0))
    return (
        '<div class="share" aria-hidden="true"><span class="ends"><b>0</b><b>50</b><b>100 %</b></span>'
        f'<i class="reach" style="left: {low:.1f}%; width: {high - low:.1f}%"></i><i class="half"></i>'
        f'<i class="dot" style="left: {value:.1f}%"></i></div>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
