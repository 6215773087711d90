"""Errors of formats that are refused or damaged, in both languages."""

# ruff: noqa: E501 (a sentence stays on one line)
from styles.i18n.message import Message, Template

KINDS: dict[str, Message] = {
    "lit": Message("a Microsoft Reader book (.lit)", "книга Microsoft Reader (.lit)"),
    "lrf": Message("a Sony Reader book (.lrf)", "книга Sony Reader (.lrf)"),
    "snb": Message("a Shanda Bambook book (.snb)", "книга Shanda Bambook (.snb)"),
    "rb": Message("a Rocket eBook (.rb)", "книга Rocket eBook (.rb)"),
    "chm": Message("a compiled help file (.chm)", "справка в формате .chm"),
    "works": Message("a Microsoft Works document", "документ Microsoft Works"),
    "write": Message("a Windows Write document", "документ Windows Write"),
    "dos": Message("a Word document for DOS", "документ Word для DOS"),
    "lotus": Message("a Lotus WordPro document", "документ Lotus WordPro"),
    "star": Message("a StarWriter document", "документ StarWriter"),
}
"""What old files are that converters open."""

# Damaged files
DAMAGED_KINDLE = Template(
    "{name} is a damaged Kindle or Palm book. Download or convert it again and upload that.",
    "{name} — повреждённая книга Kindle или Palm. Скачайте или преобразуйте её заново.",
)
DAMAGED_FINAL_DRAFT = Template(
    "{name} is damaged: its XML cannot be read. In Final Draft choose File > Save As and upload that.",
    "Файл {name} повреждён: его XML не читается. Сохраните его в Final Draft заново (File > Save As).",
)
DAMAGED_MAIL = Template(
    "{name} is a damaged mail and cannot be read. Save it from the mail program again.",
    "{name} — повреждённое письмо. Сохраните его из почтовой программы ещё раз.",
)
MAIL_OF_OTHERS = Template(
    "{name} holds only words of others, in quotes. Upload a mail that the author wrote.",
    "В письме {name} только чужие слова, в цитатах. Загрузите письмо, которое написал автор.",
)
DAMAGED_SCRIVENER = Template(
    "{name} is a Scrivener project whose list of documents cannot be read. In Scrivener choose File > Compile, and upload the .docx.",
    "{name} — проект Scrivener, но перечень его документов не читается. Выберите в Scrivener File > Compile и загрузите .docx.",
)

# Protected books
KINDLE_LOCKED = Template(
    "{name} is a Kindle book with copy protection (DRM), so its text cannot be read. The author can upload the manuscript, or a file sold or given away without DRM.",
    "{name} — книга Kindle с защитой от копирования (DRM), её текст прочитать нельзя. Автор может загрузить рукопись или файл без DRM.",
)

# Files that are not read
AMAZON_KFX = Template(
    "{name} is a Kindle book in Amazon’s KFX form, which only Kindles open. Upload the manuscript, or the book as EPUB or .azw3 without DRM.",
    "{name} — книга Kindle в формате KFX, который открывают только устройства Amazon. Загрузите рукопись, EPUB или .azw3 без DRM.",
)
PRINT_REPLICA = Template(
    "{name} is a Kindle print replica: pictures of pages. Upload the PDF that it was made from.",
    "{name} — «печатная копия» Kindle: снимки страниц. Загрузите PDF, из которого она сделана.",
)
TOPAZ = Template(
    "{name} is a Kindle book in the old Topaz form, which holds drawn letters and no text. Upload another version of the book.",
    "{name} — книга Kindle в старом формате Topaz: в нём нарисованные буквы, а не текст. Загрузите другой вариант книги.",
)
PALM_READER = Template(
    "{name} is a book for an old Palm reader ({program}). Open it in calibre, choose Convert books > EPUB, and upload that.",
    "{name} — книга для старой программы Palm ({program}). Откройте её в calibre, выберите «Преобразовать книги» > EPUB и загрузите его.",
)
OLD_E_BOOK = Template(
    "{name} is {kind}, an old kind of e-book. Open it in calibre, choose Convert books > EPUB, and upload that.",
    "{name} — {kind}, электронная книга старого вида. Откройте её в calibre, выберите «Преобразовать книги» > EPUB и загрузите его.",
)
DJVU = Template(
    "{name} is a DjVu scan: pictures of pages. In WinDjView choose File > Export Text, and upload the .txt.",
    "{name} — скан DjVu: снимки страниц. Выберите в WinDjView «Файл > Экспорт текста» и загрузите .txt.",
)
PAGES = Template(
    "{name} is a Pages document. In Pages choose File > Export To > Word, and upload the .docx.",
    "{name} — документ Pages. Выберите в Pages «Файл > Экспортировать в > Word» и загрузите .docx.",
)
WORD_PERFECT = Template(
    "{name} is a WordPerfect document. In WordPerfect or LibreOffice choose File > Save As > Word (.docx), and upload that.",
    "{name} — документ WordPerfect. Выберите в WordPerfect или LibreOffice «Файл > Сохранить как > Word (.docx)» и загрузите его.",
)
OLD_WORD_PROCESSOR = Template(
    "{name} is {kind}. In LibreOffice choose File > Save As > Word (.docx), and upload that.",
    "{name} — {kind}. Выберите в LibreOffice «Файл > Сохранить как > Word (.docx)» и загрузите его.",
)
HANGUL = Template(
    "{name} is a Hangul (HWP) document. In Hancom Office choose File > Save As > Word (.docx), and upload that.",
    "{name} — документ Hangul (HWP). Выберите в Hancom Office «Файл > Сохранить как > Word (.docx)» и загрузите его.",
)
ONE_NOTE = Template(
    "{name} is a OneNote section. In OneNote choose File > Export > Section > Word document, and upload the .docx.",
    "{name} — раздел OneNote. Выберите в OneNote «Файл > Экспорт > Раздел > Документ Word» и загрузите .docx.",
)
GOOGLE_DOCS = Template(
    "{name} is only a link to a document in Google Docs. Open it there, choose File > Download > Microsoft Word, and upload the .docx.",
    "{name} — только ссылка на документ Google. Откройте его там, выберите «Файл > Скачать > Microsoft Word» и загрузите .docx.",
)
IN_DESIGN = Template(
    "{name} is an InDesign document. In InDesign choose File > Export > EPUB (Reflowable), and upload that.",
    "{name} — документ InDesign. Выберите в InDesign «Файл > Экспорт > EPUB» и загрузите его.",
)
EVERNOTE = Template(
    "{name} is an export of Evernote. In Evernote choose Export > Web page (.html), and upload those.",
    "{name} — экспорт Evernote. Выберите в Evernote «Экспорт > Веб-страница (.html)» и загрузите страницы.",
)
OUTLOOK_MAIL = Template(
    "{name} is a mail in Outlook’s own form (.msg). In Outlook choose File > Save As > Text Only, or drag it into Thunderbird and save it as .eml.",
    "{name} — письмо в формате Outlook (.msg). Выберите в Outlook «Файл > Сохранить как > Только текст» или перенесите его в Thunderbird и сохраните как .eml.",
)
OUTLOOK_BOX = Template(
    "{name} is a mail box in Outlook’s own form (.pst). Import it into Thunderbird, and export the folder as mbox or .eml there.",
    "{name} — почтовый ящик Outlook (.pst). Импортируйте его в Thunderbird и сохраните там папку как mbox или .eml.",
)
POSTSCRIPT = Template(
    "{name} is PostScript, the language of printers. In a viewer such as Okular or Evince choose Print > Print to file > PDF, and upload the PDF.",
    "{name} — PostScript, язык принтеров. Выберите в программе просмотра «Печать > Печать в файл > PDF» и загрузите PDF.",
)
XPS = Template(
    "{name} is an XPS document. In the XPS viewer choose Print > Microsoft Print to PDF, and upload the PDF.",
    "{name} — документ XPS. Выберите в программе просмотра «Печать > Microsoft Print to PDF» и загрузите PDF.",
)
ABI_WORD = Template(
    "{name} is an AbiWord document. In AbiWord choose File > Save As > OpenDocument (.odt), and upload that.",
    "{name} — документ AbiWord. Выберите в AbiWord «Файл > Сохранить как > OpenDocument (.odt)» и загрузите его.",
)
SCRIVENER_LIST = Template(
    "{name} is only the list of a Scrivener project. Zip the whole .scriv folder and upload that.",
    "{name} — только перечень проекта Scrivener. Упакуйте в zip всю папку .scriv и загрузите архив.",
)
SCRIVENER_ONE = Template(
    "{name} is a project of Scrivener 1 for the Mac. Open it in a newer Scrivener, which converts it, or choose File > Compile and upload the .docx.",
    "{name} — проект Scrivener 1 для Mac. Откройте его в новом Scrivener, он преобразует его, или выберите File > Compile и загрузите .docx.",
)
