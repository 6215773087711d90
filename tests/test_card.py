"""The card of an adapter: its head is YAML whatever a run is called, and nothing private is in it."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from huggingface_hub import ModelCard

from styles.corpus.corpus import Corpus
from trainer.bases import EMBEDDED, Base, catalogue
from trainer.compare.real_pair import real_pair
from trainer.hub import card
from trainer.runs.recipe import Recipe
from trainer.runs.records import About

NAMES = (
    "The Harbour Log",
    "Чехов: «Письма» — том 1",
    'He said: "no" # not a comment',
    "it's {{a}} [list], & *anchor | > % @ `code`",
    "---",
    "---\nlicense: mit\n---",
    "$name ${head} $$",
    "\u2028\x85",
)


def written(
    corpus: Corpus, base: str = "embedded", name: str = "Toy", losses: tuple[tuple[int, float], ...] = ()
) -> str:
    about = About(name, "ann-secret-session", 0.0, corpus.language, base)
    return card.write(card.RunFacts(about, Recipe(base=base), corpus.report, losses, "unsloth 2026.10.9"))


def head(text: str) -> dict[str, Any]:
    """The card's head as the Hub reads it."""
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert found
    facts = yaml.safe_load(found[1])
    assert isinstance(facts, dict)
    return facts


@pytest.fixture
def local_base(tmp_path: Path) -> Path:
    """A saved model with a card of its own, in a folder whose path is nobody's business."""
    folder = tmp_path / "private place" / "my-model"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text('{"max_position_embeddings": 2048}', "utf-8")
    (folder / "README.md").write_text("---\nlicense: mit\n---\n", "utf-8")
    return folder


def test_the_card_of_a_whole_model_says_what_it_is(corpus: Corpus) -> None:
    base = "Qwen/Qwen3-4B-Instruct-2507"
    about = About("Toy", "ann-secret-session", 0.0, corpus.language, base)
    text = card.write(card.RunFacts(about, Recipe(base=base, method="full"), corpus.report, (), "transformers"))
    facts = head(text)
    assert (facts["library_name"], facts["base_model_relation"]) == ("transformers", "finetune")
    assert f"base_model:finetune:{base}" in facts["tags"]
    assert "lora" not in facts["tags"]
    assert "copies most" in text
    assert "PeftModel" not in text


@pytest.mark.parametrize("name", NAMES)
def test_no_name_can_break_the_head(corpus: Corpus, name: str) -> None:
    assert head(written(corpus, name=name)) == head(written(corpus, name="Toy"))


@pytest.mark.parametrize("name", NAMES[:5])
def test_the_title_is_the_runs_name(corpus: Corpus, name: str) -> None:
    assert f"\n# {name}\n" in written(corpus, name=name)


@pytest.mark.parametrize("base", catalogue(), ids=lambda base: base.id)
def test_licence_and_base_are_the_bases_own(corpus: Corpus, base: Base) -> None:
    facts = head(written(corpus, base.id))
    assert (facts["base_model"], facts["license"]) == (base.id, base.license)
    assert facts["library_name"] == "peft"


def test_a_four_bit_copy_is_named_by_its_original(corpus: Corpus) -> None:
    base = next(base for base in catalogue() if base.four_bit_id)
    assert head(written(corpus, base.four_bit_id or ""))["base_model"] == base.id


def test_a_licence_that_is_not_known_is_not_made_up(corpus: Corpus) -> None:
    assert "license" not in head(written(corpus, "someone/unknown-model"))


def test_the_language_is_the_texts_own(corpus: Corpus) -> None:
    assert head(written(corpus))["language"] == [corpus.language] == ["en"]


def test_a_base_in_a_folder_is_named_without_its_path(corpus: Corpus, local_base: Path) -> None:
    text = written(corpus, str(local_base))
    assert "my-model" in text
    assert "private place" not in text
    assert str(local_base.parent) not in text
    facts = head(text)
    assert facts["license"] == "mit"
    assert "base_model" not in facts


def test_the_embedded_base_is_no_path_of_this_computer(corpus: Corpus) -> None:
    text = written(corpus)
    assert str(EMBEDDED.folder) not in text
    assert str(Path.home()) + "/" not in text
    assert "base_model" not in head(text)
    assert head(text)["license"] == EMBEDDED.license


def test_no_word_of_the_author_and_no_owner_is_in_it(corpus: Corpus) -> None:
    text = written(corpus)
    for passage in (*corpus.train, *corpus.held_out):
        assert not any(sentence in text for sentence in passage.text.split(". ") if len(sentence) > 10)
        assert passage.document not in text
    assert "ann-secret-session" not in text


def test_a_demonstration_model_is_called_one(corpus: Corpus) -> None:
    assert "demonstration model" in written(corpus)


def test_beside_it_stands_what_a_real_base_writes_with_its_name(corpus: Corpus) -> None:
    card, pair = written(corpus), real_pair()
    assert pair.base in card
    assert all(text.split()[-1].strip(".,!?") in card for text in (pair.base_answer, pair.styled_answer))


def test_a_real_base_is_not_called_a_demonstration(corpus: Corpus) -> None:
    card = written(corpus, catalogue()[0].id)
    assert "demonstration" not in card
    assert real_pair().prompt not in card


def test_the_recipe_in_it_can_be_used_again(corpus: Corpus) -> None:
    found = re.search(r"```json\n(.*?)\n```", written(corpus, catalogue()[0].id), re.DOTALL)
    assert found
    assert Recipe.from_json(found[1]) == Recipe(base=catalogue()[0].id)


def test_the_example_names_the_base_as_a_python_string(corpus: Corpus) -> None:
    base = catalogue()[0].id
    assert f"AutoModelForCausalLM.from_pretrained({json.dumps(base)})" in written(corpus, base)


def test_losses_are_told_from_the_start_to_the_best(corpus: Corpus) -> None:
    text = written(corpus, losses=((0, 3.2104), (10, 2.5), (20, 2.75)))
    assert "3.210 at step 0, 2.500 at best" in text


def test_a_style_that_was_not_measured_says_so(corpus: Corpus) -> None:
    assert "| held-out loss | not measured |" in written(corpus)


def test_words_and_engine_are_told(corpus: Corpus) -> None:
    text = written(corpus)
    assert f"{corpus.report.train_words:,} words" in text
    assert "unsloth 2026.10.9" in text


# What is told to others


PAIRS = (card.SamplePair("a door | <b>rain</b>", "It *said* [x](y).\n\nThen | more.", "# No heading\n---"),)
FIGURES = (
    card.Figure("style_gap_closed", "Style gap closed", "1 is the author, 0 the base", 0.64, 0.51, 0.75),
    card.Figure("longest_copied_span", "Longest copied span", "in words; up to 12 is fine", 9),
)


def told(corpus: Corpus, base: str = "Qwen/Qwen3-4B-Instruct-2507", **fields: Any) -> str:
    about = About("Letters", "ann", 0.0, corpus.language, base)
    telling = card.CardExtras("ada/letters", "permission", **{"pairs": PAIRS, "figures": FIGURES, **fields})
    return card.write(card.RunFacts(about, Recipe(base=base), corpus.report, (), "unsloth 2026.10.9"), telling)


def test_the_hub_reads_the_head_as_it_is_meant(corpus: Corpus) -> None:
    data = ModelCard(told(corpus)).data.to_dict()
    assert data["base_model"] == "Qwen/Qwen3-4B-Instruct-2507"
    assert data["base_model_relation"] == "adapter"
    assert "base_model:adapter:Qwen/Qwen3-4B-Instruct-2507" in data["tags"]
    assert {"pastiche", "lora"} <= set(data["tags"])
    assert data["library_name"] == "peft"


def test_figures_are_metrics_that_the_hub_understands(corpus: Corpus) -> None:
    results = ModelCard(told(corpus)).data.eval_results
    assert [(one.metric_type, one.metric_value) for one in results or ()] == [
        ("style_gap_closed", 0.64),
        ("longest_copied_span", 9),
    ]


def test_figures_stand_in_the_text_with_their_intervals(corpus: Corpus) -> None:
    text = told(corpus, blind_test="Readers told it from the author in 6 of 10 tries.")
    assert "| Style gap closed | 0.64 (0.51 to 0.75) | 1 is the author, 0 the base |" in text
    assert "| Longest copied span | 9.00 |" in text
    assert "6 of 10 tries" in text


def test_without_figures_nothing_is_said_of_them(corpus: Corpus) -> None:
    text = told(corpus, figures=())
    assert "## Measured" not in text
    assert "model-index" not in head(text)


def test_samples_stand_side_by_side_and_no_sign_of_theirs_is_a_mark(corpus: Corpus) -> None:
    rows = [line for line in told(corpus).splitlines() if line.startswith("| a door")]
    assert len(rows) == 1
    cells = [unescape(cell.replace("<br>", "\n")).strip() for cell in rows[0].strip("|").split("|")]
    assert cells == ["a door | <b>rain</b>", "It *said* [x](y).\nThen | more.", "# No heading\n---"]


def test_rights_and_the_bases_licence_are_told(corpus: Corpus) -> None:
    text = told(corpus, "google/gemma-3-4b-it")
    assert "Whoever shared it says that whoever owns the texts allowed it." in text
    assert "The licence of google/gemma-3-4b-it (gemma) applies" in text


def test_how_to_load_it_is_told_for_each_tool(corpus: Corpus) -> None:
    text = told(corpus)
    for part in (
        'PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained("Qwen/Qwen3-4B-Instruct-2507"), "ada/letters")',
        'model.load_adapter("ada/letters")',
        "vllm serve Qwen/Qwen3-4B-Instruct-2507 --enable-lora --max-lora-rank 16 --lora-modules style=ada/letters",
        "convert_lora_to_gguf.py style --outfile style.gguf --base-model-id Qwen/Qwen3-4B-Instruct-2507",
        "ADAPTER style.gguf",
        "?adapter=ada/letters",
    ):
        assert part in text


def test_one_of_the_demonstration_base_is_loaded_from_the_projects_folder(corpus: Corpus) -> None:
    text = told(corpus, "embedded")
    assert 'from_pretrained("trainer/embedded_base")' in text
    assert "vllm" not in text
    assert "base_model" not in head(text)


def test_every_code_in_it_is_python_or_a_shell_line(corpus: Corpus) -> None:
    for code in re.findall(r"```python\n(.*?)```", told(corpus), re.DOTALL):
        compile(code, "card", "exec")
