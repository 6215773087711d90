"""Check that an unknown base follows instructions, by a few rules.

No text keeps these rules by chance. Nothing else would tell a base that follows from one that goes on with any text.
"""

from styles.abilities import LANGUAGES
from styles.abilities.rules import passed, rules
from trainer.runs.writer import Writer, WritingRequest, WrittenText

PROBED_CHECKS = ("sentences", "lines", "bullets", "numbered", "begins", "ends", "choice", "json_object")
"""The kinds of rule that no text keeps by chance: one of each is asked."""
PROBE_RULES = 3
"""How many of these rules a base that follows instructions keeps at least."""
PROBE_WORDS = 120


def follows_rules(writer: Writer, language: str) -> bool:
    """Check that the writer keeps enough rules.

    Those of a language that has none are asked in English.
    """
    asked_in = language if language in LANGUAGES else "en"
    listed = [next(rule for rule in rules(asked_in) if rule.check == check) for check in PROBED_CHECKS]
    answers = _all_written(writer, [WritingRequest(rule.prompt, "", 0, PROBE_WORDS) for rule in listed])
    kept = [answer.whole and passed(rule, answer.text) for rule, answer in zip(listed, answers, strict=True)]
    return sum(kept) >= PROBE_RULES


def _all_written(writer: Writer, asked: list[WritingRequest]) -> list[WrittenText]:
    rows = writer.rows(max(asked, key=lambda one: len(one.message)))
    batches = [asked[start : start + rows] for start in range(0, len(asked), rows)]
    return [answer for batch in batches for answer in writer.write(batch) or [WrittenText("", False)] * len(batch)]
