"""Errors of comparisons, styles and blends, in both languages."""

# ruff: noqa: E501 (a sentence stays on one line)
from styles.i18n.message import Message, Template

# What is asked
EMPTY_PROMPT = Message(
    "The prompt is empty. Write a few words to answer.",
    "Запрос пуст. Напишите несколько слов.",
)
LONG_PROMPT = Message(
    "The prompt is too long for this base model. Shorten it and try again.",
    "Запрос слишком длинный для этой базовой модели. Сократите его.",
)
LONG_DRAFT = Template(
    "The draft has {characters:,} characters; up to {most:,}, about {words:,} words, are rewritten at once. Paste a part of it.",
    "В черновике знаков: {characters:,}, а за раз переписывается до {most:,}, это около {words:,} слов. Вставьте часть.",
)
LONG_SENTENCE = Template(
    "A sentence of the draft is too long for this base model, which takes about {words:,} words at once. Cut it in two and try again.",
    "В черновике есть слишком длинное предложение: эта базовая модель берёт за раз слов около {words:,}. Разделите его.",
)
WRONG_MODE = Template(
    "The mode can be {known}.",
    "Режим может быть одним из: {known}.",
)
WRONG_COLUMNS = Template(
    "The columns can be {known}; at least one is needed.",
    "Столбцы могут быть такими: {known}; нужен хотя бы один.",
)
NO_TOKENS = Message(
    "An answer needs at least one token.",
    "Ответу нужен хотя бы один токен.",
)
WRONG_STRENGTH = Template(
    "Strength can be from 0 to {most:g}.",
    "Сила может быть от 0 до {most:g}.",
)
WRONG_SAMPLING = Message(
    "Temperature can be from 0.05 to 2, min-p from 0 to below 1.",
    "Температура может быть от 0,05 до 2, min-p — от 0 и меньше 1.",
)

# The style
NOTHING_STYLED = Message(
    "There is no styled model to ask yet. Fine-tune one, or choose a style from the gallery.",
    "Спрашивать пока некого. Обучите свой стиль или выберите стиль из галереи.",
)
ADAPTER_GONE = Message(
    "This style has no adapter any more. It may have been deleted; choose another one.",
    "У этого стиля больше нет адаптера. Возможно, он удалён; выберите другой.",
)
OTHER_BASE = Template(
    "This style was made for the base `{made_for}`, not for `{base}`.",
    "Этот стиль сделан для базовой модели `{made_for}`, а не для `{base}`.",
)
OLDER_BASE = Message(
    "This style does not fit this version of the base. Fine-tune it again.",
    "Этот стиль сделан для прежней базовой модели. Обучите его заново.",
)
NO_STRENGTH = Message(
    "All weights of this style were trained, so there is no strength between: 0 is the base, 1 it.",
    "У этого стиля обучены все веса, поэтому силы между нет: 0 — базовая модель, 1 — он сам.",
)

# Blends
NO_ADAPTER_TO_BLEND = Template(
    "“{name}” is no adapter, and only adapters can be blended. Choose another style.",
    "«{name}» — не адаптер, а смешать можно только адаптеры. Выберите другой стиль.",
)
SAME_STYLE = Message(
    "Both are the same style. Choose two different ones.",
    "Это один и тот же стиль. Выберите два разных.",
)
DIFFERENT_BASES = Template(
    "These styles belong to different bases, `{first}` and `{second}`.",
    "У этих стилей разные базовые модели: `{first}` и `{second}`.",
)
WRONG_WEIGHT = Message(
    "A weight can be from 0 to 1.",
    "Вес может быть от 0 до 1.",
)
LARGE_BLEND = Template(
    "Together these styles have rank {rank}; a blend can have up to {most}. Choose smaller ones.",
    "Вместе у этих стилей ранг {rank}, а у смеси может быть до {most}. Выберите стили поменьше.",
)
NO_BLEND = Message(
    "This run is no blend.",
    "Этот стиль — не смесь.",
)
BLENDED_GONE = Template(
    "“{name}” is not here any more, so it cannot be blended.",
    "Стиля «{name}» здесь больше нет, смешать его нельзя.",
)

# The library
NO_STYLE = Message(
    "There is no such style here. It may have been deleted.",
    "Такого стиля здесь нет. Возможно, он удалён.",
)
NOTHING_TO_DOWNLOAD = Message(
    "Nothing was trained for this style, so there is nothing to download.",
    "У этого стиля обучения не было, скачивать нечего.",
)
NO_ADAPTER_TO_DOWNLOAD = Message(
    "This style has no adapter to download yet.",
    "У этого стиля ещё нет адаптера, скачивать нечего.",
)
