"""What programs may ask of the page by name.

They ask over HTTP, with `gradio_client` or as an MCP client, whose tools these are. A program is nobody's: no owner id
is taken, so it reaches what everybody may see, the gallery's styles, and no visitor's run. What the page's own buttons
call is private; that only hides it, and its handlers check the owner.

The docstrings are read by authors of programs, and by models that choose a tool; Gradio takes them apart at `Args:`.
"""

from typing import Any, Literal

from gradio.events import api

from styles.i18n.message import as_message
from trainer.compare.comparison import MOST_TOKENS, ComparisonRequest
from trainer.errors import RunError
from ui.guard import Guard
from ui.html.comparison_progress import Columns, after
from ui.strings.strings import ENGLISH
from ui.visitors.visitors import Visitors


def build(visitors: Visitors) -> None:
    """Add the public endpoints to the page that is being built."""
    guard, endpoints = Guard(ENGLISH), _Endpoints(visitors)
    # Their answers take the same turns as the page's.
    turns: dict[str, Any] = {"concurrency_id": "compare", "concurrency_limit": 4}
    api(guard.for_programs(endpoints.list_styles), api_name="list_styles", queue=False)
    api(guard.for_programs(endpoints.compare), api_name="compare", **turns)
    api(guard.for_programs(endpoints.rewrite), api_name="rewrite", **turns)


class _Endpoints:
    """The public endpoints, under their public names.

    A method's signature is the endpoint's.
    """

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors

    def list_styles(self) -> list[dict[str, Any]]:
        """List the sample styles that a prompt can be answered in.

        Returns:
            One object a style: its id, name, language (en or ru), a description, prompts worth trying, and the strength
            at which it is shown.
        """
        return [
            {
                "id": style.id,
                "name": style.name,
                "language": style.language,
                "description": style.description,
                "prompts": list(style.prompts),
                "strength": style.strength,
            }
            for style in self._visitors.gallery()
            if style.is_ready
        ]

    def compare(
        self,
        style: str,
        prompt: str,
        mode: Literal["write", "continue"] = "write",
        strength: float | None = None,
        seed: int = 1,
        max_new_tokens: int = ComparisonRequest.max_new_tokens,
    ) -> dict[str, str]:
        """Answer a prompt in an author's style.

        The answers of the same model without the style come beside it.

        Args:
            style: The id of a style, as list_styles gives it.
            prompt: A few words to write about, in the style's language; in the mode "continue", a text to go on from.
            mode: "write" to write about the prompt, "continue" to go on from it.
            strength: How much of the style is used, from 0 (the base model) to 1.5; left out, what is best for it.
            seed: The same seed and prompt give the same answers.
            max_new_tokens: How long an answer may be, at most 400 tokens.

        Returns:
            The three answers: base (the model as it was), few_shot (the same, shown passages by the author) and styled
            (the same, fine-tuned on the author).
        """
        tokens = min(int(max_new_tokens), MOST_TOKENS)
        return self._answered(style, ComparisonRequest(prompt, mode, strength, max_new_tokens=tokens, seed=int(seed)))

    def rewrite(self, style: str, draft: str, strength: float | None = None, seed: int = 1) -> dict[str, str]:
        """Rewrite a draft in an author's style.

        What the same model makes of it without the style comes beside it. The draft is first put into plain words. A
        base model that follows no instructions, such as the demonstration model, takes only some words of it and writes
        anew what they suggest.

        Args:
            style: The id of a style, as list_styles gives it.
            draft: The text to rewrite, in the style's language.
            strength: How much of the style is used, from 0 (the base model) to 1.5; left out, what is best for it.
            seed: The same seed and draft give the same answers.

        Returns:
            The three rewritings: base (the model as it was), few_shot (the same, shown passages by the author) and
            styled (the same, fine-tuned on the author).
        """
        return self._answered(style, ComparisonRequest(draft, "rewrite", strength, seed=int(seed)))

    def _answered(self, style_id: str, request: ComparisonRequest) -> dict[str, str]:
        """Return the text of every column once all are written."""
        columns = Columns()
        for answer in self._visitors.compare("", style_id, request):
            columns = after(answer, columns)
        if columns.trouble:
            raise RunError(as_message(columns.trouble))
        return {column: text.strip() for column, text in columns.texts.items()}
