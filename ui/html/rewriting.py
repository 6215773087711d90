"""A rewritten draft as HTML: its paraphrase, changes, names and numbers.

Every text goes through `html.escape`, as in `ui.html.markup`.
"""

import re
from collections.abc import Sequence
from html import escape

from styles.language.words import count_words
from styles.measures.meaning import Facts
from styles.measures.word_diff import Change, kept_words
from trainer.compare.comparison import Paraphrase
from ui.html import markup, prose
from ui.strings.strings import Strings

MOST_NAMES = 12
"""Names and numbers listed; of more only their number is said."""

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_TAGS = {"kept": "", "added": "ins", "removed": "del"}


def facts(found: Facts, t: Strings) -> str:
    """Return the line about kept names and numbers of the draft."""
    of = len(found.kept) + len(found.missing)
    kept = t.facts_kept.format(kept=t.number(len(found.kept)), of=t.number(of))
    said = [escape(kept if of else t.facts_nothing)]
    for sentence, listed, kind in (
        (t.facts_missing, found.missing, "missing"),
        (t.facts_added, found.added, "new"),
    ):
        if listed:
            said.append(escape(sentence).replace("{names}", _listed(listed, kind, t)))
    return f'<p class="line facts">{" ".join(said)}</p>'


def _listed(names: Sequence[str], kind: str, t: Strings) -> str:
    shown = ", ".join(f'<b class="{kind}">{escape(name)}</b>' for name in names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} {escape(t.and_more.format(count=t.number(more)))}" if more > 0 else shown


def plain(paraphrase: Sequence[Paraphrase], language: str, t: Strings) -> str:
    """Return the paraphrase that every column rewrote, folded, if known."""
    if not paraphrase:
        return ""
    title = t.paraphrase_keywords if paraphrase[0].origin == "keywords" else t.paraphrase_title
    texts = "".join(
        (markup.line(t.paraphrase_is_draft, "warning") if one.origin == "draft" else "")
        + prose.still_prose(one.text, language)
        for one in paraphrase
    )
    return f'<details class="plain"><summary>{escape(title)}</summary>{texts}</details>'


def changes(found: Sequence[Change], draft: str, name: str, language: str, t: Strings) -> str:
    """Return the changes from a draft to its rewriting.

    Insertions and deletions are marked; a box hides what was taken out.
    """
    kept = t.changes_kept.format(kept=t.number(kept_words(found)), of=t.number(count_words(draft)))
    put_in, taken_out = (escape(t.change_kinds[kind]) for kind in ("added", "removed"))
    # What a mark means is read out from the style sheet, which cannot know the language.
    spoken = escape(f'--added: " [{t.change_kinds["added"]}] "; --removed: " [{t.change_kinds["removed"]}] "')
    sheet = f'<div class="prose-sheet" lang="{escape(language)}" style="{spoken}" tabindex="0">{_prose(found)}</div>'
    return (
        f'<details class="changes" open><summary>{escape(t.changes_title.format(name=name))}</summary>'
        f'<p class="line"><ins>{put_in}</ins> <del>{taken_out}</del> {escape(kept)}</p>'
        f'<label><input type="checkbox" checked> {escape(t.changes_show)}</label>'
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
    """Return text in its tag, white space at its ends outside."""
    inner = text.strip()
    if not inner:
        return text
    begin = text.index(inner)
    before, after, tag = text[:begin], text[begin + len(inner) :], _TAGS[kind]
    shown = escape(inner).replace("\n", "<br>")
    return f"{before}<{tag}>{shown}</{tag}>{after}" if tag else f"{before}{shown}{after}"
