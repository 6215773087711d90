"""Training examples as cards, with learnt tokens marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from styles.examples.examples import Example
from trainer.processes.tokenized_examples import Segment, TokenizedExample
from ui.strings.strings import Strings


@dataclass(frozen=True)
class Card:
    """One example on the page."""

    id: str
    """Its id as it was made, whatever was changed since."""
    example: Example
    """As it is now."""
    changed: bool
    dropped: bool
    seen: TokenizedExample | None
    """None where the base could not be asked: then prompt and completion are shown plainly."""


def cards(shown: Sequence[Card], language: str, t: Strings) -> str:
    """Return the cards of one page, with a key to their looks."""
    if not shown:
        return ""
    key = "".join(f'<span class="{kind}">{escape(t.example_legend[kind])}</span>' for kind in t.example_legend)
    return f'<p class="example-key">{key}</p>' + "".join(_card(card, language, t) for card in shown)


def _card(card: Card, language: str, t: Strings) -> str:
    seen = card.seen or _plain(card.example)
    kind = "example dropped" if card.dropped else "example"
    notes = "".join(f'<span class="note">{escape(note)}</span>' for note in _notes(card, t))
    body = "".join(map(_segment, seen.segments))
    buttons = [] if card.dropped else [("edit", t.example_edit), ("drop", t.example_drop)]
    if card.dropped or card.changed:
        buttons.append(("restore", t.example_restore))
    row = "".join(_button(act, label, card.id) for act, label in buttons)
    return (
        f'<article class="{kind}" data-example="{escape(card.id)}">'
        f"<header><strong>{escape(t.example_tasks[card.example.task])}</strong>{notes}</header>"
        f'<div class="tokens" lang="{escape(language)}" tabindex="0">{body}</div>'
        f"<footer>{row}</footer></article>"
    )


def _notes(card: Card, t: Strings) -> list[str]:
    """Return short notes about an example."""
    notes = []
    if card.seen:
        tokens = t.counted("tokens", card.seen.tokens)
        notes.append(t.example_fact.format(tokens=tokens, learnt=t.number(card.seen.learnt)))
        if not card.seen.used:
            notes = [t.example_lost]
        elif card.seen.cut:
            notes.append(t.example_cut.format(tokens=t.counted("tokens", card.seen.cut)))
        elif not card.seen.ends:
            notes.append(t.example_no_end)
    return notes + [t.example_changed] * card.changed + [t.example_dropped] * card.dropped


def _plain(example: Example) -> TokenizedExample:
    pieces = Segment(f"{example.prompt}\n\n", False, False), Segment(example.completion, True, False)
    return TokenizedExample(pieces, tokens=0, learnt=0, cut=0, ends=True)


def _segment(segment: Segment) -> str:
    tag, kind = ("ins", "learnt") if segment.learnt else ("span", "asked")
    return f'<{tag} class="{kind}{" mark" if segment.mark else ""}">{escape(segment.text)}</{tag}>'


def _button(act: str, label: str, identity: str) -> str:
    return f'<button type="button" data-act="{act}" data-of="{escape(identity)}">{escape(label)}</button>'
