"""Examples as the model sees them: the very tokens and labels that training uses; the child is kept, and ended."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from styles.examples.examples import Example
from tests.toy import quick_run, wait_until
from trainer.errors import BaseError, RunError
from trainer.processes.child import ROOT, child_environment
from trainer.processes.tokenized_examples import Page, Previewer

PATIENCE = 240
RAIN = Example("write", "Напиши про: дождь", "Шёл «дождь» — и ёлка.\n\n  Никто\nне пришёл… 🌧", 0)
LONG = Example("continue", "Go on.", "It rained. " * 200, 1)

CHILD = """
import os, sys, time
from styles.i18n.message import Message
from trainer.processes.tokenized_examples import Page, TokenizedExample, Segment, answer_line, trouble_line
for line in sys.stdin:
    page = Page.from_line(line)
    asked = page.examples[0].prompt
    if asked == "die":
        os._exit(9)
    if asked == "slow":
        time.sleep(60)
    if asked == "gated":
        print(trouble_line(Message("The base model could not be loaded.", "")), flush=True)
    elif asked == "bug":
        print(trouble_line(Message("Something unexpected went wrong.", ""), bug=True), flush=True)
    else:
        made = [Segment(f"{sys.argv[2]} {os.getpid()} {one.prompt}", True, False) for one in page.examples]
        print(answer_line([TokenizedExample((segment,), 1, 1, 0, True) for segment in made]), flush=True)
"""


@pytest.fixture
def previewer(tmp_path: Path) -> Iterator[Previewer]:
    script = tmp_path / "child.py"
    script.write_text(CHILD, "utf-8")
    made = Previewer(lambda module, *arguments: [sys.executable, str(script), module, *arguments])
    yield made
    made.close()


def asked(prompt: str) -> Example:
    return Example("write", prompt, "It rained.", 0)


def told(previewer: Previewer, base: str, prompt: str = "rain") -> tuple[str, str, str]:
    (seen,) = previewer.tokenize(base, [asked(prompt)], 512)
    by, process, said = seen.segments[0].text.split(" ", 2)
    return by, process, said


def test_a_child_is_kept_for_its_base_and_another_base_gets_another(previewer: Previewer) -> None:
    first = told(previewer, "embedded", "дождь")
    assert first[::2] == ("embedded", "дождь")
    assert told(previewer, "embedded")[1] == first[1]
    other = told(previewer, "other/base")
    assert other[0] == "other/base"
    assert other[1] != first[1]


def test_nobody_is_started_for_nothing(previewer: Previewer) -> None:
    assert previewer.tokenize("embedded", [], 512) == []
    assert previewer._child is None


@pytest.mark.parametrize(("prompt", "kind"), [("die", RunError), ("gated", BaseError), ("bug", RunError)])
def test_trouble_is_a_sentence_and_the_next_page_comes(
    previewer: Previewer, prompt: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as raised:
        previewer.tokenize("embedded", [asked(prompt)], 512)
    assert "rained" not in str(raised.value)
    assert told(previewer, "embedded")[2] == "rain"


def test_a_child_that_nobody_asks_is_ended(previewer: Previewer) -> None:
    previewer._idle_seconds = 0.1
    told(previewer, "embedded")
    wait_until(lambda: previewer._child is None, 20, "the end of the child")
    assert told(previewer, "embedded")[2] == "rain"


def test_closing_does_not_wait_for_an_answer_that_is_still_to_come(previewer: Previewer) -> None:
    told(previewer, "embedded")
    raised: list[Exception] = []

    def ask() -> None:
        try:
            told(previewer, "embedded", "slow")
        except RunError as error:
            raised.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(previewer._turn.locked, 5, "the question")
    began = time.monotonic()
    previewer.close()
    asking.join(10)
    assert time.monotonic() - began < 15
    assert len(raised) == 1


def test_a_page_survives_its_line() -> None:
    page = Page(64, (RAIN, LONG))
    line = page.to_line()
    assert Page.from_line(line) == page
    assert line.isascii()
    assert "\n" not in line


@pytest.mark.slow
def test_an_example_is_shown_with_template_mask_and_end_and_a_long_one_with_its_cut() -> None:
    previewer = Previewer()
    try:
        rain, long = previewer.tokenize("embedded", [RAIN, LONG], 256)
        (lost,) = previewer.tokenize("embedded", [LONG], 4)
    finally:
        previewer.close()
    assert "".join(one.text for one in rain.segments if one.learnt) == f"{RAIN.completion}<|end|>"
    assert "".join(one.text for one in rain.segments if not one.mark) == RAIN.prompt + RAIN.completion
    assert [one.text for one in rain.segments if one.mark] == ["<s><|user|>", "<|end|><|assistant|>", "<|end|>"]
    assert (rain.ends, rain.cut, rain.used) == (True, 0, True)
    assert (long.tokens, long.ends, long.used) == (256, False, True)
    assert long.cut > 100
    assert LONG.completion.startswith("".join(one.text for one in long.segments if one.learnt))
    assert (lost.used, lost.learnt, lost.ends) == (False, 0, False)


ROWS = """
import json, sys
from pathlib import Path
from styles.examples.examples import build
from trainer import bases
from trainer.model import engine, finetune, tokenize_examples
from trainer.runs.run import Run
run = Run(Path(sys.argv[1]))
recipe, corpus = run.recipe, run.corpus
examples = build(corpus.train, corpus.language, recipe.example_settings, 1)
if sys.argv[2] == "trained on":
    loaded = engine.load_for_training(bases.EMBEDDED, recipe)
    rows = list(finetune.make_trainer(run, loaded, examples, []).train_dataset)
else:
    shown = tokenize_examples.tokenized(engine.load_tokenizer(bases.EMBEDDED), examples, recipe.max_length)
    rows = [shown[place] for place in sorted(shown)]
print(json.dumps([[row["input_ids"], row["labels"]] for row in rows]))
"""


@pytest.mark.slow
def test_what_is_shown_is_what_is_trained_on(tmp_path: Path) -> None:
    """In processes of their own, as in life: on a GPU one of them trains with Unsloth."""
    run = quick_run(tmp_path, max_length=128)
    trained_on, shown = (rows(run.folder, which) for which in ("trained on", "shown"))
    assert len(shown) > 20
    assert max(len(ids) for ids, _ in shown) == 128
    assert shown == trained_on


def rows(folder: Path, which: str) -> list[list[list[int]]]:
    answer = subprocess.run(
        [sys.executable, "-c", ROWS, str(folder), which],
        capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, env=child_environment(),
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    found: list[list[list[int]]] = json.loads(answer.stdout.strip().rpartition("\n")[2])
    return found
