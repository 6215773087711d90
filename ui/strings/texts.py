"""Strings of the texts and their review."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class TextsStrings(Bilingual):
    """Strings of the texts and their review."""

    texts_title = both("Texts", "Тексты")
    texts_lead = both(
        "Everything by one author, in one language. 2,000 words are enough to try; 10,000 make a good sketch.",
        "Всё — одного автора и на одном языке. Для пробы хватит 2 000 слов, для хорошего наброска — 10 000.",
    )
    upload = both(
        "Drop books, documents, pages, zips or chat exports here",
        "Перетащите сюда книги, документы, страницы, zip или чаты",
    )
    author_title = both("Which of these is you?", "Кто из них вы?")
    author_lead = both(
        "Several people wrote in `{name}` ({service}). Only the words of those you tick are kept; the archive waits here for up to 12 hours and is deleted after your answer, or when you remove it.",
        "В `{name}` ({service}) писали несколько человек. Сохраняются только слова отмеченных; архив ждёт здесь не дольше 12 часов и удаляется после вашего ответа или когда вы его уберёте.",
    )
    author_more = both(
        "Those who wrote most are shown; {count} more are not.",
        "Показаны те, кто писал больше всех; ещё {count} — нет.",
    )
    author_services = both({"mail": "a mail box"}, {"mail": "почта"})
    author_unnamed = both("The owner of the archive", "Владелец архива")
    author_people = both("People in the archive", "Люди в архиве")
    author_other = both("Somebody else", "Кто-то другой")
    author_other_info = both(
        "A name or an address as it stands there; several with commas.",
        "Имя или адрес так, как они там записаны; несколько — через запятую.",
    )
    author_answer = both("Keep only these words", "Оставить только эти слова")
    or_paste = both("Or paste a text", "Или вставьте текст")
    paste = both("Text", "Текст")
    paste_placeholder = both("Paste letters, posts, chapters…", "Письма, заметки, главы…")
    add_paste = both("Add this text", "Добавить этот текст")
    pasted_name = both("Pasted text", "Вставленный текст")
    or_dataset = both("Or take a dataset", "Или взять набор данных")
    dataset = both("Dataset", "Набор данных")
    dataset_info = both(
        "Its id on the Hugging Face Hub, or a file or folder of this computer (parquet, csv, jsonl).",
        "Его адрес на Hugging Face Hub либо файл или папка этого компьютера (parquet, csv, jsonl).",
    )
    dataset_info_hub = both("Its id on the Hugging Face Hub.", "Его адрес на Hugging Face Hub.")
    dataset_column = both("Column with the texts", "Столбец с текстами")
    dataset_column_info = both(
        "Leave it empty where there is only one, or one called “text”.",
        "Оставьте пустым, если он один или называется «text».",
    )
    dataset_fetch = both("Fetch the texts", "Взять тексты")
    texts_privacy = both(
        "Your texts lie in a private folder of this computer until you remove them or it stops; a run’s folder keeps a copy. Nobody else sees them.",
        "Тексты лежат в закрытой папке этого компьютера, пока вы их не уберёте или он не остановится; копию хранит папка обучения. Больше их никто не видит.",
    )
    reading = both("Reading {name}…", "Читаем {name}…")
    reading_many = both("Reading {number} of {of}: {name}…", "Читаем {number} из {of}: {name}…")
    reporting = both("Read. Looking for repeats and counting…", "Прочитано. Ищем повторы и считаем…")
    cancel = both("Cancel", "Отменить")
    no_texts = both("Nothing here yet.", "Здесь пока пусто.")
    your_texts = both("Your texts", "Ваши тексты")
    remove_text = both("Remove {name}", "Убрать {name}")
    report_words = both("Words", "Слов")
    report_passages = both("Passages", "Отрывков")
    report_language = both("Language", "Язык")
    report_held_out = both("Held out", "Отложено")
    removed = both("Left out while cleaning: {things}", "Убрано при чистке: {things}")
    reasons = both(
        {
            "project gutenberg": "Project Gutenberg’s own text",
            "timing": "time codes",
            "reasoning": "a model’s reasoning",
        },
        {
            "title page": "титул",
            "contents": "оглавление",
            "imprint": "выходные данные",
            "front matter": "то, что перед текстом",
            "back matter": "то, что после текста",
            "description": "описание книги",
            "project gutenberg": "шапка Project Gutenberg",
            "transcriber's note": "примечание оцифровщика",
            "heading": "заголовки",
            "separator": "разделители",
            "speaker": "имена говорящих",
            "stage direction": "ремарки",
            "page number": "номера страниц",
            "running head": "колонтитулы",
            "line number": "номера строк",
            "timing": "отметки времени",
            "note": "примечания",
            "note marker": "знаки сносок",
            "image": "картинки",
            "date": "даты",
            "table": "таблицы",
            "code": "код",
            "navigation": "меню и ссылки страницы",
            "comment": "комментарии рецензентов",
            "deletion": "правки: удалённое",
            "outside the reading order": "вне порядка чтения",
            "line-end hyphen": "переносы",
            "stray character": "невидимые знаки",
            "system message": "системные сообщения",
            "unanswered request": "запросы без ответа",
            "other message": "прочие сообщения",
            "reasoning": "рассуждения модели",
            "broken line": "испорченные строки",
            "identical text": "повторные тексты",
            "between train and held-out": "между учебными и отложенными",
            "near-duplicate": "повторённые отрывки",
            "shared with held-out": "общее у учебных и отложенных",
            "another language": "отрывки на другом языке",
        },
    )
    review_title = both("See what was left out, and put it back", "Посмотреть, что убрано, и вернуть")
    review_lead = both(
        "Whatever belongs to the author after all goes back into the text with a click.",
        "Если что-то всё-таки принадлежит автору, одно нажатие вернёт это в текст.",
    )
    review_text = both("Text", "Текст")
    review_nothing = both("Nothing was left out of this text.", "Из этого текста ничего не убрано.")
    left_out_of = both("Left out of {name}", "Убрано из {name}")
    put_back = both("Put back", "Вернуть")
    put_back_all = both("Put all back", "Вернуть все")
    decided = table(
        {
            "removal": ("{count} put back", "возвращено: {count}"),
            "aside": ("{count} used", "взято: {count}"),
            "private": ("{count} masked", "скрыто: {count}"),
        }
    )
    leave_out = both("Leave out again", "Снова убрать")
    and_more = both("and {count} more", "и ещё {count}")
    private = both("Private things", "Личное")
    private_note = both(
        "Found by their form. A model can recite what it was trained on, so mask what is nobody’s business.",
        "Найдено по виду. Модель может повторить то, чему училась: скройте то, что никого не касается.",
    )
    private_kinds = table(
        {
            "link with a password": ("links with a password", "ссылки с паролем"),
            "e-mail": ("e-mail addresses", "адреса почты"),
            "key": ("keys", "ключи"),
            "bank account": ("bank accounts", "номера счетов"),
            "card number": ("card numbers", "номера карт"),
            "document number": ("document numbers", "номера документов"),
            "phone": ("phone numbers", "номера телефонов"),
            "IP address": ("IP addresses", "IP-адреса"),
        }
    )
    mask = both("Mask", "Скрыть")
    mask_all = both("Mask all", "Скрыть все")
    unmask = both("Do not mask", "Не скрывать")
    private_found = both(
        "Found in your texts: {what}. A model can recite what it was trained on; decide below what to mask.",
        "Найдено в текстах: {what}. Модель может повторить то, чему училась; решите ниже, что скрыть.",
    )
    set_aside = both("Passages set aside", "Отложенные в сторону отрывки")
    set_aside_note = both(
        "They would teach the wrong thing or spoil the measure: repeats, another language, words that train and held-out text share.",
        "Они научили бы не тому или испортили бы измерение: повторы, другой язык, общие слова учебного и отложенного.",
    )
    use_anyway = both("Use it anyway", "Всё равно взять")
    use_all = both("Use all anyway", "Взять все")
    used_anyway = both("used anyway", "взяты всё равно")
    languages = table(
        {
            "en": ("English", "английский"),
            "ru": ("Russian", "русский"),
            "uk": ("Ukrainian", "украинский"),
            "de": ("German", "немецкий"),
            "fr": ("French", "французский"),
            "es": ("Spanish", "испанский"),
            "it": ("Italian", "итальянский"),
            "pt": ("Portuguese", "португальский"),
            "pl": ("Polish", "польский"),
            "nl": ("Dutch", "нидерландский"),
            "cs": ("Czech", "чешский"),
            "be": ("Belarusian", "белорусский"),
            "bg": ("Bulgarian", "болгарский"),
            "sr": ("Serbian", "сербский"),
            "el": ("Greek", "греческий"),
            "la": ("Latin", "латинский"),
        }
    )
