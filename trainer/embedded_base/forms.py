"""Text forms of the embedded base as rows of tokens.

The forms are plain prose and the app's own tasks. A row runs on from the one before it; forms are packed end to end,
without padding.
"""

import random
from collections.abc import Iterator

import numpy as np
from tokenizers import Tokenizer

from styles.examples.keywords import Keywords
from styles.examples.templates import ask, wordings
from styles.language.sentences import last_sentences
from trainer.embedded_base.corpus import Works
from trainer.embedded_base.tokenizer import ASSISTANT, END, START, USER

LEAD_WORDS = 60
"""How much of the paragraph before goes into a *continue* prompt."""
SHOWN_WORDS = (30, 80)
"""To how many words the earlier answers of a conversation are cut, as the few-shot column cuts its passages."""
FORMS = {"plain": 7, "continue": 9, "write": 10, "conversation": 2}
"""How often a form is drawn. A plain run holds one to three passages and a conversation two to four."""
MORE_ENGLISH = 1.5
"""English rows for each Russian one: there is more English text, and rows that were seen before teach less."""


def segments(works: Works, seed: int) -> list[tuple[str, str]]:
    """Return shuffled (language, rendered text) pieces of the works.

    Another seed gives other forms and wordings.
    """
    rng = random.Random(seed)
    pieces: list[tuple[str, str]] = []
    for language, passages in works.items():
        keywords = Keywords((text for work in passages for text in work), language)
        for work in passages:
            pieces.extend((language, text) for text in _forms(work, language, keywords, rng))
    rng.shuffle(pieces)
    return pieces


def _forms(passages: list[str], language: str, keywords: Keywords, rng: random.Random) -> Iterator[str]:
    position = 0
    while position < len(passages):
        form = rng.choices(list(FORMS), list(FORMS.values()))[0]
        passage = passages[position]
        if form == "plain":
            run = passages[position : position + rng.randint(1, 3)]
            position += len(run)
            yield START + "\n\n".join(run)
            continue
        position += 1
        wording = rng.randrange(len(wordings("write", language))) if rng.random() < 0.6 else 0
        if form == "continue" and position > 1:
            lead = last_sentences(passages[position - 2].split("\n\n")[-1], LEAD_WORDS)
            yield START + _turn(ask("continue", language, lead, wording), passage)
        elif form == "conversation" and position > 1:
            earlier = rng.sample(passages[: position - 1], min(position - 1, rng.randint(1, 3)))
            shown = [last_sentences(text, rng.randint(*SHOWN_WORDS)) for text in earlier]
            # Every turn is asked in the same way, about the passage that follows: a row of examples of one voice.
            turns = [(keywords.of(text, rng), text) for text in (*shown, passage)]
            yield START + "".join(
                _turn(ask("write", language, ", ".join(about), wording), text) for about, text in turns if about
            )
        elif chosen := keywords.of(passage, rng):
            yield START + _turn(ask("write", language, ", ".join(chosen), wording), passage)
        else:
            yield START + passage


def _turn(prompt: str, completion: str) -> str:
    return f"{USER}{prompt}{END}{ASSISTANT}{completion}{END}"


def rows(pieces: list[tuple[str, str]], tokenizer: Tokenizer, length: int) -> np.ndarray:
    """Return the pieces in shuffled, packed rows: (rows, length) uint16.

    All the text of the language with less is in them, and of the other as much as `MORE_ENGLISH` allows; the rest of it
    waits for another seed.
    """
    streams: dict[str, list[np.ndarray]] = {}
    for start in range(0, len(pieces), 10_000):
        some = pieces[start : start + 10_000]
        encoded = tokenizer.encode_batch_fast([text for _, text in some], add_special_tokens=False)
        for (language, _), encoding in zip(some, encoded, strict=True):
            streams.setdefault(language, []).append(np.array(encoding.ids, dtype=np.uint16))
    packed = {language: np.concatenate(stream) for language, stream in streams.items()}
    count = min(len(stream) for stream in packed.values()) // length
    parts = []
    for language, stream in packed.items():
        kept = min(len(stream) // length, int(count * (MORE_ENGLISH if language == "en" else 1)))
        parts.append(stream[: kept * length].reshape(kept, length))
    return np.random.default_rng(len(pieces)).permutation(np.concatenate(parts))
