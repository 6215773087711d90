"""Results of cleaning and checks, for the author to decide.

Lists with a button beside each entry.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from styles.corpus.corpus import Corpus
from styles.text import Removal
from styles.texts.private import PrivateThing
from styles.texts.restoration import returnable
from ui.html import markup
from ui.strings.strings import Strings

SHOWN_MOST = 60
"""Entries shown of one group; the others go with the button for the whole group."""
EXCERPT = 280
"""Characters shown of an entry."""


@dataclass(frozen=True)
class Entry:
    """One thing in a list."""

    key: str
    """What its button says to the server."""
    text: str
    used: bool
    """Whether the author has decided to use it."""
    fixed: bool = False
    """Whether there is nothing to decide."""


@dataclass(frozen=True)
class Group:
    """Entries of one kind."""

    title: str
    key: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Choice:
    """Labels of the buttons beside entries, and the act that they send."""

    act: str
    use: str
    use_all: str
    undo: str


def removals(name: str, found: Sequence[Removal], back: Collection[int], t: Strings) -> str:
    """Return a text's removals by reason, the rarest first.

    Rare ones are read; page numbers are skimmed.
    """
    title = markup.heading(t.left_out_of.format(name=name), "", 3)
    by_reason: dict[str, list[Entry]] = {}
    for number, removal in enumerate(found):
        entry = Entry(str(number), removal.text, number in back, not returnable(removal))
        by_reason.setdefault(removal.reason, []).append(entry)
    groups = [
        Group(t.reasons.get(reason, reason), reason, entries)
        for reason, entries in sorted(by_reason.items(), key=lambda item: len(item[1]))
    ]
    if not groups:
        return title + f'<p class="empty">{escape(t.review_nothing)}</p>'
    return title + _groups(groups, Choice("removal", t.put_back, t.put_back_all, t.leave_out), t)


def private_things(found: Sequence[PrivateThing], masked: Collection[str], t: Strings) -> str:
    """Return private details by kind, each once, if any."""
    by_kind: dict[str, dict[str, PrivateThing]] = {}
    for thing in found:
        by_kind.setdefault(thing.kind, {})[thing.id] = thing
    groups = [
        Group(t.private_kinds[kind], kind, [Entry(one, thing.text, one in masked) for one, thing in things.items()])
        for kind, things in by_kind.items()
    ]
    if not groups:
        return ""
    choice = Choice("private", t.mask, t.mask_all, t.unmask)
    return markup.heading(t.private, t.private_note, 3) + _groups(groups, choice, t)


def private_notice(found: Sequence[PrivateThing], masked: Collection[str], t: Strings) -> str:
    """Return a sentence about private details that are not masked."""
    open_ones = {thing.id: thing.kind for thing in found if thing.id not in masked}
    if not open_ones:
        return ""
    counts = Counter(open_ones.values())
    what = ", ".join(f"{t.private_kinds[kind]} ({t.number(count)})" for kind, count in counts.items())
    return markup.line(t.private_found.format(what=what), "warning")


def things_of(found: Sequence[PrivateThing], act: str, key: str) -> list[str]:
    """Return the ids of the private things that a pressed button means."""
    return [thing.id for thing in found if thing.kind == key] if act == "private-all" else [key]


def set_aside(corpus: Corpus, kept: Collection[str], t: Strings) -> str:
    """Return the passages that were set aside, by reason.

    Those that the author uses anyway are listed too.
    """
    by_reason: dict[str, list[Entry]] = {}
    for one in corpus.left_out:
        by_reason.setdefault(one.why.reason, []).append(Entry(one.passage.id, one.passage.text, False))
    groups = [
        Group(t.reasons.get(reason, reason), reason, entries)
        for reason, entries in sorted(by_reason.items(), key=lambda item: len(item[1]))
    ]
    used = [Entry(one.id, one.text, True) for one in (*corpus.train, *corpus.held_out) if one.id in kept]
    if used:
        groups.append(Group(t.used_anyway, "used", used))
    if not groups:
        return ""
    choice = Choice("aside", t.use_anyway, t.use_all, t.leave_out)
    return markup.heading(t.set_aside, t.set_aside_note, 3) + _groups(groups, choice, t)


def ids_of(corpus: Corpus, kept: Collection[str], act: str, key: str) -> list[str]:
    """Return the ids of the passages that a pressed button means."""
    if act != "aside-all":
        return [key]
    return list(kept) if key == "used" else [one.passage.id for one in corpus.left_out if one.why.reason == key]


def numbers_of(found: Sequence[Removal], act: str, key: str) -> list[int]:
    """Return the numbers of the removals that a pressed button means."""
    if act == "removal-all":
        return [number for number, removal in enumerate(found) if removal.reason == key and returnable(removal)]
    return [int(key)]


def _groups(groups: Iterable[Group], choice: Choice, t: Strings) -> str:
    return "".join(_group(group, choice, t) for group in groups)


def _group(group: Group, choice: Choice, t: Strings) -> str:
    open_to_choice = [entry for entry in group.entries if not entry.fixed]
    used = sum(entry.used for entry in open_to_choice)
    count = t.number(len(group.entries))
    state = f'<span class="fact">{escape(t.decided[choice.act].format(count=t.number(used)))}</span>' if used else ""
    whole = ""
    if len(open_to_choice) > 1:
        all_used = used == len(open_to_choice)
        whole = _button(f"{choice.act}-all", group.key, not all_used, choice.undo if all_used else choice.use_all)
    rows = "".join(_entry(entry, choice) for entry in group.entries[:SHOWN_MOST])
    hidden = len(group.entries) - SHOWN_MOST
    more = f'<p class="fact">{escape(t.and_more.format(count=t.number(hidden)))}</p>' if hidden > 0 else ""
    title = f'{escape(group.title)} <span class="fact">{count}</span> {state}'
    return (
        f'<details class="found" data-key="{escape(choice.act)}:{escape(group.key)}"><summary>{title}</summary>'
        f"{whole}<ul>{rows}</ul>{more}</details>"
    )


def _entry(entry: Entry, choice: Choice) -> str:
    text = entry.text if len(entry.text) <= EXCERPT else entry.text[:EXCERPT].rstrip() + "…"
    shown = escape(text).replace("\n", "<br>") if text.strip() else "·"
    button = (
        "" if entry.fixed else _button(choice.act, entry.key, not entry.used, choice.undo if entry.used else choice.use)
    )
    return f'<li class="{"used" if entry.used else "unused"}"><q>{shown}</q>{button}</li>'


def _button(act: str, key: str, use: bool, label: str) -> str:
    return (
        f'<button type="button" data-act="{escape(act)}" data-of="{escape(key)}" data-use="{int(use)}">'
        f"{escape(label)}</button>"
    )
