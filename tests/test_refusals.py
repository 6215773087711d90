"""A refusal is told from an answer by its beginning, in English and in Russian."""

import pytest

from styles.abilities.refusals import refuses
from styles.examples.view_checks import brief_fault


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry, but I can't assist with that request.",
        "I’m sorry, but I cannot help with that.",
        "I am sorry, I am unable to write that.",
        "I'm really sorry. I can't do that for you.",
        "Sorry, I can't continue this conversation.",
        "I can't assist with that.",
        "I cannot provide a passage about this.",
        "I'm unable to fulfill this request.",
        "I apologize, but I cannot write this text.",
        "Unfortunately, I cannot help you with this.",
        "As an AI language model, I don't have personal experiences.",
        "As a language model, I cannot see roads.",
        "\"I'm sorry, but I can't help.\"",
        "Извините, но я не могу помочь с этим запросом.",
        "К сожалению, я не могу выполнить эту просьбу.",
        "Простите, я не смогу написать такой текст.",
        "Я не могу помочь вам с этим.",
        "Как языковая модель, я не имею личного опыта.",
    ],
)
def test_a_refusal_is_one(answer: str) -> None:
    assert refuses(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "The road ran on in the rain, and the stranger with it.",
        "I'm sorry for being late. It will not happen again.",
        "I am sorry to hear that your father has died. Here is what you could write to her.",
        "I cannot forget that morning: the letter lay by the window.",
        "I can't wait to see you.",
        "I'm sorry, I can't believe it has been a year.",
        "Sorry, the shop is closed on Sundays.",
        "Sure! I can help with that. If you cannot sleep, try to read.",
        "Unfortunately the train had left. He sat down on his case.",
        "Простите, сударь, вы не видели моей собаки?",
        "Я не могу забыть этого утра.",
        "К сожалению, поезд уже ушёл.",
    ],
)
def test_an_apology_a_story_and_an_answer_are_none(answer: str) -> None:
    assert not refuses(answer)


def test_a_view_that_refuses_is_told_by_the_same_openings() -> None:
    passage = "The heron stood in the river all day, and nobody in the village knew whose it was or why it had come."
    assert brief_fault("I'm sorry, but I can't assist with that request.", passage, "en") == "refusal"
