"""Sentences of the scorecard, in English and in Russian."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class ScoreStrings(Bilingual):
    """Sentences of the scorecard."""

    titles = table(
        {
            "style": ("Style gap closed", "Путь к стилю пройден"),
            "meaning": ("Meaning kept", "Смысл сохранён"),
            "abilities": ("Abilities kept", "Умения сохранены"),
            "originality": ("Originality", "Своими словами"),
        }
    )
    verdicts = table(
        {
            "green": ("good", "хорошо"),
            "amber": ("take care", "с оговорками"),
            "red": ("poor", "плохо"),
            "unknown": ("not measured", "не измерено"),
        }
    )
    style = both(
        "Of the way from the base to the author's own new text the styled model has gone {styled}, the base shown a few passages {few_shot}; {words} words of each were pooled. By style the author is number {rank} of {candidates} candidates.",
        "Из пути от базовой модели к новому тексту автора модель со стилем прошла {styled}, базовая с несколькими отрывками — {few_shot}; сравнено по {words} слов. Среди {candidates} авторов этот по стилю на {rank}-м месте.",
    )
    no_style = both(
        "Nothing is held out to compare with, or no other authors of this language are known here, so the style cannot be measured.",
        "Сравнивать не с чем: ничего не отложено или других авторов этого языка здесь не знают; стиль не измерить.",
    )
    no_gap = both(
        "In {words} words the base cannot be told from the author's own new text, so there is no gap to close. More held-out text would show one, if there is any.",
        "На {words} слов базовая модель не отличима от нового текста автора, так что проходить нечего. Если разница есть, её покажет больше отложенного текста.",
    )
    not_yet = both("Not measured yet.", "Ещё не измерено.")
    too_few = both(
        "The held-out text has {words} words. A style gap needs about {needed}, so it was not measured.",
        "В отложенном тексте {words} слов. Чтобы увидеть разницу в стиле, нужно около {needed}, поэтому она не измерена.",
    )
    too_few_before = both(
        "The held-out text has {words} words. A style gap needs about {needed}; it will not be measured.",
        "В отложенном тексте {words} слов. Чтобы увидеть разницу в стиле, нужно около {needed}; измерять её не будем.",
    )
    under_a_minute = both("less than a minute", "меньше минуты")
    minutes = both("about {minutes} min", "около {minutes} мин")
    refusals = both(
        "Of {asked} ordinary prompts it refuses {styled}, the base {base}; {learnt} of those the base answers.",
        "Из {asked} обычных просьб она отвергает {styled}, базовая — {base}; из них базовая выполняет {learnt}.",
    )
    no_refusals = both(
        "Of {asked} ordinary prompts it refuses none that the base answers (it {styled}, the base {base}).",
        "Из {asked} обычных просьб она не отвергает ни одной, которую выполняет базовая (отказов: {styled}, у базовой {base}).",
    )
    meaning = both(
        "Rewriting a plain retelling, the styled model comes as near to the original as {styled} of 1 (chrF), the base {base}: {change}.",
        "Переписывая простой пересказ, модель со стилем приближается к подлиннику на {styled} из 1 (chrF), базовая — на {base}: {change}.",
    )
    names_kept = both("{share} of the names and numbers are kept.", "Имён и чисел сохранено: {share}.")
    no_meaning = both(
        "This base cannot rewrite a text, so how much meaning survives is not measured.",
        "Эта базовая модель не умеет переписывать, поэтому сохранность смысла не измерена.",
    )
    abilities = both(
        "Its loss on general texts has changed by {drift} nats a token (above 0 it has forgotten); on general questions it departs from the base's own answers by {kl}.",
        "Потери на обычных текстах изменились на {drift} ната на токен (выше 0 — забыто); от собственных ответов базовой модели на обычные вопросы она отошла на {kl}.",
    )
    rules = both(
        "The share of instructions kept fell by {drop} points.", "Выполненных указаний стало меньше на {drop} пункта."
    )
    no_rules = both(
        "This base follows no instructions, so keeping to them is not measured.",
        "Эта базовая модель не выполняет указаний, поэтому их соблюдение не измерено.",
    )
    loyalty = both(
        "{share} of the answers are in the language of the question (the base's: {base}).",
        "На языке вопроса — {share} ответов (у базовой модели: {base}).",
    )
    originality = both(
        "{share} of the words stand in spans of five and more that the training text has too; in the author's own new text it is {human}. The longest such span has {longest} words.",
        "{share} слов стоят в цепочках из пяти и более, которые есть в учебном тексте; у нового текста самого автора — {human}. В самой длинной цепочке слов: {longest}.",
    )
    prefixes = both(
        "Given their beginnings, it recites {exact} of {tested} training passages.",
        "По началу она повторяет наизусть {exact} из {tested} учебных отрывков.",
    )
    no_originality = both(
        "Nothing is held out to ask for, so copying was not measured.",
        "Ничего не отложено, спросить не о чем, поэтому повторы не измерены.",
    )
    demonstration = both(
        "Measured on the demonstration model that ships with Pastiche: it shows how everything works, not how good a style can be.",
        "Измерено на демонстрационной модели из состава Pastiche: она показывает, как всё устроено, а не как хорош может быть стиль.",
    )
    recommended = both(
        "Strength {strength} gives most of the style while abilities stay green.",
        "Сила {strength} даёт больше всего стиля, пока умения ещё в порядке.",
    )
    none_recommended = both(
        "At no strength does the style show while abilities stay green.",
        "Ни при какой силе стиль не заметен, пока умения в порядке.",
    )
    own_loss = both(
        "On the author's held-out text the loss went from {base} by {change} nats a token.",
        "На отложенном тексте автора потеря изменилась с {base} на {change} ната на токен.",
    )
    others_loss = both("On another author's text it changed by {change}.", "На тексте другого автора — на {change}.")
