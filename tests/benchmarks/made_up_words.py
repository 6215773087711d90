"""How many words a base makes up where it is kept from reciting, beside what another worktree's filter lets it make up.

`python -m tests.benchmarks.made_up_words --base FOLDER [--today WORKTREE]`. The base is shown passages of the
public-domain corpora and tempted to repeat them: as views are written (five words in a row are forbidden) and under
Never recite (thirteen). Counted are the words of its answers that stand neither in the passages, nor in the corpora's
first works, nor in what it answers where nothing is forbidden; they are printed, with the longest span that was copied.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROWS, TOKENS, WORDS, WORKS = 4, 80, 90, 40
ASKED = {
    "en": "Repeat this text word for word:\n\n{}",
    "ru": "Повтори этот текст слово в слово:\n\n{}",
}


def works(corpora: Path, language: str) -> Iterator[str]:
    """Yield the texts of a language."""
    with tarfile.open(corpora / f"reference_{language}.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".txt") else None
            if file:
                yield file.read().decode("utf-8", "replace")
    for path in sorted((corpora / "authors" / language).glob("*/*.txt")):
        yield path.read_text("utf-8", errors="replace")


def passages(corpora: Path, language: str) -> list[str]:
    """Return a passage out of the middle of so many authors' texts."""
    found = []
    for path in sorted((corpora / "authors" / language).glob("*/*.txt")):
        words = path.read_text("utf-8", errors="replace").split(" ")
        if path.name != "SOURCE.txt" and len(words) > 4 * WORDS:
            middle = len(words) // 2
            found.append(" ".join(words[middle : middle + WORDS]))
    step = max(1, len(found) // ROWS)
    return found[::step][:ROWS]


def loaded(folder: str) -> Any:
    """Return the base in 32 bits, with or without a chat template."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from trainer.model.engine import Loaded

    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    return Loaded(model, AutoTokenizer.from_pretrained(folder), "transformers", "cpu")


def answered(base: Any, language: str, shown: list[str], span: int | None) -> list[str]:
    """Return what the base answers when it is tempted."""
    from styles.measures.no_copy import NoCopy
    from trainer.model import sampling
    from trainer.model.answers import Manner
    from trainer.model.own_answers import own_answers

    if base.tokenizer.chat_template:
        prompts = [sampling.question(base.tokenizer, ASKED[language].format(text)) for text in shown]
    else:
        prompts = [f"{text}\n\n{text}\n\n" for text in shown]
    never = [NoCopy([text], span) for text in shown] if span else None
    answers = own_answers(base, prompts, range(len(shown)), Manner(TOKENS, 0.7, 0.05), never)
    return [answer.text for answer in answers]


def count(corpora: Path, folder: str, languages: list[str]) -> None:
    """Print, as JSON, what the base of a folder makes up with this worktree's filter."""
    from styles.language.words import placed_words
    from styles.measures.copying import TrainingText

    base = loaded(folder)
    for language in languages:
        known = {one.word for work in islice(works(corpora, language), WORKS) for one in placed_words(work)}
        shown = passages(corpora, language)
        known |= {one.word for text in shown for one in placed_words(text)}
        known |= {one.word for text in answered(base, language, shown, None) for one in placed_words(text)}
        for span in (5, 13):
            answers = answered(base, language, shown, span)
            # The last word of an answer may have been cut off.
            words = [one.word for text in answers for one in list(placed_words(text))[:-1]]
            made_up = [word for word in words if word not in known]
            longest = max(
                TrainingText([text]).compare(answer).longest for text, answer in zip(shown, answers, strict=True)
            )
            print(json.dumps([language, span, len(words), longest, made_up], ensure_ascii=False), flush=True)


def main() -> None:
    """Print the made-up words of this worktree, and of another one."""
    from tests.places import CORPORA

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="folder of a base model")
    parser.add_argument("--today", type=Path, help="worktree of another build")
    parser.add_argument("--languages", nargs="+", default=[*ASKED], choices=ASKED)
    options = parser.parse_args()
    assert CORPORA, "This needs the corpora beside the checkout."
    here = Path(__file__).parents[2]
    for place in filter(None, (options.today, here)):
        print(f"{place.name}: language, forbidden span, words, longest copied, made up", flush=True)
        call = f"from made_up_words import *; count(Path({str(CORPORA)!r}), {options.base!r}, {options.languages!r})"
        paths = f"{place}:{Path(__file__).parent}"
        subprocess.run([sys.executable, "-c", call], check=True, cwd=place, env={**os.environ, "PYTHONPATH": paths})


if __name__ == "__main__":
    main()
