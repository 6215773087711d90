"""The loss plot, drawn as SVG over all steps to come.

So it grows to the right and keeps still. Curves differ by marks as well as by colour, and a sentence tells it in words.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from ui.html import markup
from ui.html.run_progress import Point, Progress
from ui.html.run_sentences import first_recital, plot_sentence
from ui.strings.strings import Strings

Kind = Literal["training", "held-out", "general"]

MOST_POINTS = 240
"""Points of a curve at most; a longer one is drawn from means."""
_WIDTH, _HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 40
_LEAST_STEPS = 10
"""Steps the axis has before it is known how many there will be."""


@dataclass(frozen=True)
class Curve:
    """One course of the loss."""

    kind: Kind
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Scale:
    """Axes of the plot: steps and losses.

    Steps go from 0 to the last, losses between two round numbers.
    """

    steps: int
    low: float
    high: float
    every: float
    """From one line of losses to the next."""

    def x(self, step: float) -> float:
        """Return where a step stands."""
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * step / self.steps, 1)

    def y(self, loss: float) -> float:
        """Return where a loss stands."""
        share = (self.high - loss) / (self.high - self.low)
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * share, 1)

    @property
    def lines(self) -> list[float]:
        """The losses that a line stands for."""
        return [self.low + self.every * place for place in range(round((self.high - self.low) / self.every) + 1)]


def curves(progress: Progress) -> list[Curve]:
    """Return the curves of training, held-out and general loss."""
    held_out = tuple(Point(one.step, one.held_out_loss) for one in progress.measured)
    general = tuple(Point(one.step, one.general_loss) for one in progress.measured if one.general_loss is not None)
    found = (
        Curve("training", _thinned(progress.training)),
        Curve("held-out", held_out),
        Curve("general", general),
    )
    # A training that has gone astray may have losses that are no numbers.
    finite = (replace(one, points=tuple(at for at in one.points if math.isfinite(at.loss))) for one in found)
    return [curve for curve in finite if curve.points]


def loss_plot(progress: Progress, sampled: Iterable[int], t: Strings) -> str:
    """Return the loss plot as HTML, empty before a loss.

    Each step that has samples gets a mark.
    """
    found = curves(progress)
    if not found:
        return ""
    scale = _scale(found, progress.steps)
    said = plot_sentence(progress, t)
    drawn = "".join(
        [
            _axes(scale, t),
            "".join(_course(curve, scale) for curve in found),
            "".join(_marks(curve, scale, t) for curve in found if curve.kind != "training"),
            _recital(progress, scale, t),
            "".join(_sampled(step, scale, t) for step in sorted(set(sampled))),
        ]
    )
    return (
        f'<figure class="losses"><h3>{markup.term(t.plot, t)}</h3>'
        f'<svg role="img" aria-label="{escape(f"{t.plot}. {said}")}" viewBox="0 0 {_WIDTH} {_HEIGHT}">{drawn}</svg>'
        f'{_legend(found, first_recital(progress) is not None, t)}<figcaption aria-hidden="true">{escape(said)}'
        "</figcaption></figure>"
    )


def _scale(found: Sequence[Curve], steps: int) -> Scale:
    """Return a scale for all points, with three to six lines."""
    losses = [point.loss for curve in found for point in curve.points]
    last = max(point.step for curve in found for point in curve.points)
    low, high = min(losses), max(losses)
    rough = max(high - low, 0.1) / 4
    unit = 10 ** math.floor(math.log10(rough))
    every = next(unit * times for times in (1, 2, 5, 10) if unit * times >= rough)
    first = every * math.floor(low / every)
    return Scale(max(steps, last, _LEAST_STEPS), first, max(every * math.ceil(high / every), first + every), every)


def _axes(scale: Scale, t: Strings) -> str:
    places = max(0, -math.floor(math.log10(scale.every)))
    right, foot = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    lines = "".join(
        f'<line class="axis" x1="{_LEFT}" x2="{right}" y1="{scale.y(loss)}" y2="{scale.y(loss)}"/>'
        f'<text x="{_LEFT - 8}" y="{scale.y(loss) + 4}" text-anchor="end">{t.decimal(loss, places)}</text>'
        for loss in scale.lines
    )
    ends = "".join(
        f'<text x="{scale.x(step)}" y="{foot + 22}" text-anchor="{anchor}">{t.number(step)}</text>'
        for step, anchor in ((0, "start"), (scale.steps, "end"))
    )
    middle = (_LEFT + right) / 2
    return f'{lines}{ends}<text x="{middle}" y="{foot + 22}" text-anchor="middle">{escape(t.plot_step)}</text>'


def _course(curve: Curve, scale: Scale) -> str:
    places = " ".join(f"{scale.x(point.step)},{scale.y(point.loss)}" for point in curve.points)
    return f'<polyline class="course {curve.kind}" points="{places}"/>'


def _marks(curve: Curve, scale: Scale, t: Strings) -> str:
    """Return a mark for each measurement.

    Round for held-out text, square for general texts.
    """
    return "".join(
        f"<g><title>{escape(_told(curve.kind, point, t))}</title>"
        f"{_mark(curve.kind, scale.x(point.step), scale.y(point.loss))}</g>"
        for point in curve.points
    )


def _mark(kind: Kind, x: float, y: float) -> str:
    if kind == "general":
        return f'<rect class="mark general" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7"/>'
    return f'<circle class="mark held-out" cx="{x}" cy="{y}" r="4"/>'


def _told(kind: Kind, point: Point, t: Strings) -> str:
    return t.plot_point.format(curve=t.curves[kind], step=t.number(point.step), loss=t.decimal(point.loss, 2))


def _recital(progress: Progress, scale: Scale, t: Strings) -> str:
    """Return the line at the step at which it first recites."""
    found = first_recital(progress)
    if found is None:
        return ""
    x, foot, title = scale.x(found.step), _HEIGHT - _BOTTOM, escape(t.curve_recites)
    return f'<line class="recites" x1="{x}" x2="{x}" y1="{_TOP}" y2="{foot}"><title>{title}</title></line>'


def _sampled(step: int, scale: Scale, t: Strings) -> str:
    """Return the mark of a step that has samples, on the axis."""
    x, foot = scale.x(step), _HEIGHT - _BOTTOM
    title = t.sample_before if step == 0 else t.sample_step.format(step=t.number(step))
    return (
        f'<path class="sampled" d="M{x - 5:.1f} {foot + 9} L{x:.1f} {foot + 1} L{x + 5:.1f} {foot + 9} Z">'
        f"<title>{escape(f'{t.samples}: {title}')}</title></path>"
    )


def _legend(found: Sequence[Curve], recites: bool, t: Strings) -> str:
    keys: list[tuple[str, str]] = [(curve.kind, t.curves[curve.kind]) for curve in found]
    if recites:
        keys.append(("recites", t.curve_recites))
    keys.append(("sampled", t.curve_sampled))
    return markup.legend(keys, t)


def _thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    width = -(-len(points) // MOST_POINTS)
    if width <= 1:
        return points
    groups = [points[start : start + width] for start in range(0, len(points), width)]
    return tuple(Point(group[-1].step, sum(point.loss for point in group) / len(group)) for group in groups)
