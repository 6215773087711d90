"""Views of a passage, written by the base that is to learn from it: a brief of what happens, and a plain version.

Here is how they are asked for, and what is wrong with an answer that cannot be used. Who writes them is
`trainer.model.views`' business; what examples they become, `styles.examples`'.
"""

import re
from functools import cache
from typing import Literal

from styles.abilities.refusals import MARKS, OPENINGS
from styles.examples import shares_words
from styles.language import ENGLISH_NAMES, UNDETERMINED, language_of
from styles.meaning import chrf, names_and_numbers
from styles.originality import TrainingText
from styles.sentences import sentences
from styles.tokens import count_words
from styles.view_wordings import OTHER_LANGUAGE, UNKNOWN_LANGUAGE, VIEW_WORDINGS, View

Fault = Literal[
    "empty", "refusal", "preamble", "instruction", "language", "too short", "too long", "copied", "meaning", "names"
]
"""Why a view cannot be used. *Preamble*: it talks to whoever asked before it comes to the text; *instruction*: it
repeats what was asked; *copied*: it has words in a row that the passage has; *meaning*: it is about something else;
*names*: too many names and numbers of the passage are gone."""

BRIEF_SENTENCES = 3
"""A brief has at most so many."""
BRIEF_SHARE = 0.5
"""And at most this share of the passage's words: what is longer leaves nothing to make up."""
NEUTRAL_SHORTEST, NEUTRAL_LONGEST = 0.6, 1.6
"""A plain version's words for each of the passage's."""
NEUTRAL_SPAN, NEUTRAL_COPIED = 12, 0.5
"""The longest span that a plain version may have word for word, and the share of its words that may stand in spans of
five or more: beyond that it is the passage itself."""
NEUTRAL_CHRF = 0.40
"""The least likeness of a plain version and its passage. Retellings written by hand reach 0.46 and more. Other passages
of the same author and length (gallery, 120 pairs each, English and Russian alike) have 0.24 on average and 0.29 at most
at 60 words, 0.36 and 0.39 at 335."""
NAMES_KEPT = 0.5
"""The share of names and numbers that a plain version keeps at least: some it calls by another word, and some that the
measure takes for names are none."""

_PREAMBLE = {
    "en": r"(sure|certainly|of course|okay|ok|absolutely|got it)[,.!:]|here(['’]s| is| are) (a|an|the|my|your)\b|"
    r"(brief|summary|paraphrase|retelling|rewritten|neutral|plain|in short)( \w+){0,3}\W*:",
    "ru": r"(конечно|разумеется|хорошо|безусловно|понял[аи]?)[,.!:]|вот (ваш|тво|кратк|прост|пересказ|нейтральн|сам)|"
    r"(задание|кратко|краткое|коротко|суть|пересказ|изложение|содержание|нейтральн\w+|прост\w+)( \w+){0,3}\W*:",
}
_LABEL = re.compile(r"[^\n.!?]{1,60}:[*_\s]*\n")
"""A first line that announces the rest."""


def ask_for_brief(language: str, passage: str, number: int = 0) -> str:
    """Return the request for what happens in a passage, in the wording with that number; numbers go round."""
    return _request("brief", language, passage, number)


def ask_for_neutral(language: str, passage: str, number: int = 0) -> str:
    """Return the request for the same in plain words, in the wording with that number; numbers go round."""
    return _request("neutral", language, passage, number)


def brief_fault(brief: str, passage: str, language: str) -> Fault | None:
    """Return why a brief cannot be used, None where it can."""
    if fault := _fault_of_any("brief", brief, passage, language):
        return fault
    found = [sentence for line in brief.splitlines() for sentence in sentences(line) if count_words(sentence)]
    if len(found) > BRIEF_SENTENCES or count_words(brief) > BRIEF_SHARE * count_words(passage):
        return "too long"
    return "copied" if shares_words(brief, passage) else None


def neutral_fault(neutral: str, passage: str, language: str) -> Fault | None:
    """Return why a plain version cannot be used, None where it can."""
    if fault := _fault_of_any("neutral", neutral, passage, language):
        return fault
    ratio = count_words(neutral) / max(1, count_words(passage))
    if not NEUTRAL_SHORTEST <= ratio <= NEUTRAL_LONGEST:
        return "too short" if ratio < NEUTRAL_SHORTEST else "too long"
    copied = TrainingText([passage]).compare(neutral)
    if copied.longest > NEUTRAL_SPAN or copied.coverage > NEUTRAL_COPIED:
        return "copied"
    if chrf([(neutral, passage)]) < NEUTRAL_CHRF:
        return "meaning"
    kept = names_and_numbers([(neutral, passage)]).share
    return "names" if kept is not None and kept < NAMES_KEPT else None


def _request(view: View, language: str, passage: str, number: int) -> str:
    choices = _wordings(view, language)
    request = choices[number % len(choices)].replace("{text}", passage)
    if language in VIEW_WORDINGS:
        return request
    name = ENGLISH_NAMES.get(language)
    return (OTHER_LANGUAGE.replace("{language}", name) if name else UNKNOWN_LANGUAGE) + request


def _wordings(view: View, language: str) -> tuple[str, ...]:
    return VIEW_WORDINGS.get(language, VIEW_WORDINGS["en"])[view]


def _fault_of_any(view: View, answer: str, passage: str, language: str) -> Fault | None:
    """Return what is wrong with an answer whichever view it was to be."""
    if not count_words(answer):
        return "empty"
    start, original = answer.lstrip(MARKS), passage.lstrip(MARKS)
    for fault, pattern in (("refusal", _opening("refusal")), ("preamble", _opening("preamble")), ("preamble", _LABEL)):
        # A passage may begin like that itself.
        if pattern.match(start) and not pattern.match(original):
            return "refusal" if fault == "refusal" else "preamble"
    if any(
        shares_words(answer, wording) and not shares_words(passage, wording) for wording in _wordings(view, language)
    ):
        return "instruction"
    if language != UNDETERMINED and language_of(answer) not in (language, UNDETERMINED):
        return "language"
    return None


@cache
def _opening(fault: Literal["refusal", "preamble"]) -> re.Pattern[str]:
    """Return the beginnings that give an answer away, in all languages: a base may refuse in any."""
    listed = OPENINGS if fault == "refusal" else _PREAMBLE
    return re.compile("|".join(listed.values()), re.IGNORECASE)
