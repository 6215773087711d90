"""What the page says of the bases.

Which fit this computer, how long each takes, which one is proposed.
"""

from collections.abc import Iterator

from trainer.bases import EMBEDDED, Base
from trainer.host import Offer
from trainer.runs.foresight import USUAL_WORDS, Foresight
from trainer.runs.recipe import Dial
from ui.html import markup, run_sentences
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


class BaseView:
    """The choices and sentences about bases, in one language."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors, self._t = visitors, t

    def foresight(self, owner: str) -> Foresight:
        """Return what is foreseen for a visitor's texts."""
        return self._visitors.recipes.foresight(owner, self._t.code)

    def choices(self, owner: str, base: str, dial: Dial) -> list[tuple[str, str]]:
        """Return the bases that fit this computer, as (label, id).

        Others can be typed in. Without a GPU each says about how long it takes for the texts at hand.
        """
        offers = self._visitors.recipes.offers(owner, self._t.code, dial)
        return [(self._label(offer), offer.base.id) for offer in offers if offer.fits or offer.base.id == base]

    def _label(self, offer: Offer) -> str:
        took = "" if offer.minutes is None else f": {self._time(offer.minutes)}"
        return offer.base.name + took

    def note(self, owner: str, reference: str, dial: Dial) -> str:
        """Return the notes about the chosen base, and why it is chosen."""
        t, base = self._t, self._visitors.recipes.base(reference)
        foresight = self.foresight(owner)
        note = t.demonstration if base.is_embedded else t.base_notes.get(base.id, base.note)
        lines = [markup.line(note)] if note else []
        if not foresight.hub_reachable:
            lines.append(markup.line(t.hub_silent))
        elif base.is_embedded and self._visitors.recipes.is_measuring(foresight):
            lines.append(markup.line(t.base_settling, "busy", live=True))
        elif base.is_embedded and foresight.choice.is_embedded and (quickest := foresight.quickest):
            name, took = quickest[0].name, self._time(quickest[1])
            lines.append(
                markup.line(t.base_none_quick.format(language=self._language(foresight), base=name, time=took))
            )
        elif not base.is_embedded and foresight.speed:
            lines += [markup.line(sentence) for sentence in self._why(foresight, base, dial)]
        if base.gated:
            lines.append(markup.line(t.base_gated, "warning"))
        return "".join(lines)

    def _why(self, foresight: Foresight, base: Base, dial: Dial) -> Iterator[str]:
        """Yield why a Hub base is chosen, and what it costs.

        Only without a GPU.
        """
        t = self._t
        if base == foresight.choice:
            yield t.base_chosen.format(language=self._language(foresight))
        if not foresight.words and (took := foresight.minutes(base, dial)) is not None:
            yield t.base_usually.format(words=t.number(USUAL_WORDS), time=self._time(took))
        if base.parameters and not self._visitors.recipes.is_fetched(base):
            yield t.base_fetched_once.format(gigabytes=t.decimal(2 * base.parameters / 1e9, 1))

    def other(self, owner: str, base: str) -> Base | None:
        """Return the base one click away, None if there is no other.

        With a GPU there is none. It is the demonstration model, or from that one the choice for this computer.
        """
        foresight = self.foresight(owner)
        if foresight.host.gpu_memory_gib or not foresight.hub_reachable:
            return None
        if not self._visitors.recipes.base(base).is_embedded:
            return EMBEDDED
        return None if foresight.choice.is_embedded else foresight.choice

    def other_label(self, foresight: Foresight, other: Base | None, dial: Dial) -> str:
        """Return what stands on the button to the other base."""
        if other is None or other.is_embedded:
            return self._t.base_demonstration if other else ""
        took = foresight.minutes(other, dial)
        return self._t.base_instead.format(base=other.name, time=self._time(took or 0))

    def _language(self, foresight: Foresight) -> str:
        return self._t.languages.get(foresight.language, foresight.language)

    def _time(self, minutes: float) -> str:
        return run_sentences.duration(60 * minutes, self._t)
