#!/usr/bin/env bash
# Transformers 5.17.0: a GenerationConfig that is passed to `generate` does not stand alone. What it leaves unset is
# taken from the model's own `generation_config`: a penalty that a checkpoint ships is in force although the caller
# passed a configuration with nothing but a length and greedy search. Setting the field to None does not help either.
# Seen: 20 tokens without a repeat (the shipped penalty) where the same model repeats itself without it.
# Here: trainer/model/sampling.py puts a configuration of its own in the model's place while it writes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet torch==2.13.0 transformers==5.17.0
"$place/venv/bin/python" - <<'PYTHON'
import torch
import transformers
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

torch.manual_seed(0)
size = {"vocab_size": 60, "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1}
model = LlamaForCausalLM(LlamaConfig(**size, num_attention_heads=2, eos_token_id=None)).eval()
ids = torch.tensor([[5, 6, 7]])
ours = {"max_new_tokens": 20, "do_sample": False, "pad_token_id": 0}


def written(**fields):
    return model.generate(ids, generation_config=GenerationConfig(**ours, **fields))[0, 3:].tolist()


plain = written()
model.generation_config.repetition_penalty = 50.0
shipped, unset = written(), written(repetition_penalty=None)
neutral = written(repetition_penalty=1.0)
print("transformers", transformers.__version__)
print("without a shipped penalty:", len(set(plain)), "different tokens of 20")
print("with one, and a configuration passed:", len(set(shipped)))
print("with one, and None passed:", len(set(unset)))
print("with one, and 1.0 passed:", len(set(neutral)))
assert transformers.__version__ == "5.17.0"
assert len(set(plain)) < 20 and neutral == plain
assert shipped == unset and shipped != plain, "no longer filled up"
PYTHON
echo "as described"
