"""The author's edits of training examples: dropped and reworded ones.

An edit belongs to an example's content, so it stays with the example whatever is added around it; where the example is
no longer made, the edit does nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from styles import error_messages
from styles.errors import TextError
from styles.examples.examples import Example

MOST_CHARACTERS = 40_000
"""How long an edited prompt or completion may be."""


@dataclass(frozen=True)
class Edits:
    """Dropped and changed examples, by their original ids."""

    dropped: frozenset[str] = frozenset()
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The prompt and the completion to use instead."""

    def __bool__(self) -> bool:
        return bool(self.dropped or self.changed)

    def drop(self, example_id: str) -> Self:
        """Return these edits with an example dropped; its changes are kept."""
        return replace(self, dropped=self.dropped | {example_id})

    def change(self, example_id: str, prompt: str, completion: str) -> Self:
        """Return these edits with an example reworded.

        Raises `TextError` without a prompt or a completion, and over `MOST_CHARACTERS`.
        """
        prompt, completion = prompt.strip(), completion.strip()
        if not prompt or not completion:
            raise TextError(error_messages.HALF_AN_EXAMPLE)
        if max(len(prompt), len(completion)) > MOST_CHARACTERS:
            raise TextError(error_messages.LONG_EXAMPLE(most=MOST_CHARACTERS))
        return replace(self, changed={**self.changed, example_id: (prompt, completion)})

    def restore(self, example_id: str) -> Self:
        """Return these edits without those of one example."""
        changed = {key: texts for key, texts in self.changed.items() if key != example_id}
        return replace(self, dropped=self.dropped - {example_id}, changed=changed)

    def reworded(self, example: Example) -> Example:
        """Return an example with its changes, dropped or not."""
        prompt, completion = self.changed.get(example.id, (example.prompt, example.completion))
        return replace(example, prompt=prompt, completion=completion)

    def apply(self, examples: Iterable[Example]) -> list[Example]:
        """Return the examples to train on, in their order."""
        return [self.reworded(example) for example in examples if example.id not in self.dropped]

    def carried(self, shown: Sequence[Example], made: Sequence[Example]) -> list[Example]:
        """Return the training examples with the edits of the shown ones.

        The author saw other examples of the same passages: those without views. An example takes the edit of the one of
        its task and passage. A task that was not seen yet goes where all of the passage was dropped, and teaches the
        completion that was mended. What was changed is learnt in any case.
        """
        if not self:
            return list(made)
        touched, ids = self.dropped | self.changed.keys(), {example.id for example in shown}
        by_passage: dict[int, dict[str, Example]] = {}
        for example in shown:
            by_passage.setdefault(example.passage, {}).setdefault(example.task, example)
        kept = []
        for example in made:
            known = by_passage.get(example.passage, {})
            before = example if example.id in ids else known.get(example.task)
            if before and before.id in touched:
                kept += self.apply([before])
            elif before or not known:
                kept.append(example)
            elif not all(other.id in self.dropped for other in known.values()):
                mended = (self.changed[other.id][1] for other in known.values() if other.id in self.changed)
                kept.append(replace(example, completion=next(mended, example.completion)))
        covered = {(example.task, example.passage) for example in kept}
        unmatched = [
            example
            for example in shown
            if example.id in self.changed and (example.task, example.passage) not in covered
        ]
        return kept + self.apply(unmatched)

    def within(self, examples: Sequence[Example]) -> Self:
        """Return the edits of these examples only, without texts of others."""
        ids = {example.id for example in examples}
        changed = {key: texts for key, texts in self.changed.items() if key in ids}
        return replace(self, dropped=self.dropped & ids, changed=changed)

    def to_json(self) -> dict[str, Any]:
        """Return the edits as plain lists and dicts, in stable order."""
        return {
            "dropped": sorted(self.dropped),
            "changed": {key: list(self.changed[key]) for key in sorted(self.changed)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the edits that `to_json` wrote."""
        changed = {str(key): (str(prompt), str(completion)) for key, (prompt, completion) in data["changed"].items()}
        return cls(frozenset(map(str, data["dropped"])), changed)
