"""The Russian of the sentences that come from below: a pattern of the English sentence, and what to say instead.

What nobody has translated is shown in English: a sentence the author may not read is better than none.
"""

# ruff: noqa: E501 (a sentence stays on one line)
_NAME = "(`.+?`)"
_NUMBER = r"([\d,.]+)"
_INSTEAD = "Сохраните текст как .txt, .md, .html, .docx, .odt, .rtf, .epub или .fb2 и загрузите его."

PATTERNS: tuple[tuple[str, str], ...] = (
    # a setting that was cleared looks like an empty file, so it comes first
    (rf"{_NAME} is empty\. Give it a number.*", r"Настройка \1 пуста. Впишите число или поверните регулятор."),
    # files
    (rf"{_NAME} is empty\..*", r"Файл \1 пуст. Загрузите файл с текстом."),
    (rf"{_NAME} cannot be opened\..*", r"Файл \1 не открывается. Загрузите его ещё раз."),
    (rf"{_NAME} is an? (\w+) picture, not text\..*", rf"\1 — картинка (\2), а не текст. {_INSTEAD}"),
    (rf"{_NAME} is an? (\w+) document, not text\..*", rf"\1 — документ \2, его Pastiche не читает. {_INSTEAD}"),
    (rf"{_NAME} is an? (\w+) archive, not text\..*", rf"\1 — архив \2, его Pastiche не открывает. {_INSTEAD}"),
    (rf"{_NAME} is an old Word or Office document, not text\..*", rf"\1 — документ старого Word или Office (.doc). {_INSTEAD}"),
    (rf"{_NAME} is an OpenDocument file, but no text document\..*", r"\1 — файл OpenDocument, но не текстовый. Сохраните его текст как .odt и загрузите его."),
    (rf"{_NAME} is an archive inside an archive\..*", r"\1 — архив внутри архива. Распакуйте его и загрузите то, что в нём."),
    (rf"{_NAME} is .+?, not text\..*", rf"\1 — не текст. {_INSTEAD}"),
    (rf"{_NAME} is an? .+\. Save the text as .*", rf"\1 — не книга и не простой текст. {_INSTEAD}"),
    (
        rf"{_NAME} has {_NUMBER} MB; Pastiche takes files of up to {_NUMBER} MB\..*",
        r"В файле \1 \2 МБ, а Pastiche берёт до \3 МБ. Загрузите только то, где стиль виден лучше всего, или разделите "
        r"файл: целый роман занимает около 1 МБ.",
    ),
    (
        rf"{_NAME} has {_NUMBER} words; Pastiche takes up to {_NUMBER} a file\..*",
        r"В файле \1 слов: \2, а Pastiche берёт до \3. Загрузите ту часть, где стиль виден лучше всего.",
    ),
    (
        rf"{_NAME} is (?:not text in any|in an) encoding that can(?:not)? be told\..*",
        r"Кодировку файла \1 определить не удалось. Сохраните его в UTF-8 и загрузите снова.",
    ),
    (
        rf"{_NAME} has {_NUMBER} pages; Pastiche takes up to {_NUMBER}\..*",
        r"В файле \1 страниц: \2, а Pastiche берёт до \3. Загрузите ту часть, где стиль виден лучше всего.",
    ),
    (
        rf"{_NAME} has more than {_NUMBER} words, which is all.*",
        r"В файле \1 больше слов, чем Pastiche берёт из одного файла (\2). Загрузите ту часть, где стиль виден лучше всего.",
    ),
    (
        rf"{_NAME} does not say which letters its signs stand for.*",
        r"В файле \1 не сказано, какие буквы значат его знаки, поэтому текст не прочитать. Загрузите другой вариант, например "
        r"саму рукопись.",
    ),
    (rf"{_NAME} has no words in it.*", r"В файле \1 нет слов: возможно, это снимки страниц. Нужен настоящий текст."),
    (rf"{_NAME} holds (\d+) texts\..*", r"В архиве \1 текстов: \2. Распакуйте его и загрузите тексты по одному."),
    (rf"{_NAME} also holds files without text, such as pictures: {_NUMBER} .*", r"В \1 есть и файлы без текста, например картинки; пропущено: \2."),
    (rf"{_NAME} asks for a password\..*", r"Файл \1 закрыт паролем. Сохраните его без пароля и загрузите снова."),
    (rf"{_NAME} is damaged.*", r"Файл \1 повреждён. Скачайте или сохраните его заново."),
    (rf"{_NAME} is protected against copying.*", r"Файл \1 защищён от копирования (DRM). Нужна копия без защиты."),
    (rf"{_NAME} has no readable table of its files.*", r"\1 — не EPUB: в нём нет оглавления файлов. Сохраните его заново."),
    (rf"{_NAME} unpacks to far more.*", r"Файл \1 распаковывается в слишком большой. Сохраните книгу заново или как текст."),
    (rf"{_NAME} holds {_NUMBER} files; .*", r"В архиве \1 слишком много файлов: \2. Загрузите одну книгу."),
    (r"Nothing was pasted\..*", r"Ничего не вставлено. Вставьте текст или загрузите файл."),
    # a corpus
    (
        rf"{_NAME} has {_NUMBER} words?; a style needs about {_NUMBER}\..*",
        r"В тексте \1 слов: \2, а стилю нужно около \3. Добавьте тексты того же автора.",
    ),
    (
        rf"The texts have {_NUMBER} words?; a style needs about {_NUMBER}\..*",
        r"Слов в текстах: \1, а стилю нужно около \2. Добавьте тексты того же автора.",
    ),
    (r"There is no text yet.*", r"Текстов ещё нет. Сначала добавьте тексты автора."),
    # comparing
    (r"The prompt is empty\..*", r"Запрос пуст. Напишите несколько слов."),
    (r"The prompt is too long.*", r"Запрос слишком длинный для этой базовой модели. Сократите его."),
    (r"“(.+)” has no adapter here yet\..*", r"У стиля «\1» здесь ещё нет адаптера. Выберите другой или сделайте свой."),
    (r"This style has no adapter any more\..*", r"У этого стиля больше нет адаптера. Возможно, он удалён; выберите другой."),
    (r"This style has no adapter to download yet\.", r"У этого стиля ещё нет адаптера, скачивать нечего."),
    (r"This style was made for the base (`.+`), not.*", r"Этот стиль сделан для другой базовой модели: \1."),
    (r"This style does not fit this version.*", r"Этот стиль сделан для прежней базовой модели. Обучите его заново."),
    (r"There is no such (?:style|run) here\..*", r"Такого стиля здесь нет. Возможно, он удалён."),
    (
        r"The model's process ended unexpectedly.*",
        r"Процесс модели неожиданно завершился: компьютеру могло не хватить памяти. Попробуйте ещё раз.",
    ),
    # a recipe and a base
    (rf"{_NAME} is (.+); it must be from (.+) up\.", r"\1: \2 не подходит, нужно от \3."),
    (rf"{_NAME} is (.+); it must be from (.+) to (.+)\.", r"\1: \2 не подходит, нужно от \3 до \4."),
    (
        r"Batch size times accumulation is over 32 examples.*",
        r"Размер пачки, умноженный на накопление, больше 32 примеров; на таких пачках LoRA учится плохо.",
    ),
    (rf"{_NAME} is neither a base model.*", r"\1 — не модель и не папка с моделью. Впишите адрес на Hub, например `Qwen/Qwen3-1.7B`."),
    (rf"The folder {_NAME} has no.*", r"В папке \1 нет модели: в ней нет файла `config.json`."),
    (r"Folders cannot be opened here\..*", r"Папки здесь не открываются. Впишите адрес модели на Hub, например `Qwen/Qwen3-1.7B`."),
    # a run
    (r"This run is still training\..*", r"Этот стиль ещё учится. Сначала остановите обучение, потом удалите."),
    (r"This run is already training.*", r"Этот стиль уже учится или ждёт очереди."),
    (r"(\d+) of your styles are training.*", r"Ваших стилей учится или ждёт: \1. Остановите один или подождите."),
    (r"This computer ran out of memory\..*", r"Компьютеру не хватило памяти. Уменьшите в настройках размер пачки или длину либо возьмите модель поменьше."),
    (r"This computer's speed could not be measured.*", r"Скорость этого компьютера измерить не удалось, поэтому оценки нет."),
    (r"Something unexpected went wrong.*", r"Случилось что-то непредвиденное; подробности — в журнале."),
    (r"The training process ended before it could say why.*", r"Процесс обучения завершился, не сказав почему; возможно, ответ в его журнале."),
    (r"The training process could not be started.*", r"Процесс обучения не запустился; возможно, кончилось место на диске."),
    (r"The page has not opened fully\..*", r"Страница открылась не полностью. Обновите её и попробуйте снова."),
)  # fmt: skip
