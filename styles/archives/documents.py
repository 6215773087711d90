"""Texts of the pieces of one author.

A long thread is one text, and the rest together are another, in the order of their dates.

A long piece is a chapter. Short ones are put together to chapters that passages can be cut from: messages of a chat
that follow each other are lines of one paragraph, others have paragraphs of their own.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from styles.archives.authors import OWNER, printable_line
from styles.archives.pieces import Piece
from styles.language.words import count_words
from styles.text import CHAPTER_BORDER, PARAGRAPH_BREAK, Removal, Text, solid

_OWN_TEXT_WORDS = 2_000
"""Words from which a thread is a text of its own: as many as a corpus needs at the least."""
_MOST_THREADS = 20
"""Threads of an archive that are texts of their own, the longest; a page lists them all."""
_MOST_WORDS = 1_000_000
"""Words of one text at most; three long novels."""
_LONG_PIECE = 150
"""Words from which a piece is a chapter by itself: a passage's least."""
_CHAPTER_WORDS = 300
"""Short pieces are put together until they have so many words, which makes one or two passages."""
_PAUSE = timedelta(days=30)
"""A chapter of short pieces ends where nothing was written for so long."""
_ONE_PARAGRAPH = timedelta(minutes=10)
"""Messages that follow each other so soon are one paragraph. Judgement: sentences of one thought come faster."""
_PARAGRAPH_WORDS = 80
"""Words from which a paragraph of messages ends."""
_MESSAGE_WORDS = 40
"""A piece with more words is no message of a talk and has its own paragraphs."""
_LONGEST_TITLE = 200
"""Characters of a title or a thread's name at most."""
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Dated:
    """A piece with its length, at its place in the archive."""

    piece: Piece
    words: int
    place: int

    @property
    def order(self) -> tuple[datetime, int]:
        """What sorts pieces by time; those without a date are first."""
        return self.piece.date or _EARLIEST, self.place


def documents(pieces: Iterable[Piece], name: str, keys: Container[str]) -> Iterator[Text]:
    """Yield the texts of an author's pieces, the longest threads first.

    The author are the people with these keys; what others wrote is only seen to part what the author wrote. A thread's
    text is named `name/thread`. Every piece of the author comes out in exactly one text.
    """
    threads: dict[str, list[_Dated]] = {}
    for place, piece in enumerate(pieces):
        if (piece.writer or OWNER).key not in keys:
            continue
        threads.setdefault(piece.thread, []).append(_Dated(piece, count_words(piece.text), place))
    lengths = {thread: sum(each.words for each in own) for thread, own in threads.items()}
    longest = sorted((thread for thread in threads if thread), key=lambda thread: (-lengths[thread], thread))
    alone = [thread for thread in longest[:_MOST_THREADS] if lengths[thread] >= _OWN_TEXT_WORDS]
    if len(threads) == 1:
        alone = []
    for thread in alone:
        yield from (
            _text(f"{name}/{printable_line(thread)[:_LONGEST_TITLE]}", part) for part in _parts(threads.pop(thread))
        )
    rest = sorted((each for own in threads.values() for each in own), key=lambda each: each.order)
    for number, part in enumerate(_parts(rest), 1):
        yield _text(name if number == 1 else f"{name} ({number})", part)


def _parts(pieces: Iterable[_Dated]) -> Iterator[list[_Dated]]:
    """Yield the pieces in parts short enough for one text."""
    part: list[_Dated] = []
    words = 0
    for each in pieces:
        if part and words + each.words > _MOST_WORDS:
            yield part
            part, words = [], 0
        part.append(each)
        words += each.words
    if part:
        yield part


def _text(name: str, pieces: Sequence[_Dated]) -> Text:
    chapters = [_Chapter(group) for group in _groups(sorted(pieces, key=lambda each: each.order))]
    removals: list[Removal] = []
    kept = 0
    for chapter in chapters:
        removals += [each.after(kept) for each in chapter.removals]
        kept += len(solid(chapter.text))
    text = f"\n{CHAPTER_BORDER}\n".join(chapter.text for chapter in chapters)
    return Text(name, text, None, tuple(removals), reflow=False, dates=tuple(chapter.dates for chapter in chapters))


def _groups(pieces: Iterable[_Dated]) -> Iterator[list[_Dated]]:
    """Yield the pieces of each chapter."""
    group: list[_Dated] = []
    words = 0
    for each in pieces:
        if group and (each.words >= _LONG_PIECE or words >= _CHAPTER_WORDS or _apart(group[-1], each)):
            yield group
            group, words = [], 0
        group.append(each)
        words += each.words
        if each.words >= _LONG_PIECE:
            yield group
            group, words = [], 0
    if group:
        yield group


def _apart(before: _Dated, after: _Dated) -> bool:
    """Check whether a chapter ends between two pieces, for time."""
    if before.piece.date is None or after.piece.date is None:
        return before.piece.date is not after.piece.date
    return after.piece.date - before.piece.date > _PAUSE


class _Chapter:
    """The text of some pieces, with their removals and dates."""

    def __init__(self, pieces: Sequence[_Dated]) -> None:
        self.removals: list[Removal] = []
        known = [each.piece.date for each in pieces if each.piece.date is not None]
        dates = [min(known), max(known)] if known else []
        self.dates = "/".join(date.astimezone(UTC).isoformat(timespec="seconds") for date in dates)
        paragraphs: list[str] = []
        kept, open_words = 0, 0
        for before, each in zip((None, *pieces), pieces, strict=False):
            piece = each.piece
            text = piece.text.strip().replace(CHAPTER_BORDER, PARAGRAPH_BREAK)
            if title := printable_line(piece.title)[:_LONGEST_TITLE]:
                self.removals.append(Removal("heading", title, kept))
            self.removals += [one.after(kept) for one in piece.removals]
            kept += len(solid(text))
            if before is not None and not title and open_words < _PARAGRAPH_WORDS and _one_breath(before, each):
                paragraphs[-1] += f"\n{text}"
                open_words += each.words
            else:
                paragraphs.append(text)
                open_words = each.words
        self.text = PARAGRAPH_BREAK.join(paragraphs)


def _one_breath(before: _Dated, after: _Dated) -> bool:
    """Check whether two messages follow each other in one thought."""
    one, other = before.piece, after.piece
    if one.thread != other.thread or not one.thread or max(before.words, after.words) > _MESSAGE_WORDS:
        return False
    if "\n" in other.text or after.place != before.place + 1:
        return False
    return one.date is not None and other.date is not None and other.date - one.date <= _ONE_PARAGRAPH
