"""Safe reading of zip archives: size limits, nothing on disk."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import unquote

from styles import error_messages
from styles.errors import TextError, locked
from styles.formats.encodings import UnknownEncoding, decode
from styles.text import ReadingLimits

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
"""What the library raises for a damaged file."""
_BUFFER = 1 << 16
_MEGABYTE = 1_000_000
"""Bytes from which a file's ratio of compression is checked: a small file of blanks is no danger."""
_UTF8_NAME = 0x800
"""The flag of a member whose name is UTF-8 (ZIP specification, general purpose bit 11)."""
_WITHOUT_TEXT = frozenset(
    """.jpg .jpeg .png .gif .webp .svg .bmp .tif .tiff .heic .ico .psd .mp3 .m4a .ogg .opus .wav .flac .mp4 .mov .avi
    .mkv .webm .css .js .map .ttf .otf .woff .woff2 .eot .url .webloc .lnk .ini .db .exe .dll .apk .dmg""".split()
)
_SYSTEM_FILES = frozenset(["__macosx", "thumbs.db", "desktop.ini"])
_PARTS_OF_A_PAGE = ("_files", ".files", "_файлы")
"""How browsers name the folder beside a saved page, with its pictures, scripts and frames."""


def is_hidden(path: str) -> bool:
    """Check whether a file is the system's, hidden from its owner."""
    return any(part.startswith(".") or part.lower() in _SYSTEM_FILES for part in PurePosixPath(path).parts)


def may_be_text(path: str) -> bool:
    """Check whether a file may be text, by its path."""
    *folders, name = PurePosixPath(path).parts
    if is_hidden(path) or any(folder.lower().endswith(_PARTS_OF_A_PAGE) for folder in folders):
        return False
    return PurePosixPath(name).suffix.lower() not in _WITHOUT_TEXT


class Archive:
    """The files of a zip archive, read one by one within limits."""

    def __init__(self, archive: bytes | Path, name: str, limits: ReadingLimits) -> None:
        """Open an archive in memory or on disk; errors use `name`."""
        self._name = name
        self._limits = limits
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(archive) if isinstance(archive, bytes) else archive)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise self._broken() from error
        named = [member for member in self._zip.infolist() if member.filename]
        self._members = {_name_of(member): member for member in named if not member.is_dir()}
        self._folded = {name.casefold(): name for name in self._members}
        self._unpacked = sum(member.file_size for member in self._members.values())
        self._check()

    @property
    def names(self) -> list[str]:
        """Names of the files, in the archive's order."""
        return list(self._members)

    @property
    def texts(self) -> list[str]:
        """Names of the files that may be texts, sorted."""
        return sorted(name for name in self._members if may_be_text(name))

    def find(self, path: str, base: str = "") -> str | None:
        """Return the member for a path relative to `base`, or None."""
        name = posixpath.normpath(posixpath.join(base, unquote(path))).lstrip("/")
        return name if name in self._members else self._folded.get(name.casefold())

    def size(self, name: str) -> int:
        """Return a file's unpacked size, the most that `read` returns."""
        return self._members[name].file_size

    def inner(self, data: bytes, name: str, limits: ReadingLimits | None = None) -> "Archive":
        """Open a book inside within limits; unpacked bytes count here too."""
        limits = limits or self._limits
        left = max(0, self._limits.max_unpacked_bytes - self._unpacked)
        most = min(left, limits.max_unpacked_bytes)
        archive = Archive(data, name, replace(limits, max_unpacked_bytes=most))
        self._unpacked += archive._unpacked
        return archive

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; the limit counts all reads."""
        member = self._members[name]
        if member.flag_bits & 0x1:
            raise locked(self._name)
        if member.compress_type not in _METHODS:
            raise self._broken()
        room = self._limits.max_bytes - self._read
        try:
            with self._zip.open(member) as file:
                data = file.read(room + 1)
        except _ERRORS as error:
            raise self._broken() from error
        if len(data) > room:
            raise self._too_large()
        self._read += len(data)
        return data

    def stream(self, name: str) -> IO[bytes]:
        """Return a file as a stream that `max_unpacked_bytes` limits.

        Reading from it raises TextError where the file is damaged or locked.
        """
        member = self._members[name]
        if member.flag_bits & 0x1:
            raise locked(self._name)
        if member.compress_type not in _METHODS:
            raise self._broken()
        try:
            return io.BufferedReader(_Member(self._zip.open(member), member.file_size, self._broken), _BUFFER)
        except _ERRORS as error:
            raise self._broken() from error

    def _check(self) -> None:
        members = self._members.values()
        if len(members) > self._limits.max_members:
            raise TextError(
                error_messages.TOO_MANY_FILES(name=self._name, files=len(members), most=self._limits.max_members)
            )
        if self._unpacked > self._limits.max_unpacked_bytes:
            raise self._too_large()
        for member in members:
            packed = max(member.compress_size, 1)
            if member.file_size > _MEGABYTE and member.file_size / packed > self._limits.max_ratio:
                raise self._too_large()

    def _too_large(self) -> TextError:
        return TextError(error_messages.UNPACKS_TOO_LARGE(name=self._name))

    def _broken(self) -> TextError:
        return TextError(error_messages.DAMAGED_ARCHIVE(name=self._name))


class _Member(io.RawIOBase):
    """A file of an archive, never longer than the archive says."""

    def __init__(self, file: IO[bytes], size: int, broken: Callable[[], TextError]) -> None:
        self._file, self._left, self._broken = file, size, broken

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; return the number of bytes."""
        try:
            data = self._file.read(min(len(buffer), self._left))
        except _ERRORS as error:
            raise self._broken() from error
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a safe path; Russian Windows uses another encoding."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            name = decode(name.encode("cp437"))[0]
        except (UnicodeError, UnknownEncoding):
            name = member.filename
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/") or "unnamed"
