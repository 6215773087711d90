"""What the author decided about what was found in their texts: put back, masked, used all the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from styles.cleaning.clean import CleanText
from styles.texts import private
from styles.texts.restoration import put_back


@dataclass(frozen=True)
class Revision:
    """The author's decisions; the texts themselves stay as they were read, so that each can be undone."""

    put_back: frozenset[tuple[str, int]] = frozenset()
    """Removals that are put back: the text's name, and the number among the text's removals."""
    masked: frozenset[str] = frozenset()
    """Ids of private things that are masked wherever they occur."""
    kept: frozenset[str] = frozenset()
    """Ids of passages that were set aside and are used all the same."""

    def numbers(self, name: str) -> frozenset[int]:
        """Return the numbers of the removals that are put back in a text."""
        return frozenset(number for text, number in self.put_back if text == name)

    def applied(self, text: CleanText) -> CleanText:
        """Return the text as the author wants it."""
        whole = put_back(text, self.numbers(text.name))
        if not self.masked:
            return whole
        return private.mask(whole, [thing for thing in private.find(whole) if thing.id in self.masked])

    def putting_back(self, name: str, numbers: Iterable[int], back: bool = True) -> Self:
        """Return the decisions with some removals of a text put back, or left out again."""
        removals = {(name, number) for number in numbers}
        return replace(self, put_back=self.put_back | removals if back else self.put_back - removals)

    def keeping(self, ids: Iterable[str], keep: bool = True) -> Self:
        """Return the decisions with some passages that were set aside used all the same, or set aside again."""
        passages = frozenset(ids)
        return replace(self, kept=self.kept | passages if keep else self.kept - passages)

    def masking(self, ids: Iterable[str], mask: bool = True) -> Self:
        """Return the decisions with some private things masked, or shown again."""
        things = frozenset(ids)
        return replace(self, masked=self.masked | things if mask else self.masked - things)
