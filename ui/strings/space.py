"""Strings for copying the Space."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both


class SpaceStrings(Bilingual):
    """Strings for copying the Space."""

    copy_title = both("A copy of your own", "Своя копия")
    copy_lead = both(
        "Duplicated, this Space is yours alone: your texts, your styles, nobody before you in the queue.",
        "Копия этого Space — только ваша: ваши тексты, ваши стили, и никого впереди в очереди.",
    )
    copy_duplicate = both("Duplicate this Space", "Скопировать этот Space")
    copy_rule = both(
        "Hugging Face asks for a paid plan for that, even on its free CPU, where the demonstration model runs; a GPU, which larger bases need, is billed by the hour. A free account’s places on ZeroGPU will not do: Pastiche trains in processes of its own, to which ZeroGPU lends no GPU.",
        "Для этого Hugging Face требует платный тариф, даже на бесплатном процессоре, где работает демонстрационная модель; видеокарта, нужная базовым моделям побольше, оплачивается по часам. Места на ZeroGPU в бесплатном аккаунте не подойдут: Pastiche обучает модель в отдельных процессах, а им ZeroGPU видеокарты не даёт.",
    )
    copy_at_home = both(
        "On your own computer it costs nothing, and no text leaves it. The README says how to start it:",
        "На своём компьютере это бесплатно, и тексты его не покидают. Как запустить, сказано в README:",
    )
