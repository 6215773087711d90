"""Sentences of the corpus report, in English and in Russian."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table
from styles.i18n.numbers import Forms
from styles.language.detect import ENGLISH_NAMES


class AdviceStrings(Bilingual):
    """Sentences of the advice."""

    verdicts = table(
        {
            "too little": (
                "{words}: too little, a style needs about {sketch}; add {more} more by the same author.",
                "{words}: мало, стилю нужно около {sketch}; добавьте ещё {more} того же автора.",
            ),
            "sketch": (
                "{words}: enough for a rough try; {more} more would make a good sketch.",
                "{words}: хватит на первую пробу; ещё {more}, и выйдет хороший набросок.",
            ),
            "good": (
                "{words}: good for a sketch; {more} more would make it reliable.",
                "{words}: хорошо для наброска; ещё {more}, и стиль станет надёжным.",
            ),
            "reliable": ("{words}: enough for a reliable style.", "{words}: хватит для надёжного стиля."),
        }
    )
    languages = both(
        "About {share} of the words are {language}: a style learns one language at a time, so upload them separately.",
        "Около {share} слов — {language}: стиль учит один язык за раз, загрузите их отдельно.",
    )
    drawn = both(
        "That is more than a style can learn from: {used} of the {passages} passages are used, drawn evenly from all the texts.",
        "Столько стилю не выучить: из {passages} отрывков взято {used}, равномерно по всем текстам.",
    )
    identical = both(
        "Texts given more than once are used once ({count} left out).",
        "Повторно загруженные тексты взяты один раз (лишних: {count}).",
    )
    left_out = table(
        {
            "near-duplicate": (
                "{words} repeat what stands before them, and are set aside.",
                "Повторы сказанного раньше убраны: {words}.",
            ),
            "shared with held-out": (
                "Set aside, so that the measure is honest: {words} with 30 words or more in a row that stand on both sides, in training and held out.",
                "Убрано ради честной проверки: {words} — в них 30 и более слов подряд стоят и в учебной, и в отложенной части.",
            ),
            "another language": (
                "Set aside: {words} in another language than the rest.",
                "Убрано: {words} не на том языке, на котором остальной текст.",
            ),
        }
    )
    held_out = table(
        {
            "documents": (
                "Held out and never trained on: {names}, {words} ({share}). A text that the model has never met is the fairest test.",
                "Отложено и не участвует в обучении: {names}, {words} ({share}). Текст, которого модель не видела, — самая честная проверка.",
            ),
            "end": (
                "Held out and never trained on: the last {words} ({share}), to measure the style with. {gap} before them are left out as well, so that nothing carries over.",
                "Отложено и не участвует в обучении: конец текстов, {words} ({share}), — для измерения стиля. Перед ним пропущено ещё {gap}, чтобы ничего не перетекло.",
            ),
            "latest": (
                "Held out and never trained on: the latest {words} ({share}) by their dates, to measure the style with. {gap} from the time between are left out as well.",
                "Отложено и не участвует в обучении: самое позднее по датам, {words} ({share}), — для измерения стиля. Из времени на границе пропущено ещё {gap}.",
            ),
            "nothing": (
                "Nothing is held out, because there is too little text: the style cannot be measured.",
                "Ничего не отложено: текста слишком мало, и стиль нельзя будет измерить.",
            ),
        }
    )
    language_names = both(
        ENGLISH_NAMES,
        {
            "en": "английские",
            "ru": "русские",
            "uk": "украинские",
            "be": "белорусские",
            "bg": "болгарские",
            "sr": "сербские",
            "de": "немецкие",
            "fr": "французские",
            "es": "испанские",
            "it": "итальянские",
            "pt": "португальские",
            "nl": "нидерландские",
            "pl": "польские",
            "cs": "чешские",
            "el": "греческие",
        },
    )
    more = both("and {count} more", "и ещё {count}")
    in_another_language = both("in another language", "на другом языке")
    words: both[Forms] = both({"one": "word", "other": "words"}, {"one": "слово", "few": "слова", "many": "слов"})
