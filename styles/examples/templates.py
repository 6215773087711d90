"""Prompt wordings of each task, in the language of the corpus.

With several, no single wording is memorized. The first wording of a task is the one the page and the measures use.
"""

from typing import Literal

PromptTask = Literal["continue", "write", "rewrite"]
PromptForm = PromptTask | Literal["brief"]
"""What a prompt is about decides how it is asked: *write* about keywords, or about a *brief* of whole sentences."""

TEMPLATES: dict[str, dict[PromptForm, tuple[str, ...]]] = {
    "en": {
        "continue": (
            "Continue this text:\n\n{text}",
            "What comes next?\n\n{text}",
            "Go on with the story:\n\n{text}",
            "Here is a paragraph. Write the one that follows.\n\n{text}",
            "Carry on from here:\n\n{text}",
            "Write on:\n\n{text}",
            "Read this and continue in the same voice:\n\n{text}",
            "The text so far:\n\n{text}\n\nContinue.",
            "Pick up where this leaves off:\n\n{text}",
            "Add the next passage:\n\n{text}",
            "Take it from here:\n\n{text}",
            "And then?\n\n{text}",
        ),
        "write": (
            "Write a passage about: {text}",
            "Write a passage with these words: {text}",
            "Write about: {text}",
            "Tell a scene with: {text}",
            "A page of prose. Words to use: {text}",
            "Write something from these words: {text}",
            "Keywords: {text}. Write the passage.",
            "Describe a moment in which these occur: {text}",
            "Make a short piece of prose out of: {text}",
            "Subject: {text}. Write.",
            "Give me a passage in which we meet: {text}",
            "Let these words lead you: {text}",
        ),
        "brief": (
            "Write a passage about: {text}",
            "Write this scene: {text}",
            "What happens: {text}\n\nWrite the passage.",
            "Tell this in full: {text}",
            "Here is a brief. Write the passage.\n\n{text}",
            "Make a page of prose out of this summary:\n\n{text}",
            "I need a passage in which this happens: {text}",
            "Show us this: {text}",
            "Write it out: {text}",
            "In short: {text}\n\nNow at length.",
            "Work this idea out into a passage:\n\n{text}",
            "The plot: {text}\n\nWrite.",
        ),
        "rewrite": (
            "Rewrite this in your own voice:\n\n{text}",
            "Say this your way:\n\n{text}",
            "Here is a plain draft. Rewrite it:\n\n{text}",
            "Turn this draft into finished prose:\n\n{text}",
            "Keep the meaning, change the voice:\n\n{text}",
            "Retell this:\n\n{text}",
            "Give this text its style:\n\n{text}",
            "Revise this draft:\n\n{text}",
            "The same content, written well:\n\n{text}",
            "Put this into your own words:\n\n{text}",
            "Rework this passage:\n\n{text}",
            "Write this again as you would write it:\n\n{text}",
        ),
    },
    "ru": {
        "continue": (
            "Продолжи текст:\n\n{text}",
            "Что дальше?\n\n{text}",
            "Продолжай рассказ:\n\n{text}",
            "Вот абзац. Напиши следующий.\n\n{text}",
            "Пиши дальше:\n\n{text}",
            "Продолжи с этого места:\n\n{text}",
            "Прочитай и продолжи тем же голосом:\n\n{text}",
            "Текст до этого места:\n\n{text}\n\nПродолжи.",
            "Подхвати рассказ:\n\n{text}",
            "Добавь следующий отрывок:\n\n{text}",
            "А что было потом?\n\n{text}",
            "Веди рассказ дальше:\n\n{text}",
        ),
        "write": (
            "Напиши отрывок о том, где есть: {text}",
            "Напиши отрывок с этими словами: {text}",
            "Напиши про: {text}",
            "Расскажи сцену, где есть: {text}",
            "Страница прозы. Слова: {text}",
            "Сочини что-нибудь из этих слов: {text}",
            "Ключевые слова: {text}. Напиши отрывок.",
            "Опиши случай, в котором встретятся: {text}",
            "Сделай из этих слов прозу: {text}",
            "Тема: {text}. Пиши.",
            "Пусть в отрывке появятся: {text}",
            "Начни с этих слов и иди за ними: {text}",
        ),
        "brief": (
            "Напиши отрывок о том, где есть: {text}",
            "Напиши такую сцену: {text}",
            "Что происходит: {text}\n\nНапиши отрывок.",
            "Расскажи это целиком: {text}",
            "Вот задание. Напиши отрывок.\n\n{text}",
            "Сделай из этого изложения страницу прозы:\n\n{text}",
            "Нужен отрывок, в котором происходит вот что: {text}",
            "Покажи это: {text}",
            "Распиши подробно: {text}",
            "Коротко: {text}\n\nА теперь подробно.",
            "Разверни эту мысль в отрывок:\n\n{text}",
            "Сюжет: {text}\n\nПиши.",
        ),
        "rewrite": (
            "Перепиши своим голосом:\n\n{text}",
            "Скажи это по-своему:\n\n{text}",
            "Вот черновик. Перепиши его:\n\n{text}",
            "Сделай из черновика готовую прозу:\n\n{text}",
            "Сохрани смысл, смени голос:\n\n{text}",
            "Перескажи по-своему:\n\n{text}",
            "Придай этому тексту стиль:\n\n{text}",
            "Переработай этот черновик:\n\n{text}",
            "То же самое, но написано хорошо:\n\n{text}",
            "Изложи своими словами:\n\n{text}",
            "Перепиши этот отрывок:\n\n{text}",
            "Напиши это заново, как написал бы ты:\n\n{text}",
        ),
    },
}
"""Languages without wordings of their own use the English ones: `wordings` decides."""


def wordings(form: PromptForm, language: str) -> tuple[str, ...]:
    """Return the prompt wordings of a form, the standard one first.

    Each holds `{text}` once.
    """
    return TEMPLATES.get(language, TEMPLATES["en"])[form]


def ask(form: PromptForm, language: str, text: str, wording: int = 0) -> str:
    """Return the prompt about a text in a numbered wording.

    The text is a paragraph, keywords, a brief or a draft.
    """
    choices = wordings(form, language)
    return choices[wording % len(choices)].replace("{text}", text)
