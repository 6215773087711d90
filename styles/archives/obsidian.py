"""Reading of a vault of Obsidian, one piece a note.

Templates, drawings and boards are left out, and so is what programs put into a vault of other people's words: clipped
pages, highlights and talks with a model.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from styles.archives.members import json_of, string, text_of_member
from styles.archives.note_text import created, note_text, properties
from styles.archives.pieces import Piece
from styles.archives.post_text import one_line
from styles.formats.archives import Archive, is_hidden

_SETTINGS = re.compile(r"((?:.*/)?)\.obsidian/[^/]+")
_TEMPLATES = frozenset(["templates", "template", "_templates", "шаблоны"])
_OTHERS = frozenset(["clippings", "readwise", "copilot", "copilot-conversations", "readitlater inbox"])
"""Folders that the web clipper and common plugins make for what others wrote."""
_CLIPPED = re.compile(r"\b(?:clippings|web-clip|readwise)\b", re.IGNORECASE)
_DRAWN = frozenset(["excalidraw-plugin", "kanban-plugin"])


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is a vault of Obsidian."""
    return any(map(_SETTINGS.fullmatch, names))


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the notes of the vaults in an archive, by their paths."""
    roots = {match[1] for match in map(_SETTINGS.fullmatch, archive.names) if match}
    for root in sorted(roots):
        templates = _template_folders(archive, root)
        for name in sorted(archive.names):
            path = name.removeprefix(root)
            if name.startswith(root) and path.lower().endswith(".md") and not _is_left_out(path, templates):
                yield from _piece(text_of_member(archive, name), PurePosixPath(path))


def _template_folders(archive: Archive, root: str) -> tuple[str, ...]:
    """Return the folders that the vault's settings name for templates."""
    settings = (("templates.json", "folder"), ("plugins/templater-obsidian/data.json", "templates_folder"))
    paths = ((f"{root}.obsidian/{file}", key) for file, key in settings)
    folders = (string(json_of(archive, path), key) for path, key in paths if path in archive.names)
    return tuple(f"{folder.strip('/').lower()}/" for folder in folders if folder.strip("/"))


def _is_left_out(path: str, templates: tuple[str, ...]) -> bool:
    folders = {part.lower() for part in PurePosixPath(path).parts[:-1]}
    named = path.lower().startswith(templates) if templates else False
    return is_hidden(path) or named or bool(folders & (_TEMPLATES | _OTHERS)) or path.lower().endswith(".excalidraw.md")


def _piece(written: str, path: PurePosixPath) -> Iterator[Piece]:
    values = properties(written)
    if _DRAWN & set(values) or _CLIPPED.search(values.get("tags", "")):
        return
    text, removals = note_text(written)
    if text:
        folder = "" if path.parent == PurePosixPath(".") else str(path.parent)
        title = one_line(values.get("title", "").strip("\"'")) or path.stem
        yield Piece(None, text, created(values, path.stem), folder, title, removals)
