"""The one place where an error becomes a message on the page.

Nothing on the page is lost by it. An error for the author is shown as the sentence it is. Anything else is a bug: the
log gets where it happened, and the page says so. The log never gets what an exception says, for that may quote the
author's text.
"""

import functools
import inspect
import logging
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from trainer.errors import PasticheError, whereabouts
from ui.strings.strings import Strings

_log = logging.getLogger("pastiche.page")


class Guard:
    """Makes handlers safe, with messages in one language."""

    def __init__(self, t: Strings, show: Callable[[str], Any] | None = None) -> None:
        self._t = t
        self._show = show or gr.Warning

    def __call__(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """Return the handler with errors shown as messages.

        After an error every output stays as it is.
        """
        if inspect.isgeneratorfunction(handler):

            @functools.wraps(handler)
            def streaming(*args: Any) -> Iterator[Any]:
                try:
                    yield from handler(*args)
                except Exception as error:
                    self._show(self.sentence(error))
                    yield gr.skip()

            return streaming

        @functools.wraps(handler)
        def plain(*args: Any) -> Any:
            try:
                return handler(*args)
            except Exception as error:
                self._show(self.sentence(error))
                return gr.skip()

        return plain

    def for_programs(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """Return the handler with errors raised as sentences, for the calling program."""

        @functools.wraps(handler)
        def answering(*args: Any) -> Any:
            try:
                return handler(*args)
            except Exception as error:
                raise gr.Error(self.sentence(error), print_exception=False) from None

        return answering

    def sentence(self, error: Exception) -> str:
        """Return the message for an error, and log a bug."""
        if isinstance(error, PasticheError):
            return error.message.text(self._t.code)
        log_bug(error)
        return self._t.bug


def log_bug(error: BaseException) -> None:
    """Log the place and the kind of an unexpected error."""
    _log.error("A bug:\n%s", whereabouts(error))
