"""Errors of bases, recipes and runs, in both languages."""

# ruff: noqa: E501 (a sentence stays on one line)
from styles.i18n.message import Message, Template

# Bases
NO_BASE = Template(
    "`{reference}` is neither a base model nor a folder with one. Give a Hub id such as `{example}`, or the folder of a saved model.",
    "`{reference}` — не модель и не папка с моделью. Впишите адрес на Hub, например `{example}`.",
)
EMPTY_FOLDER = Template(
    "The folder `{folder}` has no `config.json`, so it holds no model. Choose the folder that a model was saved in.",
    "В папке `{folder}` нет модели: в ней нет файла `config.json`.",
)
NO_CONFIGURATION = Template(
    "`{file}` cannot be read as a model's configuration. Save the model again.",
    "`{file}` не читается как настройки модели. Сохраните модель заново.",
)
GPU_MEMORY = Message("GPU memory", "памяти GPU")
MEMORY = Message("memory", "памяти")
FULL_TOO_LARGE = Template(
    "Training all weights of `{base}` needs about {needed:g} GiB of {memory}; this computer has {has:g}. Train an adapter instead, or choose a smaller base.",
    "Чтобы обучить все веса `{base}`, нужно около {needed:g} ГиБ {memory}, а у этого компьютера {has:g}. Обучите адаптер или возьмите модель поменьше.",
)
NO_PRETRAINED = Template(
    "No checkpoint is known that `{base}` was made of, so nothing else can be trained in its place. Set `train_on` to instruct, or choose another base.",
    "Из какой заготовки сделана `{base}`, неизвестно, поэтому обучать вместо неё нечего. Выберите в `train_on` instruct или другую модель.",
)
BASE_IN_FOLDER = Template("the folder `{folder}`", "папки `{folder}`")
BASE_ON_HUB = Template("`{base}` on the Hugging Face Hub", "`{base}` с Hugging Face Hub")
BASE_NOT_LOADED = Template(
    "The base model could not be loaded from {place}. Check that it exists, that its terms were accepted if it is gated, and that the network is there; or choose another base.",
    "Базовую модель не удалось загрузить из {place}. Проверьте, что она есть, что её условия приняты, если они у неё есть, и что сеть работает; или выберите другую.",
)

# Recipes
NO_BASE_FIELD = Template(
    "`base` is {value!r}; it must be a Hub id, a local folder, or `embedded`.",
    "`base`: {value!r} не подходит, нужен адрес на Hub, папка или `embedded`.",
)
NO_SWITCH = Template(
    "`{name}` is {value!r}; it must be true or false.",
    "`{name}`: {value!r} не подходит, нужно true или false.",
)
WRONG_DIAL = Template(
    "The dial is `{dial}`; it can be {known}.",
    "Регулятор стоит на `{dial}`, а может стоять на одном из: {known}.",
)
WRONG_CHOICE = Template(
    "`{name}` can be {known} or {last}.",
    "У `{name}` может быть одно из значений: {known}, {last}.",
)
WHOLE_NUMBER = Message("a whole number", "целое число")
NUMBER = Message("a number", "число")
FROM = Template("from {least} up", "от {least}")
BETWEEN = Template("from {least} to {most}", "от {least} до {most}")
WRONG_NUMBER = Template(
    "`{name}` is {value!r}; it must be {kind} {limit}.",
    "`{name}`: {value!r} не подходит, нужно {kind} {limit}.",
)
TWO_CHECKPOINTS = Message(
    "Only an adapter can be trained on one checkpoint and worn by another.",
    "Обучить на одной модели и носить на другой можно только адаптер.",
)
LARGE_BATCH = Message(
    "Batch size times accumulation is over 32 examples; LoRA learns badly from such batches.",
    "Размер пачки, умноженный на накопление, больше 32 примеров; на таких пачках LoRA учится плохо.",
)
NO_JSON = Message(
    "The recipe is not valid JSON. Download one from a run to see its form.",
    "Рецепт — не JSON. Скачайте рецепт какого-нибудь стиля, чтобы увидеть, как он выглядит.",
)
NO_OBJECT = Message(
    "A recipe is a JSON object with one entry per setting.",
    "Рецепт — объект JSON, в котором на каждую настройку по одной записи.",
)
UNKNOWN_SETTINGS = Template(
    "The recipe has settings that Pastiche does not know: {names}.",
    "В рецепте есть настройки, которых Pastiche не знает: {names}.",
)
CURE_LENGTH = Template("`max_length` to {tokens}", "`max_length` {tokens}")
CURE_PASSAGES = Template(
    "`passage_least` to {least} and `passage_most` to {most}", "`passage_least` {least} и `passage_most` {most}"
)
CURE_EITHER = Template("{first} or {second}", "{first} либо {second}")
SET = Template("Set {cure}.", "Поставьте {cure}.")
ANOTHER_BASE = Message("Choose another base model.", "Выберите другую модель.")
TOO_LONG = Template(
    "{beyond:,} of {examples:,} examples are longer than `max_length`, which is {length} tokens: most would be learnt without their end. {cure}",
    "Примеров длиннее `max_length` ({length} токенов): {beyond:,} из {examples:,}; большинство выучилось бы без конца. {cure}",
)

# Runs
NO_RUN = Message(
    "There is no such run here. It may have been deleted.",
    "Такого стиля здесь нет. Возможно, он удалён.",
)
NOT_WRITTEN = Template(
    "The run cannot be written: {reason}. Free some disk space and start again.",
    "Запись стиля не удалась: {reason}. Освободите место на диске и начните снова.",
)
STILL_TRAINING = Message(
    "This run is still training. Stop it first, then delete it.",
    "Этот стиль ещё учится. Сначала остановите обучение, потом удалите.",
)
STILL_MEASURED = Message(
    "This run is being measured. Stop that first, then delete it.",
    "Этот стиль сейчас измеряется. Сначала остановите измерение, потом удалите его.",
)
TRAINING_ALREADY = Message(
    "This run is already training or waiting for its turn.",
    "Этот стиль уже учится или ждёт очереди.",
)
MEASURED_ALREADY = Message(
    "This run is already being measured or waiting for its turn.",
    "Этот стиль уже измеряется или ждёт очереди.",
)
NOTHING_TO_MEASURE = Message(
    "This run has no adapter yet, so there is nothing to measure.",
    "У этого стиля ещё нет адаптера, измерять нечего.",
)
NO_SPEED = Message(
    "This computer's speed could not be measured, so there is no estimate.",
    "Скорость этого компьютера измерить не удалось, поэтому оценки нет.",
)

# Last words of children
OUT_OF_MEMORY = Message(
    "This computer ran out of memory. Under Advanced, set a batch size of 1, or shorter passages and then a smaller length, which alone would cut their ends off; or choose a smaller base.",
    "Компьютеру не хватило памяти. Поставьте в настройках размер пачки 1 либо отрывки короче, а потом и длину меньше (одна только меньшая длина отрежет у них конец); или возьмите модель поменьше.",
)
OUT_OF_MEMORY_MEASURING = Message(
    "This computer ran out of memory while measuring. Close other programs, then measure again.",
    "При измерении не хватило памяти. Закройте другие программы и измерьте снова.",
)
RUN_BROKEN_OFF = Template(
    "The run could not go on: {reason}. Free some disk space, then press Resume.",
    "Обучение прервалось: {reason}. Освободите место на диске и нажмите «Продолжить».",
)
BUG_TRAINING = Message(
    "Something unexpected went wrong while training; the run's log says what.",
    "Случилось что-то непредвиденное; подробности — в журнале.",
)
BUG_MEASURING = Message(
    "Something unexpected went wrong while measuring; the log says what.",
    "Случилось что-то непредвиденное; подробности — в журнале.",
)
BUG_ANSWERING = Message(
    "Something unexpected went wrong while answering; the log says what.",
    "Случилось что-то непредвиденное; подробности — в журнале.",
)
BUG_TOKENIZING = Message(
    "Something unexpected went wrong while the examples were tokenized.",
    "Случилось что-то непредвиденное; подробности — в журнале.",
)
NOT_STARTED = {
    "finetune": Message(
        "The training process could not be started; the disk may be full.",
        "Процесс обучения не запустился; возможно, кончилось место на диске.",
    ),
    "score": Message(
        "The measuring process could not be started; the disk may be full.",
        "Измерение не запустилось; возможно, кончилось место на диске.",
    ),
}
ENDED_SILENTLY = {
    "finetune": Message(
        "The training process ended before it could say why; the run's log may tell.",
        "Процесс обучения завершился, не сказав почему; возможно, ответ в его журнале.",
    ),
    "score": Message(
        "The measuring process ended before it could say why; the run's log may tell.",
        "Измерение оборвалось раньше, чем успело сказать почему; может быть, это сказано в журнале.",
    ),
}
MODEL_ENDED = Message(
    "The model's process ended unexpectedly; this computer may be short of memory. Try again.",
    "Процесс модели неожиданно завершился: компьютеру могло не хватить памяти. Попробуйте ещё раз.",
)
TOKENIZER_ENDED = Message(
    "The examples cannot be shown as the model sees them: the process that tokenizes them has ended. Try again.",
    "Показать примеры так, как их видит модель, не удалось: её процесс завершился. Попробуйте ещё раз.",
)
