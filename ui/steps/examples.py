"""Between the texts and the fine-tune: the examples as the model will see them, to read, mend, drop and take away."""

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
from ui.html import examples, markup, run_progress
from ui.html.examples import Card
from ui.steps import recipe_fields, sign_in
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

A_PAGE = 10


@dataclass(frozen=True)
class Looking:
    """Where in the examples a visitor is; it stays on the server."""

    open: bool = False
    page: int = 0
    task: str = ""


@dataclass(frozen=True)
class ExamplesStep:
    """The parts that other steps speak to."""

    refresh: Callable[..., Any]
    """Handler: draw the examples anew where they are open."""
    asked: list[gr.components.Component]
    """Its inputs."""
    drawn: list[gr.components.Component]
    """Its outputs."""
    changes: list[Callable[..., Any]]
    """Register a handler for after examples were dropped or restored."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, settings: Sequence[Any]) -> ExamplesStep:
    """Build the step inside an accordion; `settings` are the owner and the components that make a recipe."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)
    looking = gr.State(Looking())
    # Apart from the rest, for a list that is drawn meanwhile would put an older one back.
    editing = gr.State("")
    with gr.Accordion(t.examples_title, open=False, elem_id="examples") as accordion:
        gr.HTML(markup.line(t.examples_lead))
        status = gr.HTML("", elem_id="examples-status")
        task = gr.Radio([], label=t.examples_task, visible=False, elem_id="examples-task")
        cards = gr.HTML("", js_on_load=_ON_LOAD, elem_id="examples-cards")
        with gr.Row(visible=False, elem_classes="actions", elem_id="examples-pages") as pages:
            back = gr.Button(t.page_back, size="sm", scale=0, min_width=90, elem_id="examples-back")
            place = gr.HTML("", elem_id="examples-place", min_width=120)
            on = gr.Button(t.page_on, size="sm", scale=0, min_width=90, elem_id="examples-on")
        with gr.Column(visible=False, elem_id="example-editor") as editor:
            prompt = gr.Textbox(label=t.example_prompt, lines=3, max_lines=12, elem_id="example-prompt")
            completion = gr.Textbox(label=t.example_completion, lines=8, max_lines=24, elem_id="example-completion")
            with gr.Row(elem_classes="actions"):
                save = gr.Button(t.example_save, variant="primary", scale=0, min_width=140, elem_id="example-save")
                cancel = gr.Button(t.example_cancel, scale=0, min_width=140, elem_id="example-cancel")
        with gr.Accordion(t.export_title, open=False, elem_id="export"):
            gr.HTML(markup.line(t.export_lead))
            sign_in.button(visitors, t, "sign-in-examples")
            download = gr.Button(t.export_download, elem_id="export-jsonl")
            with gr.Row(elem_classes="rename", equal_height=True):
                name = gr.Textbox(
                    label=t.export_name, placeholder="my-letters", max_length=200, min_width=250,
                    elem_id="export-name",
                )  # fmt: skip
                token = gr.Textbox(
                    label=t.export_token, info=t.export_token_info, type="password", max_length=300,
                    min_width=250, html_attributes=gr.InputHTMLAttributes(autocomplete="off"), elem_id="export-token",
                    visible=not visitors.hub.signs_in,
                )  # fmt: skip
            push = gr.Button(t.export_push, elem_id="export-push")
            pushed = gr.HTML("", elem_id="export-pushed")
    # The file is made in the browser out of what is handed over here: no text lies in a folder for downloads.
    handover = gr.Textbox(visible="hidden", elem_id="export-handover")

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    one_at_a_time: dict[str, Any] = {**hidden, "concurrency_id": "examples", "concurrency_limit": 2}
    asked: list[Any] = [looking, *settings]
    drawn: list[Any] = [looking, status, task, cards, pages, back, place, on]
    edited: list[Any] = [editing, editor, *drawn]

    accordion.expand(guard(handlers.open), asked, drawn, **one_at_a_time)
    accordion.collapse(handlers.close, looking, looking, **hidden, queue=False)
    task.input(guard(handlers.choose), [task, *asked], drawn, **one_at_a_time)
    for button, step in ((back, -1), (on, 1)):
        turned = button.click(guard(handlers.turner(step)), asked, drawn, **one_at_a_time)
        turned.then(None, None, None, js=_TO_THE_CARDS)
    cards.edit(guard(handlers.edit), asked, [editing, editor, prompt, completion], **hidden).then(
        None, None, None, js=_TO_THE_EDITOR
    )
    decided = cards.select(guard(handlers.decide), asked, drawn, **one_at_a_time)
    save.click(guard(handlers.save), [editing, prompt, completion, *asked], edited, **one_at_a_time).success(
        None, None, None, js=_TO_THE_CARD
    )
    cancel.click(lambda: ("", gr.Column(visible=False)), None, [editing, editor], **hidden, queue=False).then(
        None, None, None, js=_TO_THE_CARD
    )
    download.click(guard(handlers.export), list(settings), handover, **hidden).success(
        None, handover, handover, js=_HAND_OVER
    )
    push.click(guard(handlers.push), [token, name, *settings], [token, pushed], **hidden)
    return ExamplesStep(handlers.refresh, asked, drawn, [decided.then])


_ON_LOAD = """
element.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    window.pasticheExample = button.dataset.of;
    const said = { act: button.dataset.act, of: button.dataset.of };
    trigger(said.act === "edit" ? "edit" : "select", said);
});
"""
_CALM = 'const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";'
_TO_THE_CARDS = f"""() => {{
    {_CALM}
    document.getElementById("examples-cards")?.scrollIntoView({{ behavior, block: "start" }});
}}"""
_TO_THE_EDITOR = f"""() => {{
    {_CALM}
    setTimeout(() => {{
        const editor = document.getElementById("example-editor");
        editor?.scrollIntoView({{ behavior, block: "center" }});
        editor?.querySelector("textarea")?.focus({{ preventScroll: true }});
    }}, 200);
}}"""
_TO_THE_CARD = f"""() => {{
    {_CALM}
    const card = document.querySelector(`[data-example="${{CSS.escape(window.pasticheExample || "")}}"]`);
    card?.scrollIntoView({{ behavior, block: "center" }});
    card?.querySelector("button")?.focus({{ preventScroll: true }});
}}"""
_HAND_OVER = """text => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
    link.download = "examples.jsonl";
    document.body.append(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(link.href);
    return "";
}"""


class _Handlers:
    """What happens when something is pressed; `given` is what a recipe is made of."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    def open(self, looking: Looking, *given: Any) -> Iterator[tuple[Any, ...]]:
        """Draw the examples when they are opened."""
        # The base takes some seconds to answer for the first time; prompt and completion can be read meanwhile.
        yield from self._draw(replace(looking, open=True), *given, plain=True)

    def close(self, looking: Looking) -> Looking:
        """Draw nothing more until they are opened again."""
        return replace(looking, open=False)

    def refresh(self, looking: Looking, *given: Any) -> Iterator[tuple[Any, ...]]:
        """Draw the examples anew if they are open."""
        if not looking.open:
            yield (gr.skip(),) * 8
            return
        for drawn in self._draw(looking, *given):
            # Where the visitor is may have changed while this was drawn.
            yield gr.skip(), *drawn[1:]

    def choose(self, task: str | None, looking: Looking, *given: Any) -> Iterator[tuple[Any, ...]]:
        """Show the examples of one task."""
        yield from self._draw(replace(looking, task=task or "", page=0), *given)

    def turner(self, step: int) -> Callable[..., Iterator[tuple[Any, ...]]]:
        """Return the handler that turns so many pages."""

        def turn(looking: Looking, *given: Any) -> Iterator[tuple[Any, ...]]:
            yield from self._draw(replace(looking, page=looking.page + step), *given)

        return turn

    def edit(self, event: gr.EventData, looking: Looking, owner: str, *given: Any) -> tuple[Any, ...]:
        """Put an example into the two boxes."""
        identity, edits = str(event.of), self._visitors.examples.edits(owner)
        made = self._visitors.examples.made(owner, self._recipe(owner, *given))
        example = next((edits.reworded(one) for one in made if one.id == identity), None)
        if example is None:
            return "", gr.Column(visible=False), "", ""
        return identity, gr.Column(visible=True), example.prompt, example.completion

    def decide(self, event: gr.EventData, looking: Looking, owner: str, *given: Any) -> Iterator[tuple[Any, ...]]:
        """Drop or restore an example."""
        (self._visitors.examples.drop if event.act == "drop" else self._visitors.examples.restore)(owner, str(event.of))
        yield from self._draw(looking, owner, *given)

    def save(
        self, identity: str, prompt: str, completion: str, looking: Looking, owner: str, *given: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Keep what the boxes say."""
        self._visitors.examples.edit(owner, identity, prompt, completion)
        for drawn in self._draw(looking, owner, *given):
            yield "", gr.Column(visible=False), *drawn

    def export(self, owner: str, *given: Any) -> str:
        """Return the examples as one text."""
        return self._visitors.examples.exported(owner, self._recipe(owner, *given)).decode()

    def push(
        self, pasted: str, name: str, owner: str, signed_in: gr.OAuthToken | None, *given: Any
    ) -> Iterator[tuple[str, str]]:
        """Push the examples; the token goes from the page whatever comes of it."""
        t, token = self._t, sign_in.token_of(signed_in) or pasted
        if self._visitors.hub.signs_in and not signed_in:
            yield "", markup.line(t.sign_in_first, "warning", live=True)
            return
        yield "", markup.line(t.export_pushing, "busy", live=True)
        try:
            pushed = self._visitors.examples.push(owner, self._recipe(owner, *given), token, name)
        except PasticheError as error:
            yield "", markup.line(error.message.text(t.code), "warning", live=True)
        else:
            yield "", markup.link(t.export_pushed.format(repo=pushed.repo_id), pushed.url)

    def _recipe(self, owner: str, base: str, dial: Any, *given: Any) -> Recipe:
        return recipe_fields.edited(self._visitors.recipe(owner, base, dial), given)

    def _draw(self, looking: Looking, owner: str, *given: Any, plain: bool = False) -> Iterator[tuple[Any, ...]]:
        """Yield that the base is asked, on request with the examples as they are plainly, then one page of them."""
        visitors, t, skip = self._visitors, self._t, gr.skip()
        recipe = self._recipe(owner, *given)
        made = visitors.examples.made(owner, recipe)
        if not made:
            nothing = gr.Radio(visible=False), "", gr.Row(visible=False)
            yield looking, markup.line(t.examples_none), *nothing, skip, "", skip
            return
        counts = Counter(example.task for example in made)
        task = looking.task if looking.task in counts else ""
        chosen = [example for example in made if task in ("", example.task)]
        pages = -(-len(chosen) // A_PAGE)
        looking = replace(looking, task=task, page=min(max(0, looking.page), pages - 1))
        shown = chosen[looking.page * A_PAGE :][:A_PAGE]
        corpus = visitors.texts.corpus(owner, recipe.passage_size)
        language = corpus.language if corpus else "und"

        def drawn(seen: Sequence[TokenizedExample] = ()) -> tuple[Any, ...]:
            return (
                gr.Radio(choices=self._choices(counts), value=task, visible=len(counts) > 1),
                examples.cards(self._cards(owner, shown, seen), language, t),
                gr.Row(visible=pages > 1),
                gr.Button(interactive=looking.page > 0),
                markup.line(t.page_of.format(page=t.number(looking.page + 1), pages=t.number(pages))),
                gr.Button(interactive=looking.page < pages - 1),
            )

        busy = markup.line(t.examples_looking, "busy", live=True)
        yield looking, busy, *(drawn() if plain else [skip] * 6)
        seen, trouble = self._seen(owner, recipe, shown)
        yield skip, self._status(owner, recipe, made, bool(seen)) + trouble, *drawn(seen)

    def _seen(self, owner: str, recipe: Recipe, shown: Sequence[Example]) -> tuple[Sequence[TokenizedExample], str]:
        """Return the examples as the base sees them, or nothing and what kept it from being asked."""
        edits = self._visitors.examples.edits(owner)
        try:
            return self._visitors.examples.tokenize(recipe, [edits.reworded(example) for example in shown]), ""
        except PasticheError as error:
            # They can be read, changed and dropped all the same.
            return (), markup.line(error.message.text(self._t.code), "warning")

    def _cards(self, owner: str, shown: Sequence[Example], seen: Sequence[TokenizedExample] = ()) -> list[Card]:
        edits = self._visitors.examples.edits(owner)
        return [
            Card(made.id, edits.reworded(made), made.id in edits.changed, made.id in edits.dropped, one)
            for made, one in zip_longest(shown, seen)
        ]

    def _status(self, owner: str, recipe: Recipe, made: Sequence[Example], asked: bool) -> str:
        t, edits = self._t, self._visitors.examples.edits(owner).within(made)
        sentence = t.examples_sum.format(examples=t.counted("examples", len(made)))
        if edits:
            sentence += " " + t.examples_edited.format(
                dropped=t.number(len(edits.dropped)), changed=t.number(len(edits.changed))
            )
        foretold = self._visitors.examples.foretold(owner, recipe)
        remarks = run_progress.few_examples(foretold, t)
        if asked:  # a base that could not be asked to show some cannot count all either
            beyond = self._visitors.examples.beyond(owner, recipe)
            remarks = run_progress.beyond_the_length(beyond.cut, beyond.lost, t) + remarks
        if "rewrite" in foretold:
            remarks.insert(0, t.examples_views.format(tasks=run_progress.by_task(foretold, t)))
        return markup.line(sentence, live=True) + "".join(map(markup.line, remarks))

    def _choices(self, counts: Counter[ExampleTask]) -> list[tuple[str, str]]:
        t = self._t
        every = (t.examples_all, counts.total(), "")
        each = [(t.example_tasks[task], counts[task], task) for task in sorted(counts)]
        return [(f"{label} ({t.number(count)})", task) for label, count, task in (every, *each)]
