"""A rewritten draft as HTML: the plain words that the columns began with, what changed, which names and numbers did.

Every text goes through `html.escape`, as in `ui.html.markup`.
"""

import re
from collections.abc import Sequence
from html import escape

from styles.language.words import count_words
from styles.measures.meaning import Facts
from styles.measures.word_diff import Change, kept_words
from trainer.compare.comparison import Neutral
from ui.html import markup
from ui.strings.strings import Words

MOST_NAMES = 12
"""Names and numbers listed; of more only their number is said."""

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_TAGS = {"kept": "", "added": "ins", "removed": "del"}


def facts(found: Facts, words: Words) -> str:
    """Return the line under a column that says which names and numbers of the draft are there."""
    of = len(found.kept) + len(found.missing)
    kept = words.facts_kept.format(kept=words.number(len(found.kept)), of=words.number(of))
    said = [escape(kept if of else words.facts_nothing)]
    for sentence, listed, kind in (
        (words.facts_missing, found.missing, "missing"),
        (words.facts_added, found.added, "new"),
    ):
        if listed:
            said.append(escape(sentence).replace("{names}", _listed(listed, kind, words)))
    return f'<p class="line facts">{" ".join(said)}</p>'


def _listed(names: Sequence[str], kind: str, words: Words) -> str:
    shown = ", ".join(f'<b class="{kind}">{escape(name)}</b>' for name in names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} {escape(words.and_more.format(count=words.number(more)))}" if more > 0 else shown


def plain(neutral: Sequence[Neutral], language: str, words: Words) -> str:
    """Return what every column made its own text of, folded; empty where nothing is known of it."""
    if not neutral:
        return ""
    title = words.neutral_keywords if neutral[0].origin == "keywords" else words.neutral_title
    texts = "".join(
        (markup.line(words.neutral_is_draft, "warning") if one.origin == "draft" else "")
        + markup.prose(one.text, language, scrolls=False)
        for one in neutral
    )
    return f'<details class="plain"><summary>{escape(title)}</summary>{texts}</details>'


def changes(found: Sequence[Change], draft: str, name: str, language: str, words: Words) -> str:
    """Return the way from a draft to its rewriting, insertions and deletions marked; a box hides what was taken out."""
    kept = words.changes_kept.format(kept=words.number(kept_words(found)), of=words.number(count_words(draft)))
    put_in, taken_out = (escape(words.change_kinds[kind]) for kind in ("added", "removed"))
    # What a mark means is read out from the style sheet, which cannot know the language.
    spoken = escape(f'--added: " [{words.change_kinds["added"]}] "; --removed: " [{words.change_kinds["removed"]}] "')
    sheet = f'<div class="prose-sheet" lang="{escape(language)}" style="{spoken}" tabindex="0">{_prose(found)}</div>'
    return (
        f'<details class="changes" open><summary>{escape(words.changes_title.format(name=name))}</summary>'
        f'<p class="line"><ins>{put_in}</ins> <del>{taken_out}</del> {escape(kept)}</p>'
        f'<label><input type="checkbox" checked> {escape(words.changes_show)}</label>'
        f"{sheet}</details>"
    )


def _prose(found: Sequence[Change]) -> str:
    paragraphs, ends_in_word = [""], False
    for change in found:
        # What was taken out stands in the line where it was missed.
        text = _BREAK.sub(" ", change.text) if change.kind == "removed" else change.text
        if ends_in_word and text[:1].isalnum():
            text = f" {text}"
        ends_in_word = change.kind != "kept" and text[-1:].isalnum()
        first, *rest = _BREAK.split(text)
        paragraphs[-1] += _marked(first, change.kind)
        paragraphs += [_marked(piece, change.kind) for piece in rest]
    return "".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs if paragraph.strip())


def _marked(text: str, kind: str) -> str:
    """Return a piece of one line or more in its tag; the white space at its ends stays outside."""
    inner = text.strip()
    if not inner:
        return text
    begin = text.index(inner)
    before, after, tag = text[:begin], text[begin + len(inner) :], _TAGS[kind]
    shown = escape(inner).replace("\n", "<br>")
    return f"{before}<{tag}>{shown}</{tag}>{after}" if tag else f"{before}{shown}{after}"
