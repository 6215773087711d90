"""Show examples as tokens: `python -m trainer.model.tokenize_examples BASE`.

It reads a page of examples a line from its standard input and answers a line (`trainer.processes.tokenized_examples`
has the types). What it shows is the dataset of TRL's own trainer, made from the same rows with the same settings as in
training; a stand-in takes the place of the model, which has no say in tokenization.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from styles.examples.examples import Example
from trainer import bases, error_messages
from trainer.errors import PasticheError, whereabouts
from trainer.model import engine, finetune
from trainer.model.training_rows import fitted
from trainer.processes.channel import open_channel
from trainer.processes.tokenized_examples import (
    Beyond,
    Page,
    Segment,
    TokenizedExample,
    answer_line,
    count_line,
    trouble_line,
)

NOT_LEARNT = -100
"""The label of a token that does not count for the loss."""


def tokenized(tokenizer: Any, examples: Sequence[Example], max_length: int | None) -> dict[int, dict[str, list[int]]]:
    """Return each example's `input_ids` and `labels` by index, as in training.

    Examples that training drops are missing.
    """
    from transformers import LlamaConfig, LlamaForCausalLM
    from trl import SFTConfig, SFTTrainer

    small = LlamaConfig(
        vocab_size=8, hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=1, pad_token_id=0
    )
    rows = finetune.dataset(list(examples)).add_column("place", list(range(len(examples))))
    with tempfile.TemporaryDirectory() as folder:
        settings = SFTConfig(
            output_dir=folder,
            **finetune.tokenization(max_length),
            use_cpu=True,
            bf16=False,
            report_to="none",
            disable_tqdm=True,
        )
        trainer = SFTTrainer(
            model=LlamaForCausalLM(small), args=settings, train_dataset=rows, processing_class=tokenizer
        )
    return {row["place"]: {name: row[name] for name in ("input_ids", "labels")} for row in trainer.train_dataset}


def tokenize(tokenizer: Any, page: Page) -> list[TokenizedExample]:
    """Return a page of examples token for token."""
    whole = tokenized(tokenizer, page.examples, None)
    kept = tokenized(tokenizer, page.examples, page.max_length)
    nothing: dict[str, list[int]] = {"input_ids": [], "labels": []}
    return [_seen(tokenizer, whole[end], kept.get(end, nothing)) for end in range(len(page.examples))]


def counted(tokenizer: Any, page: Page) -> Beyond:
    """Return how many examples are cut, and how many are lost.

    Of a lost one no answer is left to learn.
    """
    fits = fitted(tokenizer, page.examples, page.max_length)
    return Beyond(fits.cut, len(page.examples) - len(fits.kept))


def _seen(tokenizer: Any, whole: dict[str, list[int]], kept: dict[str, list[int]]) -> TokenizedExample:
    ids, labels = kept["input_ids"], kept["labels"]
    return TokenizedExample(
        segments=segments(tokenizer, ids or whole["input_ids"], labels or [NOT_LEARNT] * len(whole["labels"])),
        tokens=len(ids),
        learnt=sum(label != NOT_LEARNT for label in labels),
        cut=len(whole["input_ids"]) - len(ids) if ids else 0,
        ends=_ends(tokenizer, labels),
        used=bool(ids),
    )


def _ends(tokenizer: Any, labels: list[int]) -> bool:
    """Check that the end mark is learnt, with only white space after.

    Some templates close a line there.
    """
    end = tokenizer.eos_token_id
    if end not in labels:
        return False
    after = labels[len(labels) - labels[::-1].index(end) :]
    return NOT_LEARNT not in after and not tokenizer.decode(after).strip()


def segments(tokenizer: Any, ids: list[int], labels: list[int]) -> tuple[Segment, ...]:
    """Return the tokens' text in runs of one kind."""
    special = set(tokenizer.all_special_ids) | set(tokenizer.added_tokens_decoder)
    kinds = [(label != NOT_LEARNT, token in special) for token, label in zip(ids, labels, strict=True)]
    found: list[Segment] = []
    before = end = 0
    for (learnt, mark), run in groupby(kinds):
        end += len(list(run))
        # From the beginning each time: a run decoded by itself may lose the space it begins with.
        text = tokenizer.decode(ids[:end], skip_special_tokens=False, clean_up_tokenization_spaces=False)
        found.append(Segment(text[before:], learnt, mark))
        before = len(text)
    return tuple(found)


def serve(reference: str, lines: Iterable[str], say: Callable[[str], None]) -> None:
    """Answer page by page until the input ends."""
    tokenizer = None
    for line in lines:
        try:
            tokenizer = tokenizer or engine.load_tokenizer(bases.find(reference))
            page = Page.from_line(line)
            say(count_line(counted(tokenizer, page)) if page.counted else answer_line(tokenize(tokenizer, page)))
        except PasticheError as error:
            say(trouble_line(error.message))
        except Exception as error:
            print(whereabouts(error), file=sys.stderr)
            say(trouble_line(error_messages.BUG_TOKENIZING, bug=True))


def main() -> None:
    """Serve the base named on the command line."""
    send = open_channel(str)
    logging.disable(logging.CRITICAL)
    serve(sys.argv[1], iter(sys.stdin.readline, ""), send)


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    main()
