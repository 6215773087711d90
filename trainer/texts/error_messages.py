"""Errors of reading texts and datasets, in both languages."""

# ruff: noqa: E501 (a sentence stays on one line)
from styles.i18n.message import Message, Template

# Files
TOO_SLOW = Template(
    "{name} took longer than {seconds:,} seconds to read. Split it into smaller files, or save it as plain text.",
    "Файл {name} не прочитан и за {seconds:,} секунд. Разделите его или сохраните простым текстом.",
)
TOO_HUNGRY = Template(
    "{name} needs more memory than reading a file may take. Split it into smaller files, or save it as plain text.",
    "Файлу {name} нужно слишком много памяти. Разделите его или сохраните простым текстом.",
)
UNREADABLE = Template(
    "{name} cannot be read; it may be damaged. Save it anew, best as plain text, and upload that.",
    "Файл {name} не читается, возможно, он повреждён. Сохраните его заново, лучше простым текстом.",
)
ALL_LEFT_OUT = Template(
    "Everything in {name} was left out while cleaning. What is the author’s can be put back: see what was left out.",
    "Из {name} при чистке убрано всё. Что принадлежит автору, можно вернуть: посмотрите, что убрано.",
)
NO_ROOM = Template(
    "{name} finds no room on this computer's disk. Split it into smaller files, or free some space there.",
    "Для {name} не хватает места на диске. Разделите файл или освободите место.",
)
PREPARED_NOT = Message(
    "The texts could not be prepared; this computer may be short of memory or disk. Try again.",
    "Тексты подготовить не удалось: компьютеру могло не хватить памяти или места на диске. Попробуйте ещё раз.",
)

# Archives of mail, chats and posts
WHICH_IS_YOU = Template(
    "Several people wrote in {name}. Say which of them is you; nobody else's words are kept.",
    "В {name} писали несколько человек. Укажите, кто из них вы; чужие слова не сохраняются.",
)
SEVERAL_AUTHORS = Template(
    "Several people wrote in {name}: {people}. Say who the author is, once for each address: --author NAME_OR_ADDRESS.",
    "В {name} писали несколько человек: {people}. Укажите автора, по одному разу на каждый адрес: --author ИМЯ_ИЛИ_АДРЕС.",
)

WRITER = Template(
    "{name} ({pieces:,} {pieces:piece|pieces}, {words:,} {words:word|words})",
    "{name} (сообщений и записей: {pieces:,}, слов: {words:,})",
)
LIKELY_WRITER = Template("{writer}, likely the owner", "{writer}, похоже, владелец")
MORE_WRITERS = Template("and {count:,} more", "и ещё {count:,}")

# Data sets
DATASET_NOT_NAMED = Message(
    "An empty line is not the name of a dataset. It looks like `author/name`.",
    "Набор данных не назван. Название выглядит так: `author/name`.",
)
NO_DATASET_NAME = Template(
    "{name} is not the name of a dataset. It looks like `author/name`.",
    "{name} — не название набора данных. Оно выглядит так: `author/name`.",
)
NO_DATASET = Template(
    "There is no dataset {name} on the Hub that everybody may read. Check its name.",
    "Набора данных {name}, открытого всем, на Hub нет. Проверьте название.",
)
GATED_DATASET = Template(
    "{name} is given only to those who accept its terms. Accept them on its page on the Hub, download it and upload its files.",
    "Набор данных {name} доступен только тем, кто принял его условия. Примите их на его странице, скачайте его и загрузите файлы.",
)
DATASET_OUT_OF_REACH = Template(
    "{name} cannot be fetched: the Hub does not answer. Check the connection and try again.",
    "Набор данных {name} не получить: Hub не отвечает. Проверьте связь и попробуйте ещё раз.",
)
DATASET_STOPPED = Template(
    "{name} stopped coming. Try again, or download it and upload its files.",
    "Набор данных {name} перестал поступать. Попробуйте ещё раз или скачайте его и загрузите файлы.",
)
DATASET_TOO_HUNGRY = Template(
    "{name} needs more memory than reading a dataset may take. Download it and upload its files in parts.",
    "Набору данных {name} нужно слишком много памяти. Скачайте его и загрузите файлы частями.",
)
NO_SUCH_COLUMN = Template(
    "{name} has no text in a column {column}. It has {columns}.",
    "В наборе данных {name} нет столбца {column} с текстом. Есть: {columns}.",
)
NO_TEXT_COLUMN = Template(
    "{name} has no column of texts, only {columns}. Choose another dataset.",
    "В наборе данных {name} нет столбца с текстами, только {columns}. Выберите другой.",
)
SEVERAL_COLUMNS = Template(
    "{name} has several columns of texts: {columns}. Name the one to learn from.",
    "В наборе данных {name} несколько столбцов с текстами: {columns}. Назовите тот, по которому учиться.",
)
SEVERAL_PARTS = Template(
    "{name} has several parts. Name one: {parts}.",
    "В наборе данных {name} несколько частей. Назовите одну: {parts}.",
)
NO_FILES_WITH_ROWS = Template(
    "{name} has no files with rows that can be read. Download it and upload its files.",
    "В наборе данных {name} нет файлов со строками, которые можно прочесть. Скачайте его и загрузите файлы.",
)
NO_ROW_BY_ROW = Template(
    "{name} cannot be read row by row. Download it and upload its files.",
    "Набор данных {name} не читается построчно. Скачайте его и загрузите файлы.",
)
NO_ROWS = Template(
    "{name} has no rows. Choose another dataset.",
    "В наборе данных {name} нет строк. Выберите другой.",
)
DATASET_GOES_ON = Template(
    "{name} goes on; its first {millions:,} million characters were taken.",
    "Набор данных {name} длиннее; взяты первые {millions:,} млн знаков.",
)
