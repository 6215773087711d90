"""Detection and masking of private details, by form and checksum.

Sure finds only. A phone number has its country's punctuation, a plus sign or a word like "phone" before it; card,
account and document numbers pass their own checksums; a key has a known beginning or looks drawn by lot.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from styles.cleaning.clean import CleanText
from styles.language.detect import language_of
from styles.text import solid
from styles.texts.char_offsets import CharOffsets, chapters_of, laid_out
from styles.texts.private_forms import FORMS, HINTS, PEM, PrivateKind

PLACEHOLDERS: dict[str, dict[PrivateKind, str]] = {
    "en": {
        "link with a password": "[link]",
        "e-mail": "[e-mail]",
        "key": "[key]",
        "bank account": "[account number]",
        "card number": "[card number]",
        "document number": "[document number]",
        "phone": "[phone number]",
        "IP address": "[address]",
    },
    "ru": {
        "link with a password": "[ссылка]",
        "e-mail": "[e-mail]",
        "key": "[ключ]",
        "bank account": "[номер счёта]",
        "card number": "[номер карты]",
        "document number": "[номер документа]",
        "phone": "[телефон]",
        "IP address": "[адрес]",
    },
}
"""What stands in the text instead, by the language of the text; other languages get the English words."""


@dataclass(frozen=True)
class PrivateThing:
    """One private detail. Its `repr` hides it from logs."""

    kind: PrivateKind
    offset: int
    """How many solid characters of the text stand before it."""
    text: str = field(repr=False)

    @property
    def id(self) -> str:
        """Anonymous id of the detail, the same wherever it occurs."""
        return hashlib.sha256(f"{self.kind}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def find(text: CleanText) -> tuple[PrivateThing, ...]:
    """Return private details in order, without overlaps, requests' last."""
    return (*_private_in(laid_out(text)), *_in_requests(text))


def _private_in(kept: str) -> tuple[PrivateThing, ...]:
    spans: dict[int, tuple[int, PrivateKind]] = {}
    taken = bytearray(len(kept))
    for start, end in _lines_worth_reading(kept):
        for kind, pattern, is_sure in FORMS:
            for match in pattern.finditer(kept, start, end):
                begin, stop = match.span("it")
                if is_sure(match) and not any(taken[begin:stop]):
                    taken[begin:stop] = b"\1" * (stop - begin)
                    spans[begin] = stop, kind
    if not spans:
        return ()
    offsets = CharOffsets(kept)
    return tuple(
        PrivateThing(kind, offsets.of(begin), kept[begin:stop]) for begin, (stop, kind) in sorted(spans.items())
    )


def _in_requests(text: CleanText) -> Iterator[PrivateThing]:
    """Yield requests' details, masked by content, with offsets after the text."""
    end = sum(len(solid(paragraph)) for paragraph in text.paragraphs) if text.requests else 0
    for request in dict.fromkeys(text.requests):
        yield from (replace(thing, offset=end) for thing in _private_in(request))


def mask(text: CleanText, things: Collection[PrivateThing]) -> CleanText:
    """Return the text with placeholders for these details.

    They are in the text's language, and the details are as `find` found them in this text.
    """
    kept = laid_out(text)
    words = PLACEHOLDERS.get(language_of(kept), PLACEHOLDERS["en"])
    offsets = CharOffsets(kept)
    pieces, start = [], 0
    masked: list[PrivateThing] = []
    for thing in sorted(things, key=lambda thing: thing.offset):
        begin = offsets.gap(thing.offset)[1]
        if begin < start or not kept.startswith(thing.text, begin):
            continue
        pieces += [kept[start:begin], words[thing.kind]]
        start = begin + len(thing.text)
        masked.append(thing)
    pieces.append(kept[start:])
    moved = _MovedOffsets(masked, words)
    removals = tuple(replace(removal, offset=moved.offset(removal.offset)) for removal in text.removals)
    requests = tuple(_mask_request(request, things, words) for request in text.requests)
    return replace(text, chapters=chapters_of("".join(pieces)), removals=removals, requests=requests)


def _mask_request(request: str, things: Collection[PrivateThing], words: Mapping[PrivateKind, str]) -> str:
    for thing in things:
        request = request.replace(thing.text, words[thing.kind])
    return request


class _MovedOffsets:
    """Offsets after details have become placeholders."""

    def __init__(self, things: Sequence[PrivateThing], words: Mapping[PrivateKind, str]) -> None:
        self._begins = [thing.offset for thing in things]
        self._ends = [thing.offset + len(solid(thing.text)) for thing in things]
        lengths = [len(solid(words[thing.kind])) for thing in things]
        longer = (length - (end - begin) for length, begin, end in zip(lengths, self._begins, self._ends, strict=True))
        self._longer = list(accumulate(longer, initial=0))

    def offset(self, offset: int) -> int:
        """Return the new offset; within a detail, after its placeholder."""
        before = bisect_left(self._begins, offset)
        inside = max(0, self._ends[before - 1] - offset) if before else 0
        return offset + inside + self._longer[before]


def _lines_worth_reading(text: str) -> Iterator[tuple[int, int]]:
    """Yield lines with digits, signs, long tokens or PEM blocks."""
    hits = sorted(match.start() for hint in HINTS for match in hint.finditer(text))
    blocks = [match.span() for match in PEM.finditer(text)] if "-----BEGIN" in text else []
    yield from blocks
    done = 0
    for hit in hits:
        if hit < done:
            continue
        start = text.rfind("\n", 0, hit) + 1
        done = text.find("\n", hit) + 1 or len(text) + 1
        if not any(begin < done and start < end for begin, end in blocks):
            yield start, done - 1
