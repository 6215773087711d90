"""The styles that can be compared: the gallery's, which ship with Pastiche, a person's own finished runs, and what they
pulled from the Hub.
"""

import contextlib
import shutil
import tomllib
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from styles.cleaning import clean
from styles.corpus_builder import prepare
from styles.readers import read_file
from trainer import answered_briefs, scoring
from trainer.comparison import COLUMNS, Column
from trainer.errors import RunError
from trainer.pulled import Pulled
from trainer.recipe import EMBEDDED_PASSAGE
from trainer.run import Run
from trainer.scorecard import Scorecard
from trainer.scoring import Scoring
from trainer.weights import Weights

GALLERY = Path(__file__).parents[1] / "styles" / "gallery"


@dataclass(frozen=True)
class Style:
    """One author's voice, ready to be compared."""

    id: str
    """`gallery/<folder>`, `run/<run id>` or `pulled/<key>`."""
    name: str
    language: str
    base: str
    """The base that its adapter belongs to."""
    adapter: Path
    """The folder of its adapter, or of the model where all weights were trained."""
    passages: tuple[str, ...]
    """The author's training passages, for the few-shot column; they never leave this computer."""
    documents: tuple[str, ...] = ()
    """The name of the text that each of these passages is from."""
    prompts: tuple[str, ...] = ()
    """Prompts worth trying."""
    description: str = ""
    repo_id: str = ""
    """Where on the Hub it was pulled from."""
    strength: float = 1.0
    """Where the strength slider starts: what the scorecard recommends, where there is one."""
    few_shot: bool = False
    """Whether nothing was trained: the base is shown the passages, and that is the style."""

    @property
    def folder(self) -> Path:
        """Where its adapter and what was measured of it are: a run's folder or the gallery's."""
        return self.adapter.parent

    @property
    def weights(self) -> Weights:
        """What was learnt."""
        return Weights(self.adapter)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that can answer: without the author's passages there is nothing to show to the base."""
        if self.few_shot:
            return "base", "few_shot"
        return COLUMNS if self.passages else ("base", "styled")

    @property
    def is_ready(self) -> bool:
        """Whether it can be compared."""
        return self.few_shot or self.weights.are_there

    @property
    def has_strength(self) -> bool:
        """Whether it can be worn by degrees, as an adapter can; a full model is all or nothing."""
        return not self.few_shot and not self.weights.are_full


@cache
def gallery() -> tuple[Style, ...]:
    """Return the sample styles that ship with Pastiche, in the order of their folders."""
    return tuple(_from_gallery(path.parent) for path in sorted(GALLERY.glob("*/style.toml")))


def own(home: Path, owner: str) -> list[Style]:
    """Return the styles of an owner's runs that have one, newest first; unreadable ones are passed over."""
    found = []
    for run in Run.all(home, owner):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            if run.has_style:
                found.append(from_run(run))
    return found


def from_run(run: Run) -> Style:
    """Return a run's result as a style."""
    about, train, card = run.about, run.corpus.train, Scoring(run).scorecard
    return Style(
        id=f"run/{run.id}",
        name=about.name,
        language=about.language,
        base=about.base,
        adapter=run.weights.folder,
        passages=tuple(passage.text for passage in train),
        documents=tuple(passage.document for passage in train),
        strength=_strength(card),
        few_shot=run.is_few_shot,
    )


def pulled(home: Path, owner: str) -> list[Style]:
    """Return the styles that an owner has pulled from the Hub, newest first."""
    return [from_pulled(one) for one in Pulled.all(home, owner)]


def from_pulled(pulled: Pulled) -> Style:
    """Return a pulled style; its author's texts are not here, so nothing can be shown to the base."""
    about = pulled.about
    return Style(
        id=f"pulled/{pulled.id}",
        name=about.name,
        language=about.language,
        base=about.base,
        adapter=pulled.adapter,
        passages=(),
        repo_id=about.repo_id,
    )


def find(identity: str, home: Path, owner: str) -> Style:
    """Return the style with that id; another owner's is as unknown as one that never was."""
    kind, _, name = identity.partition("/")
    if kind == "run":
        return from_run(Run.of(home, name, owner))
    if kind == "pulled":
        return from_pulled(Pulled.of(home, name, owner))
    for style in gallery():
        if style.id == identity:
            return style
    raise RunError("There is no such style here. It may have been deleted.")


def gallery_texts(style: Style) -> list[Path]:
    """Return the text files a gallery style was learnt from."""
    return sorted((GALLERY / style.id.partition("/")[2] / "texts").glob("*.txt"))


def put_into_gallery(run: Run, style: Style) -> None:
    """Make a run's adapter that of a gallery style, in the project's own folder, with what was measured of it.

    The gallery's texts are the project's own, so the held-out passages among the answers may be shown to everybody.
    """
    folder = style.folder
    shutil.rmtree(folder / "adapter", ignore_errors=True)
    shutil.copytree(run.adapter, folder / "adapter")
    for name in (answered_briefs.FILE, scoring.CARD):
        (folder / name).unlink(missing_ok=True)
        if (measured := run.folder / name).is_file():
            shutil.copyfile(measured, folder / name)
    (folder / "recipe.json").write_text(run.recipe.to_json() + "\n", "utf-8")
    gallery.cache_clear()


def write_zip(style: Style, path: Path) -> None:
    """Write the adapter, or the model, as a zip: the plain folder with its card, and no text of the author's."""
    if style.few_shot:
        raise RunError("Nothing was trained for this style, so there is nothing to download.")
    if not style.is_ready:
        raise RunError("This style has no adapter to download yet.")
    weights = style.weights.files
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(style.adapter.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                # Weights do not get smaller, and a full model's would take minutes to try.
                archive.write(file, file.name, zipfile.ZIP_STORED if file in weights else None)


def _from_gallery(folder: Path) -> Style:
    facts = tomllib.loads((folder / "style.toml").read_text("utf-8"))
    adapter = folder / "adapter"
    texts = [clean(read_file(path, path.name)) for path in sorted((folder / "texts").glob("*.txt"))]
    corpus = prepare(texts, EMBEDDED_PASSAGE)
    return Style(
        id=f"gallery/{folder.name}",
        name=facts["name"],
        language=facts["language"],
        base=facts.get("base", "embedded"),
        adapter=adapter,
        passages=tuple(passage.text for passage in corpus.train),
        documents=tuple(passage.document for passage in corpus.train),
        prompts=tuple(facts["prompts"]),
        description=facts["description"],
        strength=_strength(_gallery_scorecard(folder)),
    )


def _gallery_scorecard(folder: Path) -> Scorecard | None:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        return Scorecard.from_json((folder / scoring.CARD).read_text("utf-8"))
    return None


def _strength(card: Scorecard | None) -> float:
    return (card.recommended if card else None) or 1.0
