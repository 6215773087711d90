"""Examples as cards: token for token, what is asked pale and what is learnt marked. No Gradio here."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from styles.examples.examples import Example
from trainer.processes.tokenized_examples import Seen, Segment
from ui.strings.strings import Words


@dataclass(frozen=True)
class Card:
    """One example on the page."""

    id: str
    """Its id as it was made, whatever was changed since."""
    example: Example
    """As it is now."""
    changed: bool
    dropped: bool
    seen: Seen | None
    """None where the base could not be asked: then prompt and completion are shown plainly."""


def cards(shown: Sequence[Card], language: str, words: Words) -> str:
    """Return the cards of one page, with a key to their looks."""
    if not shown:
        return ""
    key = "".join(f'<span class="{kind}">{escape(words.example_legend[kind])}</span>' for kind in words.example_legend)
    return f'<p class="example-key">{key}</p>' + "".join(_card(card, language, words) for card in shown)


def _card(card: Card, language: str, words: Words) -> str:
    seen = card.seen or _plain(card.example)
    kind = "example dropped" if card.dropped else "example"
    notes = "".join(f'<span class="note">{escape(note)}</span>' for note in _notes(card, words))
    body = "".join(map(_segment, seen.segments))
    buttons = [] if card.dropped else [("edit", words.example_edit), ("drop", words.example_drop)]
    if card.dropped or card.changed:
        buttons.append(("restore", words.example_restore))
    row = "".join(_button(act, label, card.id) for act, label in buttons)
    return (
        f'<article class="{kind}" data-example="{escape(card.id)}">'
        f"<header><strong>{escape(words.example_tasks[card.example.task])}</strong>{notes}</header>"
        f'<div class="tokens" lang="{escape(language)}" tabindex="0">{body}</div>'
        f"<footer>{row}</footer></article>"
    )


def _notes(card: Card, words: Words) -> list[str]:
    """Return what there is to know about an example, in a few words each."""
    notes = []
    if card.seen:
        tokens = words.counted("tokens", card.seen.tokens)
        notes.append(words.example_fact.format(tokens=tokens, learnt=words.number(card.seen.learnt)))
        if not card.seen.used:
            notes = [words.example_lost]
        elif card.seen.cut:
            notes.append(words.example_cut.format(tokens=words.counted("tokens", card.seen.cut)))
        elif not card.seen.ends:
            notes.append(words.example_no_end)
    return notes + [words.example_changed] * card.changed + [words.example_dropped] * card.dropped


def _plain(example: Example) -> Seen:
    pieces = Segment(f"{example.prompt}\n\n", False, False), Segment(example.completion, True, False)
    return Seen(pieces, tokens=0, learnt=0, cut=0, ends=True)


def _segment(segment: Segment) -> str:
    tag, kind = ("ins", "learnt") if segment.learnt else ("span", "asked")
    return f'<{tag} class="{kind}{" mark" if segment.mark else ""}">{escape(segment.text)}</{tag}>'


def _button(act: str, label: str, identity: str) -> str:
    return f'<button type="button" data-act="{act}" data-of="{escape(identity)}">{escape(label)}</button>'
