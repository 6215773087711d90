"""Strings of the comparison."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class CompareStrings(Bilingual):
    """Strings of the comparison."""

    style = both("Style", "Стиль")
    own_style = both("Made from your texts.", "Сделан из ваших текстов.")
    few_shot_style = both(
        "Nothing was trained: the base is shown your passages, and that is the style.",
        "Обучения не было: базовой модели показывают ваши отрывки, это и есть стиль.",
    )
    style_missing = both(
        "“{name}” is not trained on this computer yet. Choose another style, or make one from your texts.",
        "Стиль «{name}» на этом компьютере ещё не обучен. Выберите другой или сделайте свой.",
    )
    prompt = both("What should it be about?", "О чём написать?")
    prompt_placeholder = both(
        "A few words, or a paragraph to continue", "Несколько слов или абзац, который надо продолжить"
    )
    draft = both("Your draft", "Ваш черновик")
    draft_placeholder = both(
        "Paste a draft in your own words, up to about 2,000 of them.",
        "Вставьте черновик, написанный своими словами, примерно до 2 000 слов.",
    )
    example_prompts = both("Or try one of these", "Или попробуйте одно из этого")
    mode = both("What to do with it", "Что с этим сделать")
    mode_write = both("Write about it", "Написать об этом")
    mode_continue = both("Continue it", "Продолжить")
    mode_rewrite = both("Rewrite it", "Переписать")
    rewrite_note = both(
        "The base first puts your draft into plain words; then all three columns rewrite those.",
        "Сначала базовая модель излагает ваш черновик простыми словами; потом все три колонки переписывают это изложение.",
    )
    rewrite_note_keywords = both(
        "This base follows no instructions, so it cannot rewrite: each part of your draft is written anew from a few of its words. Styles made on a base from the Hub rewrite; fetching one needs a network.",
        "Эта базовая модель не выполняет указаний и переписывать не умеет: каждая часть черновика пишется заново по нескольким словам из неё. Переписывают стили на модели с Hub; чтобы её взять, нужна сеть.",
    )
    compare = both("Compare", "Сравнить")
    stop = both("Stop", "Остановить")
    copy = both("Copy", "Копировать")
    copied = both("Copied", "Готово")
    compare_ready = both("Press Compare, or Enter in the prompt.", "Нажмите «Сравнить» или Enter в строке запроса.")
    compare_loading = both(
        "Waking the model up… the first answer takes some seconds.",
        "Модель просыпается… первый ответ занимает несколько секунд.",
    )
    compare_paraphrasing = both(
        "The base puts your draft into plain words…", "Базовая модель излагает ваш черновик простыми словами…"
    )
    compare_paraphrasing_part = both(
        "The base puts your draft into plain words: part {part} of {parts}…",
        "Базовая модель излагает ваш черновик простыми словами: часть {part} из {parts}…",
    )
    compare_writing = both("All three are writing…", "Пишут все три…")
    compare_done = both("Written in {seconds} s.", "Написано за {seconds} с.")
    compare_stopped = both("Stopped. What was written stays.", "Остановлено. Написанное остаётся.")
    column_titles = table(
        {
            "base": ("Base", "Базовая"),
            "few_shot": ("Base shown {passages}", "Базовая, видевшая {passages}"),
            "styled": ("Styled", "В стиле"),
        }
    )
    styled_as = both("Styled: {name}", "В стиле «{name}»")
    column_notes = table(
        {
            "base": ("the model as it was", "модель, какой она была"),
            "few_shot": ("the same, with the author’s text in its prompt", "она же, с текстом автора в запросе"),
            "styled": ("the same, fine-tuned on the author", "она же, дообученная на авторе"),
        }
    )
    column_empty = both("The answer will stand here.", "Здесь будет ответ.")
    column_silent = both("(nothing yet)", "(пока ничего)")
    copied_nothing = both(
        "Nothing copied: no five words in a row stand in the training texts.",
        "Ничего не скопировано: в текстах для обучения нет и пяти таких слов подряд.",
    )
    copied_spans = both(
        "{copied} in copied spans; the longest, {longest}, stands in {place}.",
        "В скопированных местах — {copied}; самое длинное ({longest}) есть здесь: {place}.",
    )
    copied_from = both("Copied: {words} in a row stand in {place}", "Скопировано: {words} подряд есть здесь: {place}")
    copied_place = both("“{document}”, passage {passage}", "«{document}», отрывок {passage}")
    copied_passage = both("training passage {passage}", "отрывок для обучения {passage}")
    facts_kept = both(
        "Names and numbers of your draft: {kept} of {of} are here.", "Имена и числа из черновика: здесь {kept} из {of}."
    )
    facts_missing = both("Missing: {names}.", "Нет: {names}.")
    facts_added = both("New: {names}.", "Новые: {names}.")
    facts_nothing = both(
        "Your draft has no names or numbers to check.", "Имён и чисел, которые можно проверить, в черновике нет."
    )
    paraphrase_title = both(
        "Your draft in plain words, as all three rewrote it",
        "Ваш черновик простыми словами: это и переписывали все три",
    )
    paraphrase_keywords = both(
        "The words of your draft that all three began with", "Слова черновика, с которых начали все три"
    )
    paraphrase_is_draft = both(
        "The base gave no plain version that could be used; here your draft was taken as it is.",
        "Изложения, которое можно было бы взять, базовая модель не дала; здесь взят сам черновик.",
    )
    changes_title = both("What changed, from your draft to “{name}”", "Что изменилось: от черновика к стилю «{name}»")
    changes_kept = both(
        "Words of your draft that stand where they stood: {kept} of {of}.",
        "Слов черновика на своём месте: {kept} из {of}.",
    )
    changes_show = both("Show what was taken out", "Показывать убранное")
    change_kinds = table(
        {
            "added": ("put in", "добавлено"),
            "removed": ("taken out", "убрано"),
        }
    )
    shared_noise = both(
        "All columns draw from the same random numbers: what differs is the model, not luck.",
        "Все колонки берут одни и те же случайные числа: различия — от модели, а не от удачи.",
    )
    demonstration = both(
        "This is a tiny demonstration model: it shows how everything works, not how well a large one writes.",
        "Это крошечная демонстрационная модель: она показывает, как всё устроено, а не как хорошо пишет большая.",
    )
    real_pair = both(
        "What a real base makes of the texts of “{style}”", "Чему настоящая модель учится на текстах стиля «{style}»"
    )
    real_pair_asked = both(
        "{base}, asked for “{prompt}” with one and the same noise before and after it learnt them in {steps} steps, on a computer without a GPU.",
        "{base} на запрос «{prompt}» до обучения и после него (шагов: {steps}), с одними и теми же случайными числами, на компьютере без видеокарты. По-английски.",
    )
    base_of = both("All columns are written by {base}.", "Все колонки пишет {base}.")
    hub_silent = both(
        "The Hugging Face Hub does not answer, so only this base is offered. Larger ones appear as soon as it does.",
        "Hugging Face Hub не отвечает, поэтому предлагается только эта модель. Модели побольше появятся, как только он ответит.",
    )
    strength = both("Strength of the style", "Сила стиля")
    strength_info = both(
        "0 is the base, 1 the style as it was learnt.", "0 — базовая модель, 1 — стиль, каким он выучен."
    )
    strength_none = both(
        "Only an adapter has a strength; this style is as it is.",
        "Сила есть только у адаптера; этот стиль таков, каков есть.",
    )
    strength_recommended = both(
        "It starts at {strength}: by its measurement the most style at which next to nothing is forgotten.",
        "Начинается с {strength}: по измерению, столько стиля можно взять, почти ничего не забыв.",
    )
    seed = both("Seed", "Зерно случайности")
    seed_info = both(
        "The same seed and prompt give the same answers.", "То же зерно и тот же запрос дают те же ответы."
    )
    new_seed = both("New seed", "Другое зерно")
    advanced = both("Advanced", "Подробно")
    temperature = both("Temperature", "Температура")
    temperature_info = both(
        "How freely words are drawn; 1 is the model’s own.",
        "Насколько свободно выбираются слова; 1 — как у самой модели.",
    )
    min_p = both("min-p", "min-p")
    min_p_info = both(
        "Words less likely than this share of the likeliest are never drawn.",
        "Слова, чья вероятность меньше этой доли от самого вероятного, не выбираются никогда.",
    )
    length = both("Length", "Длина")
    length_info = both(
        "Tokens at most; a token is about three quarters of a word.",
        "Не больше стольких токенов; токен — около половины слова.",
    )
    never_recite = both("Never recite", "Не повторять дословно")
    never_recite_info = both(
        "No answer may have 13 words in a row from the training texts.",
        "Ни в одном ответе не будет 13 слов подряд из текстов для обучения.",
    )
    make_one = both("Make one from your texts", "Сделать из своих текстов")
    prompts = both(
        (
            "rain, window, letter",
            "an old house at the end of the street",
            "bread, market, morning",
            "a stranger on the train",
        ),
        ("дождь, окно, письмо", "старый дом в конце улицы", "хлеб, рынок, утро", "незнакомец в поезде"),
    )
    drafts = both(
        (
            "On Monday the market in Leeds was closed because of the rain. Mrs Patel had brought 40 loaves and sold none of them. She gave 12 to the school and took the rest home on the bus. Her son asked why she had gone at all. She said that bread does not wait.",
            "Last week I went back to the house. The door was open, and somebody had taken the stove. In the kitchen I found a letter from Thomas, written in 1987. He said that he would come in May. I put it back, shut the door and walked to the station.",
        ),
        (
            "В понедельник рынок в Твери закрыли из-за дождя. Тётя Анна привезла 40 буханок и не продала ни одной. В школу она отдала 12, остальные увезла домой на автобусе. Сын спросил, зачем она вообще поехала. Она ответила, что хлеб не ждёт.",
            "На прошлой неделе я вернулся в тот дом. Дверь была открыта, и кто-то унёс печку. На кухне я нашёл письмо от Фёдора, написанное в 1987 году. Он обещал приехать в мае. Я положил письмо обратно, закрыл дверь и пошёл на станцию.",
        ),
    )
