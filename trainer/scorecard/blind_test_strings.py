"""What came out of a blind test, in English and in Russian."""

from styles.i18n.message import Message, Template

NO_PAIR = Message(
    "No pair has been judged yet.",
    "Ни одна пара ещё не оценена.",
)
CHANGED = Message(
    "These passages have changed since the blind test began. Start it again.",
    "Отрывки изменились с начала слепой проверки. Начните её ещё раз.",
)
RATE = Template(
    "{share}% of the time (95% interval {low} to {high}%, pairs: {pairs}).",
    "в {share} % случаев (95-процентный интервал от {low} до {high} %, пар: {pairs}).",
)
RESULTS = {
    "few_shot": Template(
        "In a blind test the styled passage sounded more like the author than the base's {rate} {meaning}",
        "Стиль был больше похож на автора {rate} {meaning}",
    ),
    "author": Template(
        "In a blind test the styled passage was taken for the author's own {rate} {meaning}",
        "Стиль принят за автора {rate} {meaning}",
    ),
}
MEANINGS = {
    "few_shot": {
        1: Message(
            "So the style is ahead of a base that is only shown passages.",
            "Значит, он опережает базовую модель, которой лишь показаны отрывки.",
        ),
        0: Message(
            "So few pairs do not decide which is ahead.",
            "Таких немногих пар мало, чтобы решить, кто впереди.",
        ),
        -1: Message(
            "So a base that is only shown passages is ahead of the style.",
            "Значит, базовая модель, которой лишь показаны отрывки, пока впереди.",
        ),
    },
    "author": {
        1: Message(
            "So it was taken for the author more often than the author was.",
            "Значит, за автора его принимали чаще, чем самого автора.",
        ),
        0: Message(
            "So these pairs do not tell it from the author.",
            "Значит, эти пары его от автора не отличают.",
        ),
        -1: Message(
            "So it can still be told from the author.",
            "Значит, от автора его пока отличают.",
        ),
    },
}
