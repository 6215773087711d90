"""Summaries and paraphrases of a run's passages, written by its base.

Together they are a passage's views, saved as "brief" and "neutral". They are asked of the base round by round, checked,
and kept line by line in the run's folder, by their content: so a killed run goes on from there, and another run of the
same owner on the same passages and base has them at once. Nobody else's runs are looked into.

Not covered: the base itself. The writer is given (`trainer.model.write_views` has the base as a writer).
"""

import hashlib
import json
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from styles.examples.examples import PassageViews, Views, shares_words, worth_viewing
from styles.examples.templates import PromptTask
from styles.examples.view_checks import (
    PARAPHRASE_LONGEST,
    ask_for_brief,
    ask_for_paraphrase,
    brief_fault,
    mended_brief,
    mended_paraphrase,
    paraphrase_fault,
)
from styles.examples.view_wordings import VIEW_WORDINGS, View
from styles.language.words import count_words
from trainer.runs.events import ViewsLogged
from trainer.runs.run import Run
from trainer.runs.writer import Writer, WritingRequest, WrittenText

FILE = "views.jsonl"
TASK_OF_VIEW: dict[View, PromptTask] = {"brief": "write", "neutral": "rewrite"}
"""What each view is written for."""
ATTEMPTS = {"cuda": 4, "cpu": 2}
"""How often a view is asked for, each time in another wording and with other noise, before it is given up.

Without a GPU a 0.5B base wrote 17 of 35 paraphrases at the first two attempts, and four more in the fifteen minutes
of the last two (docs/measurements/real_base.md)."""
SUMMARY_WORDS = 90
"""Words that a summary can have at most: three long sentences."""
ASKED_FIRST, LEAST_USABLE = 8, 2
"""Of so many passages a view is asked for before all others, and given up where fewer than so many have one at last: to
ask all the others as often would take longer than learning does."""


@dataclass(frozen=True)
class ViewRequest:
    """A missing summary or paraphrase of a passage."""

    view: View
    passage: str
    key: str

    @property
    def words(self) -> int:
        """About how many words there are to write."""
        return SUMMARY_WORDS // 2 if self.view == "brief" else count_words(self.passage)

    def asked(self, language: str, attempt: int) -> WritingRequest:
        """Return the request to the writer for an attempt.

        Wordings begin with another one for each passage. The noise is the attempt's, which all of a batch then have in
        common.
        """
        number = int(self.key[:12], 16) + attempt
        ask = ask_for_brief if self.view == "brief" else ask_for_paraphrase
        most = SUMMARY_WORDS if self.view == "brief" else int(PARAPHRASE_LONGEST * count_words(self.passage)) + 1
        return WritingRequest(ask(language, self.passage, number), self.passage, attempt, most)

    def mended(self, answer: WrittenText) -> str:
        """Return the text of an answer, without remarks beside it."""
        mend = mended_brief if self.view == "brief" else mended_paraphrase
        return mend(answer.text, self.passage, answer.whole)

    def fault(self, text: str, language: str) -> str | None:
        """Return why an answer cannot be used; None if it can."""
        if self.view == "brief":
            return brief_fault(text, self.passage, language)
        # What an author pastes may share words with its paraphrase; a prompt may not with what it is to teach.
        return paraphrase_fault(text, self.passage, language) or (
            "copied" if shares_words(text, self.passage) else None
        )


# --- what is kept ---


def written_views(run: Run) -> Views:
    """Return a run's summaries and paraphrases by index of training passage."""
    texts = _texts(run) if run.recipe.viewed else {}
    base, language = run.recipe.base, run.corpus.language
    found = {
        index: PassageViews(
            texts.get(_key(base, language, "brief", passage.text), ""),
            texts.get(_key(base, language, "neutral", passage.text), ""),
        )
        for index, passage in enumerate(run.corpus.train if texts else ())
    }
    return {index: views for index, views in found.items() if views != PassageViews()}


def views_digest(run: Run) -> str:
    """Return a digest of the learnt summaries and paraphrases; empty without any."""
    used = sorted((key, text) for key, text in _texts(run).items() if text) if run.recipe.viewed else []
    return hashlib.sha256(json.dumps(used).encode()).hexdigest() if used else ""


def _texts(run: Run) -> dict[str, str]:
    """Return the texts by their keys; given up ones are empty."""
    lines = ((line.get("key"), line.get("text")) for line in run.lines(FILE))
    return {key: text for key, text in lines if isinstance(key, str) and isinstance(text, str)}


def _texts_of_other_runs(run: Run) -> dict[str, str]:
    """Return the texts of other runs of the same owner."""
    owner, home = run.about.owner, run.folder.parent.parent
    found: dict[str, str] = {}
    for other in Run.all(home, owner) if owner else ():
        if other.folder != run.folder:
            found |= {key: text for key, text in _texts(other).items() if text}
    return found


def _keep(run: Run, request: ViewRequest, text: str) -> None:
    run.add_line(FILE, json.dumps({"key": request.key, "text": text}, ensure_ascii=False))


def _key(base: str, language: str, view: View, passage: str) -> str:
    """Return the key of a summary or paraphrase.

    Another base, passage or set of wordings has another.
    """
    return hashlib.sha256("\0".join((_wordings_digest(), base, language, view, passage)).encode()).hexdigest()


@cache
def _wordings_digest() -> str:
    return hashlib.sha256(json.dumps(VIEW_WORDINGS, ensure_ascii=True).encode()).hexdigest()


# --- how it is written ---


def wanted_views(run: Run) -> tuple[View, ...]:
    """Return the kinds of text that the run's recipe needs."""
    tasks = run.recipe.example_settings.tasks if run.recipe.viewed else ()
    return tuple(view for view, task in TASK_OF_VIEW.items() if task in tasks)


def write_views(run: Run, writer: Writer) -> None:
    """Write missing summaries and paraphrases into the run's folder, with progress.

    A stop is noticed between batches. A passage whose view cannot be had gets an empty one, and is not asked about
    again.
    """
    corpus, base = run.corpus, run.recipe.base
    indices = worth_viewing(corpus.train, run.recipe.example_settings)
    # A passage may come twice in a corpus whose repeats were kept.
    passages = list(dict.fromkeys(corpus.train[index].text for index in indices))
    requests = [
        [ViewRequest(view, passage, _key(base, corpus.language, view, passage)) for passage in passages]
        for view in wanted_views(run)
    ]
    if not requests:
        return
    known = set(_texts(run))
    known |= _borrowed(run, [request for each in requests for request in each if request.key not in known], writer)
    asking = _Asking(run, writer, corpus.language, _Progress(run, requests, known))
    for each in requests:
        if not run.stop_asked():
            missing = [request for request in each if request.key not in known]
            asking.ask(missing, can_be_had=len(missing) < len(each))


def _borrowed(run: Run, requests: Sequence[ViewRequest], writer: Writer) -> set[str]:
    """Keep the texts of the owner's other runs; return their keys."""
    texts = _texts_of_other_runs(run)
    found = [
        request for request in requests if request.key in texts and _learnable(request, texts[request.key], writer)
    ]
    for request in found:
        _keep(run, request, texts[request.key])
    return {request.key for request in found}


def _learnable(request: ViewRequest, text: str, writer: Writer) -> bool:
    """Check that a rewrite of the paraphrase can be learnt whole."""
    return request.view == "brief" or writer.holds(text, request.passage)


@dataclass(frozen=True)
class _Asking:
    """Ask the writer, round by round."""

    run: Run
    writer: Writer
    language: str
    progress: "_Progress"

    def ask(self, missing: Sequence[ViewRequest], can_be_had: bool) -> None:
        """Ask for each until it can be used; give up the rest.

        Nothing is given up after a stop. Where no view of the kind is there yet, the first few are asked for alone, as
        often as all are.
        """
        # Neighbours in length side by side, the longest first: that they fit into memory is known soon. The first few
        # are of all lengths, for the longest are the hardest.
        requests = sorted(missing, key=lambda request: -len(request.passage))
        first = requests[:: max(1, len(requests) // ASKED_FIRST)][:ASKED_FIRST]
        others = [request for request in requests if request not in first]
        left = self._as_often_as_it_takes(first)
        can_be_had |= len(first) - len(left) >= min(LEAST_USABLE, len(first))
        left += self._as_often_as_it_takes(others) if can_be_had else others
        if self.run.stop_asked():
            return
        for request in left:
            _keep(self.run, request, "")
        self.progress.settle(left)

    def _as_often_as_it_takes(self, requests: Sequence[ViewRequest]) -> list[ViewRequest]:
        """Return the requests without a usable text after all attempts."""
        left = list(requests)
        for attempt in range(self.writer.attempts):
            left = list(self._once(left, attempt))
        return left

    def _once(self, missing: Sequence[ViewRequest], attempt: int) -> Iterator[ViewRequest]:
        """Ask once for each, keep usable texts, and yield the others."""
        left = list(missing)
        while left and not self.run.stop_asked():
            rows = self.writer.rows(left[0].asked(self.language, attempt))
            batch, left = left[:rows], left[rows:]
            answers = self.writer.write([request.asked(self.language, attempt) for request in batch])
            # None at all when a stop was heard: nothing of this batch counts.
            written = {request: request.mended(answer) for request, answer in zip(batch, answers, strict=bool(answers))}
            usable = [request for request, text in written.items() if self._is_usable(request, text)]
            for request in usable:
                _keep(self.run, request, written[request])
            self.progress.settle(usable)
            yield from (request for request in batch if request not in usable)

    def _is_usable(self, request: ViewRequest, text: str) -> bool:
        return not request.fault(text, self.language) and _learnable(request, text, self.writer)


class _Progress:
    """Report progress, by the words that are left to write."""

    def __init__(self, run: Run, requests: Iterable[Sequence[ViewRequest]], known: Collection[str]) -> None:
        """Begin with the known texts."""
        every = [request for each in requests for request in each]
        missing = [request for request in every if request.key not in known]
        self._run, self._began = run, time.monotonic()
        self._done, self._total = len(every) - len(missing), len(every)
        self._words, self._words_left = 0, sum(request.words for request in missing)
        self._say()

    def settle(self, requests: Sequence[ViewRequest]) -> None:
        """Count requests as done, written or given up."""
        if not requests:
            return
        words = sum(request.words for request in requests)
        self._done += len(requests)
        self._words += words
        self._words_left -= words
        self._say()

    def _say(self) -> None:
        seconds = time.monotonic() - self._began
        left = round(seconds / self._words * self._words_left, 1) if self._words else None
        self._run.append(ViewsLogged(self._done, self._total, left))
