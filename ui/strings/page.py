"""Strings of the page around the steps."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both


class PageStrings(Bilingual):
    """Strings of the page around the steps."""

    promise = both(
        "Give a language model one author’s voice, and see what changed.",
        "Научите языковую модель голосу одного автора и посмотрите, что изменилось.",
    )
    tab_compare = both("Compare", "Сравнить")
    tab_make = both("Make your own", "Сделать свой")
    tab_mine = both("My styles", "Мои стили")
    tab_blind = both("Blind test", "Вслепую")
    colophon = both(
        "Pastiche runs on this computer. Train only on texts you may use.",
        "Pastiche работает на этом компьютере. Учите модель только на текстах, которые вам можно использовать.",
    )
    colophon_space = both(
        "This is a Space: Pastiche, and what you give it, is on its computer and not on yours. Train only on texts you may use.",
        "Это Space: Pastiche и всё, что вы ему даёте, — на его компьютере, а не на вашем. Учите модель только на текстах, которые вам можно использовать.",
    )
    bug = both(
        "This is a bug in Pastiche, not your mistake. Nothing on the page is lost; the log has the details.",
        "Это ошибка в Pastiche, а не ваша. На странице ничего не пропало; подробности — в журнале.",
    )
