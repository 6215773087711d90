"""Texts of visitors: read, reviewed, made into a corpus, described.

Each visitor's are apart from all others.
"""

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from styles import profiles
from styles.cleaning.clean import CleanText
from styles.corpus.corpus import Corpus
from styles.corpus.passages import PassageSize
from styles.errors import quoted
from styles.i18n.message import as_message
from styles.measures.fingerprint import Fingerprint, fingerprint
from styles.profiles import Profile
from styles.texts import private
from styles.texts.private import PrivateThing
from styles.texts.revision import Revision
from styles.texts.saved_text import SavedText
from trainer.errors import TextError
from trainer.runs.foresight import told_language
from trainer.texts import preparation
from trainer.texts.dataset import Wanted, fetch
from trainer.texts.error_messages import NO_ROOM
from trainer.texts.reader import Progress, Reading, Source, outcome, read_files
from ui.strings import error_messages
from ui.visitors.owner import check_owner, keep
from ui.visitors.text_store import TextStore

PREPARED_MOST = 8
"""How many visitors' corpora are kept ready; the others are prepared again when asked for."""
CHARACTERS_A_WORD = 6
"""About how many characters a word has, with the space after it."""


class VisitorTexts:
    """Texts and what becomes of them, by owner."""

    def __init__(self, folder: Path, reported_size: Callable[[str], PassageSize], folders_allowed: bool = True) -> None:
        """Keep texts in a folder.

        The page reports on passages of the size that is given for an owner.
        """
        self._reported_size = reported_size
        self._folders_allowed = folders_allowed
        self._store = TextStore(folder)
        self._reading_stopped: set[str] = set()
        self._prepared: dict[str, tuple[tuple[PassageSize, list[SavedText], Revision], Corpus]] = {}
        self._fingerprints: dict[str, tuple[tuple[list[SavedText], Revision], Fingerprint]] = {}
        self._private = lru_cache(maxsize=1024)(_private_in)
        self._language = lru_cache(maxsize=PREPARED_MOST)(told_language)

    def words(self, owner: str) -> int:
        """Return how many words the owner's texts have together."""
        return sum(text.words for text in self._store.texts(owner))

    def language(self, owner: str) -> str:
        """Return the language of the owner's texts, "" if unknown."""
        return self._language(tuple(self._store.texts(owner)))

    def read(self, owner: str, files: Sequence[Path], names: Sequence[str] | None = None) -> Generator[Progress]:
        """Read and clean files into the owner's texts; yield progress.

        The files are deleted.

        A file that fails leaves a sentence there. Closing the iterator ends the reading; what was read stays.
        """
        check_owner(owner)
        called = names or [path.name for path in files]
        return self._read(owner, [Source(path, name) for path, name in zip(files, called, strict=True)])

    def _read(self, owner: str, files: Sequence[Source]) -> Generator[Progress]:
        try:
            self._reading_stopped.discard(owner)
            with contextlib.closing(read_files(files, self._store.folder)) as steps:
                for progress in steps:
                    if progress.reading:
                        self._store.add(owner, [self._waiting(progress.reading, files[progress.done].path)])
                    if owner in self._reading_stopped:
                        return
                    yield progress
        finally:
            # The only copy of a text is the store's; an upload must not stay behind in a temporary folder.
            for file in files:
                file.path.unlink(missing_ok=True)

    def _waiting(self, reading: Reading, file: Path) -> Reading:
        """Return a question with its archive, moved to where it waits."""
        if reading.question is None:
            return reading
        waits = self._store.folder / f"{secrets.token_hex(12)}.archive"
        try:
            waits.touch(mode=0o600)
            shutil.move(file, waits)
            waits.chmod(0o600)
        except OSError:
            waits.unlink(missing_ok=True)
            return Reading.without_text(reading.name, NO_ROOM(name=quoted(reading.name)))
        return replace(reading, upload=waits)

    def questions(self, owner: str) -> list[Reading]:
        """Return the archives that wait for their owner's answer."""
        return [reading for reading in self._store.of(owner) if reading.question is not None]

    def answer(self, owner: str, upload: str, authors: Sequence[str]) -> Generator[Progress]:
        """Read what these people wrote in an archive that waits; yield progress.

        The archive is deleted once all its texts are there. TextError where nobody has such a name; then, and where the
        reading is cancelled, the question stays.
        """
        check_owner(owner)
        return self._answer(owner, upload, tuple(author for author in authors if author.strip() or not author))

    def _answer(self, owner: str, upload: str, authors: tuple[str, ...]) -> Generator[Progress]:
        asked = self._store.take_question(owner, upload)
        if asked is None or asked.upload is None:
            return
        done = False
        try:
            if not authors:
                raise TextError(error_messages.NOBODY_CHOSEN)
            self._reading_stopped.discard(owner)
            came = False
            source = Source(asked.upload, asked.name, authors=authors)
            with contextlib.closing(read_files([source], self._store.folder)) as steps:
                for progress in steps:
                    reading = progress.reading
                    if reading and not (reading.text or came):
                        raise TextError(as_message(reading))
                    if reading:
                        self._store.add(owner, [reading])
                        came = True
                    if owner in self._reading_stopped:
                        return
                    yield progress
            done = True
        finally:
            if done:
                asked.upload.unlink(missing_ok=True)
            else:
                self._store.add(owner, [asked])

    def stop_reading(self, owner: str) -> None:
        """Have the owner's reading end at once; what was read stays."""
        self._reading_stopped.add(owner)

    def paste(self, owner: str, pasted: str, name: str) -> None:
        """Clean a pasted text into the owner's texts.

        Its name is one that is still free there.
        """
        check_owner(owner)
        taken = {reading.name for reading in self._store.of(owner)}
        free = next(f"{name} {number}" for number in range(1, 1000) if f"{name} {number}" not in taken)
        file = self._store.folder / f".{secrets.token_hex(12)}"
        file.touch(mode=0o600)
        try:
            file.write_bytes(pasted.encode("utf-8", "surrogatepass"))
            for progress in read_files([Source(file, free, pasted=True)], self._store.folder):
                if progress.reading and not progress.reading.text:
                    raise TextError(as_message(progress.reading))
                if progress.reading:
                    self._store.add(owner, [progress.reading])
        finally:
            file.unlink(missing_ok=True)

    def read_dataset(self, owner: str, dataset: str, column: str = "", config: str = "") -> Generator[Progress]:
        """Fetch rows of a Hub dataset into the owner's texts.

        Each text has about a novel's length.

        It yields first how many parts have come, of a number that nobody knows (0), then how many of them are read.
        Where folders are allowed, a path on this computer is taken as well.
        """
        check_owner(owner)
        local = self._folders_allowed and Path(dataset).exists()
        called = str(Path(dataset).absolute()) if local else dataset.strip()
        return self._read_dataset(owner, Wanted(called, column.strip(), config.strip(), local=local))

    def _read_dataset(self, owner: str, wanted: Wanted) -> Generator[Progress]:
        with tempfile.TemporaryDirectory(dir=self._store.folder) as folder:
            fetched = yield from fetch(wanted, Path(folder))
            yield from self._read(owner, fetched.files)
            if fetched.notice:
                self._store.add(owner, [Reading.without_text(wanted.dataset, fetched.notice)])

    def readings(self, owner: str) -> list[Reading]:
        """Return the owner's texts."""
        return self._store.of(owner)

    def text(self, owner: str, place: int) -> CleanText | None:
        """Return the text at an index, None if there is none."""
        readings = self._store.of(owner)
        saved_text = readings[place].text if 0 <= place < len(readings) else None
        return saved_text.text() if saved_text else None

    def private_things(self, owner: str) -> list[PrivateThing]:
        """Return the private things in the owner's texts as they were read."""
        return [thing for saved_text in self._store.texts(owner) for thing in self._private(saved_text)]

    def revision(self, owner: str) -> Revision:
        """Return what the owner decided about what was found in their texts."""
        return self._store.revision(owner)

    def revise(self, owner: str, revision: Revision) -> None:
        """Let the owner's texts be used as decided from now on."""
        check_owner(owner)
        self._store.revise(owner, revision)

    def remove(self, owner: str, place: int) -> None:
        """Remove one of the owner's texts."""
        self._store.remove(owner, place)

    def prepare(self, owner: str, size: PassageSize) -> Generator[Progress, None, Corpus | None]:
        """Yield progress and return the corpus; None without texts.

        Of a library's passages it has an evenly drawn part; the report covers all. Closing the generator ends the work.
        """
        texts = self._store.texts(owner)
        if not texts:
            return None
        revision = self._store.revision(owner)
        asked = (size, texts, revision)
        known = self._prepared.get(owner)
        if known is None or known[0] != asked:
            steps = preparation.prepare(texts, size, self._store.folder, revision)
            known = (asked, (yield from steps))
            keep(self._prepared, owner, known, PREPARED_MOST)
        return known[1]

    def ready(self, owner: str, size: PassageSize) -> Corpus | None:
        """Return the corpus if it is prepared already, else None."""
        known = self._prepared.get(owner)
        asked = (size, self._store.texts(owner), self._store.revision(owner))
        return known[1] if known and known[0] == asked else None

    def corpus(self, owner: str, size: PassageSize) -> Corpus | None:
        """Return the corpus of the owner's texts, None when there are none."""
        return outcome(self.prepare(owner, size))

    def reported(self, owner: str) -> Corpus | None:
        """Return the corpus of a run on the default base.

        The page reports on this one.
        """
        return outcome(self.reporting(owner))

    def reporting(self, owner: str) -> Generator[Progress, None, Corpus | None]:
        """Yield progress and return the corpus that the page reports."""
        if not owner:
            return None
        return (yield from self.prepare(owner, self._reported_size(owner)))

    def fingerprint(self, owner: str) -> tuple[Fingerprint, Profile | None] | None:
        """Return the texts' fingerprint and its language's profile, if any."""
        corpus, texts, revision = self.reported(owner), self._store.texts(owner), self._store.revision(owner)
        if corpus is None:
            return None
        key = (texts, revision)
        known = self._fingerprints.get(owner)
        if known is None or known[0] != key:
            paragraphs = (one for text in texts for one in revision.applied(text.text()).paragraphs)
            characters = CHARACTERS_A_WORD * sum(text.words for text in texts)
            known = (key, fingerprint(paragraphs, corpus.language, characters))
            keep(self._fingerprints, owner, known, PREPARED_MOST)
        return known[1], profiles.load(corpus.language)


def _private_in(saved_text: SavedText) -> tuple[PrivateThing, ...]:
    return private.find(saved_text.text())
