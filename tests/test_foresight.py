"""What is foreseen of a run on this computer, and which base is chosen by it."""

from pathlib import Path

import pytest

from styles.cleaning.clean import CleanText
from styles.texts.saved_text import SavedText, write
from tests.toy import text
from trainer import bases
from trainer.bases import EMBEDDED
from trainer.host import PATIENCE_MINUTES, Host
from trainer.runs.estimate import ProcessorSpeed
from trainer.runs.foresight import Foresight, told_language

LAPTOP = Host(gpu_memory_gib=0, memory_gib=32, cores=8)
QUICK = ProcessorSpeed(float32_gflops=400, bfloat16_gflops=6_000, float32_weights=6, bfloat16_weights=12)
SLOW = ProcessorSpeed(float32_gflops=5, bfloat16_gflops=5, float32_weights=0.1, bfloat16_weights=0.1)
RUSSIAN = " ".join(["Мы шли по берегу, и она рассказывала, что в этом году рыба не пришла, а сети сушатся зря."] * 20)


def foresight(
    speed: ProcessorSpeed | None = QUICK, language: str = "en", words: int = 0, host: Host = LAPTOP
) -> Foresight:
    return Foresight(host, True, speed, language, words)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_quick_computer_without_a_gpu_gets_a_real_base_that_knows_the_language(language: str) -> None:
    base = foresight(language=language).choice
    assert not base.is_embedded
    assert not base.gated
    assert base.follows_instructions
    assert bases.knows(base, language)
    assert (foresight(language=language).minutes(base) or 99) <= PATIENCE_MINUTES


def test_a_slow_computer_gets_the_embedded_base_and_hears_of_the_quickest_one() -> None:
    found = foresight(SLOW, "ru")
    assert found.choice is EMBEDDED
    assert found.quickest
    base, took = found.quickest
    assert bases.knows(base, "ru")
    assert took > PATIENCE_MINUTES


def test_a_library_takes_longer_than_anybody_waits() -> None:
    assert foresight(words=5_000).choice.parameters
    assert foresight(words=2_000_000).choice is EMBEDDED


def test_until_the_speed_is_known_it_is_the_embedded_base_and_no_minutes_are_named() -> None:
    found = foresight(None)
    assert found.choice is EMBEDDED
    assert found.quickest is None
    assert found.minutes(bases.find("Qwen/Qwen2.5-0.5B-Instruct")) is None


def test_a_base_that_memory_does_not_hold_in_the_precision_it_is_computed_in_has_no_minutes() -> None:
    base, six = bases.find("Qwen/Qwen2.5-0.5B-Instruct"), Host(0, 6, 2)
    in_float32 = ProcessorSpeed(QUICK.bfloat16_gflops, 1, QUICK.bfloat16_weights, 1)
    assert foresight(host=six).minutes(base) is not None
    assert foresight(in_float32, host=six).minutes(base) is None


def test_the_stronger_the_dial_the_longer_it_takes() -> None:
    base = bases.find("Qwen/Qwen2.5-0.5B-Instruct")
    light, medium, strong = (foresight().minutes(base, dial) or 0 for dial in ("light", "medium", "strong"))
    assert 0 < light < medium < strong


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path


def russian(words: int, store: Path) -> SavedText:
    return write(CleanText("русский.txt", ((RUSSIAN,) * (words // 340 + 1),), ()), store / "russian")


def test_the_language_is_the_one_that_most_words_are_in(store: Path) -> None:
    english = write(text("english.txt", 1_000), store / "english")
    assert told_language([english]) == "en"
    assert told_language([english, russian(5_000, store)]) == "ru"
    assert told_language([english, russian(100, store)]) == "en"


def test_no_language_is_told_of_nothing(store: Path) -> None:
    assert told_language([]) == ""
    assert told_language([write(CleanText("few.txt", (("7 8 9",),), ()), store / "few")]) == ""
