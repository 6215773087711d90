"""Instructions with checkable answers, after IFEval (Zhou et al. 2023)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from styles.abilities import FOLDER, LANGUAGES
from styles.abilities.checks import CHECKS
from styles.language.words import count_words

SOME_WORDS = 6
"""Words beyond the decisive ones that are still read. Judgement: a sentence's end, and what breaks the limit."""
_DECIDING_WORDS = {
    "choice": 4,
    "begins": 10,
    "json_object": 40,
    "json_list": 40,
    "case": 40,
    "language": 40,
    "titled": 40,
}
"""After how many words an answer shows whether it keeps to a rule with such a check."""


@dataclass(frozen=True)
class Rule:
    """One prompt with an instruction, and the check of its answer."""

    prompt: str
    language: str
    """The language that it is asked in."""
    check: str
    """Which of `CHECKS` is asked."""
    arguments: Mapping[str, Any]
    """What that check takes beside the answer."""
    least_words: int = 0
    """A shorter answer does not pass: saying next to nothing keeps clear of any word."""

    def deciding_words(self, usual: int) -> int:
        """Return how many words of an answer decide the check.

        It is `usual` where only the answer's end decides. What goes on after that breaks a rule that wants less, or
        changes nothing in one that looks at the beginning.
        """
        if self.check == "words":
            most = max(self.arguments.get("most", 0), self.arguments.get("least", 0), self.least_words)
            return int(most) + SOME_WORDS
        return max(_DECIDING_WORDS.get(self.check, usual), self.least_words + SOME_WORDS)


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language; none for other than `LANGUAGES`."""
    if language not in LANGUAGES:
        return ()
    written = tomllib.loads((FOLDER / f"rules_{language}.toml").read_text("utf-8"))["rule"]
    return tuple(Rule(language=language, **{"arguments": {}, **fields}) for fields in written)


def passed(rule: Rule, answer: str) -> bool:
    """Check whether the answer keeps to the rule; empty answers fail."""
    if not answer.strip() or count_words(answer) < rule.least_words:
        return False
    return CHECKS[rule.check](answer, **rule.arguments)
