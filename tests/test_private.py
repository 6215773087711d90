"""Private things are found where their form leaves no doubt, and give way to words that keep the sentence readable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.cleaning.clean import CleanText
from styles.text import Removal, solid
from styles.texts.private import PLACEHOLDERS, PrivateThing, find, mask
from styles.texts.private_forms import PrivateKind
from styles.texts.restoration import put_back
from tests.test_cleaning import DRY, ELK, PROSE, WET


def text(*paragraphs: str, removals: tuple[Removal, ...] = ()) -> CleanText:
    return CleanText("a.txt", (tuple(paragraphs),), removals)


def found(paragraph: str) -> list[tuple[str, str]]:
    return [(thing.kind, thing.text) for thing in find(text(paragraph))]


# Nobody's: numbers that only exist to be shown, and keys that were never given out.
SURE: list[tuple[PrivateKind, str]] = [
    ("e-mail", "anna.petrova+books@mail.example.org"),
    ("e-mail", "анна@почта.рф"),
    ("link with a password", "https://anna:hunter2@files.example.org/a.zip"),
    ("phone", "+44 20 7946 0958"),
    ("phone", "+7 (495) 123-45-67"),
    ("phone", "+15550123456"),
    ("phone", "8 (916) 123-45-67"),
    ("phone", "8-800-555-35-35"),
    ("phone", "89161234567"),
    ("phone", "123-45-67"),
    ("phone", "(212) 555-0123"),
    ("phone", "212-555-0123"),
    ("phone", "1-800-555-0199"),
    ("card number", "4111 1111 1111 1111"),
    ("card number", "5555555555554444"),
    ("card number", "3782-822463-10005"),
    ("bank account", "GB82 WEST 1234 5698 7654 32"),
    ("bank account", "DE89370400440532013000"),
    ("document number", "112-233-445 95"),
    ("document number", "500100732259"),
    ("document number", "078-05-1120"),
    ("IP address", "93.184.215.14"),
    ("IP address", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
    ("key", "hf_" + "aB3dE5gH7j" * 3 + "kLmN"),
    ("key", "sk-proj-" + "Zx9Yw8Vu7T" * 4),
    ("key", "AKIA" + "IOSFODNN7EXAMPLE"),
    ("key", "ghp_" + "q1W2e3R4t5" * 4),
    ("key", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"),
]


@pytest.mark.parametrize(("kind", "thing"), SURE)
def test_a_private_thing_is_found_in_a_sentence(kind: PrivateKind, thing: str) -> None:
    for sentence in (f"Write to me: {thing}.", f"{thing}", f"Вот ({thing}), запиши", f"«{thing}» — he said,"):
        assert found(sentence) == [(kind, thing)], sentence


@pytest.mark.parametrize(
    ("sentence", "kind", "thing"),
    [
        ("Phone: 555-0134, after six", "phone", "555-0134"),
        ("моб. 916 123 45 67", "phone", "916 123 45 67"),
        ("Паспорт: серия 45 09 № 123456, выдан давно", "document number", "45 09 № 123456"),
        ("passport number 123456789", "document number", "123456789"),
        ("ИНН 7707083893", "document number", "7707083893"),
    ],
)
def test_a_word_before_a_number_makes_it_sure(sentence: str, kind: str, thing: str) -> None:
    assert found(sentence) == [(kind, thing)]
    assert found(thing) == []


def test_a_private_key_goes_as_one_block() -> None:
    block = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n\nq1W2e3\n-----END RSA PRIVATE KEY-----"
    things = find(text("Do not show this:", block, WET))
    assert [thing.text for thing in things] == [block]
    assert mask(text("Do not show this:", block, WET), things).chapters == (("Do not show this:", "[key]", WET),)


@pytest.mark.parametrize(
    "sentence",
    [
        *PROSE,
        "In 1914-1918, or 1914 – 1918, and again in 1939–1945.",
        "It cost 1 234 567 rubles, $1,250,000.00, or 10 000 000.",
        "See Luke 12:13-21; John 3:16, 17, 18; Psalm 119:105.",
        "ISBN 978-5-17-118366-5 and section 1.2.3.4 of 10.11.12.13",
        "On 2026-11-22 at 12:30:45, on 22.11.2026, by 8-12 o'clock.",
        "Pi is 3.14159265358979 and the card was 4111 1111 1111 1112.",
        "He shouted AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA and hahahahahahahahahahahaha!",
        "a-very-long-hyphenated-expression-that-nobody-says-aloud_in_1999",
        "Rooms 201-202-203; pages 100-110-120; 1--2--3--4--5--6--7.",
        "She wrote “@anna” and “a@b”, then 5 @ 3.50.",
        "DE89 3704 0044 0532 0130 01 is off by one; so is 112-233-445 96.",
        "https://example.org/books/9f86d081884c7d659a2feaa0c55ad015 is a page",
    ],
)
def test_what_only_looks_so_is_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_a_thing_is_never_shown_by_accident() -> None:
    (thing,) = find(text(f"{WET} anna@example.org"))
    assert "anna" not in repr(thing)
    assert thing.offset == len(solid(WET))


def test_masking_speaks_the_language_of_the_text() -> None:
    english, russian = text(WET, "Call 212-555-0123 now."), text(ELK, "Звони: +7 495 123-45-67, жду.")
    assert mask(english, find(english)).chapters[0][1] == "Call [phone number] now."
    assert mask(russian, find(russian)).chapters[0][1] == "Звони: [телефон], жду."


def test_only_what_is_asked_for_is_masked() -> None:
    both = text(f"{WET} Write to anna@example.org or call 212-555-0123.")
    letters = [thing for thing in find(both) if thing.kind == "e-mail"]
    assert mask(both, letters).chapters == ((f"{WET} Write to [e-mail] or call 212-555-0123.",),)
    assert mask(both, []) == both


def test_a_thing_of_another_text_is_not_masked() -> None:
    assert mask(text(WET), [PrivateThing("phone", 3, "212-555-0123")]) == text(WET)


def test_every_placeholder_has_its_words_and_is_no_private_thing() -> None:
    assert PLACEHOLDERS["en"].keys() == PLACEHOLDERS["ru"].keys() == {kind for kind, _ in SURE}
    for words in PLACEHOLDERS.values():
        assert not find(text(*words.values()))


def test_removals_keep_their_places_through_masking() -> None:
    before, after = "Call 212-555-0123 now.", DRY
    heading = Removal("heading", "II", len(solid(before)))
    masked = mask(text(before, after, removals=(heading,)), find(text(before)))
    assert put_back(masked, [0]).chapters == (("Call [phone number] now.", "II", after),)


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*PROSE, *(f"Oh: {thing}!" for _, thing in SURE)]) | st.text(max_size=40), max_size=9))
def test_what_is_masked_is_gone_and_the_rest_is_untouched(paragraphs: list[str]) -> None:
    clean_text = text(*(" ".join(one.split()) or "x" for one in paragraphs))
    things = find(clean_text)
    masked = mask(clean_text, things)
    assert find(masked) == ()
    assert len(list(masked.paragraphs)) == len(list(clean_text.paragraphs))
    whole = solid("".join(clean_text.paragraphs))
    for thing in things:
        assert whole[thing.offset :].startswith(solid(thing.text))


def test_lines_of_nothing_but_digits_and_signs_end() -> None:
    # One bad pattern, and these take hours.
    assert (
        len(
            find(
                text(
                    "1 2-3.4(5" * 20_000, "a@" * 20_000, "1:2:3::" * 20_000, "aB3dE5gH7j-" * 20_000, "+1 (2) " * 20_000
                )
            )
        )
        < 100
    )
