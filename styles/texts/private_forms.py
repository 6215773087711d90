"""Patterns of private details, each with a check."""

import ipaddress
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Literal

PrivateKind = Literal[
    "link with a password", "e-mail", "key", "bank account", "card number", "document number", "phone", "IP address"
]

_Check = Callable[[re.Match[str]], bool]


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match.group("it"))


def _always(match: re.Match[str]) -> bool:
    return True


def _is_card(match: re.Match[str]) -> bool:
    """Check the digits with the Luhn sum."""
    digits = [int(digit) for digit in reversed(_digits(match))]
    total = sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return total % 10 == 0 and len(set(digits)) > 1


def _is_account(match: re.Match[str]) -> bool:
    """Check that the IBAN is 1 modulo 97 (ISO 13616)."""
    number = match.group("it").replace(" ", "").replace("\u00a0", "")
    moved = number[4:] + number[:4]
    return 15 <= len(number) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def _is_snils(match: re.Match[str]) -> bool:
    """Check the last two digits of a Russian insurance number."""
    digits = _digits(match)
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == int(digits[9:])


def _is_personal_inn(match: re.Match[str]) -> bool:
    """Check the two check digits of a Russian taxpayer number."""
    digits = [int(digit) for digit in _digits(match)]
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)

    def check(weighed: tuple[int, ...]) -> int:
        return sum(digit * weight for digit, weight in zip(digits, weighed, strict=False)) % 11 % 10

    return check(weights[1:]) == digits[10] and check(weights) == digits[11] and len(set(digits)) > 2


def _is_phone(match: re.Match[str]) -> bool:
    """Check for 7 to 15 digits."""
    return 7 <= len(_digits(match)) <= 15


def _is_address(match: re.Match[str]) -> bool:
    """Check for a global IP address, not a section's small numbers."""
    written = match.group("it")
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return False
    numbers = re.findall("[0-9A-Fa-f]+", written)
    return address.is_global and (len(numbers) >= 4 if address.version == 6 else max(map(int, numbers)) > 31)


def _is_random(match: re.Match[str]) -> bool:
    """Check whether a long token is random.

    Letters and digits are mixed, with at least 3 bits a character (Shannon).
    """
    token = match.group("it")
    counts = Counter(token)
    bits = -sum(count / len(token) * math.log2(count / len(token)) for count in counts.values())
    changes = len(re.findall(r"\d[A-Za-z]|[A-Za-z]\d", token))
    return bits >= 3 and changes >= len(token) / 8 and not re.search(r"[a-z]{7}|\d{11}", token)


_SPACE = r"[ \u00a0]"
_JOINT = r"[ \u00a0.\-–]"
_ALONE, _ENDS = r"(?<![\w.,/+\-–])", r"(?![\w/]|[.,\-–]\d)"
"""Nothing before or after that would make the digits a part of something longer: a range, a sum, a fraction."""

_CARD = (
    r"[2456]\d{3}(?P<gap>[ \u00a0\-]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4}"
    r"|3[47]\d{2}(?P<wide>[ \u00a0\-]?)\d{6}(?P=wide)\d{5}"
)
_SNILS = r"\d{3}-\d{3}-\d{3}[ \u00a0\-]\d{2}"
_US_SECURITY = r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}"
_PASSPORT = r"\d\d ?\d\d[ ,№\u00a0]{1,3}\d{6}|[A-Z]{0,2}\d{7,9}"

_ANY_PHONE = r"(?:[ \u00a0.\-–()]{0,3}\d)"
_RUSSIAN_PHONE = (
    rf"8{_JOINT}?(?:\([3489]\d{{2,4}}\)|[3489]\d{{2}}){_JOINT}?"
    rf"\d{{1,3}}{_JOINT}?\d{{2}}{_JOINT}?\d{{2}}|(?:\(\d{{3,5}}\){_SPACE}?)?\d{{2,3}}-\d\d-\d\d"
)
_US_PHONE = rf"(?:1[ .\-])?(?:\([2-9]\d{{2}}\){_SPACE}?|[2-9]\d{{2}}[.\-])[2-9]\d{{2}}[.\-]\d{{4}}"
_PHONE_WORD = (
    r"\b(?:phone|telephone|tel|mobile|fax|whatsapp|телефон\w{0,3}|тел|моб|факс)\b[ .:№#]{0,4}"
    r"(?:(?:number|no|is|was|номер)\b[ .:№#]{1,3})?"
)

PEM = re.compile(r"(?P<it>-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{1,8000}?-----END [A-Z ]*PRIVATE KEY-----)")
_SERVICE_KEYS = "|".join(
    (
        r"hf_[A-Za-z0-9]{30,}",
        r"sk-(?:ant-|proj-|or-)?[A-Za-z0-9_\-]{20,}",
        r"[srp]k_(?:live|test)_[A-Za-z0-9]{16,}",
        r"(?:gh[pousr]_|github_pat_|glpat-|npm_|pypi-|r8_|gsk_)[A-Za-z0-9_\-]{20,}",
        r"xox[abeprs]-[A-Za-z0-9\-]{10,}",
        r"(?:AKIA|ASIA)[0-9A-Z]{16}",
        r"AIza[0-9A-Za-z_\-]{35}",
        r"SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}",
        r"eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}",
        r"\d{8,10}:[A-Za-z0-9_\-]{35}",
    )
)
"""How the keys of well-known services look: Hugging Face, OpenAI, Stripe, GitHub, Slack, Amazon, Google and so on."""


PrivateForm = tuple[PrivateKind, re.Pattern[str], _Check]


def _form(kind: PrivateKind, pattern: str, check: _Check = _always, flags: re.RegexFlag = re.NOFLAG) -> PrivateForm:
    return kind, re.compile(pattern, flags), check


FORMS: tuple[PrivateForm, ...] = (
    ("key", PEM, _always),
    _form(
        "link with a password",
        r"""(?P<it>\b[a-z][a-z0-9+.\-]{1,15}://[^\s/:@"'<>]{1,80}:[^\s/@"'<>]{1,80}@[^\s"'<>]*[\w/=])""",
    ),
    _form(
        "e-mail",
        r"(?<![\w.+\-])(?P<it>\w[\w.+\-]{0,63}@(?:[^\W_][\w\-]{0,62}\.){1,5}[^\W\d_]{2,24})(?![\w@])",
    ),
    _form("key", rf"(?<![\w\-])(?P<it>{_SERVICE_KEYS})(?!\w)"),
    _form(
        "bank account",
        rf"(?<!\w)(?P<it>[A-Z]{{2}}\d\d(?:{_SPACE}?[A-Z0-9]{{4}}){{2,7}}(?:{_SPACE}?[A-Z0-9]{{1,3}})?)(?!\w)",
        _is_account,
    ),
    _form("card number", rf"{_ALONE}(?P<it>{_CARD}){_ENDS}", _is_card),
    _form("document number", rf"{_ALONE}(?P<it>{_SNILS}){_ENDS}", _is_snils),
    _form("document number", rf"{_ALONE}(?P<it>\d{{12}}){_ENDS}", _is_personal_inn),
    _form("document number", rf"{_ALONE}(?P<it>{_US_SECURITY}){_ENDS}"),
    _form(
        "document number",
        rf"\b(?:паспорт\w*|passport)\b[^\d\n]{{0,25}}?(?P<it>{_PASSPORT}){_ENDS}",
        flags=re.IGNORECASE,
    ),
    _form("document number", rf"\b(?:ИНН|СНИЛС|SSN)\b[^\d\n]{{0,4}}(?P<it>\d(?:[ \-]?\d){{8,11}}){_ENDS}"),
    _form("phone", rf"(?<![\w+])(?P<it>\+\d{_ANY_PHONE}{{8,14}}){_ENDS}"),
    _form("phone", rf"{_ALONE}(?P<it>{_RUSSIAN_PHONE}){_ENDS}", _is_phone),
    _form("phone", rf"{_ALONE}(?P<it>{_US_PHONE}){_ENDS}"),
    _form("phone", rf"{_PHONE_WORD}(?P<it>\(?\d{_ANY_PHONE}{{5,14}}){_ENDS}", flags=re.IGNORECASE),
    _form("IP address", r"(?<![\w.])(?P<it>\d{1,3}(?:\.\d{1,3}){3})(?!\w|\.\d)", _is_address),
    _form("IP address", r"(?<![\w:.])(?P<it>[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w:])", _is_address),
    _form("key", r"(?<![\w+/=.\-%&?@:])(?P<it>[A-Za-z0-9_+\-]{24,}={0,2})(?![\w+/=\-@%&])", _is_random),
)
"""The surest first: what one form has taken no later one takes. The group called `it` is the thing itself."""

HINTS = (
    re.compile(r"\d(?:[ \u00a0().\-–]{0,3}\d){5,}"),
    re.compile(r"\d\.\d{1,3}\.\d{1,3}\.\d"),
    re.compile(r"(?<![A-Za-z0-9_+/=\-])[A-Za-z0-9_+/=\-]{20,}"),
    re.compile(r"@"),
    re.compile(r"://"),
    re.compile(r"::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:"),
)
"""What every form has one of: a line without any of these need not be read."""
