"""The foot of the page on a Space: copies of one's own.

How to have one, who can, and what else there is.
"""

from html import escape

import gradio as gr

from ui.html import markup
from ui.strings.strings import Strings


def build(space: str, t: Strings) -> None:
    """Build the step for the Space of that name."""
    with gr.Column(elem_id="own-copy"):
        gr.HTML(markup.heading(t.copy_title, level=3) + markup.line(t.copy_lead))
        gr.DuplicateButton(t.copy_duplicate, variant="secondary", size="md", elem_id="duplicate")
        command = f"git clone https://huggingface.co/spaces/{space}"
        gr.HTML(
            f"{markup.line(t.copy_rule)}{markup.line(t.copy_at_home)}"
            f'<pre class="command"><code>{escape(command)}</code></pre>'
        )
