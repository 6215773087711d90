"""Which views a base can write that nobody knows, or that is small: a short probe decides, for each view by itself."""

from collections.abc import Sequence

from styles.abilities import LANGUAGES
from styles.abilities.rules import passed, rules
from styles.view_wordings import VIEWS, View
from trainer import bases, gallery
from trainer.bases import Base
from trainer.views import ATTEMPTS, Asked, Wish, Writer, Written

PROBED_CHECKS = ("sentences", "lines", "bullets", "numbered", "begins", "ends", "choice", "json_object")
"""The kinds of rule that no text keeps by chance: one of each is asked of a base that is probed."""
PROBE_RULES, PROBE_TEXTS = 3, 3
"""How many of these rules such a base keeps at least; and of how many texts of ours it is asked for views, as often as
a passage's are. One that can be used is enough: the same checks will judge each of the others."""
PROBE_WORDS = 120
PROBED_BELOW = 2_000_000_000
"""A base of fewer parameters is probed even if it is known to follow instructions."""


def is_trusted(base: Base) -> bool:
    """Tell whether a base is taken to write every view without a probe."""
    return bases.is_known(base) and (base.parameters or 0) >= PROBED_BELOW


def views_within_reach(writer: Writer, language: str, wanted: Sequence[View] = VIEWS) -> tuple[View, ...]:
    """Return which of the wanted views the writer makes of texts of our own; none where it keeps too few rules.

    Nothing else would tell a base that follows instructions from one that goes on with any text.
    """
    asked_in = language if language in LANGUAGES else "en"
    if not wanted or not _keeps_rules(writer, asked_in):
        return ()
    return tuple(view for view in wanted if _can_write(writer, view, asked_in))


def _keeps_rules(writer: Writer, language: str) -> bool:
    listed = [next(rule for rule in rules(language) if rule.check == check) for check in PROBED_CHECKS]
    answers = _all_written(writer, [Asked(rule.prompt, "", 0, PROBE_WORDS) for rule in listed])
    kept = [answer.whole and passed(rule, answer.text) for rule, answer in zip(listed, answers, strict=True)]
    return sum(kept) >= PROBE_RULES


def _can_write(writer: Writer, view: View, language: str) -> bool:
    # Each text begins with other wordings, so that all of them are tried.
    wishes = [Wish(view, text, f"{place * ATTEMPTS:012x}") for place, text in enumerate(_texts_of_ours(language))]
    for attempt in range(ATTEMPTS):
        answers = _all_written(writer, [wish.asked(language, attempt) for wish in wishes])
        if any(not wish.fault(wish.mended(answer), language) for wish, answer in zip(wishes, answers, strict=True)):
            return True
    return False


def _all_written(writer: Writer, asked: Sequence[Asked]) -> list[Written]:
    rows = writer.rows(max(asked, key=lambda one: len(one.message)))
    batches = [asked[start : start + rows] for start in range(0, len(asked), rows)]
    return [answer for batch in batches for answer in writer.write(batch) or [Written("", False)] * len(batch)]


def _texts_of_ours(language: str) -> list[str]:
    """Return a few texts from the gallery, of two or three of its short passages each."""
    style = next(style for style in gallery.shipped() if style.language == language)
    return ["\n\n".join(style.passages[3 * place :][:3]) for place in range(PROBE_TEXTS)]
