"""Tokens per word of the bases' tokenizers."""

TOKENS_PER_WORD = {"en": 1.5, "ru": 2.5}
"""Of the tokenizers of Qwen2.5, SmolLM2 and Gemma 3 on the gallery's prose: 1.46 to 1.50 in English; in Russian 2.51 of
Qwen2.5 and 2.06 of Gemma 3."""
MANY_TOKENS = 2.5
"""The same for languages of which there is no sample."""


def tokens_per_word(language: str) -> float:
    """Return about how many tokens a word has in a language.

    One that is not known yet counts as English.
    """
    return TOKENS_PER_WORD.get(language or "en", MANY_TOKENS)
