"""How a model writes: as it is asked and in no way else, and on a CPU a small one with one thread."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, LlamaConfig, LlamaForCausalLM

from tests.places import MODELS, ROOT
from trainer.bases import EMBEDDED
from trainer.model import sampling
from trainer.runs.recipe import SMALL_BASE

END, LENGTH = 6, 24
PROMPT = torch.tensor([[9, 11, 40], [7, 300, 301]])
SHIPPED: dict[str, Any] = {
    "max_length": 4,
    "max_new_tokens": 2,
    "min_length": 30,
    "min_new_tokens": 30,
    "early_stopping": True,
    "max_time": 1e-9,
    "stop_strings": ["e", "a"],
    "do_sample": True,
    "num_beams": 3,
    "use_mtp": True,
    "use_cache": False,
    "cache_implementation": "static",
    "cache_config": {"nbits": 4},
    "max_cache_len": 5,
    "temperature": 0.01,
    "top_k": 1,
    "top_p": 0.1,
    "min_p": 0.9,
    "top_h": 0.1,
    "typical_p": 0.1,
    "epsilon_cutoff": 0.1,
    "eta_cutoff": 0.1,
    "repetition_penalty": 30.0,
    "encoder_repetition_penalty": 30.0,
    "length_penalty": 9.0,
    "no_repeat_ngram_size": 1,
    "bad_words_ids": [[token] for token in range(20, 500)],
    "renormalize_logits": True,
    "forced_bos_token_id": 12,
    "forced_eos_token_id": 12,
    "remove_invalid_values": True,
    "exponential_decay_length_penalty": (1, 9.0),
    "suppress_tokens": [*range(20, 500)],
    "begin_suppress_tokens": [*range(20, 500)],
    "sequence_bias": [[[token], -50.0] for token in range(20, 500)],
    "token_healing": True,
    "guidance_scale": 3.0,
    "watermarking_config": {"bias": 50.0},
    "num_return_sequences": 2,
    "output_attentions": True,
    "output_hidden_states": True,
    "output_scores": True,
    "output_logits": True,
    "return_dict_in_generate": True,
    "encoder_no_repeat_ngram_size": 1,
    "decoder_start_token_id": 5,
    "is_assistant": True,
    "num_assistant_tokens": 3,
    "num_assistant_tokens_schedule": "heuristic",
    "assistant_confidence_threshold": 0.9,
    "prompt_lookup_num_tokens": 3,
    "max_matching_ngram_size": 1,
    "assistant_early_exit": 1,
    "assistant_lookbehind": 3,
    "target_lookbehind": 3,
    "assistant_ensemble_weight": 0.5,
    "speculation_type": "prompt_lookup",
    "compile_config": None,
    "disable_compile": True,
    "continuous_batching_config": None,
    "low_memory": True,
    "penalty_alpha": 0.6,
    "dola_layers": "high",
    "diversity_penalty": 1.0,
    "num_beam_groups": 3,
    "constraints": ["one"],
    "force_words_ids": [[12]],
    "prefill_chunk_size": 1,
    "a_field_of_its_own": 1,
}
"""What a base may ship as its defaults: every field that there is, with a value that would be seen in the answer."""


@pytest.fixture(autouse=True)
def _two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(str(EMBEDDED.folder))


def small_base() -> LlamaForCausalLM:
    """Return a base that has learnt nothing; always the same."""
    torch.manual_seed(1)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=4096, hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
            bos_token_id=2, eos_token_id=END, pad_token_id=0, initializer_range=0.5,
        )
    ).eval()  # fmt: skip


def shipping(model: Any, **fields: Any) -> Any:
    """Return the model with these defaults, as they were read from its folder."""
    for name, value in fields.items():
        setattr(model.generation_config, name, value)
    return model


def answer(model: Any, tokenizer: Any, **asked: Any) -> list[list[int]]:
    found = sampling.generate(
        model, tokenizer, input_ids=PROMPT, attention_mask=torch.ones_like(PROMPT), max_new_tokens=LENGTH, **asked
    )
    return [list(map(int, row)) for row in found]


def test_every_field_that_a_base_may_ship_is_tried() -> None:
    ids = {"pad_token_id", "bos_token_id", "eos_token_id", "transformers_version"}
    assert {name for name in vars(GenerationConfig()) if not name.startswith("_")} - ids <= {*SHIPPED}


@pytest.mark.parametrize("field", SHIPPED)
def test_what_a_base_ships_as_its_default_changes_no_token(field: str, tokenizer: Any) -> None:
    plain = answer(small_base(), tokenizer)
    assert len(plain[0]) == 3 + LENGTH
    assert answer(shipping(small_base(), **{field: SHIPPED[field]}), tokenizer) == plain


def test_all_of_it_together_changes_no_token_under_an_adapter_and_is_still_there_afterwards(tokenizer: Any) -> None:
    def active(base: Any) -> PeftModel:
        torch.manual_seed(2)
        return get_peft_model(base, LoraConfig(init_lora_weights=False), adapter_name="style").eval()  # type: ignore[return-value]

    models = active(small_base()), active(shipping(small_base(), **SHIPPED))
    plain, found = (answer(model, tokenizer, adapter_names=["__base__", "style"]) for model in models)
    assert found == plain
    assert plain[0] == answer(small_base(), tokenizer)[0]
    assert plain[1] != answer(small_base(), tokenizer)[1]
    assert {name: getattr(models[1].generation_config, name) for name in SHIPPED} == SHIPPED


def test_defaults_in_an_old_bases_config_change_nothing_either(tokenizer: Any, tmp_path: Path) -> None:
    import json

    small_base().save_pretrained(tmp_path)
    (tmp_path / "generation_config.json").unlink()
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    old = {"repetition_penalty": 30.0, "no_repeat_ngram_size": 1, "num_beams": 2, "min_length": 30}
    (tmp_path / "config.json").write_text(json.dumps(config | old), "utf-8")
    model = AutoModelForCausalLM.from_pretrained(tmp_path)
    assert model.generation_config.repetition_penalty == 30
    assert answer(model, tokenizer) == answer(small_base(), tokenizer)


def test_trouble_gives_the_base_its_defaults_and_the_threads_back(tokenizer: Any) -> None:
    model = shipping(small_base(), repetition_penalty=30.0)

    def trouble(*_: Any) -> Any:
        raise MemoryError

    with pytest.raises(MemoryError):
        answer(model, tokenizer, stopping_criteria=[trouble])
    assert model.generation_config.repetition_penalty == 30
    assert torch.get_num_threads() == 2


def test_no_model_is_asked_to_write_past_this() -> None:
    asks = re.compile(r"(?<!sampling)\.generate\(")
    files = (ROOT / "trainer" / "model").glob("*.py")
    assert [file.name for file in files if asks.search(file.read_text("utf-8"))] == ["sampling.py"]


# Ends


@pytest.mark.parametrize("named", [5, [5], [5, 8], None])
def test_all_ends_that_a_base_names_end_an_answer(named: Any, tokenizer: Any) -> None:
    model = shipping(small_base(), eos_token_id=named)
    ids = {*(named if isinstance(named, list) else [named] if named else ())}
    assert sampling.end_ids(model, tokenizer) == {*ids, END}
    first = answer(model, tokenizer)[0][3]
    model.generation_config.eos_token_id = [700, first]
    found = answer(model, tokenizer)[0]
    assert set(found[4:]) == {tokenizer.pad_token_id}


@pytest.mark.corpora
@pytest.mark.skipif(MODELS is None, reason="no real tokenizers beside the checkout")
@pytest.mark.parametrize("name", ["tokenizer-qwen2.5-instruct", "tokenizer-smollm2-135m-instruct"])
def test_the_end_of_a_turn_in_a_chat_ends_an_answer_though_the_base_names_another_end(name: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(MODELS / name)  # type: ignore[operator]
    tokenizer.eos_token = "<|endoftext|>"
    ends = sampling.end_ids(shipping(small_base(), eos_token_id=None), tokenizer)
    assert ends == {*tokenizer.convert_tokens_to_ids(["<|im_end|>", "<|endoftext|>"])}


def test_a_template_that_sets_nothing_behind_an_answer_adds_no_end(tokenizer: Any) -> None:
    model = small_base()
    for template in ("{% for one in messages %}{{ one['content'] }}\n{% endfor %}", None):
        plain = AutoTokenizer.from_pretrained(str(EMBEDDED.folder))
        plain.chat_template, plain.eos_token = template, None
        assert sampling.end_ids(model, plain) == {END}


# Threads


class Sized(torch.nn.Module):
    """Says how many weights it has, and notes with how many threads it was asked to write."""

    device = torch.device("cpu")

    def __init__(self, weights: int, device: str = "cpu") -> None:
        super().__init__()
        self.generation_config = GenerationConfig(eos_token_id=END)
        self.device, self._weights, self.threads = torch.device(device), weights, 0

    def parameters(self, recurse: bool = True) -> Iterator[Any]:
        yield torch.empty(self._weights, device="meta")

    def generate(self, **_: Any) -> torch.Tensor:
        self.threads = torch.get_num_threads()
        return torch.tensor([[1, 2]])


@pytest.mark.parametrize(
    ("model", "threads"), [(Sized(SMALL_BASE - 1), 1), (Sized(SMALL_BASE), 2), (Sized(9, "meta"), 2)]
)
def test_a_small_model_on_a_cpu_writes_with_one_thread_and_others_with_all(
    model: Sized, threads: int, tokenizer: Any
) -> None:
    assert sampling.generate(model, tokenizer, max_new_tokens=5).tolist() == [[1, 2]]
    assert model.threads == threads
    assert torch.get_num_threads() == 2


def test_the_last_rows_are_broken_off_when_they_go_on_for_longer_than_most() -> None:
    criterion = sampling.StopStragglers({9}, prompt_tokens=2)
    ids = torch.full((4, 2), 1)
    broken_off = None
    for step in range(1, 400):
        # Three rows end after 200 tokens, and are padded with zeros then; one never does.
        column = torch.tensor([9 if step == 200 else 0 if step > 200 else 5] * 3 + [5])[:, None]
        ids = torch.cat([ids, column], 1)
        if bool(criterion(ids, None).any()):  # type: ignore[arg-type]
            broken_off = step
            break
    assert broken_off == 250
