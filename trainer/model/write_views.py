"""The base as writer of summaries and paraphrases of training passages.

Its adapter is off meanwhile.
"""

from collections.abc import Sequence

from styles.examples.examples import COPIED_WORDS
from styles.examples.templates import wordings
from styles.examples.view_wordings import VIEWS
from styles.language.words import count_words
from styles.measures.no_copy import NoCopy
from trainer import bases
from trainer.library.probe import follows_rules
from trainer.model import sampling
from trainer.model.answers import Manner, StopRequested, rows_that_fit
from trainer.model.engine import Loaded
from trainer.model.own_answers import own_answers
from trainer.runs.events import Phase, ViewsWritten
from trainer.runs.passage_views import ATTEMPTS, wanted_views, write_views, written_views
from trainer.runs.run import Run
from trainer.runs.writer import WritingRequest, WrittenText

TEMPERATURE, MIN_P = 0.7, 0.05
"""Views are to be right rather than surprising."""
TOKENS_FOR_MARKS = 24
"""What the chat template takes of an example, beside its texts."""


def make_views(run: Run, loaded: Loaded) -> None:
    """Write the summaries and paraphrases of the recipe; report their number.

    The model must not have learnt yet.
    """
    wanted = wanted_views(run)
    if not wanted:
        return
    run.append(Phase("viewing"))
    writer = BaseWriter(run, loaded)
    able = _follows_instructions(run, writer)
    if able:
        write_views(run, writer)
    if run.stop_asked():
        return
    found = written_views(run) if able else {}
    written = {view: sum(bool(getattr(one, view)) for one in found.values()) for view in VIEWS}
    run.append(
        ViewsWritten(
            passages=len(run.corpus.train),
            briefs=written["brief"],
            neutral=written["neutral"],
            able=bool(found),
            given_up=tuple(view for view in wanted if not written[view]),
        )
    )


def _follows_instructions(run: Run, writer: "BaseWriter") -> bool:
    """Check that the base follows instructions.

    By what is known, was found out before, or a few rules show now.
    """
    base = bases.find(run.recipe.base)
    if bases.is_known(base) or not base.follows_instructions:
        return base.follows_instructions
    if said := [event for event in run.events if isinstance(event, ViewsWritten)]:
        return said[-1].able
    # Some views may be there from before a kill, or from another run.
    return bool(written_views(run)) or follows_rules(writer, run.corpus.language)


class BaseWriter:
    """Writer with the run's base."""

    def __init__(self, run: Run, loaded: Loaded) -> None:
        """Take the base as it is loaded for the run."""
        self._run, self._loaded = run, loaded
        self.attempts = ATTEMPTS[loaded.device]
        config = loaded.model.config.get_text_config()
        # Unsloth cuts off what is longer than the examples that it was loaded for.
        limits = (getattr(config, "max_position_embeddings", None), getattr(loaded.model, "max_seq_length", None))
        self._context = min((int(limit) for limit in limits if limit), default=4096)
        self._longest = run.recipe.max_length
        language = run.corpus.language
        self._ask_tokens = max(self._tokens(wording) for wording in wordings("rewrite", language))

    def rows(self, longest: WritingRequest) -> int:
        """Return how many texts of this length fit into one batch."""
        return rows_that_fit(self._loaded, self._length(longest))

    def write(self, asked: Sequence[WritingRequest]) -> list[WrittenText]:
        """Return the answers in order; none if stopped, empty without room."""
        answers = [WrittenText("", False)] * len(asked)
        indices = [index for index, one in enumerate(asked) if self._length(one) <= self._context]
        if not indices:
            return answers
        prompts = [self._rendered(asked[index]) for index in indices]
        room = self._context - max(map(self._tokens, prompts))
        manner = Manner(min(room, max(self._most_tokens(asked[index]) for index in indices)), TEMPERATURE, MIN_P)
        never = [NoCopy([asked[index].passage], COPIED_WORDS) for index in indices]
        seeds = [asked[index].seed for index in indices]
        try:
            written = own_answers(self._loaded, prompts, seeds, manner, never, self._run.stop_asked)
        except StopRequested:
            return []
        for index, answer in zip(indices, written, strict=True):
            answers[index] = WrittenText(answer.text, answer.ended)
        return answers

    def holds(self, prompt: str, completion: str) -> bool:
        """Check that an example fits into the model's maximum length."""
        return self._tokens(prompt) + self._tokens(completion) + self._ask_tokens + TOKENS_FOR_MARKS <= self._longest

    def _rendered(self, asked: WritingRequest) -> str:
        return sampling.question(self._loaded.tokenizer, asked.message)

    def _tokens(self, text: str) -> int:
        return sampling.count_tokens(self._loaded.tokenizer, text)

    def _length(self, asked: WritingRequest) -> int:
        """Return the tokens of the prompt with the longest useful answer."""
        return self._tokens(self._rendered(asked)) + self._most_tokens(asked)

    def _most_tokens(self, asked: WritingRequest) -> int:
        """Return the tokens of the longest useful answer.

        At the passage's tokens a word, and as many as can be learnt beside it.
        """
        example = asked.passage or asked.message
        tokens = self._tokens(example)
        learnable = self._longest - tokens - self._ask_tokens - TOKENS_FOR_MARKS
        return min(8 + asked.most_words * tokens // max(1, count_words(example)), max(1, learnable))
