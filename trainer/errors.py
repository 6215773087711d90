"""Errors for the author: what is wrong, and what would be right.

PasticheError
├── TextError    a text or a corpus
├── BaseError    a base model
├── RecipeError  a setting
├── RunError     a run
└── HubError     the Hugging Face Hub

Raise one where the fact is known. Anything else that escapes is a bug, and where it happened is logged.
"""

import traceback

from styles.errors import PasticheError, TextError

__all__ = ["BaseError", "HubError", "PasticheError", "RecipeError", "RunError", "TextError", "whereabouts"]


class BaseError(PasticheError):
    """A base model is missing, unreadable, or does not suit this computer."""


class RecipeError(PasticheError):
    """A recipe's setting is missing, out of range, or contradicts another."""


class RunError(PasticheError):
    """A run cannot be started, read, resumed or finished."""


class HubError(PasticheError):
    """The Hugging Face Hub refused a request, or could not be reached."""


def whereabouts(error: BaseException) -> str:
    """Return where an unexpected error happened, and its kind.

    Its message is left out, as it may quote a text.
    """
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
