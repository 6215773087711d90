"""Tables of a KF8 book, and the pages that they make.

Described on the MobileRead wiki (KF8, INDX). A page is a skeleton, with fragments put into it one after another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MOST_ENTRIES = 100_000
_NO_RECORD = 0xFFFFFFFF
_COUNT, _PLACE = 1, 6
"""The tags of how many fragments a skeleton takes, and of where something begins and how long it is."""


@dataclass(frozen=True)
class KindlePage:
    """One page of a book."""

    markup: bytes
    start: int
    """Where its skeleton begins in the book's text; links count from there."""
    fragments: tuple[int, ...] = ()
    """Where each of its fragments was put, as links count it."""


@dataclass(frozen=True)
class _Entry:
    label: bytes
    tags: dict[int, list[int]]

    def value(self, tag: int, place: int = 0) -> int:
        values = self.tags.get(tag, [])
        return values[place] if place < len(values) else -1


def pages_of(text: bytes, records: Sequence[bytes], skeletons: int, fragments: int) -> list[KindlePage]:
    """Return the pages of a text; one if the tables are damaged."""
    try:
        pages = list(_pages(text, list(_entries(records, skeletons)), list(_entries(records, fragments))))
    except (IndexError, ValueError):
        pages = []
    return pages or [KindlePage(text, 0)]


def _pages(text: bytes, skeletons: Sequence[_Entry], fragments: Sequence[_Entry]) -> Iterator[KindlePage]:
    number = 0
    for skeleton in skeletons:
        start, length = skeleton.value(_PLACE), skeleton.value(_PLACE, 1)
        _check(start >= 0 and length > 0 and start + length <= len(text))
        page, place = text[start : start + length], start + length
        puts: list[int] = []
        pieces: list[bytes] = []
        done = grown = 0
        for fragment in fragments[number : number + max(0, skeleton.value(_COUNT))]:
            size, put = fragment.value(_PLACE, 1), int(fragment.label)
            # places count in the page as it grows, and always grow themselves
            cut = put - start - grown
            _check(size > 0 and place + size <= len(text) and done <= cut <= len(page))
            pieces += [page[done:cut], text[place : place + size]]
            done, place, grown = cut, place + size, grown + size
            puts.append(put)
        number += len(puts)
        yield KindlePage(b"".join((*pieces, page[done:])), start, tuple(puts))


def _check(sound: bool) -> None:
    if not sound:
        raise ValueError("The tables contradict the text.")


def _entries(records: Sequence[bytes], first: int) -> Iterator[_Entry]:
    """Yield the entries of a table; its head is a record."""
    if not 0 < first < len(records) or first == _NO_RECORD:
        return
    head = records[first]
    _check(head.startswith(b"INDX"))
    forms, control_bytes = _forms(head)
    seen = 0
    for record in records[first + 1 : first + 1 + _number(head, 24)]:
        _check(record.startswith(b"INDX"))
        offsets, count = _number(record, 20), _number(record, 24)
        for index in range(min(count, (len(record) - offsets) // 2)):
            start = _number(record, offsets + 4 + 2 * index, 2)
            yield _entry(record, start, forms, control_bytes)
            seen += 1
            _check(seen <= _MOST_ENTRIES)


def _forms(head: bytes) -> tuple[list[tuple[int, int, int, int]], int]:
    """Return the tags' forms (tag, values, mask, end), and the control bytes."""
    start = _number(head, 4)
    _check(head[start : start + 4] == b"TAGX")
    length, control_bytes = _number(head, start + 4), _number(head, start + 8)
    body = head[start + 12 : start + min(length, 1_000)]
    return [(body[at], body[at + 1], body[at + 2], body[at + 3]) for at in range(0, len(body) - 3, 4)], control_bytes


def _entry(record: bytes, start: int, forms: Sequence[tuple[int, int, int, int]], control_bytes: int) -> _Entry:
    length = record[start]
    label = record[start + 1 : start + 1 + length]
    control = start + 1 + length
    place = control + control_bytes
    waiting: list[tuple[int, int, int]] = []
    for tag, values, mask, end in forms:
        if end:
            control += 1
            continue
        bits = record[control] & mask
        if bits == mask and mask.bit_count() > 1:
            size, place = _varint(record, place)
            waiting.append((tag, -1, size))
        elif bits:
            waiting.append((tag, values * (bits >> ((mask & -mask).bit_length() - 1)), 0))
    tags: dict[int, list[int]] = {}
    for tag, count, size in waiting:
        numbers = tags.setdefault(tag, [])
        last = place + size
        while len(numbers) < count if count >= 0 else place < last:
            number, place = _varint(record, place)
            numbers.append(number)
    return _Entry(label, tags)


def _varint(record: bytes, place: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and its end."""
    number = 0
    for byte in record[place : place + 5]:
        number, place = number << 7 | byte & 0x7F, place + 1
        if byte & 0x80:
            return number, place
    raise IndexError


def _number(record: bytes, place: int, size: int = 4) -> int:
    return int.from_bytes(record[place : place + size], "big")
