"""Strings of the training examples."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class ExamplesStrings(Bilingual):
    """Strings of the training examples."""

    examples_title = both("Look at the examples before you train", "Посмотрите примеры, прежде чем учить")
    examples_lead = both(
        "This is exactly what the model is shown: the pale part is asked, the marked part is what it learns to write.",
        "Ровно это увидит модель: бледное — вопрос, выделенное — то, что она учится писать.",
    )
    examples_none = both(
        "There are no examples yet. Add texts above first.", "Примеров пока нет. Сначала добавьте тексты выше."
    )
    examples_looking = both("Asking the base how it reads them…", "Спрашиваем базовую модель, как она их читает…")
    examples_sum = both("{examples} with the settings below.", "При настройках ниже: {examples}.")
    examples_edited = both("Dropped: {dropped}, changed: {changed}.", "Убрано: {dropped}, изменено: {changed}.")
    examples_cut = both(
        "Longer than max_length and so learnt without their end: {examples}. Shorter passages or a larger max_length would keep it.",
        "Длиннее max_length и потому заучиваются без конца: {examples}. Чтобы конец сохранился, нужны отрывки короче или max_length больше.",
    )
    examples_lost = both(
        "Not learnt at all, because the prompt alone fills max_length: {examples}.",
        "Не заучиваются вовсе, потому что один запрос занимает весь max_length: {examples}.",
    )
    examples_views = both(
        "When training starts, the base first writes a brief and a plain version of each passage: briefs take the place of keywords, and plain versions are rewritten. If all of them turn out well, it learns from {tasks}.",
        "Когда начнётся обучение, базовая модель сначала напишет к каждому отрывку задание и простой пересказ: задания заменят ключевые слова, а пересказы она будет учиться переписывать. Если все удадутся, учиться она будет на этом: {tasks}.",
    )
    examples_by_task = both("It learns from these examples: {tasks}.", "Примеры, на которых она учится: {tasks}.")
    examples_few = both(
        "Fewer than {few} examples show a voice in outline: it will be less steady, and copy more easily. More text by the author helps most.",
        "Меньше {few} примеров дают лишь очертания голоса: он будет неровнее и чаще повторит сам текст. Лучше всего поможет ещё текст того же автора.",
    )
    examples_task = both("Show", "Показать")
    examples_all = both("All", "Все")
    example_tasks = table(
        {
            "continue": ("Continue", "Продолжить"),
            "write": ("Write", "Написать"),
            "rewrite": ("Rewrite", "Переписать"),
            "replay": ("Replay", "Повторение"),
            "answer": ("Your own pairs", "Ваши пары"),
        }
    )
    example_legend = table(
        {
            "asked": ("shown, not learnt", "показано, но не учится"),
            "learnt": ("learnt", "учится"),
            "mark": ("marks of the chat template", "знаки шаблона беседы"),
        }
    )
    example_fact = both("{tokens}, {learnt} of them learnt", "{tokens}, из них учится {learnt}")
    example_cut = both("{tokens} beyond max_length are cut off", "сверх max_length отрезано: {tokens}")
    example_lost = both("too long: training passes over it", "слишком длинный: при обучении пропускается")
    example_no_end = both("no end is learnt", "конец не учится")
    example_changed = both("changed by you", "изменён вами")
    example_dropped = both("dropped", "убран")
    example_edit = both("Edit", "Изменить")
    example_drop = both("Drop", "Убрать")
    example_restore = both("Restore", "Вернуть")
    example_prompt = both("Prompt: what is asked", "Запрос: что спрашивается")
    example_completion = both("Completion: what is learnt", "Ответ: что учится")
    example_save = both("Save", "Сохранить")
    example_cancel = both("Cancel", "Отмена")
    page_of = both("Page {page} of {pages}", "Страница {page} из {pages}")
    page_back = both("Previous", "Назад")
    page_on = both("Next", "Дальше")
    export_title = both("Take the examples with you", "Взять примеры с собой")
    export_lead = both(
        "One conversation a line, as OpenAI, Together and most tools read it; what you dropped is left out.",
        "Одна беседа на строке — так читают OpenAI, Together и большинство программ; убранное не попадёт.",
    )
    export_download = both("Download as JSONL", "Скачать как JSONL")
    export_name = both("Dataset on the Hub", "Набор данных на Hub")
    export_token = both("Hub token with write access", "Токен Hub с правом записи")
    export_token_info = both(
        "Used for this push only; it is not kept.", "Нужен только для этой отправки; он не сохраняется."
    )
    export_push = both("Push as a private dataset", "Отправить как закрытый набор")
    export_pushing = both("Pushing…", "Отправляем…")
    export_pushed = both("{repo} is on the Hub, and private.", "Набор {repo} на Hub, и он закрыт.")
