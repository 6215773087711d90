"""Errors of texts and examples, in both languages."""

# ruff: noqa: E501 (a sentence stays on one line)
from styles.i18n.message import Message, Template

_INSTEAD = "Save the text as .txt, .md, .html, .docx, .doc, .odt, .fodt, .rtf, .pdf, .epub or .fb2 and upload that."
_INSTEAD_RU = (
    "Сохраните текст как .txt, .md, .html, .docx, .doc, .odt, .fodt, .rtf, .pdf, .epub или .fb2 и загрузите его."
)

# What a file is that Pastiche does not read
PICTURE = Template("a {format} picture", "картинка ({format}), а не текст")
PACKED = Template("a {format} archive", "архив {format}, его Pastiche не открывает")
XZ_ARCHIVE = Message("an xz archive", "архив xz, его Pastiche не открывает")
OLD_OFFICE = Message("an old Office document", "документ старого Office")
OLD_WORD = Message("a document of Word 95 or older", "документ Word 95 или ещё более старого")
OTHER_FILE = Template("{kind}", "не текст")
OTHER_DOCUMENT = Template("{kind}", "не книга и не простой текст")
NO_TEXT_INSIDE = OTHER_DOCUMENT(kind="an archive without a text")

# Files
OPENED_NOT = Template(
    "{name} cannot be opened. Upload it again.",
    "Файл {name} не открывается. Загрузите его ещё раз.",
)
EMPTY = Template(
    "{name} is empty. Upload a file with text in it.",
    "Файл {name} пуст. Загрузите файл с текстом.",
)
NOT_TEXT = Template(f"{{name}} is {{kind}}, not text. {_INSTEAD}", f"{{name}} — {{kind}}. {_INSTEAD_RU}")
TABLE = Template(
    "{name} is a table, not text. Open “Or take a dataset” and give its file and the column with the texts, or save that column as .txt and upload it.",
    "{name} — таблица, а не текст. Откройте «Или взять набор данных» и укажите этот файл и столбец с текстами или сохраните столбец как .txt и загрузите его.",
)
NO_BOOK = Template(f"{{name}} is {{kind}}. {_INSTEAD}", f"{{name}} — {{kind}}. {_INSTEAD_RU}")
TOO_LARGE = Template(
    "{name} has {megabytes:,} MB; Pastiche takes files of up to {most:,} MB. Upload only the works that show the style, or split the file; a whole novel has about 1 MB.",
    "В файле {name} {megabytes:,} МБ, а Pastiche берёт до {most:,} МБ. Загрузите только то, где стиль виден лучше всего, или разделите файл: целый роман занимает около 1 МБ.",
)
TOO_MANY_WORDS = Template(
    "{name} has {words:,} words; Pastiche takes up to {most:,} a file. Upload the part that shows the style best; 300,000 words are plenty.",
    "В файле {name} слов: {words:,}, а Pastiche берёт до {most:,}. Загрузите ту часть, где стиль виден лучше всего.",
)
NO_WORDS = Template(
    "{name} has no words in it, perhaps only pictures of pages. Upload a version with real text, not a scan.",
    "В файле {name} нет слов: возможно, это снимки страниц. Нужен настоящий текст.",
)
UNKNOWN_ENCODING = Template(
    "{name} is not text in any encoding that can be told. Save it as UTF-8 text and upload that.",
    "Кодировку файла {name} определить не удалось. Сохраните его в UTF-8 и загрузите снова.",
)
UNKNOWN_XML_ENCODING = Template(
    "{name} is in an encoding that cannot be told. Save it as UTF-8 and upload that.",
    "Кодировку файла {name} определить не удалось. Сохраните его в UTF-8 и загрузите снова.",
)
LOCKED = Template(
    "{name} asks for a password. Save it without one and upload that.",
    "Файл {name} закрыт паролем. Сохраните его без пароля и загрузите снова.",
)
NOTHING_PASTED = Message(
    "Nothing was pasted. Paste a text, or upload a file.",
    "Ничего не вставлено. Вставьте текст или загрузите файл.",
)
GONE = Template(
    "{name} is not here any more. Add it again.",
    "Текста {name} здесь больше нет. Добавьте его ещё раз.",
)

# Archives
NESTED_ARCHIVE = Template(
    "{name} is an archive inside an archive. Unpack it and upload what is in it.",
    "{name} — архив внутри архива. Распакуйте его и загрузите то, что в нём.",
)
SEVERAL_TEXTS = Template(
    "{name} holds {texts} texts. Unpack it and upload the texts one by one.",
    "В архиве {name} текстов: {texts}. Распакуйте его и загрузите тексты по одному.",
)
PASSED_OVER = Template(
    "{name} also holds files without text, such as pictures: {files:,} were passed over.",
    "В {name} есть и файлы без текста, например картинки; пропущено: {files:,}.",
)
TOO_MANY_FILES = Template(
    "{name} holds {files:,} files; Pastiche opens archives of up to {most:,}. Upload the book alone.",
    "В архиве {name} файлов: {files:,}, а Pastiche открывает архивы, где их до {most:,}. Загрузите одну книгу.",
)
UNPACKS_TOO_LARGE = Template(
    "{name} unpacks to far more than a book or a library needs, so it was not read. Save the book as a new EPUB or as plain text; upload a library in parts.",
    "Файл {name} распаковывается в слишком большой. Сохраните книгу заново или как текст; библиотеку загрузите частями.",
)
DAMAGED_ARCHIVE = Template(
    "{name} is damaged and cannot be unpacked. Download or export it again.",
    "Файл {name} повреждён. Скачайте или сохраните его заново.",
)
ARCHIVE_IN_HTML = Template(
    "{name} is an archive of Facebook or Instagram in HTML. Ask the service for it again in the format JSON, and upload that.",
    "{name} — архив Facebook или Instagram в формате HTML. Закажите его снова в формате JSON и загрузите тот файл.",
)

# Archives of mail, chats and posts
NO_WRITING = Template(
    "{name} is an archive of {service}, but nobody's own words are in it. Export it again with its messages or posts.",
    "{name} — архив {service}, но ничьих собственных слов в нём нет. Выгрузите его заново, вместе с сообщениями или записями.",
)
BESIDE_AN_ARCHIVE = Template(
    "{name} also holds other files beside those of {service}: {files:,} were passed over, since others may have written them. Upload your own by themselves.",
    "В {name}, кроме файлов {service}, есть и другие; пропущено: {files:,}, ведь их могли написать не вы. Свои загрузите отдельно.",
)
NO_SUCH_AUTHOR = Template(
    "Nobody in {name} is called {author}. Give a name or an address as it stands there.",
    "В архиве {name} нет никого по имени {author}. Укажите имя или адрес так, как они там записаны.",
)

# Formats
DAMAGED_FB2 = Template(
    "{name} is damaged: its XML cannot be read. Download or export it again and upload that.",
    "Файл {name} повреждён. Скачайте или сохраните его заново.",
)
DAMAGED_HTML = Template(
    "{name} is damaged: its HTML cannot be read. Download or save it again and upload that.",
    "Файл {name} повреждён. Скачайте или сохраните его заново.",
)
DAMAGED_OFFICE = Template(
    "{name} is damaged: its XML cannot be read. Save or export it again and upload that.",
    "Файл {name} повреждён. Скачайте или сохраните его заново.",
)
DAMAGED_DOC = Template(
    "{name} is damaged: its text cannot be found. Save it again, best as .docx, and upload that.",
    "Файл {name} повреждён: текста в нём не найти. Сохраните его заново, лучше как .docx.",
)
DAMAGED_PDF = Template(
    "{name} is damaged and cannot be opened. Upload it again, or another version.",
    "Файл {name} повреждён. Скачайте или сохраните его заново.",
)
PDF_PAGES = Template(
    "{name} has {pages:,} pages; Pastiche takes up to {most:,}. Upload the part that shows the style best.",
    "В файле {name} страниц: {pages:,}, а Pastiche берёт до {most:,}. Загрузите ту часть, где стиль виден лучше всего.",
)
PDF_WORDS = Template(
    "{name} has more than {most:,} words, which is all that Pastiche takes in a file. Upload the part that shows the style best; 300,000 words are plenty.",
    "В файле {name} больше слов, чем Pastiche берёт из одного файла ({most:,}). Загрузите ту часть, где стиль виден лучше всего.",
)
PDF_LETTERS = Template(
    "{name} does not say which letters its signs stand for, so its text cannot be read. Upload another version, such as the manuscript itself.",
    "В файле {name} не сказано, какие буквы значат его знаки, поэтому текст не прочитать. Загрузите другой вариант, например саму рукопись.",
)
NO_EPUB = Template(
    "{name} has no readable table of its files, so it is no EPUB. Export the book again.",
    "{name} — не EPUB: в нём нет оглавления файлов. Сохраните его заново.",
)
COPY_PROTECTED = Template(
    "{name} is protected against copying (DRM), so its text cannot be read. Upload a copy without protection, such as the manuscript itself.",
    "Файл {name} защищён от копирования (DRM). Нужна копия без защиты.",
)
NO_TEXT_DOCUMENT = Template(
    "{name} is an OpenDocument file, but no text document. Save its text as .odt and upload that.",
    "{name} — файл OpenDocument, но не текстовый. Сохраните его текст как .odt и загрузите его.",
)
TOO_MANY_ANSWERS = Template(
    "{name} has more than {most:,} answers. Upload the part that shows the style best; a few thousand are plenty.",
    "В файле {name} больше {most:,} ответов. Загрузите ту часть, где стиль виден лучше всего; нескольких тысяч хватит.",
)
NO_CONVERSATION = Template(
    "{name} is JSON, but line {line} is not a conversation. Each line should look like `{example}`.",
    "{name} — JSON, но строка {line} в нём не беседа. Каждая строка должна выглядеть так: `{example}`.",
)
NO_ANSWERS = Template(
    "{name} is JSON, but no line has an answer in it. Each line should look like `{example}`.",
    "{name} — JSON, но ответов в нём нет. Каждая строка должна выглядеть так: `{example}`.",
)

# Corpora and examples
NO_TEXT = Template(
    "There is no text yet; a style needs about {needed:,} words by one author.",
    "Текстов ещё нет; стилю нужно около {needed:,} слов одного автора.",
)
TEXT_TOO_SHORT = Template(
    "`{name}` has {words:,} {words:word|words}; a style needs about {needed:,}. Add more texts by the same author.",
    "В тексте `{name}` слов: {words:,}, а стилю нужно около {needed:,}. Добавьте тексты того же автора.",
)
TEXTS_TOO_SHORT = Template(
    "The texts have {words:,} {words:word|words}; a style needs about {needed:,}. Add more texts by the same author.",
    "Слов в текстах: {words:,}, а стилю нужно около {needed:,}. Добавьте тексты того же автора.",
)
HALF_AN_EXAMPLE = Message(
    "An example needs a prompt and a completion. Fill in both, or drop the example.",
    "Примеру нужны запрос и ответ. Заполните оба поля или уберите пример.",
)
LONG_EXAMPLE = Template(
    "An edited text can have up to {most:,} characters. Shorten it.",
    "В исправленном тексте может быть до {most:,} знаков. Сократите его.",
)
