"""Prompts of a comparison's columns, few-shot with as many passages as fit."""

from styles.language.sentences import last_sentences
from trainer import bases
from trainer.compare.comparison import Comparison
from trainer.model import sampling
from trainer.model.loaded_styles import LoadedStyles

EXCERPT_WORDS = (80, 50, 30, 20)
"""To how many words the author's passages are cut, one after the other, until all fit into the few-shot prompt."""


def column_prompts(loaded_styles: LoadedStyles, comparison: Comparison) -> tuple[list[str], int]:
    """Return each column's rendered prompt and the number of passages that fitted.

    The passages are the author's, in the prompt of few-shot.
    """
    message = comparison.message(loaded_styles.base)
    plain = [{"role": "user", "content": message}]
    texts, shots = [], 0
    for column in comparison.columns:
        if column == "few_shot":
            messages, shots = _with_passages(loaded_styles, comparison, message)
        else:
            messages = plain
        texts.append(sampling.rendered(loaded_styles.loaded.tokenizer, messages))
    return texts, shots


def _with_passages(
    loaded_styles: LoadedStyles, comparison: Comparison, message: str
) -> tuple[list[dict[str, str]], int]:
    """Return few-shot messages with room for the answer, and their passages' number.

    Rather than drop a passage, all are cut to their last sentences: three glimpses of a style show more than one.
    """
    passages, base = comparison.passages, loaded_styles.base
    for words in (None, *EXCERPT_WORDS):
        shown = passages if words is None else tuple(last_sentences(passage, words) for passage in passages)
        messages = few_shot(base, comparison, message, shown)
        if _fits(loaded_styles, messages, comparison):
            return messages, len(shown)
    for shots in range(len(passages) - 1, 0, -1):
        messages = few_shot(base, comparison, message, shown[:shots])
        if _fits(loaded_styles, messages, comparison):
            return messages, shots
    return [{"role": "user", "content": message}], 0


def _fits(loaded_styles: LoadedStyles, messages: list[dict[str, str]], comparison: Comparison) -> bool:
    """Check that the messages leave room for the answer."""
    tokens = loaded_styles.tokens(sampling.rendered(loaded_styles.loaded.tokenizer, messages))
    return tokens + comparison.max_new_tokens <= loaded_styles.context


def few_shot(base: bases.Base, comparison: Comparison, message: str, passages: tuple[str, ...]) -> list[dict[str, str]]:
    """Return messages that show the author's passages and then ask.

    An instruct base gets them in one message, as people paste them today. A base that cannot follow instructions gets
    them as earlier answers: that is the only form in which it has met text before a prompt.
    """
    if base.follows_instructions:
        intro, close, rewrite = _IMITATE.get(comparison.language, _IMITATE["en"])
        if comparison.mode == "rewrite":
            close, message = rewrite, comparison.prompt
        shown = "\n\n---\n\n".join(passages)
        return [{"role": "user", "content": f"{intro}\n\n{shown}\n\n---\n\n{close}\n\n{message}"}]
    turns = []
    for passage in reversed(passages):
        earlier = Comparison(passage, comparison.mode, language=comparison.language, columns=("base",)).message(base)
        turns += [{"role": "user", "content": earlier}, {"role": "assistant", "content": passage}]
    return [*turns, {"role": "user", "content": message}]


_IMITATE = {
    "en": (
        "Here are passages by one author.",
        "Answer in this author's voice and style.",
        "Rewrite the following text in this author's voice and style. Keep what it says.",
    ),
    "ru": (
        "Вот отрывки одного автора.",
        "Ответь голосом и стилем этого автора.",
        "Перепиши следующий текст голосом и стилем этого автора. Сохрани то, о чём в нём сказано.",
    ),
}
