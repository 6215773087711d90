"""Reading inside a zip archive without trusting it: nothing is written to disk, and every size is checked."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from styles.errors import TextError
from styles.text import ReadingLimits

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MEGABYTE = 1_000_000


class Archive:
    """The files of a zip archive, read one by one within limits."""

    def __init__(self, data: bytes, name: str, limits: ReadingLimits) -> None:
        """Open the archive; `name` is how errors call it."""
        self._name = name
        self._limits = limits
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise self._broken() from error
        self._members = {member.filename: member for member in self._zip.infolist() if not member.is_dir()}
        self._folded = {name.replace("\\", "/").casefold(): name for name in self._members}
        self._check()

    @property
    def names(self) -> list[str]:
        """The names of the files, in the archive's order."""
        return list(self._members)

    def find(self, path: str, base: str = "") -> str | None:
        """Return the archive's name for a path that a file in folder `base` points to, None when there is none."""
        name = posixpath.normpath(posixpath.join(base, unquote(path))).lstrip("/")
        return name if name in self._members else self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; all the files read together must stay within the limit."""
        member = self._members[name]
        if member.flag_bits & 0x1:
            raise TextError(f"{self._name} asks for a password. Save it without one and upload that.")
        if member.compress_type not in _METHODS:
            raise self._broken()
        room = self._limits.max_bytes - self._read
        try:
            with self._zip.open(member) as file:
                data = file.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self._broken() from error
        if len(data) > room:
            raise self._too_large()
        self._read += len(data)
        return data

    def _check(self) -> None:
        members = self._members.values()
        if len(members) > self._limits.max_members:
            raise TextError(
                f"{self._name} holds {len(members):,} files; Pastiche opens archives of up to "
                f"{self._limits.max_members:,}. Upload the book alone."
            )
        if sum(member.file_size for member in members) > self._limits.max_unpacked_bytes:
            raise self._too_large()
        for member in members:
            packed = max(member.compress_size, 1)
            if member.file_size > _MEGABYTE and member.file_size / packed > self._limits.max_ratio:
                raise self._too_large()

    def _too_large(self) -> TextError:
        return TextError(
            f"{self._name} unpacks to far more than a book needs, so it was not read. "
            "Save the book as a new EPUB or as plain text and upload that."
        )

    def _broken(self) -> TextError:
        return TextError(f"{self._name} is damaged and cannot be unpacked. Download or export it again.")
