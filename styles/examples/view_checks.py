"""Requests for views of a passage, and checks of the answers.

A view is a brief of the events or a paraphrase, and the base that is to learn from it writes it. Here is how they are
asked for, and what is wrong with an answer that cannot be used. Who writes them is `trainer.model.write_views`'
business; what examples they become, `styles.examples.examples`'.
"""

import re
from collections.abc import Callable
from typing import Literal

from styles.examples import chat_remarks
from styles.examples.examples import shares_words
from styles.examples.view_wordings import OTHER_LANGUAGE, UNKNOWN_LANGUAGE, VIEW_WORDINGS, View
from styles.language.detect import ENGLISH_NAMES, UNDETERMINED, language_of
from styles.language.function_words import FUNCTION_WORDS
from styles.language.sentences import sentences
from styles.language.words import count_words, folded_words
from styles.measures.copying import TrainingText
from styles.measures.meaning import chrf, names_and_numbers

Fault = Literal[
    "empty",
    "refusal",
    "preamble",
    "remark",
    "instruction",
    "language",
    "too short",
    "too long",
    "copied",
    "meaning",
    "names",
]
"""Why a view cannot be used. *Preamble*: it talks to whoever asked before it comes to the text; *remark*: it does so
afterwards; *instruction*: it repeats what was asked; *copied*: it has words in a row that the passage has; *meaning*:
it is about something else; *names*: too many names and numbers of the passage are gone."""

BRIEF_SENTENCES = 3
"""A brief has at most so many."""
BRIEF_SHARE = 0.5
"""And at most this share of the passage's words: what is longer leaves nothing to make up."""
BRIEF_STEMS, STEM = 0.1, 4
"""The share of a brief's content words whose first letters, so many, some word of the passage has too. Briefs written
by hand have 0.11 to 0.33; of other passages 0.06 on average: it keeps out what rambles, not what errs."""
PARAPHRASE_SHORTEST, PARAPHRASE_LONGEST = 0.6, 1.6
"""A paraphrase's words for each of the passage's."""
PARAPHRASE_SPAN, PARAPHRASE_COPIED = 12, 0.5
"""The longest span that a paraphrase may have word for word, and the share of its words that may stand in spans of
five or more: beyond that it is the passage itself."""
PARAPHRASE_CHRF = 0.40
"""The least likeness of a paraphrase and its passage. Paraphrases written by hand reach 0.46 and more. Other passages
of the same author and length (gallery, 120 pairs each, English and Russian alike) have 0.24 on average and 0.29 at most
at 60 words, 0.36 and 0.39 at 335."""
_LIST_MARK = re.compile(r"(?:[-*•–—]|\d{1,2}[.)])\s+")
NAMES_KEPT = 0.5
"""The share of names and numbers that a paraphrase keeps at least: some it calls by another word, and some that the
measure takes for names are none."""


def ask_for_brief(language: str, passage: str, number: int = 0) -> str:
    """Return the request for a brief, in a numbered wording.

    Numbers go round.
    """
    return _request("brief", language, passage, number)


def ask_for_paraphrase(language: str, passage: str, number: int = 0) -> str:
    """Return the request for a paraphrase, in a numbered wording.

    Numbers go round.
    """
    return _request("neutral", language, passage, number)


def mended_brief(answer: str, passage: str, whole: bool = True) -> str:
    """Return the answer's brief as prose, cut to its limits.

    What the model says beside it goes. Of an answer that is not `whole` the last sentence, which was broken off, goes
    too.
    """
    return _shortened(_unlisted(_mended(answer, passage)), BRIEF_SHARE * count_words(passage), whole)


def mended_paraphrase(answer: str, passage: str, whole: bool = True) -> str:
    """Return the answer's paraphrase, "" where it was broken off.

    What the model says beside it goes.
    """
    return _mended(answer, passage) if whole else ""


def brief_fault(brief: str, passage: str, language: str) -> Fault | None:
    """Return why a brief is unusable, else None."""
    if fault := _fault_of_any("brief", brief, passage, language):
        return fault
    split = [sentence for line in brief.splitlines() for sentence in sentences(line) if count_words(sentence)]
    if len(split) > BRIEF_SENTENCES or count_words(brief) > BRIEF_SHARE * count_words(passage):
        return "too long"
    if shares_words(brief, passage):
        return "copied"
    return None if _shared_stems(brief, passage, language) >= BRIEF_STEMS else "meaning"


def _shared_stems(brief: str, passage: str, language: str) -> float:
    """Return the share of the brief's stems that the passage has."""
    stems, passage_stems = (
        {
            word[:STEM]
            for word in folded_words(text)
            if len(word) >= STEM and word not in FUNCTION_WORDS.get(language, ())
        }
        for text in (brief, passage)
    )
    return len(stems & passage_stems) / len(stems) if stems else 1.0


def paraphrase_fault(paraphrase: str, passage: str, language: str) -> Fault | None:
    """Return why a paraphrase is unusable, else None."""
    if fault := _fault_of_any("neutral", paraphrase, passage, language):
        return fault
    ratio = count_words(paraphrase) / max(1, count_words(passage))
    if not PARAPHRASE_SHORTEST <= ratio <= PARAPHRASE_LONGEST:
        return "too short" if ratio < PARAPHRASE_SHORTEST else "too long"
    copied = TrainingText([passage]).compare(paraphrase)
    if copied.longest > PARAPHRASE_SPAN or copied.coverage > PARAPHRASE_COPIED:
        return "copied"
    if chrf([(paraphrase, passage)]) < PARAPHRASE_CHRF:
        return "meaning"
    kept = names_and_numbers([(paraphrase, passage)]).share
    return "names" if kept is not None and kept < NAMES_KEPT else None


def _mended(answer: str, passage: str) -> str:
    """Return an answer without chat remarks, unless the passage has such."""
    text = answer.strip()
    if passage.strip() == chat_remarks.unwrapped(passage):
        text = chat_remarks.unwrapped(text)
    if not chat_remarks.introduces(passage):
        text = chat_remarks.without_introduction(text)
    if not chat_remarks.addresses_the_asker(passage):
        text = chat_remarks.without_closing_remarks(text)
    # Some put a label before the quotation marks.
    return chat_remarks.unwrapped(text) if text != answer.strip() else text


def _unlisted(brief: str) -> str:
    """Return a listed brief as sentences; requests are no lists."""
    lines = [line.strip() for line in brief.splitlines() if line.strip()]
    points = [_LIST_MARK.sub("", line) for line in lines]
    if len(lines) < 2 or points[1:] == lines[1:]:
        return brief
    return " ".join(point if point[-1:] in ".!?…:" else f"{point}." for point in points if point)


def _shortened(brief: str, most_words: float, whole: bool) -> str:
    """Return a brief's first sentences within limits, or all if none fits."""
    lines = [[sentence for sentence in sentences(line) if count_words(sentence)] for line in brief.splitlines()]
    numbered = [(number, sentence) for number, line in enumerate(lines) for sentence in line]
    within = numbered if whole else numbered[:-1]
    kept: list[tuple[int, str]] = []
    for number, sentence in within[:BRIEF_SENTENCES]:
        if count_words(" ".join(text for _, text in (*kept, (number, sentence)))) > most_words:
            break
        kept.append((number, sentence))
    if whole and (len(kept) == len(numbered) or not kept):
        return brief
    by_line = (
        " ".join(sentence for line_number, sentence in kept if line_number == number) for number in range(len(lines))
    )
    return "\n".join(line for line in by_line if line)


def _request(view: View, language: str, passage: str, number: int) -> str:
    choices = _wordings(view, language)
    request = choices[number % len(choices)].replace("{text}", passage)
    if language in VIEW_WORDINGS:
        return request
    name = ENGLISH_NAMES.get(language)
    return (OTHER_LANGUAGE.replace("{language}", name) if name else UNKNOWN_LANGUAGE) + request


def _wordings(view: View, language: str) -> tuple[str, ...]:
    return VIEW_WORDINGS.get(language, VIEW_WORDINGS["en"])[view]


_REMARK_CHECKS: tuple[tuple[Fault, Callable[[str], bool]], ...] = (
    ("refusal", chat_remarks.refuses),
    ("refusal", chat_remarks.speaks_as_a_machine),
    ("preamble", chat_remarks.introduces),
    ("remark", chat_remarks.addresses_the_asker),
)


def _fault_of_any(view: View, answer: str, passage: str, language: str) -> Fault | None:
    """Return the fault of an answer common to both views."""
    if not count_words(answer):
        return "empty"
    for fault, tells in _REMARK_CHECKS:
        # A passage may begin like that itself.
        if tells(answer) and not tells(passage):
            return fault
    if any(
        shares_words(answer, wording) and not shares_words(passage, wording) for wording in _wordings(view, language)
    ):
        return "instruction"
    if language != UNDETERMINED and language_of(answer) not in (language, UNDETERMINED):
        return "language"
    return None
