"""The command gallery: train and measure the sample styles."""

import argparse
import tempfile
from pathlib import Path

from trainer import bases
from trainer.cli.watch import measure, train
from trainer.home import default_home
from trainer.host import default_base, measure_host
from trainer.library import gallery
from trainer.runs.recipe import Recipe
from trainer.scorecard.scoring import Scoring


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this file."""
    gallery_ = commands.add_parser("gallery", help="train and measure the gallery's styles for this computer's base")
    gallery_.add_argument("--base", default="", help="another base than the one that suits this computer")
    gallery_.add_argument("--ship", action="store_true", help="on the embedded base, into the project's own folders")
    gallery_.set_defaults(command=_gallery)


def _gallery(options: argparse.Namespace) -> None:
    if options.ship:
        _ship_gallery()
        return
    home, host = default_home(), measure_host()
    base = bases.find(options.base) if options.base else default_base(host, hub_reachable=True)
    if base.is_embedded:
        print("The gallery ships trained on this computer's base. Name another one with --base.")
        return
    Recipe.for_corpus(base, 0).check_base(base, host)
    for style in gallery.shipped():
        print(f"\n{style.name}, on {base.name}")
        run = gallery.run_on(home, style, base.id) or gallery.begin(home, style, base, host.gpu_memory_gib > 0)
        if not gallery.is_done(run):
            train(run, again="gallery")
        if not gallery.is_done(run):
            print("Stopped. Go on with: gallery")
            return
        if not ((card := Scoring(run).scorecard) and card.is_whole):
            measure(run, again="gallery")


def _ship_gallery() -> None:
    """Train and measure the gallery on the embedded base.

    The results go into the project's own folders.

    A stop leaves these as they were.
    """
    with tempfile.TemporaryDirectory() as home:
        for style in gallery.shipped():
            print(f"\n{style.name}")
            run = gallery.begin(Path(home), style, bases.EMBEDDED, gpu=False)
            train(run, again="gallery --ship")
            if not gallery.is_done(run):
                print("Stopped; what ships is as it was.")
                return
            measure(run, again="gallery --ship")
            gallery.ship(run, style)
