"""How far a push or a pull is, in words."""

from trainer.hub.progress import Step
from ui.html import markup
from ui.strings.strings import Strings


def told(step: Step, t: Strings) -> str:
    """Return a step as a line of the page."""
    sentence = t.hub_phases[step.phase]
    if step.of:
        done, of = t.decimal(step.done / 1e6, 1), t.decimal(step.of / 1e6, 1)
        sentence = f"{sentence} {t.megabytes.format(done=done, of=of)}"
    return markup.line(sentence, "busy", live=True)
