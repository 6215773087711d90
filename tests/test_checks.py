"""Every check takes right answers, in any script, and none of the wrong ones."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.abilities.checks import CHECKS

FRENCH = "J’ai faim et je voudrais manger quelque chose. Il y a du pain dans la cuisine, mais pas de beurre."

RIGHT: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("words", {"most": 3}, ("One two.", "Раз, два — три!", "one-two three four")),
    ("words", {"least": 3, "most": 4}, ("One two three", "Раз два три, четыре", "1 2 3 один два три")),
    ("sentences", {"least": 2, "most": 2}, ("One. Two!", "Он ушёл в 5 ч. вечера. А она?", "Dr. May left. So did I.")),
    ("sentence_words", {"most": 3}, ("One two three. Four five.", "Раз два.\nТри четыре пять!")),
    ("lines", {"count": 2}, ("One\nTwo", "Раз\n\n  \nДва\n")),
    ("paragraphs", {"count": 2}, ("One\n\nTwo", "\nРаз\nещё раз\n \n\nДва\n")),
    ("parts", {"count": 2, "separator": "***"}, ("One\n***\nTwo", "Раз\n\n *** \n\nДва")),
    ("bullets", {"count": 2}, ("- one\n- two", "Вот:\n• раз\n• два\nВсё.", "* **one**: a\n\n* two\n  more")),
    ("numbered", {"count": 2}, ("1. One\n2. Two", "Шаги:\n1) Раз\n\n2) Два")),
    ("contains", {"phrases": ["bridge", "old lantern"]}, ("Two OLD lanterns on both bridges.",)),
    ("contains", {"phrases": ["ёлка"]}, ("Под Елкой тихо", "две ёлки")),
    ("avoids", {"phrases": ["blue", "deep sea"]}, ("The sea is deep, and green.", "Bluebells grow.")),
    ("avoids", {"phrases": ["врач", "больной"]}, ("В больнице работает медсестра.",)),
    ("times", {"phrase": "дом", "least": 3}, ("Дом, дома и дому.", "дом дом дом дом")),
    ("without", {"characters": ","}, ("No comma; none.", "Запятых нет")),
    ("without", {"characters": "ё"}, ("Елка",)),
    ("numbers", {"least": 3}, ("In 1999, 3.5 of 7", "Было 1 000 и 5")),
    ("placeholders", {"least": 2}, ("Dear [name], on [date] at [date]", "[имя] живёт в [город]")),
    ("begins", {"phrase": "First of all"}, ("First of all, rest.", "**First of all** sleep", "“FIRST of all”…")),
    ("ends", {"phrase": "Буду рад помочь в ответ."}, ("Спасибо! Буду рад помочь в ответ", "Буду рад помочь в ответ!»")),
    ("asks", {}, ("Who are you?", "Кто вы?»", "**Really?**")),
    ("choice", {"of": ["yes", "no"]}, ("No.", " **Yes** ", "“no”")),
    ("choice", {"of": ["да", "нет"]}, ("Нет!", "да")),
    ("case", {"kind": "upper"}, ("ALL CAPITALS, 3 TIMES.", "ЁЖ — ЭТО ЗВЕРЬ")),
    ("case", {"kind": "lower"}, ("all small, 3 times.", "ёж — это зверь")),
    ("language", {"code": "fr"}, (FRENCH,)),
    ("quoted", {}, ("“Swim on!”", "«Плыви!»", '"Swim".', "„Плыви“")),
    ("titled", {}, ("<<Roses>>\nThey grow.", "# <<О саде>>\n\nСад растёт.")),
    ("json_object", {"keys": ["a", "б"]}, ('{"a": 1, "б": [2]}', '```json\n{"б": null, "a": "x"}\n```')),
    ("json_list", {"count": 2}, ('["a", "б"]', '\n```\n["a",\n "b"]\n```\n')),
]
WRONG: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("words", {"most": 3}, ("One two three four", "Раз два три четыре")),
    ("words", {"least": 3, "most": 4}, ("1 2 3 4", "Раз два", "a b c d e")),
    ("sentences", {"least": 2, "most": 2}, ("One.", "Раз. Два. Три.", "Один\nдва\nтри")),
    ("sentence_words", {"most": 3}, ("One two. One two three four.", "Раз два три четыре")),
    ("lines", {"count": 2}, ("One", "Раз\nДва\nТри")),
    ("paragraphs", {"count": 2}, ("One\nTwo", "Раз\n\nДва\n\nТри")),
    ("parts", {"count": 2, "separator": "***"}, ("One *** Two", "Раз\n***", "One\n***\nTwo\n***\nThree")),
    ("bullets", {"count": 2}, ("- one", "• раз\n• два\n• три", "-one\n-two", "**one**\n**two**", "1. a\n2. b")),
    ("numbered", {"count": 2}, ("1. One\n3. Three", "1. Раз", "1. a\n2. b\n3. c", "- a\n- b")),
    ("contains", {"phrases": ["bridge", "old lantern"]}, ("A bridge.", "An old, red lantern; bridges", "abridged")),
    ("contains", {"phrases": ["ёлка"]}, ("Сосна",)),
    ("avoids", {"phrases": ["blue", "deep sea"]}, ("BLUE", "into deep seas", "It was blue.")),
    ("avoids", {"phrases": ["врач", "больной"]}, ("С врачами", "У больного жар")),
    ("times", {"phrase": "дом", "least": 3}, ("Дом и дом", "Домик, домище, дом, дом")),
    ("without", {"characters": ","}, ("One, two", "Раз, два")),
    ("without", {"characters": "ё"}, ("Ёлка", unicodedata.normalize("NFD", "ёлка"))),
    ("numbers", {"least": 3}, ("3.5 and 12:30", "три числа словами")),
    ("placeholders", {"least": 2}, ("[name] and [name]", "[ ] []", "(имя) (город)")),
    ("begins", {"phrase": "First of all"}, ("Well, first of all", "First, all", "")),
    ("ends", {"phrase": "Буду рад помочь в ответ."}, ("Буду рад помочь в ответ. Пока!", "в ответ", "")),
    ("asks", {}, ("Who are you? I am fine.", "Кто вы", "")),
    ("choice", {"of": ["yes", "no"]}, ("No, it is not.", "nope", "Нет", "")),
    ("choice", {"of": ["да", "нет"]}, ("Да, нет", "Yes")),
    ("case", {"kind": "upper"}, ("Not ALL", "ЁЖ это", "123")),
    ("case", {"kind": "lower"}, ("Not all", "это Ёж", "123")),
    ("language", {"code": "fr"}, ("I am hungry, and I would like to eat the bread.", "Oui", "")),
    ("quoted", {}, ("Swim on!", "«Плыви!» — сказал он", '"', "....", "“Swim” is it.”?")),
    ("titled", {}, ("<<Roses>>", "Roses\nThey grow.", "<< >>\nText", "Сад\n<<О саде>>", "")),
    ("json_object", {"keys": ["a", "б"]}, ('{"a": 1}', '{"a": 1, "б": 2, "c": 3}', "Вот: {}", '["a", "б"]', "")),
    ("json_list", {"count": 2}, ('["a"]', "[1, 2]", '{"a": "b", "c": "d"}', "['a', 'b']", "[" * 100_000)),
]


@pytest.mark.parametrize(
    ("check", "arguments", "answer"), [(check, given, one) for check, given, answers in RIGHT for one in answers]
)
def test_a_right_answer_is_taken(check: str, arguments: dict[str, Any], answer: str) -> None:
    assert CHECKS[check](answer, **arguments)


@pytest.mark.parametrize(
    ("check", "arguments", "answer"),
    [(check, given, one) for check, given, answers in WRONG for one in answers],
    ids=lambda value: repr(value)[:40],
)
def test_a_wrong_answer_is_not(check: str, arguments: dict[str, Any], answer: str) -> None:
    assert not CHECKS[check](answer, **arguments)


def test_every_check_is_tried_both_ways() -> None:
    assert {check for check, *_ in RIGHT} == {check for check, *_ in WRONG} == set(CHECKS)


@given(st.text())
def test_no_answer_upsets_a_check(answer: str) -> None:
    for check, arguments, _ in RIGHT:
        assert CHECKS[check](answer, **arguments) in (True, False)
