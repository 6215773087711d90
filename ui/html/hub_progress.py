"""How far a push or a pull is, in words."""

from trainer.hub.progress import Step
from ui.html import markup
from ui.strings.strings import Words


def told(step: Step, words: Words) -> str:
    """Return a step as a line of the page."""
    sentence = words.hub_phases[step.phase]
    if step.of:
        done, of = words.decimal(step.done / 1e6, 1), words.decimal(step.of / 1e6, 1)
        sentence = f"{sentence} {words.megabytes.format(done=done, of=of)}"
    return markup.line(sentence, "busy", live=True)
