"""English and Russian say the same things."""

import re
import string
from pathlib import Path
from typing import Any, get_args

import pytest

from styles.text import Reason
from trainer.bases import catalogue
from trainer.runs.events import Ending
from trainer.runs.recipe import CHECKPOINTS, DIALS, METHODS
from trainer.runs.run import Status
from ui.html import markup
from ui.steps import recipe_fields
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

UI = Path(__file__).parents[1] / "ui"
IN_ENGLISH_FROM_BELOW = {"reasons", "base_notes", "setting_docs"}
"""Tables that only the Russian needs: the English is written where the fact is known."""


def strings(t: Strings) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in t.names():
        value: Any = getattr(t, name)
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, dict) and name not in IN_ENGLISH_FROM_BELOW and name != "forms":
            found |= {f"{name}.{key}": text for key, text in value.items()}
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_strings() -> None:
    assert strings(ENGLISH).keys() == strings(RUSSIAN).keys()
    assert ENGLISH.forms.keys() == RUSSIAN.forms.keys()
    assert len(ENGLISH.prompts) == len(RUSSIAN.prompts)
    assert len(ENGLISH.drafts) == len(RUSSIAN.drafts)


def test_no_string_is_empty_or_left_in_english() -> None:
    english, russian = strings(ENGLISH), strings(RUSSIAN)
    same = {key for key, text in english.items() if text == russian[key]}
    assert same == {"min_p"}
    assert all(text.strip() for text in (*english.values(), *russian.values()))
    cyrillic = {key for key, text in russian.items() if re.search("[а-яё]", text.lower())}
    assert russian.keys() - cyrillic == {"min_p"}


def test_both_languages_fill_in_the_same_places() -> None:
    english, russian = strings(ENGLISH), strings(RUSSIAN)
    assert {key: places(text) for key, text in english.items()} == {key: places(text) for key, text in russian.items()}


def test_every_string_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    unused = [name for name in Strings.names() if f".{name}" not in source]
    assert unused == []


def test_tables_cover_what_they_name() -> None:
    assert set(get_args(Reason)) | {"identical text", "between train and held-out"} <= RUSSIAN.reasons.keys()
    assert RUSSIAN.setting_docs.keys() == {setting.name for setting in recipe_fields.settings()}
    assert RUSSIAN.base_notes.keys() == {base.id for base in catalogue()}
    for words in (ENGLISH, RUSSIAN):
        assert words.states.keys() == set(get_args(Status))
        assert words.dials.keys() == set(DIALS)
        assert words.methods.keys() == set(METHODS)
        assert words.checkpoints.keys() == set(CHECKPOINTS)
        assert words.run_finished.keys() == set(get_args(Ending))


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (1, "1 word", "1 слово"),
        (2, "2 words", "2 слова"),
        (5, "5 words", "5 слов"),
        (11, "11 words", "11 слов"),
        (21, "21 words", "21 слово"),
        (12_345, "12,345 words", "12 345 слов"),
    ],
)
def test_numbers_take_the_form_of_the_language(number: int, english: str, russian: str) -> None:
    assert ENGLISH.counted("words", number).replace("\u00a0", " ") == english
    assert RUSSIAN.counted("words", number).replace("\u00a0", " ") == russian


def test_decimals_and_dates_are_written_as_readers_write_them() -> None:
    assert (ENGLISH.decimal(3.14159, 2), RUSSIAN.decimal(3.14159, 2), ENGLISH.decimal(None, 2)) == ("3.14", "3,14", "–")
    assert "2026" in ENGLISH.date(1_795_000_000)
    assert "2026 г." in RUSSIAN.date(1_795_000_000)


def test_every_setting_of_a_recipe_has_its_docstring() -> None:
    assert all(setting.doc.endswith(".") for setting in recipe_fields.settings())


@pytest.mark.parametrize(
    "sentence",
    [
        "`a.txt` is empty. Upload a file with text in it.",
        "`a.txt` is a PNG picture, not text. Save the text as .txt, .md, .epub or .fb2 and upload that.",
        "`a.doc` is an old Word or Office document, not text. Save the text as .txt or .docx and upload that.",
        "`a.ods` is an OpenDocument file, but no text document. Save its text as .odt and upload that.",
        "`b.zip/a.zip` is an archive inside an archive. Unpack it and upload what is in it.",
        "`b.zip` also holds files without text, such as pictures: 3 were passed over.",
        "`a.pdf` has 1,000,000 pages; Pastiche takes up to 5,000. Upload the part that shows the style best.",
        "`a.pdf` has more than 3,000,000 words, which is all that Pastiche takes in a file. Upload the part.",
        "`a.pdf` does not say which letters its signs stand for, so its text cannot be read. Upload another version.",
        "`a.txt` has 60 MB; Pastiche takes files of up to 50 MB. Upload only the works that show the style, or split "
        "the file; a whole novel has about 1 MB.",
        "The texts have 812 words; a style needs about 2,000. Add more texts by the same author.",
        "The prompt is empty. Write a few words to answer.",
        "There is no such run here. It may have been deleted.",
        "The draft has 300,000 characters; up to 12,000, about 2,000 words, are rewritten at once. Paste a part of it.",
        "A sentence of the draft is too long for this base model, which takes about 60 words at once. "
        "Cut it in two and try again.",
        "The model's process ended unexpectedly; this computer may be short of memory. Try again.",
        "`lora_r` is 0; it must be from 1 up.",
        "This run is being measured. Stop that first, then delete it.",
        "This run is already being measured or waiting for its turn.",
        "This run has no adapter yet, so there is nothing to measure.",
        "This run is not measured yet. Press Measure first.",
        "205 of 328 examples are longer than `max_length`, which is 64 tokens: most would be learnt without their end. "
        "Set `max_length` to 512 or `passage_least` to 20 and `passage_most` to 30.",
        "1,205 of 1,328 examples are longer than `max_length`, which is 64 tokens: most would be learnt without their "
        "end. Set `max_length` to 512.",
        "205 of 328 examples are longer than `max_length`, which is 64 tokens: most would be learnt without their end. "
        "Choose another base model.",
        "This computer ran out of memory while measuring. Close other programs, then measure again.",
        "This cannot be the name of an adapter. Use letters, digits, `-`, `_` and `.`, as in `my-style`.",
        "There is no token. Sign in, or paste one with write access from your Hub account's settings.",
        "The Hub does not know this token. Copy it again from your Hub account's settings, or sign in again.",
        "This token may not write to `ada/x`. Give one that may, or a name in your own account.",
        "`ada/x` is already on the Hub and public. Choose another name, or make it private there first.",
        "`ada/x` is already on the Hub, with something else in it. Choose another name.",
        "`ada/x` is on the Hub, but could not be made public. Do that there.",
        "`ada/x` was pushed, but the Hub made it public. It is private again now; look after it there.",
        "`ada/x` was pushed, but the Hub made it public. Make it private there now.",
        "`README.md` is not on the Hub as it was sent. Push again.",
        "Say first why you may share what was learnt from these texts.",
        "This style has no adapter to publish yet. Fine-tune it first.",
        "This style recites its texts.",
        "This style recites its texts. Confirm once more that it shall be public, or keep it private.",
        "Nobody has measured how much this style recites of its texts.",
        "Nobody has measured how much this style recites of its texts. Confirm once more that it shall be public, or "
        "keep it private.",
        "This style is only here. Publish it first; then a link to it works for others.",
        "The Hugging Face Hub cannot be reached. Check the network and try again.",
        "What answers in the Hub's place makes no sense. Check that no other page of your network stands before it, "
        "and try again.",
        "The connection to the Hub broke in the middle. Try again; it goes on with what is not there yet.",
        "The Hub has stopped answering. Try again; it goes on where it was.",
        "This computer's disk is full. Free some space and try again.",
        "The Hub has no room left for private data in this account. Free some there, or use another account.",
        "`ada/x` was changed on the Hub at the same moment. Try again.",
        "The Hub asks for a pause: too many requests came from this account. Try again in 3 min.",
        "The Hub could not take the adapter (error 500). Try again later; it goes on where it was.",
        "The Hub could not give `ada/x` (error 503). Try again later.",
        "`ada/x` is not on the Hub, or not for everybody. Check its name; sign in if it is yours.",
        "`ada/x` is given only to those who accepted its terms on the Hub. Ask its author, or choose another.",
        "The Hub has closed `ada/x`. Choose another one.",
        "`voice` does not say whose style it is. Write it as `user/voice`.",
        "`adapter_model.safetensors` of `ada/x` did not arrive as the Hub has it. Try again.",
        "`ada/x` keeps its weights as a pickle, which can run code when it is opened. Ask its author for safetensors.",
        "`ada/x` has no LoRA adapter of PEFT's in safetensors. Choose another one.",
        "`ada/x` is not taken: its `README.md` has 9,000,000 bytes, and Pastiche takes up to 1,000,000.",
        "`ada/x` cannot be used: its rank is 4096. Choose another one.",
        "`ada/x` does not say which base it belongs to. Ask its author to name it on its card.",
        "The base `a/b` of `ada/x` brings code of its own, which Pastiche does not run.",
        "The base `a/b` of `ada/x` does not write text. Choose another style.",
        "You have pulled 30 styles already. Delete one of them first.",
        "The style cannot be kept: No space left on device. Free some disk space.",
        "This style does not fit this version of the base. Fine-tune it again.",
        "Training all weights of `Qwen3 4B` needs about 47 GiB of GPU memory; this computer has 24. Train an adapter "
        "instead, or choose a smaller base.",
        "No checkpoint is known that `Toy` was made of, so nothing else can be trained in its place. Set `train_on` to "
        "instruct, or choose another base.",
        "Only an adapter can be trained on one checkpoint and worn by another.",
        "`method` can be qlora, lora, full or few_shot.",
        "Nothing was trained for this style, so there is nothing to download.",
        "Nothing was trained for this style, so there is nothing to publish.",
        "All weights of this style were trained, and Pastiche publishes adapters only. Download it, or train an "
        "adapter on the same texts.",
        "All weights of this style were trained, so there is no strength between: 0 is the base, 1 it.",
        "“Toy” is no adapter, and only adapters can be blended. Choose another style.",
        "“Toy” is not here any more, so it cannot be blended.",
        "Both are the same style. Choose two different ones.",
        "These styles belong to different bases, `embedded` and `Qwen/Qwen3-0.6B`.",
        "Together these styles have rank 300; a blend can have up to 256. Choose smaller ones.",
    ],
)
def test_sentences_from_below_have_their_russian(sentence: str) -> None:
    assert ENGLISH.translated(sentence) == sentence
    assert re.search("[а-яё]", RUSSIAN.translated(sentence).lower())
    named = re.search("`([^`]+)`", sentence)
    assert named is None or named[1] in RUSSIAN.translated(sentence)


def test_a_sentence_nobody_has_translated_is_shown_as_it_is() -> None:
    assert RUSSIAN.translated("Something new.") == "Something new."


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_every_term_that_is_explained_stands_on_the_page_with_its_meaning(t: Strings) -> None:
    for place, meaning in t.terms.items():
        one, _, entry = place.partition(".")
        shown = getattr(t, one)[entry] if entry else getattr(t, one)
        assert meaning in markup.term(shown, t), place
    assert markup.term("<b>", t) == "&lt;b&gt;"
