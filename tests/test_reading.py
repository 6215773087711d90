"""Prompts of all lengths are read in parts, and answered as if they had been read together."""

from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoTokenizer, Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM

from trainer.bases import EMBEDDED
from trainer.model import sampling
from trainer.model.reading import read_apart

SIZE = {"vocab_size": 4096, "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2}
NAMES = ["__base__", "style", "__base__", "style"]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(str(EMBEDDED.folder))


@pytest.fixture(scope="module")
def active() -> Any:
    torch.manual_seed(1)
    base = LlamaForCausalLM(LlamaConfig(**SIZE, num_attention_heads=2, initializer_range=0.5, eos_token_id=6))
    return get_peft_model(base, LoraConfig(init_lora_weights=False), adapter_name="style").eval()


def batch(tokenizer: Any, *words: int) -> dict[str, torch.Tensor]:
    return sampling.encoded(tokenizer, [" the pump waits" * count for count in words], "cpu")


@torch.no_grad()
def test_answers_are_the_same_as_after_reading_all_together(tokenizer: Any, active: Any) -> None:
    prompts = batch(tokenizer, 2, 40, 3, 30)
    apart = read_apart(active, prompts, NAMES)
    assert apart["past_key_values"].get_seq_length() == prompts["input_ids"].shape[1] - 1
    asked = {**prompts, "adapter_names": NAMES, "max_new_tokens": 30}
    together = sampling.generate(active, tokenizer, **asked)
    assert torch.equal(sampling.generate(active, tokenizer, **asked, **apart), together)
    assert not torch.equal(together[0, -30:], together[1, -30:])


@torch.no_grad()
def test_the_base_reads_as_a_base_and_a_model_of_one_voice_without_names(tokenizer: Any, active: Any) -> None:
    prompts = batch(tokenizer, 2, 40)
    with active.disable_adapter():
        apart = read_apart(active, prompts)
    named = read_apart(active, prompts, ["__base__", "__base__"])
    for one, other in zip(apart["past_key_values"].layers, named["past_key_values"].layers, strict=True):
        torch.testing.assert_close(one.keys, other.keys)


def test_where_it_would_save_little_all_are_read_together(tokenizer: Any, active: Any) -> None:
    assert read_apart(active, batch(tokenizer, 30, 40, 35)) == read_apart(active, batch(tokenizer, 9)) == {}


def test_a_model_that_forgets_what_is_far_back_reads_in_its_own_way(tokenizer: Any) -> None:
    config = Gemma3TextConfig(**SIZE, num_attention_heads=2, num_key_value_heads=1, head_dim=8, sliding_window=8)
    assert read_apart(Gemma3ForCausalLM(config), batch(tokenizer, 2, 40)) == {}


@pytest.mark.parametrize("line", ["The pump waits by the green gate. ", "Насос ждёт у зелёных ворот, 🦉 и всё. "])
def test_words_come_as_they_are_written_however_long_the_answer(tokenizer: Any, line: str) -> None:
    text = 25 * line
    said: list[str] = []
    streamer = sampling.RowStreamer(tokenizer, 1, {6}, lambda _, more: said.append(more))
    streamer.put(torch.tensor([[1]]))
    for token in [*tokenizer(text, add_special_tokens=False)["input_ids"], 6]:
        streamer.put(torch.tensor([token]))
    assert "".join(said) == text
    assert "\ufffd" not in "".join(said)
    assert len(said) > 100
