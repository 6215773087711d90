"""What the comparison shows of styles and of answers, in one language."""

from typing import Any

import gradio as gr

from styles.i18n.message import as_message
from styles.measures.meaning import compare_facts
from styles.measures.word_diff import changes
from trainer.bases import EMBEDDED, name_of
from trainer.compare.comparison import PASSAGES_SHOWN, Column
from trainer.compare.real_pair import real_pair
from trainer.library.style import Style, ordered
from ui.html import markup, rewriting
from ui.html.comparison_progress import Columns
from ui.strings.strings import Strings, strings
from ui.visitors.visitors import Visitors


class View:
    """Labels and HTML of styles, columns and answers."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    # Styles

    def choices(self, owner: str) -> list[tuple[str, str]]:
        """Return the styles as (label, id), in their order."""
        return [(style.name, style.id) for style in ordered(self._visitors.styles(owner), self._t.code)]

    def first_style(self) -> str | None:
        """Return the id of a first visitor's style."""
        style = self._visitors.first_style(self._t.code)
        return style.id if style else None

    def prompts(self, style: Style) -> list[str]:
        """Return prompts worth trying with a style."""
        return list(style.prompts or strings(style.language).prompts)

    def about(self, style: Style) -> str:
        """Return what a style is, and whether it is there."""
        own = self._t.own_style if style.id.startswith("run/") else ""
        if style.few_shot:
            own = self._t.few_shot_style
        if style.repo_id:
            own = self._t.pulled_style.format(repo=style.repo_id)
        missing = "" if style.is_ready else markup.line(self._t.style_missing.format(name=style.name), "warning")
        return markup.line(style.description or own) + missing

    def strength(self, style: Style, value: float) -> Any:
        """Return the slider for a style; without adapter it is fixed."""
        t = self._t
        info = t.strength_info if style.has_strength else t.strength_none
        if style.has_strength and style.strength != 1:
            info += " " + t.strength_recommended.format(strength=t.decimal(style.strength, 2))
        return gr.Slider(value=value if style.has_strength else 1.0, interactive=style.has_strength, info=info)

    def footnote(self, style: Style) -> str:
        """Return how the columns are made, and by which base."""
        t, demonstrates = self._t, style.base == EMBEDDED.id
        lines = [t.shared_noise, t.demonstration if demonstrates else t.base_of.format(base=name_of(style.base))]
        if not self._visitors.hub_reachable():
            lines.append(t.hub_silent)
        beside = markup.real_pair(real_pair(), t) if demonstrates else ""
        return "".join(markup.line(sentence) for sentence in lines) + beside

    # Columns

    def title(self, column: Column, style: Style | None = None, shown: int = PASSAGES_SHOWN) -> str:
        """Return the head of a column.

        The styled one bears the style's name.
        """
        t = self._t
        title = t.column_titles[column].format(passages=t.counted("passages", shown))
        if column == "styled" and style:
            title = t.styled_as.format(name=style.name)
        return markup.column_heading(title, t.column_notes[column])

    def empty(self) -> str:
        """Return a column before any question."""
        sheet = markup.prose("", self._t.code, placeholder=self._t.column_empty)
        return sheet + markup.originality(None, self._t)

    def sheet(self, columns: Columns, column: Column, style: Style, prompt: str) -> str:
        """Return a column's text.

        Once all columns are written, what it copies from the author is marked, and what it kept of a draft is counted.
        """
        t, text = self._t, columns.texts[column]
        copied = self._visitors.originality(style, text, prompt) if columns.stage == "done" else None
        busy = columns.stage == "writing" and column not in columns.tokens
        marks = markup.copied_marks(copied, t)
        sheet = markup.prose(text, style.language, busy, t.column_silent, marks)
        checked = columns.paraphrase and columns.stage == "done" and text.strip()
        kept = rewriting.facts(compare_facts(text, prompt), t) if checked else ""
        return sheet + markup.originality(copied, t) + kept

    def draft(self, columns: Columns, style: Style, prompt: str) -> str:
        """Return what became of a draft; empty where nothing is rewritten."""
        paraphrase = rewriting.plain(columns.paraphrase, style.language, self._t)
        rewritten = columns.texts[style.columns[-1]]
        if not paraphrase or columns.stage != "done" or not rewritten.strip():
            return paraphrase
        return paraphrase + rewriting.changes(changes(prompt, rewritten), prompt, style.name, style.language, self._t)

    def status(self, columns: Columns) -> str:
        """Return what the columns are doing, as a line."""
        t = self._t
        if columns.trouble:
            bug = columns.trouble.bug
            return markup.line(t.bug if bug else as_message(columns.trouble).text(t.code), "warning", live=True)
        if columns.stage == "neutralising" and columns.neutralising:
            of = columns.neutralising
            part, parts = t.number(of.part), t.number(of.parts)
            many = t.compare_paraphrasing_part.format(part=part, parts=parts)
            return markup.line(t.compare_paraphrasing if of.parts == 1 else many, "busy", live=True)
        if columns.stage == "done":
            return markup.line(t.compare_done.format(seconds=t.decimal(columns.seconds, 1)), live=True)
        return markup.line(t.compare_writing, "busy", live=True)
