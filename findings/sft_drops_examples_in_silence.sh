#!/usr/bin/env bash
# TRL 1.14.2: SFTTrainer cuts examples at `max_length`, then drops those of which no token is left to learn, and says
# nothing: the trainer's data set is shorter than the one that was passed, steps and epochs are counted on the shorter
# one, and the examples that stay have lost their end mark.
# Seen: of 4 prompts with answers, at a length of 24 tokens, 2 are left, one of them without its end.
# Here: trainer/model/training_rows.py counts with the tokenizer before the trainer is made, and says so.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet torch==2.13.0 transformers==5.17.0 trl==1.14.2 datasets==4.8.5
cd "$place"
CUDA_VISIBLE_DEVICES="" "$place/venv/bin/python" - <<'PYTHON' 2>&1 | tee said.txt
import trl
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import SFTConfig, SFTTrainer

words = ["<pad>", "<unk>", "<end>", *(f"w{number}" for number in range(50))]
made = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="<unk>"))
made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, pad_token="<pad>", unk_token="<unk>", eos_token="<end>")
size = {"vocab_size": len(words), "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1}
model = LlamaForCausalLM(LlamaConfig(**size, num_attention_heads=2, pad_token_id=0, eos_token_id=2))
rows = [{"prompt": "w1 " * prompt, "completion": "w2 " * 10} for prompt in (5, 20, 30, 40)]
settings = SFTConfig("out", max_length=24, completion_only_loss=True, report_to="none", use_cpu=True, bf16=False)
kept = SFTTrainer(model, settings, train_dataset=Dataset.from_list(rows), processing_class=tokenizer).train_dataset
ended = [row["input_ids"][-1] == 2 for row in kept]
print("trl", trl.__version__, "rows passed:", len(rows), "rows kept:", len(kept), "ended:", ended)
assert trl.__version__ == "1.14.2"
assert len(kept) == 2 and ended == [True, False], "no longer so"
PYTHON
if grep -i -E "dropp|truncat|masked" said.txt; then echo "it says so now"; exit 1; fi
echo "as described"
