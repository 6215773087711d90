"""How much is measured for a scorecard, as documented fields; fewer of anything is quicker and less sure."""

import json
from dataclasses import asdict, dataclass
from typing import Self

from trainer.measuring.scorecard import STRENGTHS


@dataclass(frozen=True)
class ScoreSettings:
    """The amounts behind a scorecard."""

    briefs: int = 24
    """Held-out passages that are described at least, where there are so many; more to pool 5,000 words."""
    answers: int = 48
    """Answers of a column at most: of a base that answers briefly, fewer than 5,000 words are pooled, and said so."""
    brief_words: int = 250
    """Words of an answer at most."""
    rounds: int = 3
    """Answers to a brief at most, each from another seed, where held-out passages are few or answers short."""
    passages_shown: int = 3
    """The author's passages that the few-shot column is shown, as in a comparison."""
    loss_passages: int = 48
    """Held-out passages, and passages of another author, whose loss is measured."""
    general_texts: int = 100
    """General texts of each language."""
    general_tokens: int = 256
    """Tokens of a general text."""
    general_prompts: int = 64
    """General prompts that are answered, all languages together."""
    answer_tokens: int = 128
    """Tokens of an answer to a general prompt."""
    rules: int = 60
    """Instructions whose keeping is checked."""
    rule_tokens: int = 200
    """Tokens of an answer to an instruction."""
    meaning_passages: int = 24
    """Held-out passages that are retold and rewritten."""
    prefixes: int = 100
    """Training passages whose beginnings the model is given."""
    strengths: tuple[float, ...] = STRENGTHS
    """Where the trade-off between style and forgetting is measured, 1 among them; each further one takes its time."""

    def to_json(self) -> str:
        """Return the settings as JSON that `from_json` reads back."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the settings of a JSON text; what it leaves out is as usual."""
        fields = json.loads(text)
        if "strengths" in fields:
            fields["strengths"] = tuple(fields["strengths"])
        return cls(**fields)
