"""The own words of one mail, without quotes and signature.

What others wrote is dropped, and is in no removal. The libraries for this know no Russian, lose answers between quotes,
and take hours for lines that are made to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from itertools import pairwise

from styles.formats.elements import classes_of
from styles.formats.encodings import UnknownEncoding, decode_declared
from styles.formats.markup import attribute, local_name, parse_html
from styles.formats.text_builder import TextBuilder
from styles.formats.xhtml import write_page
from styles.text import with_newlines

_QUOTE = re.compile(r"[ \t]{0,3}(?:[A-ZА-ЯЁ]{1,3})?[>│]")
_MBOX_FROM = re.compile(r">+From ")
"""How a mail box writes a line of the mail itself that begins with this word."""
_WROTE = (
    r"wrote|writes|said|schrieb|geschrieben|a écrit|escribió|escreveu|ha scritto|schreef|napisał\(?a?\)?|skrev"
    r"|пишет|писал\(?а?\)?|написал\(?а?\)?"
)
_SAYS_WHO = re.compile(rf"(?:\b(?:{_WROTE})\b|@|\d{{4}}).{{0,200}}:\s*$", re.IGNORECASE)
"""The end of `On Monday Anna wrote:`, in lines right before a quote."""
_ATTRIBUTION = re.compile(
    r"(?=.{0,300}(?:@\w|\d{4}.{0,40}\d\d:\d\d))"
    rf"(?:.{{0,300}}\b(?:{_WROTE})\b.{{0,60}}|.{{0,300}}<[^<>\s]{{1,64}}@[^<>\s]{{1,99}}>):\s*$",
    re.IGNORECASE,
)
"""A line that says with date or address who wrote what follows, down to the end of the mail."""
_LONGEST_ATTRIBUTION = 300
_MOST_ATTRIBUTION_LINES = 3
_MESSAGE = r"messag|e-?mail|mensa[jg]|nachricht|wiadomo|bericht|meddel|сообщен|письм"
_FORWARDED = re.compile(rf"\s*[-_*=]{{3,}}[ \w]{{0,20}}(?:{_MESSAGE})[ \w]{{0,20}}[-_*=]{{3,}}\s*", re.IGNORECASE)
_BEGINS_FORWARDED = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié"
    r"|начало (?:переадресованного|пересылаемого) сообщения)\s*:\s*",
    re.IGNORECASE,
)
_FROM = "from|von|de|da|van|od|från|fra|от|від"
_FIELDS = (
    "sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoyé|à|objet|enviado|para|asunto|assunto|inviato|a"
    "|oggetto|verzonden|aan|onderwerp|wysłano|do|temat|skickat|till|ämne|дата|отправлено|кому|копия|тема|надіслано"
)
_FROM_FIELD = re.compile(rf"[\s*]{{0,4}}(?:{_FROM})\s?:\*?\s{{0,3}}\S", re.IGNORECASE)
_FIELD = re.compile(rf"[\s*]{{0,4}}(?:{_FIELDS})\s?:\*?(?:\s|$)", re.IGNORECASE)
_LEAST_FIELDS = 2
"""Fields after `From:` that make the head of an older mail."""
_FOOTER = re.compile(r"\s*[_=-]{20,}\s*")
_OF_A_LIST = re.compile(r"mailing list|unsubscribe|список рассылки|отписаться", re.IGNORECASE)
_NARROWEST, _WIDEST = 60, 100
"""Characters of the longest line where a mail program wrapped the lines. Judgement: most do at 72 to 78."""
_MOST_SIGNATURE_LINES = 12
"""Lines of a signature after dashes without a space. Judgement: more are text after a break."""
_SENT_FROM = re.compile(
    r"(?:sent (?:from|via|using) (?:my |the )?\S|get outlook for|sent with|von meinem .{1,30} gesendet"
    r"|envoyé de(?:puis)? mon|enviado desde|отправлено (?:с|из|от|через) \S|надіслано з).{0,60}",
    re.IGNORECASE,
)
_OTHERS = frozenset(
    """gmail_quote gmail_quote_container gmail_attr gmail_extra yahoo_quoted moz-cite-prefix moz-forward-container
    protonmail_quote zmail_extra appendonsend divrplyfwdmsg mail-quote-collapse ms-outlook-mobile-reference-message
    replyforwardmessage""".split()
)
"""Class names and ids of what mail programs put around words of others."""
_HEADS_THE_REST = frozenset(["appendonsend", "divrplyfwdmsg"])
"""Those after which everything is an older mail."""
_SIGNATURES = frozenset(["gmail_signature", "moz-signature", "protonmail_signature_block", "signature"])


@dataclass(frozen=True)
class MailBody:
    """The parts of a mail's body that its writer wrote."""

    text: str
    signature: str = ""


def own_words(body: str) -> str:
    """Return a plain body's own lines, without quotes and signature."""
    return parted(body).text


def parted(body: str) -> MailBody:
    """Return a plain body's own lines, and its signature apart."""
    lines = with_newlines(body).split("\n")
    lines = _without_quotes(lines[: _end_of_own(lines)])
    lines, signature = _without_signature(lines)
    kept = "\n".join(line.rstrip() for line in lines)
    return MailBody(re.sub(r"\n{3,}", "\n\n", kept).strip("\n"), " ".join(" ".join(signature).split()))


def own_text(message: Message) -> MailBody:
    """Return the own paragraphs of a mail, the plain part before HTML."""
    for kind in ("text/plain", "text/html"):
        parts = [part for part in _own_parts(message) if part.get_content_type() == kind]
        bodies = [body for body in map(_body, parts) if body.text]
        if bodies:
            signature = next((body.signature for body in bodies if body.signature), "")
            return MailBody("\n\n".join(body.text for body in bodies), signature)
    return MailBody("")


def _own_parts(message: Message) -> Iterator[Message]:
    """Yield the parts shown as text; attached files and mails are others'."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_type() == "message/rfc822" or part.get_content_disposition() == "attachment":
            continue
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        elif not part.get_filename():
            yield part


def _body(part: Message) -> MailBody:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return MailBody("")
    try:
        written, _ = decode_declared(payload, str(part.get_param("charset") or "") or None)
    except UnknownEncoding:
        return MailBody("")
    if part.get_content_type() == "text/html":
        return _of_page(written)
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    if flowed:
        written = _unflowed(written, str(part.get_param("delsp") or "").lower() == "yes")
    body = parted(written)
    return body if flowed else MailBody(_unwrapped(body.text), body.signature)


def _of_page(written: str) -> MailBody:
    root = parse_html(written)
    if root is None:
        return MailBody("")
    signature = ""
    for element in list(root.iter()):
        names = {*classes_of(element), attribute(element, "id").lower()}
        if names & _SIGNATURES:
            signature = signature or " ".join(str(piece) for piece in element.itertext())
        elif not (names & _OTHERS or (local_name(element) == "blockquote" and attribute(element, "type") == "cite")):
            continue
        rest = list(element.itersiblings()) if names & _HEADS_THE_REST else []
        for gone in (element, *rest):
            # what is cleared keeps its place, so that the walk goes on, and the words after it are the writer's
            tail = None if rest else gone.tail
            gone.clear()
            gone.tail = tail
    builder = TextBuilder()
    write_page(root, builder)
    body = parted(builder.text.replace("\f", ""))
    return MailBody(body.text, body.signature or " ".join(signature.split()))


def _unwrapped(text: str) -> str:
    """Return the text without the line ends that a mail program made.

    It ends a line where the next word would not fit; other lines were ended by the writer.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    joined = lines[:1]
    for before, line in pairwise(lines):
        word = line.partition(" ")[0]
        if before and word and line[0] not in " \t" and len(before) + 1 + len(word) > width:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _unflowed(text: str, joins_words: bool) -> str:
    """Return the text with its soft line ends joined (RFC 3676)."""
    lines: list[str] = []
    soft = False
    for line in text.replace("\r\n", "\n").split("\n"):
        plain = line if line == "-- " else line.removeprefix(" ") if not line.startswith(">") else line
        if soft and not line.startswith(">") and line != "-- ":
            lines[-1] += plain
        else:
            lines.append(plain)
        soft = plain.endswith(" ") and plain != "-- " and not plain.startswith(">")
        if soft and joins_words:
            lines[-1] = lines[-1][:-1]
    # a hard line end ends a paragraph there
    return "\n".join(line if line.startswith(">") or line == "-- " else f"{line}\n" for line in lines)


def _end_of_own(lines: Sequence[str]) -> int:
    """Return the line at which an older mail begins without quote signs."""
    for index, line in enumerate(lines):
        if _FORWARDED.fullmatch(line[:200]) or _BEGINS_FORWARDED.fullmatch(line[:200]):
            return index
        if len(line) <= _LONGEST_ATTRIBUTION and line.rstrip().endswith(":") and _ATTRIBUTION.match(line):
            following = next((each for each in lines[index + 1 : index + 10] if each.strip()), ">")
            if not _QUOTE.match(following):
                return index
        if _FROM_FIELD.match(line):
            after = [each for each in lines[index + 1 : index + 8] if each.strip()]
            if sum(bool(_FIELD.match(each)) for each in after) >= _LEAST_FIELDS:
                return index - 1 if index and _FOOTER.fullmatch(lines[index - 1][:200]) else index
        if _FOOTER.fullmatch(line[:200]) and any(
            map(_OF_A_LIST.search, (each[:300] for each in lines[index : index + 4]))
        ):
            return index
    return len(lines)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """Return the lines without quotes and what says whose they are."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        if _is_own_from(lines, index):
            kept.append(line.removeprefix(">"))
        elif not _QUOTE.match(line):
            kept.append(line)
        else:
            if index == 0 or not _QUOTE.match(lines[index - 1]):
                _drop_attribution(kept)
            kept.append("")
    return kept


def _is_own_from(lines: Sequence[str], index: int) -> bool:
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return bool(_MBOX_FROM.match(lines[index])) and not any(map(_QUOTE.match, beside))


def _drop_attribution(kept: list[str]) -> None:
    """Drop up to three lines that say who is quoted."""
    end = len(kept)
    while end and not kept[end - 1].strip() and len(kept) - end < 2:
        end -= 1
    start = end
    while start and end - start < _MOST_ATTRIBUTION_LINES and kept[start - 1].strip():
        start -= 1
        if _SAYS_WHO.search(" ".join(kept[start:end])[-_LONGEST_ATTRIBUTION:]):
            # a name or a date may have gone to the line above, but a sentence has not
            above = kept[start - 1] if start else ""
            if above.strip() and re.match(r"(?:On|Am|Le|El|Il|В|Op|W dniu)\b", above) and len(above) <= 100:
                start -= 1
            del kept[start:]
            return


def _without_signature(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    for index, line in enumerate(lines):
        if line.strip() not in ("--", "—") or (line != "-- " and len(lines) - index > 3 * _MOST_SIGNATURE_LINES):
            continue
        rest = [each.strip() for each in lines[index + 1 :] if each.strip()]
        if line == "-- " or len(rest) <= _MOST_SIGNATURE_LINES:
            return _without_device(lines[:index]), rest
    return _without_device(lines), []


def _without_device(lines: Sequence[str]) -> list[str]:
    """Return the lines without a last `Sent from my telephone`."""
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    if kept and _SENT_FROM.fullmatch(kept[-1].strip()[:200]):
        kept.pop()
    return kept
