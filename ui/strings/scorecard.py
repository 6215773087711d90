"""Strings of the scorecard."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class ScorecardStrings(Bilingual):
    """Strings of the scorecard."""

    score_title = both("Measure", "Измерить")
    score_lead = both(
        "How much of the style was learnt, and at what price: on held-out text, beside the base and the base shown passages.",
        "Сколько стиля выучено и какой ценой: на отложенном тексте, рядом с базовой моделью и с ней же при нескольких отрывках.",
    )
    measure = both("Measure", "Измерить")
    measure_again = both("Measure again", "Измерить ещё раз")
    stop_measuring = both("Stop measuring", "Остановить")
    score_waiting = both("Waiting until the computer is free.", "Ждём, пока компьютер освободится.")
    score_phases = table(
        {
            "starting": ("Starting…", "Запускаем…"),
            "loading": ("Loading the base model…", "Загружаем базовую модель…"),
            "briefs": ("Answering the held-out briefs:", "Отвечаем по отложенным отрывкам:"),
            "abilities": ("Asking general questions…", "Задаём обычные вопросы…"),
            "rules": ("Asking it to keep instructions…", "Просим выполнить указания…"),
            "strengths": ("Trying other strengths…", "Пробуем другую силу…"),
            "rewritings": ("Rewriting held-out passages…", "Переписываем отложенные отрывки…"),
            "losses": ("Measuring losses…", "Измеряем потери…"),
            "prefixes": ("Trying to make it recite…", "Проверяем, не читает ли наизусть…"),
        }
    )
    score_states = table(
        {
            "unmeasured": ("Not measured yet.", "Ещё не измерено."),
            "interrupted": (
                "The measuring was cut off; it goes on from where it was.",
                "Измерение прервалось; оно продолжится с того же места.",
            ),
            "stopped": ("Stopped; it goes on from where it was.", "Остановлено; продолжится с того же места."),
        }
    )
    score_verdicts = table(
        {
            "green": ("kept", "сохранены"),
            "amber": ("take care", "с оговорками"),
            "red": ("not kept", "не сохранены"),
        }
    )
    score_columns = table(
        {
            "base": ("base", "базовая"),
            "few_shot": ("base with passages", "базовая с отрывками"),
            "styled": ("styled", "со стилем"),
            "human": ("the author’s new text", "новый текст автора"),
        }
    )
    score_details = both("Details", "Подробности")
    score_download = both("Download as JSON", "Скачать как JSON")
    score_distance = both("Distance to the author, {column}", "Расстояние до автора, {column}")
    score_lead_over = both("Closed more than base with passages", "Пройдено больше, чем базовой с отрывками")
    score_verified = both("Taken for the author among imposters, styled", "Принята за автора среди самозванцев")
    score_verified_human = both("The same, the author’s new text", "То же, новый текст автора")
    score_pooled = both("Pooled of each", "Взято от каждой")
    score_briefs = both("Held-out passages × answers", "Отложенных отрывков × ответов")
    score_copied = both("Copied, {column}", "Повторено, {column}")
    score_copied_most = both("{share}, at most {longest}", "{share}, не больше {longest}")
    score_copied_green = both("Copied, still good", "Повторено, ещё хорошо")
    score_drift = both("General texts, {language}, nats a token", "Обычные тексты, {language}, нат на токен")
    score_kl = both("General answers, KL in nats a token", "Обычные ответы, KL в натах на токен")
    score_rules = both("Instructions kept", "Выполнено указаний")
    score_loyalty = both("Answers in the language asked, {language}", "Ответы на языке вопроса, {language}")
    score_own_loss = both(
        "Loss on the author’s held-out text, nats a character", "Потеря на отложенном тексте автора, нат на знак"
    )
    score_others_loss = both(
        "Loss on another author’s text, nats a character", "Потеря на тексте другого автора, нат на знак"
    )
    score_refusals = both("Ordinary prompts refused, of {asked}", "Отвергнуто обычных просьб из {asked}")
    score_left = both("{time} left.", "Осталось: {time}.")
    score_takes = both("Measuring takes {time} here.", "Измерение займёт здесь {time}.")
    score_time = both("Measured in", "Измерено за")
    score_seconds = both("{seconds} s", "{seconds} с")
    voices = both("The fingerprint: author, base, styled", "Отпечаток: автор, базовая, со стилем")
    voices_note = both(
        "Each line leads from the base to the styled model: the nearer its dot comes to the author’s diamond, the better the habit was learnt.",
        "Каждая линия ведёт от базовой модели к модели со стилем: чем ближе точка к ромбу автора, тем лучше усвоена привычка.",
    )
    voices_few = both(
        "There are too few words to show habits: it takes {least} of each, and there are {words}.",
        "Слов слишком мало, чтобы показать привычки: нужно {least} от каждого, а есть {words}.",
    )
    voices_counted = both(
        "Counted in {words} of each at least; small differences may be chance.",
        "У каждого посчитано хотя бы {words}; малые различия бывают случайны.",
    )
    voices_columns = table(
        {
            "base": ("base", "база"),
            "few_shot": ("with passages", "с отрывками"),
            "styled": ("styled", "стиль"),
            "human": ("author", "автор"),
        }
    )
    voices_sentence = both("Words a sentence", "Слов в предложении")
    voices_paragraph = both("Words a paragraph", "Слов в абзаце")
    voices_lengths = both(
        "On average: {means}. Half of them up to: {medians}.", "В среднем: {means}. Половина не длиннее: {medians}."
    )
    tradeoff = both("Style against forgetting, by strength", "Стиль и забывание в зависимости от силы")
    tradeoff_note = both(
        "Each point is a strength: higher is nearer to the author, further right is further from the base. The line through it is its 95% interval; the ring marks the strength where comparisons start.",
        "Точка — сила: чем выше, тем ближе к автору; чем правее, тем дальше от базовой модели. Черта — интервал 95 %, кольцо — сила, с которой начинаются сравнения.",
    )
    tradeoff_none = both(
        "The trade-off cannot be drawn: there is no style gap to measure.",
        "График не построить: разницы в стиле не измерить.",
    )
    tradeoff_x = both("KL to the base, nats a token", "KL от базовой модели, нат на токен")
    tradeoff_y = both("Style gap closed", "Пройдено пути к стилю")
    tradeoff_kept = both("Abilities", "Умения")
    tradeoff_point = both(
        "At strength {strength} the gap closed is {gap}, the KL {kl}.", "При силе {strength} пройдено {gap}, KL {kl}."
    )
