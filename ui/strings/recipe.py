"""Strings of the recipe and its settings."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class RecipeStrings(Bilingual):
    """Strings of the recipe and its settings."""

    dial = both("How far may the voice go?", "Как далеко может зайти голос?")
    dials = table(
        {
            "light": ("Light", "Слабо"),
            "medium": ("Medium", "Средне"),
            "strong": ("Strong", "Сильно"),
        }
    )
    methods = table(
        {
            "qlora": (
                "QLoRA: an adapter on the base in 4 bits, which takes the least memory",
                "QLoRA: адаптер на базовой модели в 4 битах, памяти нужно меньше всего",
            ),
            "lora": (
                "LoRA: an adapter on the base in 16 bits, a little more exact for several times the memory",
                "LoRA: адаптер на базовой модели в 16 битах, немного точнее, но памяти нужно в несколько раз больше",
            ),
            "full": (
                "All weights: forgets and copies most, and leaves a whole model, which is large",
                "Все веса: забывает и списывает больше всего, остаётся целая модель, а она велика",
            ),
            "few_shot": (
                "No training: the base is shown a few of the passages each time, and can be compared like a style",
                "Без обучения: базовой модели каждый раз показывают несколько отрывков; сравнивать можно как стиль",
            ),
        }
    )
    checkpoints = table(
        {
            "instruct": (
                "The base itself, with its own answers mixed in so that it forgets less, and the briefs that it writes",
                "На самой базовой модели; примешиваются её собственные ответы, чтобы она меньше забывала, и задания, которые она пишет",
            ),
            "pretrained": (
                "The checkpoint that the base was made of, before it learnt to chat, without answers and briefs of its own; the base then wears the adapter",
                "На заготовке, из которой базовая модель сделана, пока она ещё не умела беседовать, без её ответов и заданий; носит адаптер базовая модель",
            ),
        }
    )
    all_weights = both(
        "Of all methods this forgets and copies most; the whole model is kept, and cannot be published from here.",
        "Из всех способов этот больше всего забывает и списывает; хранится целая модель, опубликовать её отсюда нельзя.",
    )
    advanced_recipe = both("Advanced: every setting", "Подробно: все настройки")
    advanced_lead = both(
        "The dial and the base fill these in anew whenever they change.",
        "Регулятор и базовая модель заполняют их заново при каждой перемене.",
    )
    command_line = both("The same on the command line", "То же в командной строке")
    command_line_info = both(
        "With the texts in a folder called texts. What you decided about single passages and examples is not in it.",
        "Тексты лежат в папке texts. Ваших решений об отдельных отрывках и примерах в ней нет.",
    )
    recipe_save = both("Download the recipe", "Скачать рецепт")
    recipe_open = both("Open a recipe", "Открыть рецепт")
    setting_docs = both(
        {},
        {
            "method": "Что обучается: адаптер на базовой модели в 4 или в 16 битах, все веса или ничего.",
            "train_on": "На чём обучается адаптер, который будет носить базовая модель: на ней самой или на её заготовке.",
            "lora_r": "Ранг адаптера: сколько места у стиля. Малый ранг меньше списывает.",
            "lora_alpha": "Масштаб адаптера; обычно вдвое больше ранга.",
            "lora_dropout": "Доля входов адаптера, случайно отбрасываемых при обучении.",
            "learning_rate": "Величина самого большого шага.",
            "lr_scheduler_type": "Как уменьшается величина шага.",
            "warmup_ratio": "Доля шагов, на которой величина шага растёт.",
            "weight_decay": "Насколько веса адаптера тянет к нулю.",
            "per_device_train_batch_size": "Сколько примеров считается за раз.",
            "gradient_accumulation_steps": "Сколько пачек складывается перед шагом; вместе с размером пачки — меньше 32 примеров.",
            "num_train_epochs": "Сколько раз, самое большее, встречается каждый пример.",
            "max_steps": "Не больше стольких шагов; 0 — сколько выйдет по эпохам.",
            "max_length": "Токенов в запросе и ответе вместе; не больше, чем видит базовая модель.",
            "evaluations": "Сколько раз по ходу дела модель измеряется; каждый раз сохраняется точка возврата.",
            "patience": "После стольких измерений без улучшения обучение кончается раньше; 0 — никогда.",
            "copy_factor": "Во сколько раз больше, чем повторяется сам автор, модель может брать дословно; как только больше, обучение кончается раньше. 0 — без предела.",
            "copy_passages": "Начала скольких отрывков модель продолжает при каждом измерении, чтобы увидеть, что взято дословно; 0 — ни одного.",
            "replay": "Какую долю заученного составляют собственные ответы базовой модели на общие вопросы: так она меньше забывает; у заготовки таких ответов нет.",
            "tasks": "Что просят о каждом отрывке: всё, что можно (mixed), только написать (write) или только продолжить (continue).",
            "views": "Пишет ли базовая модель сначала задание и простой пересказ к каждому отрывку, чтобы учиться писать и переписывать по ним.",
            "samples": "Сколько раз по ходу дела пишутся пробы; 0 — ни разу.",
            "most_examples": "Не больше стольких примеров; из длинных текстов они берутся равномерно.",
            "passage_least": "Слов в отрывке, самое меньшее.",
            "passage_most": "Слов в отрывке, самое большее, если позволяют предложения.",
            "seed": "С чего начинается каждый случайный выбор.",
        },
    )
