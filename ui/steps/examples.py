"""The examples, to read, edit, drop and take away before the fine-tune.

They are shown as the model will see them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

import gradio as gr

from styles.examples.examples import Example, ExampleTask
from trainer.errors import PasticheError
from trainer.processes.tokenized_examples import TokenizedExample
from trainer.runs.recipe import Recipe
from ui.guard import Guard
from ui.html import examples, markup, run_sentences
from ui.html.examples import Card
from ui.js.scripts import script
from ui.steps import recipe_fields, sign_in
from ui.steps.events import HIDDEN, QUICK, Updates, unchanged
from ui.steps.examples_parts import Parts, Position, components
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

A_PAGE = 10


@dataclass(frozen=True)
class ExamplesStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    changes: list[Callable[..., Any]]
    """Register a handler for after examples were dropped or restored."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, recipe: Sequence[Any]) -> ExamplesStep:
    """Build the step inside an accordion.

    `recipe` holds the owner and the components that make a recipe.
    """
    parts = components(visitors, t, recipe)
    handlers = Handlers(visitors, t, parts)
    guard, asked, drawn = handlers.guard, parts.asked, parts.drawn
    turns: dict[str, Any] = {**HIDDEN, "concurrency_id": "examples", "concurrency_limit": 2}
    parts.accordion.expand(guard(handlers.open), asked, drawn, **turns)
    parts.accordion.collapse(handlers.close, parts.position, parts.position, **QUICK)
    parts.task.input(guard(handlers.choose), [parts.task, *asked], drawn, **turns)
    for button, step in ((parts.back, -1), (parts.on, 1)):
        turned = button.click(guard(handlers.turner(step)), asked, drawn, **turns)
        turned.then(None, None, None, js=script("to_the_cards"))
    decided = parts.cards.select(guard(handlers.decide), asked, drawn, **turns)
    _wire_editor(parts, handlers, turns)
    parts.download.click(guard(handlers.export), list(recipe), parts.handover, **HIDDEN).success(
        None, parts.handover, parts.handover, js=script("save_text")
    )
    parts.push.click(guard(handlers.push), [parts.token, parts.name, *recipe], [parts.token, parts.pushed], **HIDDEN)
    return ExamplesStep(parts, handlers, [decided.then])


def _wire_editor(parts: Parts, handlers: "Handlers", turns: dict[str, Any]) -> None:
    """Have an example put into two boxes, and saved or not."""
    guard, editor = handlers.guard, [parts.editing, parts.editor]
    edit = parts.cards.edit(guard(handlers.edit), parts.asked, [*editor, parts.prompt, parts.completion], **HIDDEN)
    edit.then(None, None, None, js=script("to_the_editor"))
    boxes = [parts.editing, parts.prompt, parts.completion]
    saved = parts.save.click(guard(handlers.save), [*boxes, *parts.asked], [*editor, *parts.drawn], **turns)
    saved.success(None, None, None, js=script("to_the_card"))
    parts.cancel.click(handlers.cancel, None, editor, **QUICK).then(None, None, None, js=script("to_the_card"))


@dataclass(frozen=True)
class _Page:
    """One page of the examples."""

    position: Position
    """Where it is, if the wanted task and page exist."""
    examples: Sequence[Example]
    pages: int
    counts: Counter[ExampleTask]
    """How many examples each task has."""

    @classmethod
    def of(cls, made: Sequence[Example], position: Position) -> "_Page":
        """Return the page at a position, or the nearest."""
        counts = Counter(example.task for example in made)
        task = position.task if position.task in counts else ""
        chosen = [example for example in made if task in ("", example.task)]
        pages = -(-len(chosen) // A_PAGE)
        page = min(max(0, position.page), pages - 1)
        return cls(replace(position, task=task, page=page), chosen[page * A_PAGE :][:A_PAGE], pages, counts)


class Handlers:
    """What happens when something is pressed.

    `settings` are a recipe's base, dial and all else.
    """

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def open(self, position: Position, owner: str, *settings: Any) -> Iterator[Updates]:
        """Draw the examples when they are opened."""
        # The base takes some seconds to answer for the first time; prompt and completion can be read meanwhile.
        yield from self._draw(replace(position, open=True), owner, *settings, plain=True)

    def close(self, position: Position) -> Updates:
        """Draw nothing more until they are opened again."""
        return {self._parts.position: replace(position, open=False)}

    def refresh(self, position: Position, owner: str, *settings: Any) -> Iterator[Updates]:
        """Draw the examples anew if they are open."""
        if not position.open:
            yield unchanged()
            return
        for updates in self._draw(position, owner, *settings):
            # Where the visitor is may have changed while this was drawn.
            updates.pop(self._parts.position, None)
            yield updates

    def choose(self, task: str | None, position: Position, owner: str, *settings: Any) -> Iterator[Updates]:
        """Show the examples of one task."""
        yield from self._draw(replace(position, task=task or "", page=0), owner, *settings)

    def turner(self, step: int) -> Callable[..., Iterator[Updates]]:
        """Return the handler that turns so many pages."""

        def turn(position: Position, owner: str, *settings: Any) -> Iterator[Updates]:
            yield from self._draw(replace(position, page=position.page + step), owner, *settings)

        return turn

    def edit(self, event: gr.EventData, position: Position, owner: str, *settings: Any) -> Updates:
        """Put an example into the two boxes."""
        parts, edits = self._parts, self._visitors.examples.edits(owner)
        made = self._visitors.examples.made(owner, self._recipe(owner, *settings))
        example = next((edits.reworded(example) for example in made if example.id == str(event.of)), None)
        if example is None:
            return {**self.cancel(), parts.prompt: "", parts.completion: ""}
        boxes: Updates = {parts.prompt: example.prompt, parts.completion: example.completion}
        return {parts.editing: str(event.of), parts.editor: gr.Column(visible=True), **boxes}

    def cancel(self) -> Updates:
        """Close the editor."""
        return {self._parts.editing: "", self._parts.editor: gr.Column(visible=False)}

    def decide(self, event: gr.EventData, position: Position, owner: str, *settings: Any) -> Iterator[Updates]:
        """Drop or restore an example."""
        (self._visitors.examples.drop if event.act == "drop" else self._visitors.examples.restore)(owner, str(event.of))
        yield from self._draw(position, owner, *settings)

    def save(
        self, example_id: str, prompt: str, completion: str, position: Position, owner: str, *settings: Any
    ) -> Iterator[Updates]:
        """Keep what the boxes say."""
        self._visitors.examples.edit(owner, example_id, prompt, completion)
        for updates in self._draw(position, owner, *settings):
            yield self.cancel() | updates

    def export(self, owner: str, *settings: Any) -> Updates:
        """Return the examples as one text."""
        exported = self._visitors.examples.exported(owner, self._recipe(owner, *settings))
        return {self._parts.handover: exported.decode()}

    def push(
        self, pasted: str, name: str, owner: str, signed_in: gr.OAuthToken | None, *settings: Any
    ) -> Iterator[Updates]:
        """Push the examples; the token always goes from the page."""
        for line in self._pushed(sign_in.token_of(signed_in) or pasted, name, owner, bool(signed_in), *settings):
            yield {self._parts.token: "", self._parts.pushed: line}

    def _pushed(self, token: str, name: str, owner: str, signed_in: bool, *settings: Any) -> Iterator[str]:
        t = self._t
        if self._visitors.hub.signs_in and not signed_in:
            yield markup.line(t.sign_in_first, "warning", live=True)
            return
        yield markup.line(t.export_pushing, "busy", live=True)
        try:
            pushed = self._visitors.examples.push(owner, self._recipe(owner, *settings), token, name)
        except PasticheError as error:
            yield markup.line(error.message.text(t.code), "warning", live=True)
        else:
            yield markup.link(t.export_pushed.format(repo=pushed.repo_id), pushed.url)

    def _recipe(self, owner: str, base: str, dial: Any, *settings: Any) -> Recipe:
        return recipe_fields.edited(self._visitors.recipes.recipe(owner, base, dial), settings)

    def _draw(self, position: Position, owner: str, *settings: Any, plain: bool = False) -> Iterator[Updates]:
        """Yield that the base is asked, then a page of examples.

        It is shown as the base sees it, and with `plain` also before, without the base.
        """
        parts, t, recipe = self._parts, self._t, self._recipe(owner, *settings)
        made = self._visitors.examples.made(owner, recipe)
        if not made:
            hidden: Updates = {parts.task: gr.Radio(visible=False), parts.pages: gr.Row(visible=False)}
            texts: Updates = {parts.status: markup.line(t.examples_none), parts.cards: "", parts.number: ""}
            yield {parts.position: position, **hidden, **texts}
            return
        page = _Page.of(made, position)
        busy: Updates = {parts.status: markup.line(t.examples_looking, "busy", live=True)}
        yield {parts.position: page.position, **busy, **(self._page(owner, recipe, page) if plain else {})}
        tokenized, trouble = self._tokenized(owner, recipe, page.examples)
        status = self._status(owner, recipe, made, bool(tokenized)) + trouble
        yield {parts.status: status, **self._page(owner, recipe, page, tokenized)}

    def _page(self, owner: str, recipe: Recipe, page: _Page, tokenized: Sequence[TokenizedExample] = ()) -> Updates:
        parts, t, number = self._parts, self._t, page.position.page + 1
        corpus = self._visitors.texts.corpus(owner, recipe.passage_size)
        cards, language = self._cards(owner, page.examples, tokenized), corpus.language if corpus else "und"
        several, choices = len(page.counts) > 1, self._choices(page.counts)
        return {
            parts.task: gr.Radio(choices=choices, value=page.position.task, visible=several),
            parts.cards: examples.cards(cards, language, t),
            parts.pages: gr.Row(visible=page.pages > 1),
            parts.back: gr.Button(interactive=number > 1),
            parts.number: markup.line(t.page_of.format(page=t.number(number), pages=t.number(page.pages))),
            parts.on: gr.Button(interactive=number < page.pages),
        }

    def _tokenized(
        self, owner: str, recipe: Recipe, shown: Sequence[Example]
    ) -> tuple[Sequence[TokenizedExample], str]:
        """Return the examples as the base sees them, or what kept it."""
        edits = self._visitors.examples.edits(owner)
        try:
            return self._visitors.examples.tokenize(recipe, [edits.reworded(example) for example in shown]), ""
        except PasticheError as error:
            # They can be read, changed and dropped all the same.
            return (), markup.line(error.message.text(self._t.code), "warning")

    def _cards(self, owner: str, shown: Sequence[Example], tokenized: Sequence[TokenizedExample]) -> list[Card]:
        edits = self._visitors.examples.edits(owner)
        return [
            Card(made.id, edits.reworded(made), made.id in edits.changed, made.id in edits.dropped, example)
            for made, example in zip_longest(shown, tokenized)
        ]

    def _status(self, owner: str, recipe: Recipe, made: Sequence[Example], counted: bool) -> str:
        t, edits = self._t, self._visitors.examples.edits(owner).within(made)
        sentence = t.examples_sum.format(examples=t.counted("examples", len(made)))
        if edits:
            sentence += " " + t.examples_edited.format(
                dropped=t.number(len(edits.dropped)), changed=t.number(len(edits.changed))
            )
        foretold = self._visitors.examples.foretold(owner, recipe)
        remarks = run_sentences.few_examples(foretold, t)
        if counted:  # a base that could not be asked to show some cannot count all either
            beyond = self._visitors.examples.beyond(owner, recipe)
            remarks = run_sentences.beyond_the_length(beyond.cut, beyond.lost, t) + remarks
        if "rewrite" in foretold:
            remarks.insert(0, t.examples_views.format(tasks=run_sentences.by_task(foretold, t)))
        return markup.line(sentence, live=True) + "".join(map(markup.line, remarks))

    def _choices(self, counts: Counter[ExampleTask]) -> list[tuple[str, str]]:
        t = self._t
        every = (t.examples_all, counts.total(), "")
        each = [(t.example_tasks[task], counts[task], task) for task in sorted(counts)]
        return [(f"{label} ({t.number(count)})", task) for label, count, task in (every, *each)]
