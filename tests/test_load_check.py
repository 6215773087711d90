"""An adapter heard in a process of its own; and what was pushed says in plain PEFT, token for token, what it said."""

from pathlib import Path
from typing import Any

import pytest

from tests.hub_faults import ADAPTER, TOKEN, hub, run_with_adapter
from tests.hub_server import HubServer
from trainer.bases import EMBEDDED
from trainer.compare.comparison import Comparison
from trainer.errors import RunError
from trainer.hub.load_check import PROMPTS, SEED, TOKENS, check_loads
from trainer.hub.push import PushRequest, push
from trainer.texts.reader import outcome

__all__ = ["hub"]
pytestmark = pytest.mark.slow


def test_both_columns_are_heard_and_they_differ(tmp_path: Path) -> None:
    pairs = check_loads("embedded", ADAPTER, "en", tmp_path / "log.txt", tokens=12)
    assert tuple(pair.prompt for pair in pairs) == PROMPTS["en"]
    assert all(pair.base.strip() and pair.styled.strip() for pair in pairs)
    assert [pair.base for pair in pairs] != [pair.styled for pair in pairs]


def test_an_adapter_that_is_not_there_or_not_of_this_base_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no adapter any more"):
        check_loads("embedded", tmp_path, "en", tmp_path / "log.txt")


def test_what_was_pushed_says_the_same_in_plain_peft(hub: HubServer, home: Path, tmp_path: Path) -> None:
    run = run_with_adapter(home)
    outcome(push(run, PushRequest("voice", "own"), TOKEN, hub.address), lambda step: None)
    files = hub.repos["models", "ada/voice"].files
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    pairs = check_loads("embedded", run.adapter, "en", tmp_path / "log.txt")
    assert [plain_peft(tmp_path, pair.prompt) for pair in pairs] == [pair.styled for pair in pairs]
    card = files["README.md"].decode()
    assert all(pair.styled.split()[0] in card for pair in pairs)


def plain_peft(adapter: Path, prompt: str) -> str:
    """Answer a prompt with nothing but Transformers, bitsandbytes and PEFT, from the files that were pushed."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

    from trainer.model.layers import decode_once
    from trainer.model.sampling import processors

    four_bits = BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype="float32"
    )
    model: Any = AutoModelForCausalLM.from_pretrained(
        str(EMBEDDED.folder), quantization_config=four_bits, dtype="float32", device_map={"": "cpu"}
    )
    decode_once(model)  # as here: decoding anew in every pass rounds otherwise, and one token in thirty then differs
    model = PeftModel.from_pretrained(model, str(adapter)).eval()
    tokenizer: Any = AutoTokenizer.from_pretrained(str(EMBEDDED.folder))
    message = Comparison(prompt, language="en", columns=("base",)).message(EMBEDDED)
    asked = tokenizer.apply_chat_template(
        [{"role": "user", "content": message}], add_generation_prompt=True, return_tensors="pt", return_dict=True
    )
    with torch.no_grad():
        answer = model.generate(
            **asked, do_sample=False, max_new_tokens=TOKENS, logits_processor=processors(SEED, 1.0, 0.05)
        )
    return str(tokenizer.decode(answer[0, asked["input_ids"].shape[1] :], skip_special_tokens=True))
