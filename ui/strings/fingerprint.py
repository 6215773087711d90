"""Strings of the fingerprint."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class FingerprintStrings(Bilingual):
    """Strings of the fingerprint."""

    fingerprint = both("The fingerprint", "Отпечаток")
    fingerprint_measuring = both("Measuring…", "Измеряем…")
    fingerprint_note = both(
        "Your text beside {authors} classic authors of its language. Different is neither better nor worse: it is what a style is made of.",
        "Ваш текст рядом с классиками того же языка (авторов: {authors}). Иначе — не значит лучше или хуже: из этого и состоит стиль.",
    )
    legend_own = both("your text", "ваш текст")
    legend_others = both("the others’ average", "остальные в среднем")
    legend_band = both("two in three of the others", "две трети остальных")
    own = both("you", "вы")
    others = both("others", "другие")
    sentence_lengths = both("Sentences, in words", "Предложения, в словах")
    paragraph_lengths = both("Paragraphs, in words", "Абзацы, в словах")
    lengths_own = both(
        "Yours have {mean} on average, half of them up to {median}.", "У вас в среднем {mean}, половина — до {median}."
    )
    lengths_others = both("Others’: {mean}, half up to {median}.", "У других {mean}, половина — до {median}.")
    punctuation = both("Punctuation, per 1,000 words", "Знаки препинания на 1 000 слов")
    habits = both("Habits", "Привычки")
    dialogue = both("Dialogue", "Диалоги")
    function_words = both("Small words", "Служебные")
    variety = both("Different words", "Разные слова")
    word_letters = both("Letters a word", "Букв в слове")
    words_often = both("Small words you use more, per 1,000", "Служебные, которых больше, на 1 000")
    words_seldom = both("Small words you use less, per 1,000", "Служебные, которых меньше, на 1 000")
    marks = table(
        {
            "comma": ("Commas", "Запятые"),
            "semicolon": ("Semicolons", "Точки с запятой"),
            "colon": ("Colons", "Двоеточия"),
            "dash": ("Dashes", "Тире"),
            "ellipsis": ("Ellipses", "Многоточия"),
            "exclamation": ("Exclamations", "Восклицания"),
            "question": ("Questions", "Вопросы"),
            "quotes": ("Quotes, in pairs", "Кавычки, пары"),
        }
    )
