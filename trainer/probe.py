"""Whether a base that nobody knows follows instructions well enough to write views: a short probe decides."""

from collections.abc import Sequence

from styles.abilities import LANGUAGES
from styles.abilities.rules import passed, rules
from styles.view_wordings import VIEWS
from trainer import gallery
from trainer.views import Asked, Wish, Writer

PROBED_CHECKS = ("sentences", "lines", "bullets", "numbered", "begins", "ends", "choice", "json_object")
"""The kinds of rule that no text keeps by chance: one of each is asked of a base that nobody knows."""
PROBE_RULES, PROBE_TEXTS = 3, 3
"""How many of these rules such a base keeps at least; and of how many texts of ours it writes one brief and one plain
version that can be used."""
PROBE_WORDS = 120


def follows_instructions(writer: Writer, language: str) -> bool:
    """Tell whether the writer keeps a few rules, and makes a brief and a plain version of texts of our own."""
    asked_in = language if language in LANGUAGES else "en"
    listed = [next(rule for rule in rules(asked_in) if rule.check == check) for check in PROBED_CHECKS]
    answers = _all_written(writer, [Asked(rule.prompt, "", 0, PROBE_WORDS) for rule in listed])
    if sum(passed(rule, answer) for rule, answer in zip(listed, answers, strict=True)) < PROBE_RULES:
        return False
    texts = _texts_of_ours(asked_in)
    for view in VIEWS:
        wishes = [Wish(view, text, "0" * 12) for text in texts]
        answers = _all_written(writer, [wish.asked(asked_in, 0) for wish in wishes])
        if all(wish.fault(answer.strip(), asked_in) for wish, answer in zip(wishes, answers, strict=True)):
            return False
    return True


def _all_written(writer: Writer, asked: Sequence[Asked]) -> list[str]:
    rows = writer.rows(max(asked, key=lambda one: len(one.message)))
    batches = [asked[start : start + rows] for start in range(0, len(asked), rows)]
    return [answer for batch in batches for answer in writer.write(batch) or [""] * len(batch)]


def _texts_of_ours(language: str) -> list[str]:
    """Return a few texts from the gallery, of two or three of its short passages each."""
    style = next(style for style in gallery.shipped() if style.language == language)
    return ["\n\n".join(style.passages[3 * place :][:3]) for place in range(PROBE_TEXTS)]
