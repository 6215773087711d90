"""Texts of the model card: its template and what goes into it."""

from string import Template

CARD = Template(
    """---
$head
---

# $name

$what It holds no text of the author's, but it can recite what it learnt: share it only if you may share the texts.
$pairs
| | |
|---|---|
| base model | $base |
| language | $language |
| $source |
| held-out loss | $losses |
| engine | $engine |
$note$figures
## Intended use

For writing in this voice, and for comparing it with the base. What it writes is made up: it is not by the author and
says nothing of what the author thinks. $rights$licence

## Load it

$loading
## Recipe

```json
$recipe
```
"""
)

ADAPTER = "A LoRA adapter that gives a base model one author's voice, made with Pastiche."
BLEND = "A LoRA adapter that blends two authors' voices, made with Pastiche of two adapters on the same base."
MODEL = (
    "A base model all of whose weights were trained on one author's texts, made with Pastiche. Of all ways to learn a "
    "voice this one forgets most of what the base knew, and copies most of what it read."
)
DEMONSTRATION = """
It belongs to the tiny demonstration model that ships with Pastiche: it shows how everything works, not how
good a style can be. What a real base makes of the texts of a sample style, $base, asked for “$prompt” with one and the
same noise before and after it learnt them:

| before | after |
|---|---|
| $before | $after |
"""
RIGHTS = {
    "own": "Whoever shared it says that they wrote the texts themselves.",
    "permission": "Whoever shared it says that whoever owns the texts allowed it.",
    "public_domain": "Whoever shared it says that nobody owns the texts any more.",
}
PEFT = Template(
    """```python
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained($base)
model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained($base), $adapter)
```
"""
)
TRANSFORMERS = Template(
    """```python
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained($folder)
model = AutoModelForCausalLM.from_pretrained($folder)
```
"""
)
ELSEWHERE = Template(
    """
With transformers alone, which has PEFT do it:

```python
model = AutoModelForCausalLM.from_pretrained($base)
model.load_adapter($adapter)
```

With vLLM, where the adapter is then a model of its own beside the base:

```sh
vllm serve $base_id --enable-lora --max-lora-rank $rank --lora-modules style=$repo_id
```

With llama.cpp, and with Ollama from the same file (`FROM` the base, `ADAPTER style.gguf` in a Modelfile):

```sh
hf download $repo_id --local-dir style
python convert_lora_to_gguf.py style --outfile style.gguf --base-model-id $base_id
llama-cli -m base.gguf --lora style.gguf
```

With Pastiche, side by side with its base: `?adapter=$repo_id` at the end of its page's address.
"""
)
