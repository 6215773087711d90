"""Bases, recipes and estimates for visitors' texts and examples."""

import threading

from styles.corpus.passages import PassageSize
from styles.examples.examples import held_out_examples
from trainer import bases
from trainer.bases import Base
from trainer.errors import BaseError
from trainer.host import Offer, offered
from trainer.runs.estimate import Estimate, TrainingWork
from trainer.runs.estimate import estimate as estimate_run
from trainer.runs.foresight import Foresight
from trainer.runs.recipe import Dial, Method, Recipe
from ui.strings import error_messages
from ui.visitors.examples import VisitorExamples
from ui.visitors.owner import keep
from ui.visitors.services import Services
from ui.visitors.texts import PREPARED_MOST, VisitorTexts

MEASURING_SECONDS = 60.0
"""How long an estimate waits for this computer's speed, which is measured in some seconds."""


class VisitorRecipes:
    """Bases, recipes and estimates for the texts of visitors."""

    def __init__(self, services: Services) -> None:
        """Keep texts in the home.

        The page reports on passages as the default base would be shown them.
        """
        self._home, self._host, self._hub_reachable = services.home, services.host, services.hub_reachable
        self._measure, self._speedometer, self._fetched = services.measure, services.speedometer, services.fetched
        self.folders_allowed = services.folders_allowed
        self.texts = VisitorTexts(services.home / "shelf", self._reported_size, services.folders_allowed)
        self.examples = VisitorExamples(self.texts, self.base, services.previewer, services.push)
        self._measuring = threading.Lock()
        self._works: dict[str, tuple[tuple[object, ...], TrainingWork]] = {}

    def foresight(self, owner: str = "", language: str = "en", wait: float = 0.0) -> Foresight:
        """Return the foresight of a run on the owner's texts.

        Without texts, a run in that language.

        It may wait some seconds until this computer's speed is measured.
        """
        reachable = self._hub_reachable()
        # It decides nothing where there is a GPU, and where nothing can be fetched.
        speed = self._speedometer(wait) if reachable and not self._host.gpu_memory_gib else None
        if not owner:
            return Foresight(self._host, reachable, speed, language)
        told, words = self.texts.language(owner) or language, self.texts.words(owner)
        return Foresight(
            self._host, reachable, speed, told, words, self._work_of_a_larger_base(owner) if speed else None
        )

    def offers(self, owner: str = "", language: str = "en", dial: Dial = "medium") -> list[Offer]:
        """Return the bases that can be chosen."""
        foresight = self.foresight(owner, language)
        return offered(self._host, foresight.hub_reachable, lambda base: foresight.minutes(base, dial))

    def default_base(self, owner: str = "", language: str = "en") -> Base:
        """Return the base that is chosen until the visitor chooses."""
        return self.foresight(owner, language).choice

    def is_measuring(self, foresight: Foresight) -> bool:
        """Return whether this computer's speed will be known soon.

        And with it which base suits it.
        """
        decides = foresight.hub_reachable and not self._host.gpu_memory_gib
        return decides and foresight.speed is None and self._speedometer.is_measuring

    def is_fetched(self, base: Base) -> bool:
        """Return whether a base is on this computer's disk."""
        return self._fetched(base)

    def _work_of_a_larger_base(self, owner: str) -> TrainingWork | None:
        """Return the work of a base of the catalogue.

        All of them are shown the same passages.

        It is None until the texts were once prepared for one of them, and is then remembered: what is chosen by it must
        not change with what happens to be prepared.
        """
        key = (self.texts.words(owner), self.texts.revision(owner), self.examples.edits(owner))
        if (known := self._works.get(owner)) and known[0] == key:
            return known[1]
        work = self._work(owner, self.recipe(owner, bases.catalogue()[0].id, "medium"))
        if work:
            keep(self._works, owner, (key, work), PREPARED_MOST)
        return work

    def _work(self, owner: str, recipe: Recipe) -> TrainingWork | None:
        """Return the work of a recipe; None without prepared texts."""
        corpus = self.texts.ready(owner, recipe.passage_size) if owner else None
        if corpus is None or not corpus.train:
            return None
        made = sum(self.examples.foretold(owner, recipe).values())
        held_out = len(held_out_examples(corpus.held_out, corpus.language, recipe.example_settings))
        return TrainingWork.of(corpus, recipe, made, held_out)

    def base(self, reference: str) -> Base:
        """Return a visitor's base; refuse a shared computer's folder."""
        base = bases.find(reference or "")
        if base.folder and not base.is_embedded and not self.folders_allowed:
            raise BaseError(error_messages.NO_FOLDERS)
        return base

    def recipe(self, owner: str, base: str, dial: Dial, method: Method = "qlora") -> Recipe:
        """Return the dial's recipe for the owner's texts."""
        on_gpu = self._host.gpu_memory_gib > 0
        words, language = self.texts.words(owner), self.texts.language(owner)
        return Recipe.for_corpus(self.base(base), words, dial, on_gpu, method, language)

    def _reported_size(self, owner: str) -> PassageSize:
        return self.recipe(owner, self.default_base(owner).id, "medium").passage_size

    def estimate(self, owner: str, recipe: Recipe) -> Estimate | None:
        """Return the estimate of a run, None without texts.

        It may measure this computer for some seconds first.

        A base that is not on the disk is not fetched for it where its size tells enough.
        """
        self.check_fits(recipe)
        corpus = self.texts.corpus(owner, recipe.passage_size)
        work = self._work(owner, recipe)
        if corpus is None or work is None:
            return None
        base = self.base(recipe.base)
        if not self._fetched(base):
            foresight = self.foresight(owner, wait=MEASURING_SECONDS)
            if found := foresight.estimate(base, recipe, work):
                return found
        with self._measuring:
            training_speed = self._measure(recipe, corpus.language, self._home)
        return estimate_run(recipe, work, training_speed)

    def check_fits(self, recipe: Recipe) -> None:
        """Refuse a recipe that this computer cannot train."""
        recipe.check_base(self.base(recipe.base), self._host)
