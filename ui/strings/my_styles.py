"""Strings of a visitor's own styles."""

from styles.i18n.both import Bilingual, both, table


class MyStylesStrings(Bilingual):
    """Strings of a visitor's own styles."""

    styles_title = both("My styles", "Мои стили")
    styles_lead = both(
        "What you have made on this computer, in this browser.",
        "То, что вы сделали на этом компьютере, в этом браузере.",
    )
    no_styles = both(
        "Nothing yet. Your first style appears here as soon as you start it.",
        "Пока ничего. Первый стиль появится здесь, как только вы начнёте обучение.",
    )
    watch = both("See how it was made", "Как он учился")
    download = both("Download (zip)", "Скачать (zip)")
    new_name = both("Name", "Название")
    rename = both("Rename", "Переименовать")
    delete = both("Delete…", "Удалить…")
    delete_sure = both(
        "Delete this style with its texts, samples and adapter? It cannot be undone.",
        "Удалить этот стиль вместе с текстами, пробами и адаптером? Вернуть будет нельзя.",
    )
    delete_yes = both("Yes, delete it", "Да, удалить")
    delete_no = both("Keep it", "Оставить")
    fact_state = both("State", "Состояние")
    fact_made = both("Made", "Сделан")
    fact_base = both("Base model", "Базовая модель")
    fact_method = both("Method", "Способ")
    fact_blend = both("Blended of", "Смешан из")
    blend_title = both("Blend two styles", "Смешать два стиля")
    blend_lead = both(
        "Two styles on the same base become one: what each of them adds to the base is added up by its weight.",
        "Два стиля на одной базовой модели становятся одним: то, что каждый прибавляет к ней, складывается по весу.",
    )
    blend_first = both("First style", "Первый стиль")
    blend_second = both("Second style", "Второй стиль")
    blend_weight = both("How much the first counts", "Сколько значит первый")
    blend_weight_info = both("1 is the first alone, 0 the second alone.", "1 — только первый, 0 — только второй.")
    blend = both("Blend", "Смешать")
    blend_doing = both("Blending…", "Смешиваем…")
    blend_done = both(
        "“{name}” is ready: it is in the list, and among the styles to compare.",
        "«{name}» готов: он в списке и среди стилей для сравнения.",
    )
    states = table(
        {
            "waiting": ("waiting for its turn", "ждёт очереди"),
            "running": ("learning", "учится"),
            "interrupted": ("cut off; it can be resumed", "прервано; можно продолжить"),
            "finished": ("finished", "готов"),
            "stopped": ("stopped by you", "остановлен вами"),
            "failed": ("did not work", "не получилось"),
        }
    )
