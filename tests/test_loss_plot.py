"""The loss as a drawing: its curves are there, it holds every point, keeps still, and says in words what it shows."""

import re
from xml.etree import ElementTree

import pytest

from trainer.runs.events import Evaluated, Event, Phase, Started, StepLogged
from ui.html.loss_plot import MOST_POINTS, curves, loss_plot
from ui.html.run_progress import Progress, fold
from ui.strings.strings import ENGLISH, RUSSIAN, Strings


def step(number: int, loss: float) -> StepLogged:
    return StepLogged(number, 40, loss, 1e-3, 1000.0, 60.0)


def evaluated(number: int, loss: float, general: float = 4.0, copied: float = 0.0) -> Evaluated:
    return Evaluated(number, loss, True, general_loss=general, copied=copied, copy_limit=0.1)


def running(*events: Event) -> Progress:
    return fold(Progress(), [Started("unsloth", "cpu", 300, 40), Phase("training"), *events])


HALFWAY = running(
    evaluated(0, 3.5), *[step(n, 3.6 - n / 50) for n in range(1, 21)], evaluated(10, 3.3), evaluated(20, 3.2)
)


def drawing(progress: Progress, t: Strings = ENGLISH, sampled: tuple[int, ...] = (0, 20)) -> ElementTree.Element:
    [svg] = re.findall("<svg.*?</svg>", loss_plot(progress, sampled, t), re.DOTALL)
    return ElementTree.fromstring(svg)


def places(svg: ElementTree.Element, kind: str) -> list[tuple[float, float]]:
    [line] = [one for one in svg.iter("polyline") if one.get("class") == f"course {kind}"]
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in str(line.get("points")).split())]


def test_before_there_is_a_loss_nothing_is_drawn() -> None:
    assert loss_plot(running(), (), ENGLISH) == ""


def test_every_curve_is_drawn_through_its_points_and_falls_as_the_loss_does() -> None:
    svg = drawing(HALFWAY)
    training, held_out, general = (places(svg, kind) for kind in ("training", "held-out", "general"))
    assert (len(training), len(held_out), len(general)) == (20, 3, 3)
    assert [y for _, y in held_out] == sorted(y for _, y in held_out)  # downwards is more
    assert len({y for _, y in general}) == 1
    assert held_out[1][0] == training[9][0]


def test_every_point_is_inside_and_the_axis_goes_to_the_last_step_from_the_beginning() -> None:
    svg = drawing(HALFWAY)
    _, _, width, height = map(float, str(svg.get("viewBox")).split())
    found = [place for kind in ("training", "held-out", "general") for place in places(svg, kind)]
    assert all(0 < x < width and 0 < y < height for x, y in found)
    assert max(x for x, _ in found) < 0.6 * width
    assert "40" in [text.text for text in svg.iter("text")]


def test_it_keeps_still_while_it_grows() -> None:
    later = fold(HALFWAY, [step(21, 3.2)])
    assert places(drawing(later), "training")[:20] == places(drawing(HALFWAY), "training")


def test_measurements_and_samples_are_marked_at_their_steps() -> None:
    svg = drawing(HALFWAY)
    titles = [str(title.text) for title in svg.iter("title")]
    assert "held out, step 10: 3.30" in titles
    assert "general texts, step 20: 4.00" in titles
    assert [one for one in titles if one.startswith(ENGLISH.samples)] == [
        f"{ENGLISH.samples}: {ENGLISH.sample_before}",
        f"{ENGLISH.samples}: After step 20",
    ]
    # Told apart without colour as well.
    assert len(list(svg.iter("circle"))) == len(list(svg.iter("rect"))) == 3


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_where_it_first_recites_stands_a_line(t: Strings) -> None:
    reciting = fold(HALFWAY, [evaluated(30, 3.1, copied=0.2), evaluated(40, 3.0, copied=0.3)])
    [line] = [one for one in drawing(reciting, t).iter("line") if one.get("class") == "recites"]
    assert float(str(line.get("x1"))) == places(drawing(reciting, t), "held-out")[3][0]
    assert t.curve_recites in loss_plot(reciting, (), t)
    assert t.curve_recites not in loss_plot(HALFWAY, (), t)


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_who_does_not_see_it_is_told(t: Strings) -> None:
    label = str(drawing(HALFWAY, t).get("aria-label"))
    assert label.startswith(t.plot)
    assert t.decimal(3.2, 2) in label


def test_a_long_curve_is_thinned_to_means() -> None:
    [training] = curves(running(*[step(number, float(number % 2)) for number in range(1, 2001)]))
    assert len(training.points) <= MOST_POINTS
    assert training.points[-1].step == 2000
    assert all(0.4 < point.loss < 0.6 for point in training.points)


def test_losses_that_are_no_numbers_are_left_out() -> None:
    progress = fold(HALFWAY, [step(21, float("nan")), evaluated(30, float("inf"), general=float("nan"))])
    assert len(places(drawing(progress), "training")) == 20
    assert loss_plot(running(step(1, float("nan"))), (), ENGLISH) == ""


@pytest.mark.parametrize("losses", [(3.0, 3.0), (0.01, 0.011), (0.0, 12.0)])
def test_a_flat_a_tiny_and_a_steep_loss_can_be_drawn(losses: tuple[float, float]) -> None:
    svg = drawing(running(step(1, losses[0]), step(2, losses[1])))
    assert 2 <= len([one for one in svg.iter("line") if one.get("class") == "axis"]) <= 8
    assert len(places(svg, "training")) == 2
