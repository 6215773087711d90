"""Known kinds of files that are not read, and what would be."""

import re
from collections.abc import Iterable

from styles.formats import error_messages
from styles.formats.error_messages import KINDS
from styles.formats.signatures import OLD_OFFICE
from styles.i18n.message import Message, Template

_STARTS: tuple[tuple[bytes, Template, dict[str, object]], ...] = (
    (b"CONT\x02\0", error_messages.AMAZON_KFX, {}),
    (b"CONT\x01\0", error_messages.AMAZON_KFX, {}),
    (b"\xeaDRMION\xee", error_messages.KINDLE_LOCKED, {}),
    (b"TPZ0", error_messages.TOPAZ, {}),
    (b"AT&TFORM", error_messages.DJVU, {}),
    (b"ITOLITLS", error_messages.OLD_E_BOOK, {"kind": KINDS["lit"]}),
    (b"L\0R\0F\0\0\0", error_messages.OLD_E_BOOK, {"kind": KINDS["lrf"]}),
    (b"SNBP000B", error_messages.OLD_E_BOOK, {"kind": KINDS["snb"]}),
    (b"\xb0\x0c\xb0\x0c\x02\0NUVO", error_messages.OLD_E_BOOK, {"kind": KINDS["rb"]}),
    (b"ITSF\x03\0\0\0", error_messages.OLD_E_BOOK, {"kind": KINDS["chm"]}),
    (b"\xffWPC", error_messages.WORD_PERFECT, {}),
    (b"HWP Document File", error_messages.HANGUL, {}),
    (bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3"), error_messages.ONE_NOTE, {}),
    (bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d"), error_messages.IN_DESIGN, {}),
    (b"!BDN", error_messages.OUTLOOK_BOX, {}),
    (b"%!PS", error_messages.POSTSCRIPT, {}),
    (b"\x31\xbe\0\0\0\xab", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["write"]}),
    (b"\x32\xbe\0\0\0\xab", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["write"]}),
    (b"\xdb\xa5\x2d\0", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["dos"]}),
    (b"\x01\xfe\x32\0", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["works"]}),
    (b"WordPro\0", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["lotus"]}),
)
_PALM = {b"PNRdPPrs": "eReader", b"zTXTGPlm": "Weasel Reader", b"ToGoToGo": "iSilo", b"SDocSilX": "iSilo"}
_PALM |= {b"DataPlkr": "Plucker", b"TEXtTlDc": "TealDoc", b"TlDcTlDc": "TealDoc", b"BDOCWrdS": "WordSmith"}
_STREAMS: tuple[tuple[str, Template, dict[str, object]], ...] = (
    ("HwpSummaryInformation", error_messages.HANGUL, {}),
    ("__substg1.0_", error_messages.OUTLOOK_MAIL, {}),
    ("MatOST", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["works"]}),
    ("StarWriterDocument", error_messages.OLD_WORD_PROCESSOR, {"kind": KINDS["star"]}),
)
"""Names of streams in Microsoft's compound files that tell their kinds apart."""
_ROOT = re.compile(r"(?:\s{0,99}<[?!][^>]{0,400}>){0,9}\s{0,99}<([\w:-]{1,40})")
_XML: dict[str, Template] = {
    "abiword": error_messages.ABI_WORD,
    "en-export": error_messages.EVERNOTE,
    "ScrivenerProject": error_messages.SCRIVENER_LIST,
}
_GOOGLE = re.compile(r'\s*\{[^{}]{0,2000}"(?:url|doc_id|resource_id)"\s*:[^{}]{0,2000}\}\s*')
_LINK = re.compile(r"docs\.google\.com/|\"doc_id\"\s*:")
_MEMBERS = {
    "index/document.iwa": error_messages.PAGES,
    "buildversionhistory.plist": error_messages.PAGES,
    "metadata/buildversionhistory.plist": error_messages.PAGES,
    "binder.scrivproj": error_messages.SCRIVENER_ONE,
    "fixeddocseq.fdseq": error_messages.XPS,
    "fixeddocumentsequence.fdseq": error_messages.XPS,
    "contents/content.hpf": error_messages.HANGUL,
}


def unread_file(data: bytes, name: str) -> Message | None:
    """Return what an unread file is, with `name` in it, or None."""
    for start, template, values in _STARTS:
        if data.startswith(start):
            return template(name=name, **values)
    program = _PALM.get(data[60:68])
    if program is not None and b"\0" in data[:78]:
        return error_messages.PALM_READER(name=name, program=program)
    if data.startswith(OLD_OFFICE):
        for stream, template, values in _STREAMS:
            if stream.encode("utf-16-le") in data:
                return template(name=name, **values)
    opening = data[:4096].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    if len(data) < 4096 and _GOOGLE.fullmatch(opening) and _LINK.search(opening):
        return error_messages.GOOGLE_DOCS(name=name)
    root = _ROOT.match(opening)
    return _XML[root[1]](name=name) if root and root[1] in _XML else None


def unread_archive(names: Iterable[str], name: str) -> Message | None:
    """Return what an archive is that is not read, or None."""
    members = {member.lower() for member in names}
    folders = {member.partition("/")[0] for member in members}
    if len(folders) == 1:  # a zipped folder
        members |= {member.partition("/")[2] for member in members}
    return next((template(name=name) for member, template in _MEMBERS.items() if member in members), None)
