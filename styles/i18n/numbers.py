"""Numbers, plural forms and dates in each language, by Babel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, cast

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal, format_percent

from styles.i18n.both import Language

Plural = Literal["one", "few", "many", "other"]
"""Plural categories of the Unicode CLDR that English and Russian use."""
Forms = Mapping[Plural, str]

UNKNOWN = "–"
_TO: dict[Language, str] = {"en": "to", "ru": "…"}
_DATES: dict[Language, str] = {"en": "d MMMM y, HH:mm", "ru": "d MMMM y 'г.', HH:mm"}


def whole(number: int, language: Language) -> str:
    """Return a whole number with its thousands apart."""
    return _with_minus(format_decimal(number, locale=language))


def decimal(number: float | None, places: int, language: Language) -> str:
    """Return a number with that many decimal places; a dash for None."""
    return (
        UNKNOWN if number is None else _with_minus(format_decimal(_rounded(number, places), _places(places), language))
    )


def general(number: float, language: Language) -> str:
    """Return a number with up to six significant digits."""
    return f"{number:g}".replace(".", "," if language == "ru" else ".")


def signed(number: float, places: int, language: Language) -> str:
    """Return a number with its sign, also where it is positive."""
    return ("+" if _rounded(number, places) > 0 else "") + decimal(number, places, language)


def percent(share: float | None, language: Language, places: int = 0) -> str:
    """Return a share, 0 to 1, in percent; a dash for None."""
    if share is None:
        return UNKNOWN
    pattern = Locale(language).percent_formats[None].pattern.replace("#,##0", _places(places))
    return _with_minus(format_percent(_rounded(share, places + 2), pattern, language))


def interval(value: str, low: str, high: str, language: Language) -> str:
    """Return a written number with its interval: `−0.031 (−0.040 to +0.012)`."""
    return f"{value} ({low} {_TO[language]} {high})"


def counted(number: int, forms: Forms, language: Language) -> str:
    """Return a number with its noun in the right plural form."""
    return f"{whole(number, language)}\u00a0{forms[_category(number, language)]}"


def form(number: int, forms: Sequence[str], language: Language) -> str:
    """Return the plural form for a number.

    Forms are one and other in English; one, few and many in Russian.
    """
    return forms[("one", "few" if language == "ru" else "other", "many").index(_category(number, language))]


def _category(number: int, language: Language) -> Plural:
    return cast(Plural, Locale(language).plural_form(number))


def date(seconds: float, language: Language) -> str:
    """Return the local day and time; `seconds` are since 1970."""
    return format_datetime(datetime.fromtimestamp(seconds), _DATES[language], locale=language)


def _places(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _rounded(number: float, places: int) -> float:
    """Round as Python does, and never to a negative zero."""
    return round(number, places) + 0.0


def _with_minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")
