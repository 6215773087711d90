"""The Russian of the sentences that come from below: a pattern of the English sentence, and what to say instead.

What nobody has translated is shown in English: a sentence the author may not read is better than none.
"""

# ruff: noqa: E501 (a sentence stays on one line)
_NAME = "(`.+?`)"
_NUMBER = r"([\d,.]+)"
_RATE = r"(\d+)% of the time \(95% interval (\d+) to (\d+)%, pairs: (\d+)\)\."
_RATE_RU = r"в \1 % случаев (95-процентный интервал от \2 до \3 %, пар: \4)."
_INSTEAD = "Сохраните текст как .txt, .md, .html, .docx, .odt, .rtf, .pdf, .epub или .fb2 и загрузите его."

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
    (rf"{_NAME} unpacks to far more.*", r"Файл \1 распаковывается в слишком большой. Сохраните книгу заново или как текст; библиотеку загрузите частями."),
    (rf"{_NAME} holds {_NUMBER} files; .*", r"В архиве \1 слишком много файлов: \2. Загрузите одну книгу."),
    (rf"{_NAME} took longer than {_NUMBER} seconds to read.*", r"Файл \1 не прочитан и за \2 секунд. Разделите его или сохраните простым текстом."),
    (rf"{_NAME} needs more memory than reading a dataset.*", r"Набору данных \1 нужно слишком много памяти. Скачайте его и загрузите файлы частями."),
    (rf"{_NAME} needs more memory than.*", r"Файлу \1 нужно слишком много памяти. Разделите его или сохраните простым текстом."),
    (rf"{_NAME} cannot be read; it may be damaged\..*", r"Файл \1 не читается, возможно, он повреждён. Сохраните его заново, лучше простым текстом."),
    (rf"{_NAME} finds no room on this computer's disk\..*", r"Для \1 не хватает места на диске. Разделите файл или освободите место."),
    (rf"{_NAME} is not here any more\..*", r"Текста \1 здесь больше нет. Добавьте его ещё раз."),
    (r"The texts could not be prepared;.*", r"Тексты подготовить не удалось: компьютеру могло не хватить памяти или места на диске. Попробуйте ещё раз."),
    # a data set of the Hub
    (r"An empty line is not the name of a dataset\..*", r"Набор данных не назван. Название выглядит так: `author/name`."),
    (rf"{_NAME} is not the name of a dataset\..*", r"\1 — не название набора данных. Оно выглядит так: `author/name`."),
    (rf"There is no dataset {_NAME} on the Hub.*", r"Набора данных \1, открытого всем, на Hub нет. Проверьте название."),
    (rf"{_NAME} is given only to those who accept its terms\..*", r"Набор данных \1 доступен только тем, кто принял его условия. Примите их на его странице, скачайте его и загрузите файлы."),
    (rf"{_NAME} cannot be fetched: the Hub does not answer\..*", r"Набор данных \1 не получить: Hub не отвечает. Проверьте связь и попробуйте ещё раз."),
    (rf"{_NAME} stopped coming\..*", r"Набор данных \1 перестал поступать. Попробуйте ещё раз или скачайте его и загрузите файлы."),
    (rf"{_NAME} has no text in a column {_NAME}\. It has (.+)\.", r"В наборе данных \1 нет столбца \2 с текстом. Есть: \3."),
    (rf"{_NAME} has no column of texts, only (.+)\. Choose.*", r"В наборе данных \1 нет столбца с текстами, только \2. Выберите другой."),
    (rf"{_NAME} has several columns of texts: (.+)\. Name.*", r"В наборе данных \1 несколько столбцов с текстами: \2. Назовите тот, по которому учиться."),
    (rf"{_NAME} has several parts\. Name one: (.+)\.", r"В наборе данных \1 несколько частей. Назовите одну: \2."),
    (rf"{_NAME} has no files with rows.*", r"В наборе данных \1 нет файлов со строками, которые можно прочесть. Скачайте его и загрузите файлы."),
    (rf"{_NAME} cannot be read row by row\..*", r"Набор данных \1 не читается построчно. Скачайте его и загрузите файлы."),
    (rf"{_NAME} has no rows\..*", r"В наборе данных \1 нет строк. Выберите другой."),
    (rf"{_NAME} goes on; its first {_NUMBER} million characters were taken\.", r"Набор данных \1 длиннее; взяты первые \2 млн знаков."),
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
    (r"An example needs a prompt.*", r"Примеру нужны запрос и ответ. Заполните оба поля или уберите пример."),
    (rf"An edited text can have up to {_NUMBER} characters\..*", r"В исправленном тексте может быть до \1 знаков. Сократите его."),
    (r"There are no examples to take away\..*", r"Примеров нет. Добавьте тексты или верните убранное."),
    (r"Every example is dropped.*", r"Все примеры убраны, учиться не на чем. Верните некоторые."),
    (r"The examples cannot be shown as the model sees them.*", r"Показать примеры так, как их видит модель, не удалось: её процесс завершился. Попробуйте ещё раз."),
    (
        rf"{_NAME} has more than {_NUMBER} answers\..*",
        r"В файле \1 больше \2 ответов. Загрузите ту часть, где стиль виден лучше всего; нескольких тысяч хватит.",
    ),
    (
        rf"{_NAME} is JSON, but line (\d+) is not a conversation\. Each line should look like (`.+`)\.",
        r"\1 — JSON, но строка \2 в нём не беседа. Каждая строка должна выглядеть так: \3.",
    ),
    (
        rf"{_NAME} is JSON, but no line has an answer in it\. Each line should look like (`.+`)\.",
        r"\1 — JSON, но ответов в нём нет. Каждая строка должна выглядеть так: \2.",
    ),
    # the Hub
    (r"There is no token\..*", r"Токена нет. Войдите или вставьте токен с правом записи из настроек своего аккаунта на Hub."),
    (r"This cannot be the name of an? \w+\. Use .*, as in (`.+`)\.", r"Так назвать нельзя. Годятся латинские буквы, цифры, `-`, `_` и `.`, например \1."),
    (rf"{_NAME} does not say whose style it is\..*", r"В имени \1 не сказано, чей это стиль. Напишите его как `user/name`."),
    (rf"{_NAME} is already on the Hub and public\..*", r"\1 уже есть на Hub и открыт всем. Выберите другое имя или сначала закройте его там."),
    (rf"{_NAME} is already on the Hub, with something else.*", r"\1 уже есть на Hub, и в нём что-то другое. Выберите другое имя."),
    (rf"{_NAME} was pushed, but the Hub says that it is public\..*", r"Набор \1 отправлен, но Hub говорит, что он открыт всем. Закройте его там сейчас же."),
    (rf"{_NAME} was pushed, but the Hub made it public\. It is private again.*", r"\1 отправлен, но Hub открыл его всем. Теперь он снова закрыт; проверьте это там."),
    (rf"{_NAME} was pushed, but the Hub made it public\..*", r"\1 отправлен, но Hub открыл его всем. Закройте его там сейчас же."),
    (rf"{_NAME} is on the Hub, but could not be made public\..*", r"\1 теперь на Hub, но открыть его всем не удалось. Сделайте это там."),
    (rf"{_NAME} is not on the Hub as it was sent\..*", r"Файл \1 на Hub не такой, каким был отправлен. Опубликуйте ещё раз."),
    (r"Say first why you may share.*", r"Сначала скажите, почему вы вправе делиться тем, чему модель научилась на этих текстах."),
    (r"This style has no adapter to publish yet\..*", r"У этого стиля ещё нет адаптера, публиковать нечего. Сначала обучите его."),
    (r"This style recites its texts\. Confirm.*", r"Этот стиль пересказывает свои тексты дословно. Подтвердите ещё раз, что он должен быть открыт всем, или оставьте его закрытым."),
    (r"This style recites its texts\.", r"Этот стиль пересказывает свои тексты дословно."),
    (r"Nobody has measured how much this style recites of its texts\. Confirm.*", r"Никто не измерил, сколько этот стиль повторяет из своих текстов. Подтвердите ещё раз, что он должен быть открыт всем, или оставьте его закрытым."),
    (r"Nobody has measured how much this style recites.*", r"Никто не измерил, сколько этот стиль повторяет из своих текстов."),
    (r"The Hugging Face Hub cannot be reached\..*", r"Hugging Face Hub не отвечает. Проверьте сеть и попробуйте снова."),
    (r"What answers in the Hub's place.*", r"Вместо Hub отвечает что-то другое. Проверьте, не стоит ли перед ним страница вашей сети, и попробуйте снова."),
    (r"The connection to the Hub broke.*", r"Связь с Hub прервалась посередине. Попробуйте ещё раз: то, что дошло, второй раз не отправится."),
    (r"The Hub has stopped answering\..*", r"Hub перестал отвечать. Попробуйте ещё раз: начатое продолжится."),
    (r"This computer's disk is full\..*", r"На диске этого компьютера кончилось место. Освободите его и попробуйте снова."),
    (r"The Hub does not know this token\..*", r"Hub не знает этого токена. Скопируйте его ещё раз из настроек аккаунта или войдите заново."),
    (rf"This token may not write to {_NAME}\..*", r"С этим токеном в \1 писать нельзя. Нужен токен с правом записи или имя в вашем аккаунте."),
    (r"The Hub has no room left.*", r"В этом аккаунте на Hub нет места для закрытых данных. Освободите его или возьмите другой аккаунт."),
    (r"A Gradio Space needs a paid plan.*", r"Для Space с Gradio нужен платный тариф или одно из двух мест ZeroGPU в бесплатном аккаунте."),
    (rf"{_NAME} was changed on the Hub.*", r"\1 в ту же минуту изменился на Hub. Попробуйте ещё раз."),
    (r"The Hub asks for a pause.*in (\d+) min\.", r"Hub просит подождать: от этого аккаунта слишком много запросов. Попробуйте через \1 мин."),
    (r"The Hub could not take the \w+ \(error (\d+)\)\..*", r"Hub не принял отправленное (ошибка \1). Попробуйте позже: начатое продолжится."),
    (rf"The Hub could not give {_NAME} \(error (\d+)\)\..*", r"Hub не отдал \1 (ошибка \2). Попробуйте позже."),
    (rf"{_NAME} is not on the Hub, or not for everybody\..*", r"\1 на Hub нет, или он открыт не всем. Проверьте имя; если он ваш, войдите."),
    (rf"{_NAME} is given only to those who accepted its terms.*", r"\1 доступен только тем, кто принял его условия на Hub. Спросите автора или выберите другой."),
    (rf"The Hub has closed {_NAME}\..*", r"Hub закрыл \1. Выберите другой."),
    (rf"{_NAME} of {_NAME} did not arrive as the Hub has it\..*", r"Файл \1 из \2 пришёл не таким, какой он на Hub. Попробуйте ещё раз."),
    (rf"{_NAME} keeps its weights as a pickle.*", r"\1 хранит веса в формате pickle, который при открытии может запустить код. Попросите автора о safetensors."),
    (rf"{_NAME} has no LoRA adapter.*", r"В \1 нет LoRA-адаптера PEFT в safetensors. Выберите другой."),
    (rf"{_NAME} is not taken: its {_NAME} has {_NUMBER} bytes, and Pastiche takes up to {_NUMBER}\.", r"\1 слишком велик: в файле \2 байт \3, а Pastiche берёт до \4."),
    (rf"{_NAME} cannot be used: .*", r"\1 использовать нельзя: это не простой LoRA-адаптер текстовой модели. Выберите другой."),
    (rf"{_NAME} does not say which base it belongs to\..*", r"В \1 не сказано, к какой базовой модели он относится. Попросите автора назвать её на карточке."),
    (rf"The base {_NAME} of {_NAME} brings code.*", r"Базовой модели \1, на которой сделан \2, нужен собственный код, а Pastiche его не запускает."),
    (rf"The base {_NAME} of {_NAME} does not write text\..*", r"Базовая модель \1, на которой сделан \2, не пишет тексты. Выберите другой стиль."),
    (rf"You have pulled {_NUMBER} styles already\..*", r"Вы уже взяли стилей: \1. Сначала уберите один из них."),
    (r"The style cannot be kept: .*", r"Стиль не удалось сохранить. Освободите место на диске."),
    (r"This style is only here\..*", r"Этот стиль есть только здесь. Сначала опубликуйте его; тогда ссылка на него откроется и у других."),
    (r"There is no text yet.*", r"Текстов ещё нет. Сначала добавьте тексты автора."),
    # comparing
    (r"The prompt is empty\..*", r"Запрос пуст. Напишите несколько слов."),
    (r"The prompt is too long.*", r"Запрос слишком длинный для этой базовой модели. Сократите его."),
    (
        rf"The draft has {_NUMBER} characters; up to {_NUMBER}, about {_NUMBER} words, .*",
        r"В черновике знаков: \1, а за раз переписывается до \2, это около \3 слов. Вставьте часть.",
    ),
    (
        rf"A sentence of the draft is too long for this base model, which takes about {_NUMBER} words at once\..*",
        r"В черновике есть слишком длинное предложение: эта базовая модель берёт за раз слов около \1. Разделите его.",
    ),
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
    # a blind test
    (r"There are no passages to judge here:.*", r"Судить здесь нечего: нет двух отрывков, которые можно поставить рядом."),
    (r"These passages have changed since the blind test began\..*", r"Отрывки изменились с начала слепой проверки. Начните её ещё раз."),
    (r"This question cannot be asked about this style\.", r"Об этом стиле так спросить нельзя."),
    (
        rf"In a blind test the styled passage sounded more like.*? {_RATE} So the style is ahead.*",
        rf"Стиль был больше похож на автора {_RATE_RU} Значит, он опережает базовую модель, которой лишь показаны отрывки.",
    ),
    (
        rf"In a blind test the styled passage sounded more like.*? {_RATE} So a base.*",
        rf"Стиль был больше похож на автора {_RATE_RU} Значит, базовая модель, которой лишь показаны отрывки, пока впереди.",
    ),
    (
        rf"In a blind test the styled passage sounded more like.*? {_RATE} So few.*",
        rf"Стиль был больше похож на автора {_RATE_RU} Таких немногих пар мало, чтобы решить, кто впереди.",
    ),
    (
        rf"In a blind test the styled passage was taken.*? {_RATE} So it was taken.*",
        rf"Стиль принят за автора {_RATE_RU} Значит, за автора его принимали чаще, чем самого автора.",
    ),
    (
        rf"In a blind test the styled passage was taken.*? {_RATE} So it can.*",
        rf"Стиль принят за автора {_RATE_RU} Значит, от автора его пока отличают.",
    ),
    (
        rf"In a blind test the styled passage was taken.*? {_RATE} So these.*",
        rf"Стиль принят за автора {_RATE_RU} Значит, эти пары его от автора не отличают.",
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
    (r"This run is being measured\..*", r"Этот стиль сейчас измеряется. Сначала остановите измерение, потом удалите его."),
    (r"This run is already being measured.*", r"Этот стиль уже измеряется или ждёт очереди."),
    (r"This run has no adapter yet, so there is nothing to measure\.", r"У этого стиля ещё нет адаптера, измерять нечего."),
    (r"This run is not measured yet\..*", r"Этот стиль ещё не измерен. Нажмите «Измерить»."),
    (r"This computer ran out of memory while measuring\..*", r"При измерении не хватило памяти. Закройте другие программы и измерьте снова."),
    (r"The measuring process .*", r"Измерение оборвалось раньше, чем успело сказать почему; может быть, это сказано в журнале."),
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
