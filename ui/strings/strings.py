"""Every string of the page in both languages, one file a step."""

from typing import Literal

from styles.i18n import numbers
from styles.i18n.both import both, table
from styles.i18n.numbers import Forms
from ui.strings.blind_test import BlindTestStrings
from ui.strings.compare import CompareStrings
from ui.strings.examples import ExamplesStrings
from ui.strings.finetune import FinetuneStrings
from ui.strings.fingerprint import FingerprintStrings
from ui.strings.hub import HubStrings
from ui.strings.my_styles import MyStylesStrings
from ui.strings.page import PageStrings
from ui.strings.recipe import RecipeStrings
from ui.strings.scorecard import ScorecardStrings
from ui.strings.space import SpaceStrings
from ui.strings.texts import TextsStrings

Counted = Literal[
    "words",
    "passages",
    "things",
    "runs",
    "minutes",
    "hours",
    "examples",
    "steps",
    "tokens",
    "pairs",
    "downloads",
    "pieces",
]


def _english(one: str, other: str) -> Forms:
    return {"one": one, "other": other}


def _russian(one: str, few: str, many: str) -> Forms:
    return {"one": one, "few": few, "many": many}


class Strings(
    PageStrings,
    CompareStrings,
    TextsStrings,
    FingerprintStrings,
    ExamplesStrings,
    FinetuneStrings,
    RecipeStrings,
    ScorecardStrings,
    MyStylesStrings,
    BlindTestStrings,
    HubStrings,
    SpaceStrings,
):
    """Strings and numbers of the page in one language."""

    language_name = both("English", "Русский")
    forms: both[dict[Counted, Forms]] = table(
        {
            "words": (_english("word", "words"), _russian("слово", "слова", "слов")),
            "passages": (_english("passage", "passages"), _russian("отрывок", "отрывка", "отрывков")),
            "things": (_english("thing", "things"), _russian("место", "места", "мест")),
            "runs": (
                _english("other style", "other styles"),
                _russian("другой стиль", "других стиля", "других стилей"),
            ),
            "minutes": (_english("minute", "minutes"), _russian("минуты", "минут", "минут")),
            "hours": (_english("hour", "hours"), _russian("часа", "часов", "часов")),
            "examples": (_english("example", "examples"), _russian("пример", "примера", "примеров")),
            "steps": (_english("step", "steps"), _russian("шаг", "шага", "шагов")),
            "tokens": (_english("token", "tokens"), _russian("токен", "токена", "токенов")),
            "pairs": (_english("pair", "pairs"), _russian("пары", "пар", "пар")),
            "pieces": (_english("piece", "pieces"), _russian("запись", "записи", "записей")),
            "downloads": (_english("download", "downloads"), _russian("скачивание", "скачивания", "скачиваний")),
        }
    )

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart."""
        return numbers.whole(number, self.code)

    def decimal(self, number: float | None, places: int) -> str:
        """Return a number with that many decimal places; a dash for None."""
        return numbers.decimal(number, places, self.code)

    def percent(self, share: float | None, places: int = 0) -> str:
        """Return a share, 0 to 1, in percent; a dash for None."""
        return numbers.percent(share, self.code, places)

    def counted(self, what: Counted, number: int) -> str:
        """Return a number with its noun in the right plural form."""
        return numbers.counted(number, self.forms[what], self.code)

    def date(self, seconds: float) -> str:
        """Return the local day and time; `seconds` are since 1970."""
        return numbers.date(seconds, self.code)

    def meaning(self, name: str) -> str:
        """Return the meaning of a name on the page, or ""."""
        for term, meaning in self.terms.items():
            field, _, entry = term.partition(".")
            shown = getattr(self, field)
            if name == (shown[entry] if entry else shown):
                return meaning
        return ""


ENGLISH, RUSSIAN = Strings("en"), Strings("ru")


def strings(language: str) -> Strings:
    """Return the strings of a language; English for an unknown one."""
    return RUSSIAN if language == "ru" else ENGLISH
