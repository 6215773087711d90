"""Strings of the fine-tune: base, recipe, progress."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class FinetuneStrings(Bilingual):
    """Strings of the fine-tune: base, recipe, progress."""

    finetune_title = both("Fine-tune", "Обучение")
    finetune_lead = both(
        "One dial decides the rest. You may close this page while it learns and come back.",
        "Один регулятор решает остальное. Пока идёт обучение, страницу можно закрыть и вернуться.",
    )
    style_name = both("Name of the style", "Название стиля")
    untitled = both("My style", "Мой стиль")
    base = both("Base model", "Базовая модель")
    base_info = both(
        "What learns the voice. Any Hugging Face Hub id or a local folder may be typed in.",
        "Та, что учит голос. Можно вписать любой адрес с Hugging Face Hub или папку на этом компьютере.",
    )
    base_info_hub = both(
        "What learns the voice. Any Hugging Face Hub id may be typed in.",
        "Та, что учит голос. Можно вписать любой адрес с Hugging Face Hub.",
    )
    base_gated = both(
        "Its publisher wants terms accepted on the Hub before the first download.",
        "Её издатель просит сначала принять условия на Hub.",
    )
    base_notes = both(
        {},
        {
            "HuggingFaceTB/SmolLM2-135M-Instruct": "Самая маленькая и только английская: учится быстро даже без видеокарты.",
            "HuggingFaceTB/SmolLM2-360M-Instruct": "Маленькая и только английская; учится и без видеокарты.",
            "Qwen/Qwen2.5-0.5B-Instruct": "Английский, немного русского и другие языки; достаточно быстрая и без видеокарты.",
            "Qwen/Qwen3-0.6B": "Небольшая: английский, немного русского и многие другие языки.",
            "meta-llama/Llama-3.2-1B-Instruct": "Английский и ещё семь языков на небольшой видеокарте; русского среди них нет.",
            "Qwen/Qwen2.5-1.5B-Instruct": "Английский и русский на быстром компьютере без видеокарты или с небольшой.",
            "Qwen/Qwen3-1.7B": "Английский и русский на видеокарте с 4 ГиБ.",
            "meta-llama/Llama-3.2-3B-Instruct": "Английский и ещё семь языков на видеокарте с 6 ГиБ; русского среди них нет.",
            "Qwen/Qwen3-4B-Instruct-2507": "Выбор по умолчанию на видеокарте: английский, русский и многие другие языки.",
            "google/gemma-3-4b-it": "Больше 140 языков, среди них русский; на неё и на ваш стиль распространяются условия Google.",
            "Qwen/Qwen3-8B": "Вдвое больше выбора по умолчанию, для видеокарты с 12 ГиБ.",
            "google/gemma-3-12b-it": "Больше 140 языков на видеокарте с 16 ГиБ; на неё и на ваш стиль распространяются условия Google.",
            "mistralai/Mistral-Nemo-Instruct-2407": "Модель 2024 года для девяти языков, среди них русский, на видеокарте с 16 ГиБ.",
            "Qwen/Qwen3-14B": "Самая большая здесь: английский, русский и многие другие языки на видеокарте с 16 ГиБ.",
        },
    )
    base_settling = both(
        "Measuring this computer, to choose a larger model that it can train…",
        "Измеряем этот компьютер, чтобы выбрать модель побольше, которую он может обучить…",
    )
    base_chosen = both(
        "Chosen for this computer, which has no GPU: the largest one that knows {language} and learns in about half an hour or less.",
        "Выбрана для этого компьютера, в котором нет видеокарты: самая большая из тех, что знают {language} и учатся примерно за полчаса или быстрее.",
    )
    base_usually = both("For texts of {words} words it takes {time}.", "Тексты в {words} слов она учит {time}.")
    base_fetched_once = both(
        "About {gigabytes} GB are fetched from the Hugging Face Hub, once.",
        "С Hugging Face Hub скачивается один раз, около {gigabytes} ГБ.",
    )
    base_none_quick = both(
        "None from the Hub that knows {language} would learn here in half an hour: {base}, the quickest, takes {time}. It can be chosen above.",
        "Ни одна модель с Hub, знающая {language}, не обучится здесь за полчаса: самой быстрой, {base}, нужно {time}. Её можно выбрать выше.",
    )
    base_demonstration = both(
        "Use the demonstration model instead, to see how it works",
        "Взять демонстрационную модель и посмотреть, как всё устроено",
    )
    base_instead = both("Use {base} instead: {time}", "Взять {base}: {time}")
    dial_info = both(
        "Light keeps more of the base; strong takes on more of the author, and may repeat more of the texts.",
        "Слабее — больше от базовой модели; сильнее — больше от автора, но и больше повторов из его текстов.",
    )
    estimate = both(
        "{time} and {memory} GiB of memory, for {examples} in {steps}.",
        "{time} и {memory} ГиБ памяти: {examples}, {steps}.",
    )
    estimate_foreseen = both(
        "{time} and {memory} GiB of memory, for {examples} in {steps}: foreseen by this computer’s speed. Once the base is here, it is measured.",
        "{time} и {memory} ГиБ памяти: {examples}, {steps}. Это предсказано по скорости компьютера; когда модель будет здесь, её измерят.",
    )
    estimate_measuring = both("Measuring how fast this computer learns…", "Измеряем, как быстро учится этот компьютер…")
    estimate_no_texts = both(
        "Time and memory are estimated once there are texts.", "Время и память можно оценить, когда появятся тексты."
    )
    estimate_few_shot = both("It takes no time: nothing is trained.", "Времени не нужно: обучения нет.")
    start = both("Start", "Начать")
    start_needs_texts = both("Add texts above first.", "Сначала добавьте тексты выше.")
    start_needs_more = both(
        "There is not enough text yet; the report above says how much is missing.",
        "Текста пока мало; сколько не хватает, сказано выше.",
    )
    progress = both("Progress", "Ход обучения")
    phase_starting = both("Starting…", "Начинаем…")
    phase_loading = both("Loading the base model…", "Загружается базовая модель…")
    phase_viewing = both(
        "The base writes a brief and a plain version of each passage…",
        "Базовая модель пишет к каждому отрывку задание и простой пересказ…",
    )
    phase_viewing_at = both(
        "The base writes a brief and a plain version of each passage: {done} of {total}…",
        "Базовая модель пишет к каждому отрывку задание и простой пересказ: {done} из {total}…",
    )
    phase_replaying = both(
        "Writing down what the base can do, so that it is not forgotten…",
        "Записывается то, что базовая модель умеет, чтобы она этого не забыла…",
    )
    phase_replaying_at = both(
        "Writing down what the base can do, so that it is not forgotten: {percent}…",
        "Записывается то, что базовая модель умеет, чтобы она этого не забыла: {percent}…",
    )
    phase_training = both("Learning the voice…", "Учит голос…")
    phase_saving = both("Saving the style…", "Сохраняется стиль…")
    run_waiting = both("It is its turn in a moment…", "Вот-вот начнётся…")
    run_waiting_behind = both("Waiting in the queue, behind {runs}.", "Ждёт очереди, впереди {runs}.")
    run_stopping = both(
        "Stopping after this step, and keeping what was learnt…", "Остановится после этого шага и сохранит выученное…"
    )
    run_stopped = both(
        "Stopped at step {step}. What was learnt up to there is kept and can be compared.",
        "Остановлено на шаге {step}. Выученное до этого сохранено, его можно сравнить.",
    )
    run_stopped_waiting = both("Stopped.", "Остановлено.")
    run_interrupted = both(
        "The training was cut off from outside; this computer may have run short of memory. Resume goes on from step {step}.",
        "Обучение прервано извне: компьютеру могло не хватить памяти. «Продолжить» — с шага {step}.",
    )
    run_interrupted_early = both(
        "The training was cut off from outside, before its first checkpoint. Resume begins again.",
        "Обучение прервано извне до первой точки возврата. «Продолжить» начнёт сначала.",
    )
    run_not_started = both(
        "It has not been started. Resume puts it back in the queue.",
        "Обучение не началось. «Продолжить» вернёт его в очередь.",
    )
    views_written = both(
        "Of {passages} passages the base wrote {briefs} briefs and {neutral} plain versions that can be used; the others go without.",
        "На {passages} отрывков базовая модель написала годных: заданий — {briefs}, простых пересказов — {neutral}; остальные обойдутся без них.",
    )
    views_unable = both(
        "This base does not follow instructions well enough to write briefs and plain versions of the passages: it learns to write from keywords and to continue, but not to rewrite.",
        "Эта базовая модель недостаточно хорошо слушается указаний, чтобы писать задания и простые пересказы: она научится писать по ключевым словам и продолжать, но не переписывать.",
    )
    views_given_up = table(
        {
            "brief": (
                "Of all its briefs none can be used, so keywords take their place.",
                "Ни одно из её заданий не годится, поэтому их заменят ключевые слова.",
            ),
            "neutral": (
                "Of all its plain versions none can be used, so it does not learn to rewrite.",
                "Ни один из её простых пересказов не годится, поэтому переписывать она не научится.",
            ),
        }
    )
    run_finished = table(
        {
            "nothing to train": (
                "Ready: nothing was trained, and the base is shown your passages.",
                "Готово: обучения не было, базовой модели показывают ваши отрывки.",
            ),
            "blended": ("Ready: the two styles are one.", "Готово: два стиля стали одним."),
            "steps done": (
                "Finished in {time}: {step} steps, the best at step {best}.",
                "Готово, заняло {time}; шагов: {step}, лучший — {best}-й.",
            ),
            "held-out loss stopped falling": (
                "Finished early in {time}: after step {best} the held-out text gained nothing more.",
                "Готово раньше срока, заняло {time}: после шага {best} на отложенном тексте лучше не становилось.",
            ),
            "began to recite": (
                "Finished early in {time}: by step {step} it had begun to recite the texts, so step {best} is kept.",
                "Готово раньше срока, заняло {time}: к шагу {step} модель начала повторять тексты дословно, поэтому сохранён шаг {best}.",
            ),
        }
    )
    run_recites_throughout = both(
        "Finished early in {time}: it recites the texts, and did so at its first measurement, at step {step}. Add texts or lower the learning rate, then train again.",
        "Готово раньше срока, заняло {time}: модель повторяет тексты дословно уже при первом измерении, на шаге {step}. Добавьте текстов или уменьшите скорость обучения и обучите заново.",
    )
    run_bug = both(
        "This is a bug in Pastiche; the run’s log has the details.",
        "Это ошибка в Pastiche; подробности — в журнале обучения.",
    )
    stop_keep = both("Stop and keep what was learnt", "Остановить и сохранить выученное")
    resume = both("Resume", "Продолжить")
    tell_me = both("Tell me when it is done", "Сообщить, когда закончится")
    tell_me_on = both("You will be told", "Браузер сообщит")
    tell_me_refused = both("The browser does not allow it", "Браузер этого не разрешает")
    compare_it = both("Compare with the base", "Сравнить с базовой")
    figure_step = both("Step", "Шаг")
    figure_loss = both("Loss", "Потери")
    figure_held_out = both("Best held-out loss", "Лучшие на отложенном")
    figure_speed = both("Speed", "Скорость")
    figure_left = both("Time left", "Осталось")
    of = both("{part} of {whole}", "{part} из {whole}")
    per_second = both("{tokens} tokens/s", "{tokens} токенов/с")
    about = both("about {time}", "около {time}")
    under_a_minute = both("under a minute", "меньше минуты")
    plot = both("Loss: lower is better", "Потери: чем ниже, тем лучше")
    plot_step = both("Step", "Шаг")
    plot_in_words = both(
        "On text it never trains on, the loss went from {first} to {best} at best, at step {step}.",
        "На тексте, которого модель при обучении не видит, потери упали с {first} до {best} (шаг {step}).",
    )
    plot_at_first = both(
        "Before it learns, the loss on text it never trains on is {first}.",
        "До обучения потери на тексте, которого модель не увидит, равны {first}.",
    )
    plot_point = both("{curve}, step {step}: {loss}", "{curve}, шаг {step}: {loss}")
    terms = table(
        {
            "figure_step": (
                "One correction of the model, after a handful of examples.",
                "Одна поправка модели, после нескольких примеров.",
            ),
            "figure_loss": (
                "How surprised the model is by the next piece of a word, on average. Lower is better; the numbers of two models cannot be compared.",
                "Насколько модель в среднем удивлена следующим кусочком слова. Чем ниже, тем лучше; числа двух разных моделей не сравнить.",
            ),
            "plot": (
                "How surprised the model is by the next piece of a word, on average.",
                "Насколько модель в среднем удивлена следующим кусочком слова.",
            ),
            "figure_held_out": (
                "The lowest loss on the author’s text that was kept apart. The model of that step is the one that is kept.",
                "Наименьшие потери на отложенном тексте автора. Сохраняется модель этого шага.",
            ),
            "figure_speed": (
                "How many tokens, pieces of words of some four letters, are learnt in a second.",
                "Сколько токенов, кусочков слов примерно в четыре буквы, изучается в секунду.",
            ),
            "report_passages": (
                "Pieces of the texts of a few paragraphs each, from which the examples are made.",
                "Куски текстов по нескольку абзацев, из которых делаются примеры.",
            ),
            "report_held_out": (
                "Text by the author that is never trained on, so that it can show how well the voice is learnt.",
                "Текст автора, на котором никогда не учат: он показывает, хорошо ли выучен голос.",
            ),
            "curves.training": ("On the examples, while it learns from them.", "На примерах, по ходу обучения."),
            "curves.held-out": (
                "On the author’s text that was kept apart: what counts.",
                "На отложенном тексте автора: это и важно.",
            ),
            "curves.general": (
                "On everyday texts by others: when it rises, the model forgets.",
                "На обычных чужих текстах: если растёт, модель забывает.",
            ),
            "curve_sampled": (
                "Here the model was asked the same prompts again; the answers stand beside the plot.",
                "Здесь модели снова дали те же запросы; ответы стоят рядом.",
            ),
        }
    )
    """What some of these names mean, by field; a table's entry follows a dot."""
    general_in_words = both(
        "On plain everyday texts it went from {first} to {last}; the less it rises, the less is forgotten.",
        "На простых бытовых текстах было {first}, стало {last}: чем меньше рост, тем меньше забыто.",
    )
    copied_in_words = both(
        "Given the beginnings of training passages, it copies {copied} of its words from them; up to {limit} is no reciting.",
        "Продолжая начала отрывков, на которых училась, модель берёт из них дословно {copied} слов; до {limit} — в пределах нормы.",
    )
    recites_in_words = both(
        "Given the beginnings of training passages, at step {step} it copied {copied} of its words from them; above {limit} that is reciting.",
        "Продолжая начала отрывков, на которых училась, модель на шаге {step} взяла из них дословно {copied} слов; больше {limit} — это уже заученное.",
    )
    compare_title = both("Compare", "Сравнение")
    compare_lead = both(
        "When the style is finished, put one prompt to it and to the base.",
        "Когда стиль готов, задайте один и тот же запрос ему и базовой модели.",
    )
    curves = table(
        {
            "training": ("training", "обучение"),
            "held-out": ("held out", "отложенное"),
            "general": ("general texts", "общие тексты"),
        }
    )
    curve_recites = both("recites", "повторяет дословно")
    curve_sampled = both("samples", "пробы")
    samples = both("Samples", "Пробы")
    samples_note = both("The same prompts, answered as it learns.", "Одни и те же запросы по ходу обучения.")
    sample_before = both("Before the first step", "До первого шага")
    sample_step = both("After step {step}", "После шага {step}")
