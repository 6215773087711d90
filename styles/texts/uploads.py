"""Reading of one upload: a file, or a zip of several texts.

Nothing is raised for a bad file, so that it does not lose the others, and nothing is unpacked to disk.
"""

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from styles import error_messages
from styles.archives.authors import Question
from styles.archives.reading import Writing, find_writing
from styles.errors import TextError, quoted
from styles.formats.archives import Archive, is_hidden, may_be_text
from styles.formats.scrivener import in_project, projects_in
from styles.formats.signatures import book_in, foreign_archive, kind_of
from styles.formats.unread import unread_archive
from styles.i18n.message import Message
from styles.text import ReadingLimits, Text
from styles.texts.readers import read_file, read_member, read_project

__all__ = ["Question", "Unread", "read_upload"]


@dataclass(frozen=True)
class Unread:
    """One item of an upload that gave no text."""

    name: str
    """What the author calls it: the name of the upload, and the path inside it."""
    message: Message
    """What is wrong with it and what would help."""


def read_upload(
    path: Path,
    name: str | None = None,
    limits: ReadingLimits | None = None,
    authors: Collection[str] | None = None,
) -> Iterator[Text | Unread | Question]:
    """Yield the texts and the failures of an upload in order.

    `name` is what the author calls the upload, by default the file's own name. A text inside a zip is named
    by its path there: `letters.zip/1901/a.txt`. Of an archive in which several people wrote, the question who of them
    is the author is yielded instead; `authors` are the answer, and give only the archive's texts.
    """
    limits = limits or ReadingLimits()
    name = name or path.name
    try:
        writing = find_writing(path, name, limits)
        if writing is not None:
            yield from writing.texts(authors)
            yield from _passed_over_beside(writing)
            return
        archive = _archive_of_several(path, name, limits)
        if archive is None:
            yield read_file(path, name, limits)
            return
    except TextError as error:
        yield Unread(name, error.message)
        return
    yield from _read_archive(archive, name, limits)


def _archive_of_several(path: Path, name: str, limits: ReadingLimits) -> Archive | None:
    """Return the (unread) archive if it holds several texts."""
    if not _is_zip(path):
        return None
    most = limits.max_library_bytes
    archive = Archive(path, quoted(name), replace(limits, max_bytes=most, max_unpacked_bytes=most))
    book, names = book_in(archive.names), archive.names
    if book == "scrivener":
        projects = projects_in(names)
        # a library may hold other texts beside a project
        return None if all(in_project(path, projects) for path in archive.texts) else archive
    is_one = book or foreign_archive(names) is not None or unread_archive(names, name) is not None
    return None if is_one or len(archive.texts) < 2 else archive


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return kind_of(file.read(4096)) == "zip"
    except OSError:  # reading it tells
        return False


def _read_archive(archive: Archive, name: str, limits: ReadingLimits) -> Iterator[Text | Unread]:
    projects = projects_in(archive.names)
    if projects:
        try:
            yield read_project(archive, f"{name}/{posixpath.dirname(projects[0])}", limits)
        except TextError as error:
            yield Unread(name, error.message)
    for member in archive.texts:
        if in_project(member, projects):
            continue
        label = f"{name}/{member}"
        try:
            yield read_member(archive, member, label, limits)
        except TextError as error:
            yield Unread(label, error.message)
    yield from _passed_over(archive.names, name)


def _passed_over_beside(writing: Writing) -> Iterator[Unread]:
    """Yield the number of unread files beside mail or chats."""
    if writing.beside:
        name, files = quoted(writing.name), writing.beside
        yield Unread(writing.name, error_messages.BESIDE_AN_ARCHIVE(name=name, service=writing.service, files=files))


def _passed_over(paths: list[str], name: str) -> Iterator[Unread]:
    """Yield the number of skipped files, where the owner sees it."""
    count = sum(not may_be_text(path) and not is_hidden(path) for path in paths)
    if count:
        yield Unread(name, error_messages.PASSED_OVER(name=quoted(name), files=count))
