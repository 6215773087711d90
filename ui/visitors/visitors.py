"""What visitors can do, one method a verb.

Every method takes the visitor's owner id. Texts, examples, scorecards, blind tests, the gallery's training and the Hub
have a service each; bases, runs, styles and comparisons are here.

Not covered: who a visitor is. Whoever knows an owner id is that owner, so ids are drawn at random and never shown.
"""

import contextlib
import secrets
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from styles.corpus.corpus import check_enough
from styles.measures.copying import CopiedText, TrainingText
from trainer import bases
from trainer.compare.ask import ask
from trainer.compare.comparison import Answer, ComparisonRequest, Mode
from trainer.errors import BaseError, RunError
from trainer.library import blending, gallery, library
from trainer.library.style import Style, ordered
from trainer.runs.events import Event
from trainer.runs.names import file_name
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun, Sample
from trainer.runs.run import Run
from trainer.runs.start import start
from ui.strings import error_messages
from ui.visitors.blind_tests import BlindTests
from ui.visitors.gallery_training import GalleryTraining
from ui.visitors.hub import VisitorHub
from ui.visitors.owner import check_owner
from ui.visitors.recipes import VisitorRecipes
from ui.visitors.run_state import State
from ui.visitors.scorecards import VisitorScorecards
from ui.visitors.services import Services

OPENING_SEED = 7
"""The seed of the comparison that a visitor finds, and of the first one they ask for."""
MODES: tuple[Mode, ...] = ("write", "continue", "rewrite")
"""What a visitor can do with a prompt."""
WAITING_MOST = 3
"""How many runs of one visitor may wait or train at once."""


class Visitors:
    """Texts, examples, runs and styles of visitors, apart by owner."""

    def __init__(self, services: Services) -> None:
        """Serve visitors with a computer's services."""
        home, queue, host = services.home, services.queue, services.host
        self.home, self.host, self.hub_reachable = home, host, services.hub_reachable
        self._queue, self._generator = queue, services.generator
        self.recipes = VisitorRecipes(services)
        self.texts, self.examples = self.recipes.texts, self.recipes.examples
        self.blind_tests = BlindTests(home, self.gallery)
        self.gallery_training = GalleryTraining(home, queue, host, services.hub_reachable)
        self.hub = services.visitor_hub or VisitorHub(home, own_computer=services.folders_allowed)
        self.scorecards = VisitorScorecards(queue, self.run)
        self._openings: dict[tuple[str, str], list[Answer]] = {}
        # As few as there are indices for a comparison: a visitor's texts are not worth keeping.
        self._training_text = lru_cache(maxsize=32)(TrainingText)

    # --- runs ---

    def start(self, owner: str, name: str, recipe: Recipe) -> Run:
        """Write a run of the owner's texts and queue it."""
        check_owner(owner)
        self.recipes.check_fits(recipe)
        corpus = self.texts.corpus(owner, recipe.passage_size)
        if corpus is None:
            raise RunError(error_messages.NO_TEXT)
        check_enough(corpus)
        busy = [run for run in self.runs(owner) if not self._queue.wait(run, 0)]
        if len(busy) >= WAITING_MOST:
            raise RunError(error_messages.TOO_MANY_RUNS(runs=len(busy)))
        edits = self.examples.edits_for(owner, recipe)
        return start(self.home, NewRun(recipe, corpus, name, owner, edits), self.host, self._queue)

    def blend(self, owner: str, first: str, second: str, weight: float, name: str) -> Run:
        """Queue a blend of two of the owner's styles.

        The first counts `weight`.
        """
        check_owner(owner)
        one, other = self.style(owner, first), self.style(owner, second)
        run = blending.begin(self.home, owner, (one, other), weight, name or f"{one.name} + {other.name}")
        self._queue.start(run)
        return run

    def run(self, owner: str, run_id: str) -> Run:
        """Return the owner's run with that id."""
        check_owner(owner)  # no owner at all would be everybody's
        return Run.of(self.home, run_id, owner)

    def runs(self, owner: str) -> list[Run]:
        """Return the owner's runs, newest first."""
        return Run.all(self.home, owner) if owner else []

    def stop(self, owner: str, run_id: str) -> None:
        """Ask a run to keep what it has learnt and stop."""
        self._queue.stop(self.run(owner, run_id))

    def resume(self, owner: str, run_id: str) -> None:
        """Queue a run again, to go on from its last checkpoint."""
        self._queue.start(self.run(owner, run_id))

    def state(self, owner: str, run_id: str) -> State:
        """Return what a run is doing."""
        return State.of(self.run(owner, run_id), self._queue)

    def events(self, owner: str, run_id: str, offset: int) -> tuple[list[Event], int]:
        """Return a run's events from an offset, and the next offset."""
        return self.run(owner, run_id).read_events(offset)

    def samples(self, owner: str, run_id: str) -> list[Sample]:
        """Return a run's answers to the fixed prompts so far."""
        return self.run(owner, run_id).samples

    def rename(self, owner: str, run_id: str, name: str) -> None:
        """Give a run another name."""
        self.run(owner, run_id).rename(name)

    def delete(self, owner: str, run_id: str) -> None:
        """Delete a run; a waiting one leaves the queue first."""
        run = self.run(owner, run_id)
        if self._queue.status(run) == "waiting":
            self._queue.stop(run)
        run.delete()

    def zip(self, owner: str, run_id: str, folder: Path) -> Path:
        """Write a run's adapter as a zip and return the file.

        Its new folder has an unguessable name.
        """
        style = Style.of_run(self.run(owner, run_id))
        path = folder / secrets.token_urlsafe(16) / f"{file_name(style.name, latin=False)}.zip"
        path.parent.mkdir(parents=True, mode=0o700)
        library.write_zip(style, path)
        return path

    # --- styles ---

    def gallery(self) -> list[Style]:
        """Return the sample styles."""
        return gallery.here(self.home, self.host)

    def styles(self, owner: str) -> list[Style]:
        """Return the styles that a visitor can compare.

        Their own first, what they pulled, then the gallery's.
        """
        mine = [*library.own(self.home, owner), *library.pulled(self.home, owner)] if owner else []
        return [*mine, *self.gallery()]

    def style(self, owner: str, style_id: str) -> Style:
        """Return a style; another owner's counts as unknown."""
        # No owner at all would be everybody's.
        return library.find(style_id, self.home, owner or "", self.host)

    def compare(self, owner: str, style_id: str, request: ComparisonRequest) -> Iterator[Answer]:
        """Yield the answers of every column; closing stops them."""
        style = self.style(owner, style_id)
        if not style.is_ready:
            raise RunError(error_messages.NO_ADAPTER(name=style.name))
        if request.mode not in MODES:
            raise RunError(error_messages.WRONG_MODE)
        yield from self._generator.compare(style.base, ask(style, request))

    def rewrites(self, style: Style) -> bool:
        """Return whether a style's base can put a draft into plain words."""
        with contextlib.suppress(BaseError):  # whoever asks it for an answer hears why it is no base
            return bases.find(style.base).follows_instructions
        return True

    def originality(self, style: Style, text: str, asked: str) -> CopiedText | None:
        """Return an answer's copied spans, None without training passages.

        What the prompt itself says does not count.
        """
        if not style.passages:
            return None
        return self._training_text(style.passages, style.documents).compare(text, asked)

    def first_style(self, language: str) -> Style | None:
        """Return the sample style that a visitor of that language sees first."""
        return next(iter(ordered(self.gallery(), language)), None)

    def opening(self, language: str) -> Iterator[Answer]:
        """Yield the opening comparison of a language.

        It is answered once and remembered.

        Nothing comes where the sample style is not trained.
        """
        style = self.first_style(language)
        if style is None or not style.is_ready:
            return
        prompt = style.prompts[0]
        key = (str(style.adapter), prompt)
        if key not in self._openings:
            answers = []
            for answer in self.compare("", style.id, ComparisonRequest(prompt, strength=1.0, seed=OPENING_SEED)):
                answers.append(answer)
                yield answer
            self._openings[key] = answers
        else:
            yield from self._openings[key]
