"""Numbers as each language writes them: one typography for the page, the report, the card and the shell."""

import pytest

from styles.i18n.both import Bilingual, both, table
from styles.i18n.numbers import counted, decimal, interval, percent, signed, whole


@pytest.mark.parametrize(
    ("written", "english", "russian"),
    [
        (lambda language: whole(1_234_567, language), "1,234,567", "1\u00a0234\u00a0567"),
        (lambda language: whole(-5, language), "−5", "−5"),
        (lambda language: decimal(3.14159, 2, language), "3.14", "3,14"),
        (lambda language: decimal(1234.5, 1, language), "1,234.5", "1\u00a0234,5"),
        (lambda language: decimal(-0.001, 2, language), "0.00", "0,00"),
        (lambda language: decimal(None, 2, language), "–", "–"),
        (lambda language: signed(0.0301, 3, language), "+0.030", "+0,030"),
        (lambda language: signed(-0.031, 3, language), "−0.031", "−0,031"),
        (lambda language: signed(0.0001, 3, language), "0.000", "0,000"),
        (lambda language: percent(0.714, language), "71%", "71\u00a0%"),
        (lambda language: percent(0.0126, language, 1), "1.3%", "1,3\u00a0%"),
        (lambda language: percent(1.11, language), "111%", "111\u00a0%"),
        (lambda language: percent(None, language), "–", "–"),
        (lambda language: interval("−0.031", "−0.040", "+0.012", language), "−0.031 (−0.040 to +0.012)", None),
        (lambda language: interval("1", "0", "2", language), "1 (0 to 2)", "1 (0 … 2)"),
    ],
)
def test_a_number_is_written_as_the_readers_of_the_language_write_it(written, english, russian) -> None:
    assert written("en") == english
    assert russian is None or written("ru") == russian


@pytest.mark.parametrize(
    ("number", "form"),
    [(1, "слово"), (2, "слова"), (4, "слова"), (5, "слов"), (11, "слов"), (12, "слов"), (21, "слово"), (0, "слов")],
)
def test_what_is_counted_takes_its_plural_form(number: int, form: str) -> None:
    forms = {"one": "слово", "few": "слова", "many": "слов"}
    assert counted(number, forms, "ru") == f"{number}\u00a0{form}"


def test_a_field_speaks_the_language_of_its_instance() -> None:
    class Fruit(Bilingual):
        apple = both("An apple", "Яблоко")

    class Basket(Fruit):
        kinds = table({"red": ("Red", "Красное"), "green": ("Green", "Зелёное")})

    assert (Basket("en").apple, Basket("ru").apple) == ("An apple", "Яблоко")
    assert Basket("ru").kinds == {"red": "Красное", "green": "Зелёное"}
    assert Basket.names() == ["apple", "kinds"]
