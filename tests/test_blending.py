"""Two styles made one: what may be blended, what is kept of it, and that the sum is exact."""

import dataclasses
import json
from pathlib import Path

import pytest

from styles.corpus.corpus import Corpus
from tests.test_methods import PATIENCE
from trainer.errors import RunError
from trainer.library import gallery, library
from trainer.library.blending import begin
from trainer.library.style import Style
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Failed, Finished
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run


@pytest.fixture
def two() -> tuple[Style, Style]:
    """Two styles of the gallery, on the same base."""
    first, second, *_ = gallery.shipped()
    return first, second


def rank(style: Style) -> int:
    return int(json.loads((style.adapter / "adapter_config.json").read_text("utf-8"))["r"])


def blended(home: Path, two: tuple[Style, Style], weight: float, name: str = "Both") -> Run:
    run, queue = begin(home, "ann", two, weight, name), TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert run.has_adapter, (run.folder / "log.txt").read_text()[-2000:]
    return run


def test_a_blend_is_a_run_that_says_what_it_is_made_of(home: Path, two: tuple[Style, Style]) -> None:
    run = begin(home, "ann", two, 0.7, "Both")
    assert run.blend
    assert [(one.name, one.weight) for one in run.blend.sources] == [(two[0].name, 0.7), (two[1].name, 0.3)]
    assert (run.about.name, run.about.owner, run.about.language) == ("Both", "ann", two[0].language)
    both = sum(rank(style) for style in two)
    assert (run.recipe.base, run.recipe.lora_r, run.recipe.lora_alpha) == (two[0].base, both, both)
    assert begin(home, "ann", two, 0.2, "Both").about.language == two[1].language


def test_as_many_passages_of_each_may_be_shown_and_nothing_is_held_out(home: Path, two: tuple[Style, Style]) -> None:
    corpus = begin(home, "ann", two, 0.5, "Both").corpus
    texts = [passage.text for passage in corpus.train]
    assert len(texts) == 2 * min(len(style.passages) for style in two)
    assert set(texts[::2]) <= set(two[0].passages)
    assert set(texts[1::2]) <= set(two[1].passages)
    assert corpus.held_out == ()
    without = dataclasses.replace(two[1], passages=(), documents=())
    assert begin(home, "ann", (two[0], without), 0.5, "Both").corpus.train == ()


def test_what_cannot_be_blended_is_refused_in_a_sentence(home: Path, two: tuple[Style, Style], corpus: Corpus) -> None:
    first, second = two
    shown = Run.create(home, NewRun(Recipe(method="few_shot"), corpus, "Shown", "ann"))
    shown.append(Finished(0, 0, "nothing to train", 0.1))
    large = home / "large"
    large.mkdir()
    (large / "adapter_model.safetensors").write_bytes(b"weights")
    (large / "adapter_config.json").write_text(json.dumps({"r": 64, "rank_pattern": {"a": 250}}), "utf-8")
    for other, weight, said in (
        (first, 0.5, "Both are the same style"),
        (Style.of_run(shown), 0.5, "only adapters can be blended"),
        (dataclasses.replace(second, adapter=home / "gone"), 0.5, "only adapters can be blended"),
        (dataclasses.replace(second, base="Qwen/Qwen3-0.6B"), 0.5, "different bases"),
        (dataclasses.replace(second, adapter=large), 0.5, f"have rank {rank(first) + 250}"),
        (second, 1.5, "from 0 to 1"),
    ):
        with pytest.raises(RunError, match=said):
            begin(home, "ann", (first, other), weight, "Both")
    assert Run.all(home) == [shown]


@pytest.mark.slow
def test_the_blend_adds_the_weighted_sum_of_what_both_add(home: Path, two: tuple[Style, Style]) -> None:
    import torch

    from trainer.bases import EMBEDDED
    from trainer.model import sampling
    from trainer.model.loaded_styles import LoadedStyles

    alone, half = (blended(home, two, weight) for weight in (1.0, 0.5))
    styles = LoadedStyles(EMBEDDED)
    first, second, whole, mean = (
        styles.use(folder) for folder in (two[0].adapter, two[1].adapter, alone.adapter, half.adapter)
    )
    layers = [layer for layer in styles.model.modules() if hasattr(layer, "get_delta_weight")]
    assert len(layers) == 42
    for layer in layers:
        expected = (layer.get_delta_weight(first) + layer.get_delta_weight(second)) / 2
        torch.testing.assert_close(layer.get_delta_weight(mean), expected, atol=1e-6, rtol=1e-4)
    batch = sampling.encoded(styles.loaded.tokenizer, ["The clock counts the moon"] * 3, "cpu")
    with torch.no_grad():
        logits = styles.model(**batch, adapter_names=[first, whole, mean]).logits
    torch.testing.assert_close(logits[1], logits[0], atol=1e-3, rtol=1e-4)
    assert (logits[2] - logits[0]).abs().max() > 0.1


@pytest.mark.slow
def test_a_blend_is_kept_as_any_adapter_is_with_its_sources_on_the_card(home: Path, two: tuple[Style, Style]) -> None:
    run = blended(home, two, 0.25)
    assert run.status() == "finished"
    assert isinstance(run.events[-1], Finished)
    assert {path.name for path in run.adapter.iterdir()} == {
        "adapter_config.json", "adapter_model.safetensors", "README.md"
    }  # fmt: skip
    settings = json.loads((run.adapter / "adapter_config.json").read_text("utf-8"))
    both = sum(rank(style) for style in two)
    assert (settings["base_model_name_or_path"], settings["r"], settings["lora_alpha"]) == ("embedded", both, both)
    card = (run.adapter / "README.md").read_text("utf-8")
    assert f"{two[0].name} (25%), {two[1].name} (75%)" in card
    assert str(two[0].adapter) not in card
    assert library.own(home, "ann") == [Style.of_run(run)]


@pytest.mark.slow
def test_a_source_that_is_gone_before_its_turn_is_a_sentence(home: Path, two: tuple[Style, Style]) -> None:
    run, queue = begin(home, "ann", two, 0.5, "Both"), TrainingQueue()
    told = (run.folder / "blend.json").read_text("utf-8")
    (run.folder / "blend.json").write_text(told.replace(str(two[1].adapter), str(home / "gone")), "utf-8")
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert isinstance(run.events[-1], Failed)
    assert "is not here any more" in run.events[-1].sentence
