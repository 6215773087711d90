"""What a visitor can do, one method a verb; no Gradio inside. Every method takes the visitor's owner id.

Not covered: who a visitor is. Whoever knows an owner id is that owner, so ids are drawn at random and never shown.
"""

import contextlib
import secrets
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from styles import corpus as corpora
from styles import private, profiles
from styles.cleaning import CleanText
from styles.corpus import Corpus
from styles.edits import Edits
from styles.examples import Example, ExampleSettings, build, held_out_examples
from styles.fingerprint import Fingerprint, fingerprint
from styles.manuscript import Manuscript
from styles.passages import PassageSize
from styles.private import PrivateThing
from styles.profiles import Profile
from styles.retrieval import PassageIndex
from styles.revision import Revision
from trainer import bases, library, preparation
from trainer.bases import Base, Host, Offer
from trainer.comparison import Answer, Comparison
from trainer.dataset import Wanted, fetch
from trainer.errors import BaseError, RunError, TextError
from trainer.estimate import Estimate, Pace
from trainer.estimate import estimate as estimate_run
from trainer.events import Event
from trainer.export import to_jsonl
from trainer.hub import Pushed, push_dataset
from trainer.intake import Progress, Reading, Source, outcome, take_in
from trainer.library import Style
from trainer.preview import Previewer, Seen
from trainer.recipe import Dial, Recipe
from trainer.run import Run, Sample, Status
from ui.shelf import MOST_VISITORS, Shelf

Kept = TypeVar("Kept")

PASSAGES_SHOWN = 3
"""How many of the author's passages the few-shot column is shown."""
PREPARED_MOST = 8
"""How many visitors' corpora are kept ready; the others are prepared again when asked for."""
CHARACTERS_A_WORD = 6
"""About how many characters a word has, with the space after it."""
OPENING_SEED = 7
"""The seed of the comparison that a visitor finds, and of the first one they ask for."""
WAITING_MOST = 3
"""How many runs of one visitor may wait or train at once."""


class Trains(Protocol):
    """What the studio asks of a worker."""

    def start(self, run: Run) -> None:
        """Start or resume a run."""

    def stop(self, run: Run) -> None:
        """Ask a run to save and stop."""

    def status(self, run: Run) -> Status:
        """Return what the run is doing."""

    def place_in_queue(self, run: Run) -> int:
        """Return how many runs are before this one."""

    def wait(self, run: Run, seconds: float | None = None) -> bool:
        """Return whether the run neither trains nor waits."""


class Answers(Protocol):
    """What the studio asks of a generator."""

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        """Yield the answers to a comparison."""


class Looks(Protocol):
    """What the studio asks of a previewer."""

    def look(self, base: str, examples: Sequence[Example], max_length: int) -> list[Seen]:
        """Return the examples as a base will see them."""

    def close(self) -> None:
        """End the child."""


@dataclass(frozen=True)
class State:
    """What a run is doing now, as far as its events do not tell."""

    status: Status
    place: int
    """How many runs are before it."""
    stopping: bool
    """Whether it was asked to stop and is still saving."""


@dataclass(frozen=True)
class Asked:
    """What a visitor asks every column."""

    style: str
    prompt: str
    mode: str = "write"
    seed: int = 1
    strength: float = 1.0
    temperature: float = 1.0
    min_p: float = 0.05
    max_new_tokens: int = 220


class Studio:
    """Texts, runs and styles of every visitor, kept apart by owner."""

    def __init__(
        self,
        home: Path,
        worker: Trains,
        generator: Answers,
        host: Host,
        hub_reachable: Callable[[], bool],
        measure: Callable[[Recipe, str, Path], Pace],
        folders_allowed: bool = True,
        previewer: Looks | None = None,
        push: Callable[[str, str, bytes], Pushed] = push_dataset,
    ) -> None:
        self.home = home
        self.host = host
        self.hub_reachable = hub_reachable
        self.folders_allowed = folders_allowed
        self._worker = worker
        self._generator = generator
        self._measure = measure
        self._measuring = threading.Lock()
        self._shelf = Shelf(home / "shelf")
        self._reading_stopped: set[str] = set()
        self._prepared: dict[str, tuple[tuple[PassageSize, list[Manuscript], Revision], Corpus]] = {}
        self._fingerprints: dict[str, tuple[tuple[list[Manuscript], Revision], Fingerprint]] = {}
        self._previewer = previewer or Previewer()
        self._push = push
        self._made: dict[str, tuple[tuple[Corpus, ExampleSettings, int], list[Example]]] = {}
        self._edits: dict[str, Edits] = {}
        self._openings: dict[tuple[str, str], list[Answer]] = {}
        # A comparison's index is worth keeping, a visitor's texts are not: few, and the oldest goes.
        self._index = lru_cache(maxsize=32)(PassageIndex)
        self._private = lru_cache(maxsize=1024)(_private_in)

    # --- texts ---

    def read(self, owner: str, files: Sequence[Path], names: Sequence[str] | None = None) -> Generator[Progress]:
        """Read and clean files onto the owner's shelf, and delete them; yield how far it is.

        A file that fails leaves a sentence there. Closing the iterator ends the reading; what was read stays.
        """
        _check(owner)
        called = names or [path.name for path in files]
        return self._read(owner, [Source(path, name) for path, name in zip(files, called, strict=True)])

    def _read(self, owner: str, files: Sequence[Source]) -> Generator[Progress]:
        try:
            self._reading_stopped.discard(owner)
            with contextlib.closing(take_in(files, self._shelf.folder)) as steps:
                for progress in steps:
                    if progress.reading:
                        self._shelf.add(owner, [progress.reading])
                    if owner in self._reading_stopped:
                        return
                    yield progress
        finally:
            # The only copy of a text is the shelf's; an upload must not stay behind in a temporary folder.
            for file in files:
                file.path.unlink(missing_ok=True)

    def stop_reading(self, owner: str) -> None:
        """Have the owner's reading end at once; what was read stays."""
        self._reading_stopped.add(owner)

    def paste(self, owner: str, pasted: str, name: str) -> None:
        """Clean a pasted text onto the owner's shelf, under a name that is still free there."""
        _check(owner)
        taken = {reading.name for reading in self._shelf.of(owner)}
        free = next(f"{name} {number}" for number in range(1, 1000) if f"{name} {number}" not in taken)
        file = self._shelf.folder / f".{secrets.token_hex(12)}"
        file.touch(mode=0o600)
        try:
            file.write_bytes(pasted.encode("utf-8", "surrogatepass"))
            for progress in take_in([Source(file, free, pasted=True)], self._shelf.folder):
                if progress.reading and not progress.reading.text:
                    raise TextError(progress.reading.sentence)
                if progress.reading:
                    self._shelf.add(owner, [progress.reading])
        finally:
            file.unlink(missing_ok=True)

    def read_dataset(self, owner: str, dataset: str, column: str = "", config: str = "") -> Generator[Progress]:
        """Fetch the rows of a Hub data set onto the owner's shelf, in texts of about a novel's length.

        It yields first how many parts have come, of a number that nobody knows (0), then how many of them are read.
        Where folders are allowed, a path on this computer is taken as well.
        """
        _check(owner)
        local = self.folders_allowed and Path(dataset).exists()
        called = str(Path(dataset).absolute()) if local else dataset.strip()
        return self._read_dataset(owner, Wanted(called, column.strip(), config.strip(), local=local))

    def _read_dataset(self, owner: str, wanted: Wanted) -> Generator[Progress]:
        with tempfile.TemporaryDirectory(dir=self._shelf.folder) as folder:
            fetched = yield from fetch(wanted, Path(folder))
            yield from self._read(owner, fetched.files)
            if fetched.sentence:
                self._shelf.add(owner, [Reading(wanted.dataset, sentence=fetched.sentence)])

    def readings(self, owner: str) -> list[Reading]:
        """Return what is on the owner's shelf."""
        return self._shelf.of(owner)

    def text(self, owner: str, place: int) -> CleanText | None:
        """Return the text of one reading, None where there is none at that place."""
        readings = self._shelf.of(owner)
        manuscript = readings[place].text if 0 <= place < len(readings) else None
        return manuscript.text() if manuscript else None

    def private_things(self, owner: str) -> list[PrivateThing]:
        """Return the private things in the owner's texts as they were read."""
        return [thing for manuscript in self._shelf.texts(owner) for thing in self._private(manuscript)]

    def revision(self, owner: str) -> Revision:
        """Return what the owner decided about what was found in their texts."""
        return self._shelf.revision(owner)

    def revise(self, owner: str, revision: Revision) -> None:
        """Let the owner's texts be used as decided from now on."""
        _check(owner)
        self._shelf.revise(owner, revision)

    def remove(self, owner: str, place: int) -> None:
        """Take one text off the owner's shelf."""
        self._shelf.remove(owner, place)

    def prepare(self, owner: str, size: PassageSize) -> Generator[Progress, None, Corpus | None]:
        """Yield how far the corpus of the owner's texts is, and return it, None when there are none.

        Of a library's passages it has an evenly drawn part; the report covers all. Closing the generator ends the work.
        """
        texts = self._shelf.texts(owner)
        if not texts:
            return None
        revision = self._shelf.revision(owner)
        asked = (size, texts, revision)
        known = self._prepared.get(owner)
        if known is None or known[0] != asked:
            steps = preparation.prepare(texts, size, self._shelf.folder, revision)
            known = (asked, (yield from steps))
            _keep(self._prepared, owner, known, PREPARED_MOST)
        return known[1]

    def corpus(self, owner: str, size: PassageSize) -> Corpus | None:
        """Return the corpus of the owner's texts, None when there are none."""
        return outcome(self.prepare(owner, size))

    def reported(self, owner: str) -> Corpus | None:
        """Return the corpus as a run on the default base would use it: what the page reports on."""
        return outcome(self.reporting(owner))

    def reporting(self, owner: str) -> Generator[Progress, None, Corpus | None]:
        """Yield how far the corpus is that the page reports on, and return it."""
        if not owner:
            return None
        return (yield from self.prepare(owner, self.recipe(owner, self.default_base().id, "medium").passage_size))

    def fingerprint(self, owner: str) -> tuple[Fingerprint, Profile | None] | None:
        """Return the fingerprint of the owner's texts, and what others of its language do; None without."""
        corpus, texts, revision = self.reported(owner), self._shelf.texts(owner), self._shelf.revision(owner)
        if corpus is None:
            return None
        key = (texts, revision)
        known = self._fingerprints.get(owner)
        if known is None or known[0] != key:
            paragraphs = (one for text in texts for one in revision.applied(text.text()).paragraphs)
            characters = CHARACTERS_A_WORD * sum(text.words for text in texts)
            known = (key, fingerprint(paragraphs, corpus.language, characters))
            _keep(self._fingerprints, owner, known, PREPARED_MOST)
        return known[1], profiles.load(corpus.language)

    # --- base and recipe ---

    def offers(self) -> list[Offer]:
        """Return the bases that can be chosen."""
        return bases.offered(self.host, self.hub_reachable())

    def default_base(self) -> Base:
        """Return the base that is chosen until the visitor chooses."""
        return bases.default_base(self.host, self.hub_reachable())

    def base(self, reference: str) -> Base:
        """Return the base a visitor means; a folder of a shared computer is refused."""
        base = bases.find(reference or "")
        if base.folder and not base.is_embedded and not self.folders_allowed:
            raise BaseError("Folders cannot be opened here. Give the model's Hub id, such as `Qwen/Qwen3-1.7B`.")
        return base

    def recipe(self, owner: str, base: str, dial: Dial) -> Recipe:
        """Return what the dial computes for the owner's texts on a base."""
        words = sum(text.words for text in self._shelf.texts(owner))
        return Recipe.for_corpus(self.base(base), words, dial, gpu=self.host.gpu_memory_gib > 0)

    def estimate(self, owner: str, recipe: Recipe) -> Estimate | None:
        """Return what a run will take, None without texts; it may measure this computer for some seconds first."""
        corpus = self.corpus(owner, recipe.passage_size)
        if corpus is None or not corpus.train:
            return None
        made = len(self.used_examples(owner, recipe))
        held_out = len(held_out_examples(corpus.held_out, corpus.language, recipe.example_settings))
        with self._measuring:
            pace = self._measure(recipe, corpus.language, self.home)
        return estimate_run(recipe, corpus, made, held_out, pace)

    # --- examples ---

    def examples(self, owner: str, recipe: Recipe) -> list[Example]:
        """Return the examples that a run would train on, before the owner's edits."""
        corpus = self.corpus(owner, recipe.passage_size) if owner else None
        if corpus is None:
            self._made.pop(owner, None)
            self._edits.pop(owner, None)
            return []
        key = (corpus, recipe.example_settings, recipe.seed)
        known = self._made.get(owner)
        if known is None or known[0][0] is not corpus or known[0][1:] != key[1:]:
            known = (key, build(corpus.train, corpus.language, recipe.example_settings, recipe.seed))
            _keep(self._made, owner, known, PREPARED_MOST)
        return known[1]

    def used_examples(self, owner: str, recipe: Recipe) -> list[Example]:
        """Return the examples that a run would train on, as the owner has edited them."""
        return self.edits(owner).apply(self.examples(owner, recipe))

    def edits(self, owner: str) -> Edits:
        """Return what the owner has dropped and changed; what is no longer made is passed over."""
        return self._edits.get(owner, Edits())

    def edit(self, owner: str, identity: str, prompt: str, completion: str) -> None:
        """Let an example say something else."""
        self._edited(owner, self.edits(owner).change(identity, prompt, completion))

    def drop(self, owner: str, identity: str) -> None:
        """Leave an example out."""
        self._edited(owner, self.edits(owner).drop(identity))

    def restore(self, owner: str, identity: str) -> None:
        """Let an example be as it was made."""
        self._edited(owner, self.edits(owner).restore(identity))

    def _edited(self, owner: str, edits: Edits) -> None:
        _check(owner)
        _keep(self._edits, owner, edits, MOST_VISITORS)

    def look(self, recipe: Recipe, shown: Sequence[Example]) -> list[Seen]:
        """Return examples exactly as the recipe's base will see them; the first look takes some seconds."""
        return self._previewer.look(self.base(recipe.base).id, shown, recipe.max_length)

    def exported(self, owner: str, recipe: Recipe) -> bytes:
        """Return the examples, as the owner has edited them, as JSONL in the chat form."""
        used = self.used_examples(owner, recipe)
        if not used:
            raise RunError("There are no examples to take away. Add texts, or restore what was dropped.")
        return to_jsonl(used)

    def push_examples(self, owner: str, recipe: Recipe, token: str, name: str) -> Pushed:
        """Put the examples into a private dataset of the token's account; the token is not kept."""
        return self._push(token, name, self.exported(owner, recipe))

    def close(self) -> None:
        """End what was started to look at examples."""
        self._previewer.close()

    # --- runs ---

    def start(self, owner: str, name: str, recipe: Recipe) -> Run:
        """Write a run of the owner's texts and put it in the queue."""
        _check(owner)
        self.base(recipe.base)
        corpus = self.corpus(owner, recipe.passage_size)
        if corpus is None:
            raise RunError("There is no text yet. Add the author's texts first.")
        corpora.check_enough(corpus)
        busy = [run for run in self.runs(owner) if not self._worker.wait(run, 0)]
        if len(busy) >= WAITING_MOST:
            raise RunError(f"{len(busy)} of your styles are training or waiting. Stop one, or wait until one is done.")
        made = self.examples(owner, recipe)
        edits = self.edits(owner).within(made)
        if made and not edits.apply(made):
            raise RunError("Every example is dropped, so there is nothing to learn from. Restore some of them.")
        run = Run.create(self.home, recipe, corpus, name, owner, edits)
        self._worker.start(run)
        return run

    def run(self, owner: str, identity: str) -> Run:
        """Return the owner's run with that id."""
        return Run.of(self.home, identity, owner)

    def runs(self, owner: str) -> list[Run]:
        """Return the owner's runs, newest first."""
        return Run.all(self.home, owner) if owner else []

    def stop(self, owner: str, identity: str) -> None:
        """Ask a run to keep what it has learnt and stop."""
        self._worker.stop(self.run(owner, identity))

    def resume(self, owner: str, identity: str) -> None:
        """Put a run in the queue again; it goes on from its last checkpoint."""
        self._worker.start(self.run(owner, identity))

    def state(self, owner: str, identity: str) -> State:
        """Return what a run is doing; one that waits in no queue, as after a restart, counts as interrupted."""
        run = self.run(owner, identity)
        status = self._worker.status(run)
        if status == "waiting" and self._worker.wait(run, 0):
            status = "interrupted"
        return State(status, self._worker.place_in_queue(run), run.stop_asked() and status == "running")

    def events(self, owner: str, identity: str, offset: int) -> tuple[list[Event], int]:
        """Return a run's events from an offset on, and the offset to go on from."""
        return self.run(owner, identity).read_events(offset)

    def samples(self, owner: str, identity: str) -> list[Sample]:
        """Return a run's answers to the fixed prompts so far."""
        return self.run(owner, identity).samples

    def rename(self, owner: str, identity: str, name: str) -> None:
        """Give a run another name."""
        self.run(owner, identity).rename(name)

    def delete(self, owner: str, identity: str) -> None:
        """Remove a run with everything in it; one that still waits leaves the queue first."""
        run = self.run(owner, identity)
        if self._worker.status(run) == "waiting":
            self._worker.stop(run)
        run.delete()

    def zip(self, owner: str, identity: str, folder: Path) -> Path:
        """Write a finished run's adapter as a zip into a new folder of an unguessable name, and return the file."""
        run = self.run(owner, identity)
        style = library.from_run(run)
        data = library.zipped(style)
        path = folder / secrets.token_urlsafe(16) / f"{_file_name(style.name)}.zip"
        path.parent.mkdir(parents=True, mode=0o700)
        path.write_bytes(data)
        return path

    # --- styles ---

    def gallery(self) -> list[Style]:
        """Return the sample styles."""
        return list(library.gallery())

    def styles(self, owner: str) -> list[Style]:
        """Return the styles that a visitor can compare: their own first, then the gallery's."""
        return [*(library.own(self.home, owner) if owner else []), *library.gallery()]

    def style(self, owner: str, identity: str) -> Style:
        """Return one style; another owner's is as unknown as one that never was."""
        return library.find(identity, self.home, owner)

    def compare(self, owner: str, asked: Asked) -> Iterator[Answer]:
        """Yield the answers of every column to a prompt; closing the iterator stops them."""
        style = self.style(owner, asked.style)
        if not style.is_ready:
            raise RunError(f"“{style.name}” has no adapter here yet. Choose another style, or make one of your own.")
        yield from self._generator.compare(style.base, self._comparison(style, asked))

    def first_style(self, language: str) -> Style | None:
        """Return the sample style that a visitor of that language sees first."""
        return min(library.gallery(), key=lambda style: style.language != language, default=None)

    def opening(self, language: str) -> Iterator[Answer]:
        """Yield the comparison that every visitor of that language finds; it is answered once and remembered.

        Nothing comes where the sample style is not trained.
        """
        style = self.first_style(language)
        if style is None or not style.is_ready:
            return
        asked = Asked(style.id, style.prompts[0], seed=OPENING_SEED)
        key = (style.id, asked.prompt)
        if key not in self._openings:
            said = []
            for answer in self.compare("", asked):
                said.append(answer)
                yield answer
            self._openings[key] = said
        else:
            yield from self._openings[key]

    def _comparison(self, style: Style, asked: Asked) -> Comparison:
        places = self._index(style.passages).nearest(asked.prompt, PASSAGES_SHOWN) if style.passages else []
        if asked.mode not in ("write", "continue"):
            raise RunError("A prompt can be written about or continued.")
        return Comparison(
            prompt=asked.prompt,
            mode="continue" if asked.mode == "continue" else "write",
            language=style.language,
            adapter=str(style.adapter),
            passages=tuple(style.passages[place] for place in places),
            strength=asked.strength,
            temperature=asked.temperature,
            min_p=asked.min_p,
            max_new_tokens=asked.max_new_tokens,
            seed=asked.seed,
        )


def _check(owner: str) -> None:
    """Refuse a visitor without an owner id: nothing of theirs could be told from anybody else's."""
    if not owner:
        raise RunError("The page has not opened fully. Reload it and try again.")


def _private_in(manuscript: Manuscript) -> tuple[PrivateThing, ...]:
    return private.find(manuscript.text())


def _keep(kept: dict[str, Kept], owner: str, thing: Kept, most: int) -> None:
    """Keep a thing of an owner's; when there are too many, that of the owner who changed theirs longest ago goes."""
    kept.pop(owner, None)
    kept[owner] = thing
    while len(kept) > most:
        kept.pop(next(iter(kept)), None)


def new_owner() -> str:
    """Return an owner id that nobody can guess."""
    return secrets.token_urlsafe(24)


def page_secret(home: Path) -> str:
    """Return what the browser's copy of an owner id is encrypted with; it is drawn once and kept in the home folder."""
    path = home / "page_secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        partial = home / f".page_secret.{secrets.token_hex(4)}"
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(24), "ascii")
        partial.rename(path)
    return path.read_text("ascii")


def _file_name(name: str) -> str:
    """Return a name as every file system takes it."""
    kept = "".join(char if char.isalnum() else "-" for char in name.lower())
    return "-".join(filter(None, kept.split("-")))[:60] or "style"
