"""Training examples of visitors: built, edited, tokenized, exported."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from styles.corpus.corpus import Corpus
from styles.examples.edits import Edits
from styles.examples.examples import Example, ExampleSettings, build, expected
from trainer.bases import Base
from trainer.errors import RunError
from trainer.hub.datasets import Pushed, push_dataset
from trainer.hub.jsonl import to_jsonl
from trainer.processes.tokenized_examples import Beyond, Previewer, TokenizedExample
from trainer.runs.recipe import Recipe
from ui.strings import error_messages
from ui.visitors.owner import check_owner, keep
from ui.visitors.text_store import MOST_VISITORS
from ui.visitors.texts import PREPARED_MOST, VisitorTexts


class Tokenizes(Protocol):
    """Tokenizing child, as far as the examples need it."""

    def tokenize(self, base: str, examples: Sequence[Example], max_length: int) -> list[TokenizedExample]:
        """Return the examples as a base will see them."""

    def count(self, base: str, examples: Sequence[Example], max_length: int) -> Beyond:
        """Return how many examples are cut off for the base."""

    def close(self) -> None:
        """End the child."""


class VisitorExamples:
    """Examples and their edits, by owner."""

    def __init__(
        self,
        visitor_texts: VisitorTexts,
        base: Callable[[str], Base],
        previewer: Tokenizes | None = None,
        push: Callable[[str, str, bytes], Pushed] = push_dataset,
    ) -> None:
        """Build examples of the visitors' texts.

        `base` finds the base that a recipe names.
        """
        self._texts = visitor_texts
        self._base = base
        self._previewer = previewer or Previewer()
        self._push = push
        self._made: dict[str, tuple[tuple[Corpus, ExampleSettings, int], list[Example]]] = {}
        self._edits: dict[str, Edits] = {}
        self._counted: dict[str, tuple[tuple[str, int, tuple[Example, ...]], Beyond]] = {}

    def made(self, owner: str, recipe: Recipe) -> list[Example]:
        """Return a run's examples before the owner's edits."""
        corpus = self._texts.corpus(owner, recipe.passage_size) if owner else None
        if corpus is None:
            self._made.pop(owner, None)
            self._edits.pop(owner, None)
            self._counted.pop(owner, None)
            return []
        key = (corpus, recipe.example_settings, recipe.seed)
        known = self._made.get(owner)
        if known is None or known[0][0] is not corpus or known[0][1:] != key[1:]:
            known = (key, build(corpus.train, corpus.language, recipe.example_settings, recipe.seed))
            keep(self._made, owner, known, PREPARED_MOST)
        return known[1]

    def used(self, owner: str, recipe: Recipe) -> list[Example]:
        """Return a run's examples after the owner's edits."""
        return self.edits(owner).apply(self.made(owner, recipe))

    def foretold(self, owner: str, recipe: Recipe) -> dict[str, int]:
        """Return the expected number of examples for each task.

        The base is taken to write all the views asked for.
        """
        used = self.used(owner, recipe)
        corpus = self._texts.corpus(owner, recipe.passage_size) if owner else None
        if corpus and recipe.viewed and self._base(recipe.base).follows_instructions:
            return expected(corpus.train, used, recipe.example_settings)
        return dict(Counter(example.task for example in used))

    def edits(self, owner: str) -> Edits:
        """Return the owner's edits of examples that still exist."""
        return self._edits.get(owner, Edits())

    def edits_for(self, owner: str, recipe: Recipe) -> Edits:
        """Return the owner's edits of a recipe's examples.

        Raise RunError where they drop all of them.
        """
        made = self.made(owner, recipe)
        edits = self.edits(owner).within(made)
        if made and not edits.apply(made):
            raise RunError(error_messages.ALL_DROPPED)
        return edits

    def edit(self, owner: str, identity: str, prompt: str, completion: str) -> None:
        """Let an example say something else."""
        self._edited(owner, self.edits(owner).change(identity, prompt, completion))

    def drop(self, owner: str, identity: str) -> None:
        """Leave an example out."""
        self._edited(owner, self.edits(owner).drop(identity))

    def restore(self, owner: str, identity: str) -> None:
        """Let an example be as it was made."""
        self._edited(owner, self.edits(owner).restore(identity))

    def _edited(self, owner: str, edits: Edits) -> None:
        check_owner(owner)
        keep(self._edits, owner, edits, MOST_VISITORS)

    def tokenize(self, recipe: Recipe, shown: Sequence[Example]) -> list[TokenizedExample]:
        """Return examples as the recipe's base will see them.

        The first call takes some seconds.
        """
        return self._previewer.tokenize(self._base(recipe.base).id, shown, recipe.max_length)

    def beyond(self, owner: str, recipe: Recipe) -> Beyond:
        """Return how many edited examples are longer than the recipe allows."""
        used, base = self.used(owner, recipe), self._base(recipe.base).id
        asked = (base, recipe.max_length, tuple(used))
        known = self._counted.get(owner)
        if known is None or known[0] != asked:
            known = asked, self._previewer.count(base, used, recipe.max_length)
            keep(self._counted, owner, known, PREPARED_MOST)
        return known[1]

    def exported(self, owner: str, recipe: Recipe) -> bytes:
        """Return the edited examples as JSONL in chat form."""
        used = self.used(owner, recipe)
        if not used:
            raise RunError(error_messages.NO_EXAMPLES)
        return to_jsonl(used)

    def push(self, owner: str, recipe: Recipe, token: str, name: str) -> Pushed:
        """Push the examples to a private dataset of the account.

        The token is not kept.
        """
        return self._push(token, name, self.exported(owner, recipe))

    def close(self) -> None:
        """End what was started to look at examples."""
        self._previewer.close()
