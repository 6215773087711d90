"""Errors of the page itself, in both languages."""

from styles.i18n.message import Message, Template

NOT_OPEN = Message(
    "The page has not opened fully. Reload it and try again.",
    "Страница открылась не полностью. Обновите её и попробуйте снова.",
)
NOT_OWNER = Message(
    "Only this Space's owner can decide that. Sign in to Hugging Face as its owner.",
    "Это решает только владелец Space. Войдите в Hugging Face под его именем.",
)
NO_FOLDERS = Message(
    "Folders cannot be opened here. Give the model's Hub id, such as `Qwen/Qwen3-1.7B`.",
    "Папки здесь не открываются. Впишите адрес модели на Hub, например `Qwen/Qwen3-1.7B`.",
)
NO_TEXT = Message(
    "There is no text yet. Add the author's texts first.",
    "Текстов ещё нет. Сначала добавьте тексты автора.",
)
NO_EXAMPLES = Message(
    "There are no examples to take away. Add texts, or restore what was dropped.",
    "Примеров нет. Добавьте тексты или верните убранное.",
)
ALL_DROPPED = Message(
    "Every example is dropped, so there is nothing to learn from. Restore some of them.",
    "Все примеры убраны, учиться не на чем. Верните некоторые.",
)
EMPTY_SETTING = Template(
    "`{name}` is empty. Give it a number, or turn the dial to fill all settings anew.",
    "Настройка `{name}` пуста. Впишите число или поверните регулятор.",
)
TOO_MANY_RUNS = Template(
    "{runs} of your styles are training or waiting. Stop one, or wait until one is done.",
    "Ваших стилей учится или ждёт: {runs}. Остановите один или подождите.",
)
NOT_MEASURED = Message(
    "This run is not measured yet. Press Measure first.",
    "Этот стиль ещё не измерен. Нажмите «Измерить».",
)
NO_ADAPTER = Template(
    "“{name}” has no adapter here yet. Choose another style, or make one of your own.",
    "У стиля «{name}» здесь ещё нет адаптера. Выберите другой или сделайте свой.",
)
WRONG_MODE = Message(
    "A prompt can be written about, continued or rewritten.",
    "По запросу можно писать, его можно продолжить или переписать.",
)
NO_LINK = Message(
    "This style is only here. Publish it first; then a link to it works for others.",
    "Этот стиль есть только здесь. Сначала опубликуйте его; тогда ссылка на него откроется и у других.",
)
NO_QUESTION = Message(
    "This question cannot be asked about this style.",
    "Об этом стиле так спросить нельзя.",
)
NO_PAIRS = Message(
    "There are no passages to judge here: no two are whole enough to be put side by side.",
    "Судить здесь нечего: нет двух отрывков, которые можно поставить рядом.",
)
NO_OTHER_BASE = Message(
    "There is no other base here that the gallery could be trained on.",
    "Здесь нет другой модели, на которой можно было бы обучить образцы.",
)
GALLERY_BUSY = Message(
    "The sample styles are being trained or measured. Stop that first.",
    "Образцы сейчас обучаются или измеряются. Сначала остановите это.",
)
NOBODY_CHOSEN = Message(
    "Nobody is ticked. Tick the names and addresses that are yours.",
    "Никто не отмечен. Отметьте свои имена и адреса.",
)
