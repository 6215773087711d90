"""Hashes of words in a row, equal on any machine."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from styles.language.words import folded

Hashes = NDArray[np.uint64]
_ODD, _MIX_1, _MIX_2 = (np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_INVERSE = np.uint64(pow(int(_ODD), -1, 2**64))


def numbered(words: Sequence[str]) -> Hashes:
    """Return a number for each word, the same on any machine."""
    plain = folded("\n".join(words)).encode("utf-8", "surrogatepass").split(b"\n")
    return _mixed(np.fromiter(map(crc32, plain), np.uint64, len(words)))


def windows(numbers: Hashes, count: int) -> Hashes:
    """Return a hash of every `count` numbers in a row.

    It is the polynomial with the numbers as coefficients, modulo 2**64: a difference of running sums, and dividing by
    the power at which it begins makes it the same wherever it stands.
    """
    if len(numbers) < count:
        return np.empty(0, np.uint64)
    powers = np.full(len(numbers), _ODD)
    powers[0] = 1
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(numbers * np.cumprod(powers))])
    inverses = np.full(len(numbers) - count + 1, _INVERSE)
    inverses[0] = 1
    return _mixed((sums[count:] - sums[:-count]) * np.cumprod(inverses))


def _mixed(numbers: Hashes) -> Hashes:
    """Return the numbers with evenly spread bits (last SplitMix64 step)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIX_1
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIX_2
    return numbers ^ (numbers >> np.uint64(31))
