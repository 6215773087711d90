"""Strings of the blind test."""

from styles.i18n.both import Bilingual, both, table


class BlindTestStrings(Bilingual):
    """Strings of the blind test."""

    blind_title = both("Blind test", "Слепая проверка")
    blind_lead = both(
        "Two passages without names: choose before you know, and see how much the style has really learnt.",
        "Два отрывка без подписей: выберите, ещё не зная, и увидите, много ли стиль усвоил на самом деле.",
    )
    blind_question = both("What is asked", "О чём спросить")
    blind_kinds = table(
        {
            "few_shot": ("Which sounds more like the author?", "Что больше похоже на автора?"),
            "author": ("Which one is the author?", "Где здесь автор?"),
        }
    )
    blind_kind_notes = table(
        {
            "few_shot": (
                "The styled model against the base that is only shown passages, on the same subject.",
                "Обученная модель против базовой, которой лишь показали отрывки; тема одна.",
            ),
            "author": (
                "The styled model against what the author wrote on the same subject, in text the model never saw.",
                "Обученная модель против самого автора; тема одна, а этого текста модель не видела.",
            ),
        }
    )
    blind_game = both("A game: nothing of it is kept.", "Это игра: из неё ничего не сохраняется.")
    blind_reveal = both("Show the names after each pair", "Называть после каждой пары")
    blind_reveal_info = both("Otherwise they are all shown at the end.", "Иначе всё откроется в конце.")
    blind_begin = both("Begin", "Начать")
    blind_again = both("Start again", "Ещё раз")
    blind_stop = both("Stop here", "Хватит")
    blind_back = both("Back", "Назад")
    blind_next = both("Next pair", "Следующая пара")
    blind_result = both("See the result", "К итогу")
    blind_keys = both(
        "Keys: ← or 1 for the first, → or 2 for the second, 0 when you cannot tell.",
        "Клавиши: ← или 1 — первый, → или 2 — второй, 0 — не различить.",
    )
    blind_sides = table(
        {
            "left": ("the first", "первый"),
            "right": ("the second", "второй"),
        }
    )
    blind_unsure = both("Cannot tell", "Не различить")
    blind_sources = table(
        {
            "styled": ("Styled model", "Обученная модель"),
            "few_shot": ("Base shown passages", "Базовая с отрывками"),
            "author": ("The author", "Автор"),
        }
    )
    blind_verdicts = table(
        {
            "author.other": ("Right: the author is {side}.", "Верно: автору принадлежит {side}."),
            "author.styled": ("No: the author is {side}.", "Нет: автору принадлежит {side}."),
            "author.unsure": (
                "You could not tell: the author is {side}.",
                "Вы не различили: автору принадлежит {side}.",
            ),
            "few_shot.styled": ("You chose {side}, the styled model.", "Вы выбрали {side}, он от обученной модели."),
            "few_shot.other": (
                "You chose the base; the styled model is {side}.",
                "Вы выбрали базовую модель; от обученной — {side}.",
            ),
            "few_shot.unsure": (
                "You could not tell: the styled model is {side}.",
                "Вы не различили: от обученной модели — {side}.",
            ),
        }
    )
    blind_outcomes = table(
        {
            "few_shot": (
                "The style sounded more like the author in {found} of {pairs}.",
                "Стиль больше похож на автора в {found} из {pairs}.",
            ),
            "author": ("You found the author in {found} of {pairs}.", "Автор узнан в {found} из {pairs}."),
        }
    )
    blind_rate = both(
        "How often the styled passage was chosen; “cannot tell” counts half",
        "Как часто выбирали отрывок обученной модели; «не различить» — половина",
    )
    blind_saved = both(
        "Kept with the style, as counts alone. Only the first judgement of a pair counts.",
        "Сохранено вместе со стилем, только счёт. Засчитывается лишь первый ответ о каждой паре.",
    )
    blind_practice = both(
        "You have judged these pairs before and seen their names, so this round does not count.",
        "Эти пары вы уже судили и видели подписи, поэтому в этот раз ответы не засчитываются.",
    )
    blind_each = both("Pair by pair", "Пара за парой")
    blind_recorded = both("What you have judged so far", "Что вы уже отсудили")
    blind_voice = both("How the author sounds: two other passages", "Как звучит автор: два других отрывка")
