"""Reading of a WhatsApp chat from Android or an iPhone.

A message begins with its date and time in the form of the telephone's language, and goes on over the lines after it.
What the program itself says has no sender, or begins with a left-to-right mark; media are named in angle brackets. Only
what has no mark is told by its words, in the languages below. Nobody says there which time zone the telephone was in.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from styles.archives.pieces import Person, Piece
from styles.archives.post_text import one_line, plain_text
from styles.archives.whatsapp_dates import BEGIN, DateOrder
from styles.formats.encodings import UnknownEncoding, decode
from styles.text import with_newlines

LARGEST = 200_000_000
"""Bytes of a chat at most; what comes after is not read."""
_MARK = "\u200e"
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SENDER = re.compile(r"(?:~[\s\u202f])?([^:\n]{1,100}?):(?:[ \u00a0]|$)")
_QUOTES = re.compile('["“”«»„]')
"""A group's old name is quoted where somebody changed it: a colon in it makes no sender."""
_MEDIA = re.compile(r"\s*<[^<>\n]{3,80}>\s*|null")
_ATTACHED = re.compile(r"[^\n]{0,200}\.\w{2,5} \([^()\n]{4,60}\)(?:\n|$)")
_PLACE = re.compile(r"[^\n:]{0,60}:?\s*https://maps\.google\.com/\S+|[^\n]{0,200}https://foursquare\.com/\S+")
_EDITED = re.compile(r"\s*<[^<>\n]{5,60}>\s*$")
_SAID_BY_PROGRAM = re.compile(
    r"(?:this message was deleted|you deleted this message|message deleted|deleted by admin.{0,60}"
    r"|(?:missed|declined|no answer|tap to call back)?\s?(?:group )?(?:voice|video) call.{0,40}|missed call.{0,30}"
    r"|(?:image|video|audio|sticker|gif|document|contact card|video note) omitted|waiting for this message.{0,60}"
    r"|(?:данное )?сообщение (?:было )?удалено|вы удалили (?:данное|это) сообщение"
    r"|пропущенный (?:аудио|видео)?звонок.{0,30}"
    r"|(?:изображение|видео|аудиофайл|стикер|документ|гифка|контакт) (?:отсутствует|пропущен[оа]?|не включ[её]н[оа]?)"
    r"|(?:dieses|diese) (?:nachricht|mitteilung) wurde gelöscht|du hast diese nachricht gelöscht"
    r"|(?:bild|video|audio) weggelassen"
    r"|verpasster (?:sprach|video)anruf.{0,30}|ce message a été supprimé|vous avez supprimé ce message"
    r"|(?:image|vidéo|audio) absente|appel (?:vocal|vidéo) manqué.{0,30}"
    r"|(?:se )?eliminó este mensaje|eliminaste este mensaje|este mensaje fue eliminado"
    r"|(?:imagen|video|audio) omitid[oa]"
    r"|llamada (?:de voz )?perdida.{0,30}|questo messaggio è stato eliminato|hai eliminato questo messaggio"
    r"|(?:immagine|video|audio) omess[oa]|esta mensagem foi (?:apagada|eliminada)|mensagem apagada"
    r"|você apagou esta mensagem|(?:imagem|vídeo|áudio) ocult[oa]|chamada (?:de voz |de vídeo )?perdida.{0,30}"
    r"|dit bericht is verwijderd|je hebt dit bericht verwijderd|(?:afbeelding|video|audio) weggelaten"
    r"|wiadomość została usunięta|usunięto tę wiadomość|bu mesaj silindi|bu mesajı sildiniz"
    r"|це повідомлення (?:було )?видалено|ви видалили це повідомлення|пропущений (?:аудіо|відео)?дзвінок.{0,30})\.?",
    re.IGNORECASE,
)
_LINES_LOOKED_AT = 40


def looks_like(opening: str) -> bool:
    """Check whether a text begins like an exported chat."""
    lines = [line for line in _MARKS.sub("", opening).splitlines() if line.strip()][:_LINES_LOOKED_AT]
    begun = [match for line in lines if (match := BEGIN.match(line))]
    if not lines or not BEGIN.match(lines[0]):
        return False
    said = sum(bool(_SENDER.match(line, match.end())) for line, match in _begun(lines))
    return len(begun) >= 2 and said >= 1


def _begun(lines: list[str]) -> Iterator[tuple[str, re.Match[str]]]:
    yield from ((line, match) for line in lines if (match := BEGIN.match(line)))


def read(stream: IO[bytes]) -> Iterator[Piece]:
    """Yield the messages in the file's order."""
    try:
        text, _ = decode(stream.read(LARGEST))
    except UnknownEncoding:
        return
    lines = with_newlines(text).split("\n")
    heads = [(number, match) for number, line in enumerate(lines) if (match := _head(line))]
    order = DateOrder(match for _, match in heads)
    ends = [number for number, _ in heads[1:]] + [len(lines)]
    for (number, match), end in zip(heads, ends, strict=True):
        first = _without_begin(lines[number])
        yield from _message("\n".join((first, *lines[number + 1 : end])), order.date(match))


def _head(line: str) -> re.Match[str] | None:
    return BEGIN.match(_MARKS.sub("", line[:80]))


def _without_begin(line: str) -> str:
    """Return what follows date and time, with its marks."""
    begin = _MARKS.sub("", line[:80])
    match = BEGIN.match(begin)
    assert match is not None
    solid, place = match.end(), 0
    while solid and place < len(line):
        solid -= not _MARKS.match(line[place])
        place += 1
    return line[place:]


def _message(said: str, date: datetime | None) -> Iterator[Piece]:
    """Yield a message with a sender, unless the program wrote it."""
    first, newline, rest = said.partition("\n")
    sender = _SENDER.match(_MARKS.sub("", first))
    if sender is None or _QUOTES.search(sender[1]):
        return
    written = first.partition(":")[2].removeprefix(" ") + newline + rest
    name = one_line(sender[1])
    text, removals = plain_text(_own(written))
    if text and name:
        yield Piece(Person(name.casefold(), name), text, date, removals=removals)


def _own(written: str) -> str:
    """Return what was typed, "" where the program says something."""
    if written.lstrip().startswith(_MARK):
        # An iPhone marks a picture so; what follows it in lines of its own is what was typed to it.
        written = written.partition("\n")[2]
    plain = _MARKS.sub("", written).strip()
    plain = _EDITED.sub("", plain) if not _MEDIA.fullmatch(plain) else plain
    if attached := _ATTACHED.match(plain):
        plain = plain[attached.end() :].strip()
    first = plain.partition("\n")[0]
    if _MEDIA.fullmatch(first):
        plain = plain.partition("\n")[2].strip()
    ended = _SAID_BY_PROGRAM.fullmatch(plain) or _PLACE.fullmatch(plain)
    return "" if ended else plain
