"""The author's decisions on removals, private details and passages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from styles.cleaning.clean import CleanText
from styles.texts import private
from styles.texts.restoration import put_back


@dataclass(frozen=True)
class Revision:
    """The author's decisions; original texts stay, so each is undoable."""

    put_back: frozenset[tuple[str, int]] = frozenset()
    """Removals that are put back: the text's name, and the number among the text's removals."""
    masked: frozenset[str] = frozenset()
    """Ids of private things that are masked wherever they occur."""
    kept: frozenset[str] = frozenset()
    """Ids of passages that were set aside and are used all the same."""

    def numbers(self, name: str) -> frozenset[int]:
        """Return the numbers of a text's removals to put back."""
        return frozenset(number for text, number in self.put_back if text == name)

    def applied(self, text: CleanText) -> CleanText:
        """Return the text with the decisions applied."""
        whole = put_back(text, self.numbers(text.name))
        if not self.masked:
            return whole
        return private.mask(whole, [thing for thing in private.find(whole) if thing.id in self.masked])

    def putting_back(self, name: str, numbers: Iterable[int], back: bool = True) -> Self:
        """Return the decisions with removals put back or left out."""
        removals = {(name, number) for number in numbers}
        return replace(self, put_back=self.put_back | removals if back else self.put_back - removals)

    def keeping(self, ids: Iterable[str], keep: bool = True) -> Self:
        """Return the decisions with passages kept or left out."""
        passages = frozenset(ids)
        return replace(self, kept=self.kept | passages if keep else self.kept - passages)

    def masking(self, ids: Iterable[str], mask: bool = True) -> Self:
        """Return the decisions with private details masked or shown."""
        things = frozenset(ids)
        return replace(self, masked=self.masked | things if mask else self.masked - things)
