"""The foot of the page on a Space: how to have a copy of one's own, who can, and what else there is."""

from html import escape

import gradio as gr

from ui.html import markup
from ui.strings.strings import Words


def build(space: str, words: Words) -> None:
    """Build the step for the Space of that name."""
    with gr.Column(elem_id="own-copy"):
        gr.HTML(markup.heading(words.copy_title, level=3) + markup.line(words.copy_lead))
        gr.DuplicateButton(words.copy_duplicate, variant="secondary", size="md", elem_id="duplicate")
        command = f"git clone https://huggingface.co/spaces/{space}"
        gr.HTML(
            f"{markup.line(words.copy_rule)}{markup.line(words.copy_at_home)}"
            f'<pre class="command"><code>{escape(command)}</code></pre>'
        )
