"""Tokenizer and batches of the embedded base, in a repeatable order."""

import os
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from trainer.embedded_base import corpus, forms, tokenizer

CONTEXT = 512
"""Tokens of a row. Judgement; a passage of the gallery fits into it with its prompt."""
VOCABULARY = 6144
"""Entries of the tokenizer. Judgement."""
TOKENIZER_CHARACTERS = 8_000_000
"""Characters of each language that the tokenizer is trained on. Judgement."""
PASSES = 8
"""How often the texts are brought into other forms and wordings; later passes draw these again, in another order."""
SEED = 20261122
"""Any number; recorded in `training.json`."""


def make_tokenizer(corpora: Path, work: Path) -> Tokenizer:
    """Return the tokenizer, trained once on a balanced sample.

    It gives both languages the same number of characters.
    """
    path = work / "tokenizer.json"
    if not path.exists():
        texts = []
        for works in corpus.passages(corpora, work).values():
            paragraphs = [text for passages in works for text in passages[::4]]
            for text in paragraphs[:: max(1, sum(map(len, paragraphs)) // TOKENIZER_CHARACTERS)]:
                texts.append(text)
        tokenizer.train(texts, VOCABULARY).save(str(path))
    return Tokenizer.from_file(str(path))


def pass_rows(corpora: Path, work: Path, number: int) -> np.ndarray:
    """Return the rows of one pass over the texts, cached.

    Each pass draws other forms and wordings.
    """
    path = work / f"rows_{number:02d}.npy"
    if not path.exists():
        pieces = forms.segments(corpus.passages(corpora, work), SEED + number)
        rows = forms.rows(pieces, make_tokenizer(corpora, work), CONTEXT)
        partial = path.with_suffix(".part.npy")
        np.save(partial, rows)
        os.replace(partial, path)
    return np.load(path, mmap_mode="r")


class Batches:
    """Rows by step number, through the passes one after the other.

    The same step always gets the same rows.
    """

    def __init__(self, corpora: Path, work: Path, rows: int, device: str) -> None:
        self._corpora, self._work, self._rows, self._device = corpora, work, rows, device
        self._passes: dict[int, torch.Tensor] = {}
        self._order: tuple[int, torch.Tensor] = (-1, torch.empty(0))

    def __getitem__(self, step: int) -> torch.Tensor:
        number, index = 0, step
        # Passes differ a little in length; what is left over at the end of one is not used.
        while index >= (steps := len(self._pass(number)) // self._rows):
            number, index = number + 1, index - steps
        if self._order[0] != number:
            generator = torch.Generator().manual_seed(SEED + number)
            self._order = number, torch.randperm(len(self._pass(number)), generator=generator)
        chosen = self._order[1][index * self._rows : (index + 1) * self._rows]
        return self._pass(number)[chosen.to(self._device)].long()

    def _pass(self, number: int) -> torch.Tensor:
        """Return a pass's rows in device memory.

        They are small beside a GPU's memory.
        """
        forms_of = number % PASSES
        if forms_of not in self._passes:
            rows = pass_rows(self._corpora, self._work, forms_of).astype(np.int16)
            self._passes[forms_of] = torch.from_numpy(rows).to(self._device)
        return self._passes[forms_of]


def unseen_rows(corpora: Path, work: Path) -> dict[str, torch.Tensor]:
    """Return prose rows of unseen authors by language: (rows, tokens).

    They are only watched, never acted on.
    """
    learnt = make_tokenizer(corpora, work)
    found = {}
    for language, texts in corpus.unseen(corpora, work).items():
        ids = [learnt.encode(text, add_special_tokens=False).ids for text in texts]
        rows = [torch.tensor(one[: len(one) // CONTEXT * CONTEXT]).reshape(-1, CONTEXT) for one in ids]
        found[language] = torch.cat(rows)
    return found
