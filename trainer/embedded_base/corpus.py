"""The texts the embedded base learns from, as rows of tokens: plain prose and the forms of the app's own tasks.

The works come from a folder of public-domain texts that is not part of the repository (`../shared/corpora` beside a
checkout): `authors/<language>/<author>/*.txt` and `reference_<language>.tar.xz`. Some authors are left out wholly, so
that there are unseen works to test with.
"""

import hashlib
import random
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from tokenizers import Tokenizer

from styles.keywords import Keywords
from styles.passages import PassageSize, split
from styles.proofing.layout import dehyphenate, reflow
from styles.sentences import last_sentences
from styles.templates import ask, wordings
from trainer.embedded_base.tokenizer import ASSISTANT, END, START, USER

UNSEEN_AUTHORS = ("joyce", "poe", "pushkin", "gorky")
"""Never learnt from; the loss on their works says how good the base is on an author it has not met."""

LANGUAGES = ("en", "ru")
PASSAGE = PassageSize(least=50, most=130)
"""Passages of the embedded base: prompt and passage together fit into its 512 tokens in both languages."""
LEAD_WORDS = 60
"""How much of the paragraph before goes into a *continue* prompt."""


@dataclass(frozen=True)
class Work:
    """One work: its name, language and paragraphs."""

    name: str
    language: str
    paragraphs: tuple[str, ...]

    @property
    def unseen(self) -> bool:
        """Whether its author is kept out of the pretraining."""
        return self.name.lower().startswith(UNSEEN_AUTHORS)


def works(corpora: Path) -> list[Work]:
    """Return every work below the folder once: of works that occur twice (the same opening words) the first."""
    seen: set[str] = set()
    found = []
    for name, language, raw in _files(corpora):
        paragraphs = tuple(_prose(dehyphenate(reflow(raw))))
        middle = " ".join(" ".join(paragraphs[len(paragraphs) // 2 :]).split()[:40])
        key = hashlib.sha256(re.sub(r"\W+", " ", middle).lower().encode()).hexdigest()
        if len(paragraphs) < 20 or key in seen or mean(len(text.split()) for text in paragraphs) > 300:
            continue
        seen.add(key)
        found.append(Work(name, language, paragraphs))
    return found


def _files(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, language and text of each file: the reference archives first, then the authors' folders."""
    for language in LANGUAGES:
        with tarfile.open(corpora / f"reference_{language}.tar.xz") as archive:
            for member in sorted(archive.getmembers(), key=lambda item: item.name):
                file = archive.extractfile(member) if member.name.endswith(".txt") else None
                if file:
                    yield Path(member.name).stem, language, file.read().decode("utf-8-sig")
        for path in sorted((corpora / "authors" / language).glob("*/*.txt")):
            if path.name != "SOURCE.txt":
                yield f"{path.parent.name}_{path.stem}", language, path.read_text("utf-8-sig")


def _prose(text: str) -> Iterator[str]:
    """Yield the paragraphs that are prose: no headings, contents, notes or separators."""
    for paragraph in text.replace("\f", "\n\n").split("\n\n"):
        tidy = re.sub(r"\[\d+\]|\[Illustration[^]]*\]", "", paragraph).strip()
        # Double hyphens are how old files spell a dash; the base should learn the dash that people type today.
        tidy = re.sub(r"\s*--+\s*", " — ", tidy).strip()
        letters = sum(char.isalpha() for char in tidy)
        if letters < 12 or tidy.upper() == tidy or letters < 0.6 * len(tidy):
            continue
        if len(tidy.split()) < 4 and tidy[-1] not in ".!?…\"'»”’":
            continue
        yield tidy


def segments(chosen: list[Work], seed: int) -> list[tuple[str, str]]:
    """Return (language, rendered text) pieces of the works, shuffled; another seed gives other forms and wordings.

    Each run of passages takes one form: 40 % plain prose, 30 % *continue*, 30 % *write*.
    """
    rng = random.Random(seed)
    pieces: list[tuple[str, str]] = []
    for language in LANGUAGES:
        passages = [split(work.paragraphs, PASSAGE) for work in chosen if work.language == language]
        keywords = Keywords((text for work in passages for text in work), language)
        for work in passages:
            pieces.extend((language, text) for text in _forms(work, language, keywords, rng))
    rng.shuffle(pieces)
    return pieces


def _forms(passages: list[str], language: str, keywords: Keywords, rng: random.Random) -> Iterator[str]:
    place = 0
    while place < len(passages):
        form = rng.choices(("plain", "continue", "write"), (4, 6, 6))[0]
        passage = passages[place]
        if form == "plain":
            run = passages[place : place + rng.randint(1, 3)]
            place += len(run)
            yield START + "\n\n".join(run)
            continue
        place += 1
        wording = rng.randrange(len(wordings("write", language))) if rng.random() < 0.6 else 0
        if form == "continue" and place > 1:
            lead = last_sentences(passages[place - 2].split("\n\n")[-1], LEAD_WORDS)
            yield _dialogue(ask("continue", language, lead, wording), passage)
        elif chosen := keywords.of(passage, rng):
            yield _dialogue(ask("write", language, ", ".join(chosen), wording), passage)
        else:
            yield START + passage


def _dialogue(prompt: str, completion: str) -> str:
    return f"{START}{USER}{prompt}{END}{ASSISTANT}{completion}{END}"


def rows(pieces: list[tuple[str, str]], tokenizer: Tokenizer, length: int) -> np.ndarray:
    """Return the pieces packed end to end into rows of `length` tokens, (rows, length) uint16, languages balanced.

    The language with more text gives as many tokens as the one with less, the rest waits for another seed.
    """
    streams: dict[str, list[np.ndarray]] = {language: [] for language in LANGUAGES}
    encoded = tokenizer.encode_batch_fast([text for _, text in pieces], add_special_tokens=False)
    for (language, _), encoding in zip(pieces, encoded, strict=True):
        streams[language].append(np.array(encoding.ids, dtype=np.uint16))
    packed = [np.concatenate(stream) for stream in streams.values() if stream]
    count = min(len(stream) for stream in packed) // length
    interleaved = np.stack([stream[: count * length].reshape(count, length) for stream in packed], axis=1)
    return interleaved.reshape(-1, length)
