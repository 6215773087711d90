"""Reading of zipped Scrivener projects: the draft in binder order.

Research, trash, snapshots, notes and synopses are no part of a draft. A folder is a chapter, and so is a document
directly in the draft; other documents are scenes.
"""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from styles.errors import TextError
from styles.formats import error_messages
from styles.formats.archives import Archive
from styles.formats.encodings import UnknownEncoding, decode, decode_declared
from styles.formats.markup import attribute, declared_encoding, local_name, parse_xml, text_of
from styles.formats.rtf import read_rtf
from styles.formats.text_builder import TextBuilder
from styles.text import PARAGRAPH_BREAK, with_newlines

_OUTSIDE = frozenset(["researchfolder", "trashfolder"])
_MOST_DOCUMENTS = 20_000
_DEEPEST = 100


def projects_in(names: Iterable[str]) -> list[str]:
    """Return the paths of the projects' lists in an archive."""
    return sorted(name for name in names if name.lower().endswith(".scrivx") and not _is_hidden(name))


def in_project(path: str, projects: Iterable[str]) -> bool:
    """Check whether a file belongs to one of the projects."""
    folders = [posixpath.dirname(project) for project in projects]
    return any(not folder or path.startswith(f"{folder}/") for folder in folders)


def read_scrivener(archive: Archive, name: str) -> TextBuilder:
    """Return the drafts of an archive's projects; errors use `name`."""
    builder = TextBuilder()
    for project in projects_in(archive.names):
        binder = _binder(archive, project, name)
        folder = posixpath.dirname(project)
        for document in _documents(binder):
            _write(document, archive, folder, builder)
    builder.end_chapter()
    return builder


@dataclass(frozen=True)
class _Document:
    """One entry of the binder."""

    keys: tuple[str, ...]
    """What its files are called: its UUID in a project of version 3, its number in one of version 2."""
    title: str
    opens: bool
    """Whether a chapter begins here."""
    is_used: bool
    """Whether it is part of what is compiled."""


def _binder(archive: Archive, project: str, name: str) -> etree._Element:
    data = archive.read(project)
    try:
        root = parse_xml(decode_declared(data, declared_encoding(data))[0])
    except UnknownEncoding:
        root = None
    binder = None if root is None else next((part for part in root.iter() if local_name(part) == "binder"), None)
    if binder is None:
        raise TextError(error_messages.DAMAGED_SCRIVENER(name=name))
    return binder


def _documents(binder: etree._Element) -> Iterator[_Document]:
    """Yield the draft's documents, or all without a draft, in order."""
    items = [child for child in binder if local_name(child) == "binderitem"]
    drafts = [item for item in items if _kind(item) == "draftfolder"]
    waiting = [(item, 0) for item in reversed(drafts or items)]
    count = 0
    while waiting and count < _MOST_DOCUMENTS:
        item, depth = waiting.pop()
        if _kind(item) in _OUTSIDE:
            continue
        count += 1
        children = [inner for part in item if local_name(part) == "children" for inner in part]
        inner = [child for child in children if local_name(child) == "binderitem"]
        if depth < _DEEPEST:
            waiting += [(child, depth + 1) for child in reversed(inner)]
        keys = tuple(key for key in (attribute(item, "uuid"), attribute(item, "id")) if key and "/" not in key)
        is_draft = _kind(item) == "draftfolder"
        title = "" if is_draft else " ".join(_inside(item, "title").split())
        used = _inside(item, "metadata", "includeincompile").strip().lower() != "no"
        yield _Document(keys, title, bool(inner) or depth <= 1 or _kind(item) == "folder", used or is_draft)


def _write(document: _Document, archive: Archive, folder: str, builder: TextBuilder) -> None:
    written = next(filter(None, (_read(archive, path) for path in _files(document, archive, folder))), None)
    builder.end_chapter()
    if not document.is_used:
        if written is not None:
            builder.remove("outside the reading order", f"{document.title} {written.text}".replace("\f", " "))
        return
    builder.remove("heading" if document.opens else "description", document.title)
    if written is not None:
        builder.insert(written.text, written.removals)
    builder.end_chapter()


def _files(document: _Document, archive: Archive, folder: str) -> Iterator[str]:
    """Yield the paths of a document's text, the newest form first."""
    for key in document.keys:
        for kind in ("rtf", "txt"):
            for path in (f"Files/Data/{key}/content.{kind}", f"Files/Docs/{key}.{kind}"):
                found = archive.find(path, folder)
                if found is not None:
                    yield found
        for path in (f"Files/Data/{key}/content.rtfd/TXT.rtf", f"Files/Docs/{key}.rtfd/TXT.rtf"):
            found = archive.find(path, folder)
            if found is not None:
                yield found


def _read(archive: Archive, path: str) -> TextBuilder | None:
    data = archive.read(path)
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"{\\rtf"):
        return read_rtf(data)
    builder = TextBuilder()
    try:
        text = with_newlines(decode(data)[0])
    except UnknownEncoding:
        return None
    for block in text.split(PARAGRAPH_BREAK):
        builder.write(block, keep_lines=True)
        builder.end_paragraph()
    return builder


def _kind(item: etree._Element) -> str:
    return attribute(item, "type").lower()


def _inside(item: etree._Element, *path: str) -> str:
    """Return the text of a child's child by their names, or ""."""
    for name in path:
        child = next((inner for inner in item if local_name(inner) == name), None)
        if child is None:
            return ""
        item = child
    return text_of(item)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
