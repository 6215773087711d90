"""Amounts to measure for a scorecard, as documented fields.

Fewer of anything is quicker and less sure.
"""

import json
from dataclasses import asdict, dataclass
from typing import Self

from trainer.scorecard.scorecard import STRENGTHS


@dataclass(frozen=True)
class ScoreSettings:
    """Amounts behind a scorecard, and the intervals at the usual amount.

    Base and styled model get the same questions and texts, and what is judged is the difference on each.
    """

    briefs: int = 24
    """Held-out passages that are described at least, where there are so many; more to pool 5,000 words. They decide the
    style gap: by human authors the interval reaches .45 to either side at 5,000 words, 1 at 1,000."""
    gap_words: int = 800
    """Held-out words from which a style gap is measured. With fewer, one author was told from another of his century in
    under half of the draws, and the interval was wider than the whole way from the base to the author."""
    answers: int = 48
    """Answers of a column at most: of a base that answers briefly, fewer than 5,000 words are pooled, and said so."""
    copy_briefs: int = 8
    """Held-out passages that are described where no style gap is measured: they show what is copied, and refused. Of
    2,000 words a share of 1 % is known to about half a per cent."""
    brief_words: int = 250
    """Words of an answer at most."""
    rounds: int = 2
    """Answers to a prompt at most, each from another seed, where held-out passages are few or answers short."""
    passages_shown: int = 3
    """The author's passages that the few-shot column is shown, as in a comparison."""
    general_texts: int = 24
    """General texts of each language, of 41. They decide the drift, green to .02 and amber to .05 nats a token. For the
    gallery's styles, which drift much, it is known to .014 (English) and .027 (Russian) to either side; with all texts
    it would be to .012 and .022."""
    general_tokens: int = 200
    """Tokens of a general text."""
    general_prompts: int = 32
    """General prompts that are answered by base and styled model, all languages together. They decide the KL, green to
    .03 and amber to .10, known to a sixth of itself; the language kept to; and, with the held-out prompts, refusals:
    one that comes in every tenth answer is met in 29 cases of 30."""
    answer_tokens: int = 64
    """Tokens of an answer to a general prompt: enough to tell its language by."""
    rules: int = 30
    """Instructions whose keeping is checked: the drop is known to about 9 points to either side, enough to see a model
    that no longer follows."""
    rule_words: int = 90
    """Words of an answer to an instruction at most; where fewer show whether it is kept, those."""
    meaning_passages: int = 10
    """Held-out passages that are retold and rewritten. They decide the meaning kept: the change of chrF is known to
    about .03."""
    meaning_words: int = 80
    """Words of such a passage at most, in whole sentences."""
    prefixes: int = 48
    """Training passages whose beginnings the model is given. They decide reciting: where none of 48 is recited, it is
    at most one in 14 (of 100, one in 27)."""
    loss_passages: int = 12
    """Held-out passages, and passages of another author, whose loss is measured: the change is known to about .05
    nats a token."""
    loss_tokens: int = 192
    """Tokens of such a passage."""
    strengths: tuple[float, ...] = STRENGTHS
    """Where the trade-off between style and forgetting is looked for, 1 among them: above 1 where abilities are green
    there, else below."""

    def to_json(self) -> str:
        """Return the settings as JSON that `from_json` reads back."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the settings of a JSON text, with defaults for missing ones."""
        fields = json.loads(text)
        if "strengths" in fields:
            fields["strengths"] = tuple(fields["strengths"])
        return cls(**fields)
