"""The card of an adapter: data in, Markdown with a YAML head out. Nothing of the author's text is in it.

The full card (samples, scorecard, blind test) is the publishing step's; this one goes with every adapter from the
start.
"""

import json
from collections.abc import Sequence
from string import Template

from styles.corpus import CorpusReport
from trainer import bases
from trainer.recipe import Recipe
from trainer.run import About

_CARD = Template(
    """---
$head
---

# $name

A LoRA adapter that gives a base model one author's voice, made with Pastiche. It holds no text of the author's, but an
adapter can recite what it learnt: share it only if you may share the texts.

| | |
|---|---|
| base model | $base |
| language | $language |
| learnt from | $words words; $held_out more were held out; $passages passages in all |
| held-out loss | $losses |
| engine | $engine |
$note
## Load it

```python
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

base = AutoModelForCausalLM.from_pretrained($base_code)
model = PeftModel.from_pretrained(base, "this folder or its Hub id")
```

## Recipe

```json
$recipe
```
"""
)

_DEMONSTRATION = """
This adapter belongs to the tiny demonstration model that ships with Pastiche: it shows how everything works, not how
good a style can be.
"""


def write(about: About, recipe: Recipe, report: CorpusReport, losses: Sequence[tuple[int, float]], engine: str) -> str:
    """Return the card's text; `losses` are (step, held-out loss in nats per token), oldest first."""
    base = bases.find(recipe.base)
    head = {
        "library_name": "peft",
        "pipeline_tag": "text-generation",
        "base_model": None if base.folder else base.id,
        "base_model_relation": "adapter",
        "license": base.license,
        "language": [about.language],
        "tags": ["lora", "sft", "pastiche"],
    }
    # Every JSON value is a YAML value, so names with colons, quotes or dashes cannot break the head.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items() if value]
    return _CARD.substitute(
        head="\n".join(lines),
        name=about.name.replace("\n", " "),
        base=base.name if base.folder else base.id,
        language=about.language,
        words=f"{report.train_words:,}",
        held_out=f"{report.held_out_words:,}",
        passages=f"{report.passages:,}",
        losses=f"{losses[0][1]:.3f} at step {losses[0][0]}, {min(loss for _, loss in losses):.3f} at best"
        if losses
        else "not measured",
        engine=engine,
        note=_DEMONSTRATION if base.is_embedded else "",
        base_code=json.dumps(_public_name(base)),
        recipe=recipe.changed(base=base.id if base.is_embedded else _public_name(base)).to_json(),
    )


def _public_name(base: bases.Base) -> str:
    """Return what a reader on another computer can call the base: never a folder of this one."""
    if base.is_embedded:
        return "trainer/embedded_base"
    return base.name if base.folder else base.id
