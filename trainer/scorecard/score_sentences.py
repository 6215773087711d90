"""The scorecard in plain sentences, in English and Russian: what each headline says, and how far to trust it."""

from dataclasses import dataclass
from typing import Literal

from styles.measures.intervals import Interval
from trainer.scorecard.figures import ScoreVerdict, TooFew
from trainer.scorecard.scorecard import Headline, Scorecard

PageLanguage = Literal["en", "ru"]


@dataclass(frozen=True)
class Said:
    """One headline."""

    name: Headline
    title: str
    figure: str
    """The number alone, a dash where there is none."""
    sentence: str
    verdict: ScoreVerdict
    judged: str
    """The verdict in words: colour alone says nothing to those who do not see it."""


def headlines(card: Scorecard, page: PageLanguage) -> tuple[Said, ...]:
    """Return the four headlines in the order in which they are read."""
    said = {
        "style": _style(card, page),
        "meaning": _meaning(card, page),
        "abilities": _abilities(card, page),
        "originality": _originality(card, page),
    }
    words = _TITLES[page]
    return tuple(
        Said(name, words[name], *said[name], verdict, VERDICTS[page][verdict])
        for name, verdict in card.verdicts.items()
    )


def remarks(card: Scorecard, page: PageLanguage) -> list[str]:
    """Return what else a reader should know: the base, the recommended strength, the losses."""
    words, found = _SENTENCES[page], []
    if card.demonstration:
        found.append(words["demonstration"])
    if card.recommended is not None:
        found.append(words["recommended"].format(strength=_decimal(card.recommended, 2, page)))
    elif card.strengths:
        found.append(words["none recommended"])
    if card.own:
        change = _interval(card.own.change, 3, page)
        found.append(words["own loss"].format(base=_decimal(card.own.base, 2, page), change=change))
    if card.others:
        found.append(words["others' loss"].format(change=_interval(card.others.change, 3, page)))
    return found


def beforehand(few: TooFew, page: PageLanguage) -> str:
    """Return what can be said before anything is measured: that so little held-out text shows no style gap."""
    return _SENTENCES[page]["too few before"].format(words=_whole(few.words, page), needed=_whole(few.needed, page))


def minutes(seconds: float, page: PageLanguage) -> str:
    """Return about how many minutes that is."""
    found = round(seconds / 60)
    return _SENTENCES[page]["under a minute"] if found < 1 else _SENTENCES[page]["minutes"].format(minutes=found)


def _style(card: Scorecard, page: PageLanguage) -> tuple[str, str]:
    words, style = _SENTENCES[page], card.style
    if "style" not in card.parts:
        return "–", words["not yet"]
    if card.too_few:
        few = card.too_few
        return "–", words["too few"].format(words=_whole(few.words, page), needed=_whole(few.needed, page))
    if style is None:
        return "–", words["no style"]
    if style.styled is None or style.few_shot is None:
        return "–", words["no gap"].format(words=_whole(style.words, page))
    sentence = words["style"].format(
        styled=_percents(style.styled, page),
        few_shot=_percents(style.few_shot, page),
        words=_whole(style.words, page),
        rank=style.rank,
        candidates=style.candidates,
    )
    return _percent(style.styled.value, page), sentence


def _meaning(card: Scorecard, page: PageLanguage) -> tuple[str, str]:
    words, found = _SENTENCES[page], card.meaning
    if "meaning" not in card.parts:
        return "–", words["not yet"]
    if found is None:
        return "–", words["no meaning"]
    sentence = words["meaning"].format(
        base=_decimal(found.base, 2, page),
        styled=_decimal(found.styled, 2, page),
        change=_interval(found.change, 2, page),
    )
    if found.names_kept is not None:
        sentence += " " + words["names"].format(share=_percent(found.names_kept, page))
    return _decimal(found.styled, 2, page), sentence


def _abilities(card: Scorecard, page: PageLanguage) -> tuple[str, str]:
    words, found = _SENTENCES[page], card.abilities
    if found is None:
        return "–", words["not yet"]
    parts = [words["abilities"].format(drift=_interval(found.drift, 3, page), kl=_interval(found.kl, 3, page))]
    if found.rules:
        drop = found.rules.drop
        parts.append(words["rules"].format(drop=_interval(drop, 1, page)))
    elif "rules" in card.parts:
        parts.append(words["no rules"])
    if found.refusals:
        refused = found.refusals
        said = {"asked": refused.asked, "base": refused.base, "styled": refused.styled, "learnt": refused.learnt}
        parts.append(words["refusals" if refused.learnt else "no refusals"].format(**said))
    if found.loyalty.verdict != "unknown" and found.loyalty.styled.value is not None:
        share = _percent(found.loyalty.styled.value, page)
        parts.append(words["loyalty"].format(share=share, base=_percent(found.loyalty.base.value or 0, page)))
    return _signed(found.drift.value, 3, page), " ".join(parts)


def _originality(card: Scorecard, page: PageLanguage) -> tuple[str, str]:
    words, found = _SENTENCES[page], card.originality
    if "style" not in card.parts:
        return "–", words["not yet"]
    if found is None:
        return "–", words["no originality"]
    sentence = words["originality"].format(
        share=_percent(found.styled.coverage, page, 1),
        human=_percent(found.human.coverage, page, 1) if found.human else "–",
        longest=found.styled.longest,
    )
    if found.prefixes:
        sentence += " " + words["prefixes"].format(exact=found.prefixes.exact, tested=found.prefixes.tested)
    return _percent(found.styled.coverage, page, 1), sentence


# --- numbers ---


def _interval(found: Interval, places: int, page: PageLanguage) -> str:
    low, high = (_signed(number, places, page) for number in (found.low, found.high))
    return f"{_signed(found.value, places, page)} ({low} {_TO[page]} {high})"


def _percents(found: Interval, page: PageLanguage) -> str:
    low, high = (_whole(round(100 * number), page) for number in (found.low, found.high))
    return f"{_percent(found.value, page)} ({low} {_TO[page]} {high})"


def _percent(share: float, page: PageLanguage, places: int = 0) -> str:
    return f"{_decimal(100 * share, places, page)}\u00a0%"


def _signed(number: float, places: int, page: PageLanguage) -> str:
    rounded = round(number, places)
    return ("+" if rounded > 0 else "") + _decimal(rounded, places, page)


def _decimal(number: float, places: int, page: PageLanguage) -> str:
    written = f"{number + 0.0:.{places}f}".replace("-", "−")
    return written if page == "en" else written.replace(".", ",")


def _whole(number: int, page: PageLanguage) -> str:
    written = f"{number:,}".replace("-", "−")
    return written if page == "en" else written.replace(",", "\u00a0")


_TO: dict[PageLanguage, str] = {"en": "to", "ru": "…"}
VERDICTS: dict[PageLanguage, dict[ScoreVerdict, str]] = {
    "en": {"green": "good", "amber": "take care", "red": "poor", "unknown": "not measured"},
    "ru": {"green": "хорошо", "amber": "с оговорками", "red": "плохо", "unknown": "не измерено"},
}
_TITLES: dict[PageLanguage, dict[Headline, str]] = {
    "en": {
        "style": "Style gap closed",
        "meaning": "Meaning kept",
        "abilities": "Abilities kept",
        "originality": "Originality",
    },
    "ru": {
        "style": "Путь к стилю пройден",
        "meaning": "Смысл сохранён",
        "abilities": "Умения сохранены",
        "originality": "Своими словами",
    },
}
_SENTENCES: dict[PageLanguage, dict[str, str]] = {
    "en": {
        "style": "Of the way from the base to the author's own new text the styled model has gone {styled}, the base "
        "shown a few passages {few_shot}; {words} words of each were pooled. By style the author is number {rank} of "
        "{candidates} candidates.",
        "no style": "Nothing is held out to compare with, or no other authors of this language are known here, so the "
        "style cannot be measured.",
        "no gap": "In {words} words the base cannot be told from the author's own new text, so there is no gap to "
        "close. More held-out text would show one, if there is any.",
        "not yet": "Not measured yet.",
        "too few": "The held-out text has {words} words. A style gap needs about {needed}, so it was not measured.",
        "too few before": "The held-out text has {words} words. A style gap needs about {needed}; it will not be "
        "measured.",
        "under a minute": "less than a minute",
        "minutes": "about {minutes} min",
        "refusals": "Of {asked} ordinary prompts it refuses {styled}, the base {base}; {learnt} of those the base "
        "answers.",
        "no refusals": "Of {asked} ordinary prompts it refuses none that the base answers (it {styled}, the base "
        "{base}).",
        "meaning": "Rewriting a plain retelling, the styled model comes as near to the original as {styled} of 1 "
        "(chrF), the base {base}: {change}.",
        "names": "{share} of the names and numbers are kept.",
        "no meaning": "This base cannot rewrite a text, so how much meaning survives is not measured.",
        "abilities": "Its loss on general texts has changed by {drift} nats a token (above 0 it has forgotten); on "
        "general questions it departs from the base's own answers by {kl}.",
        "rules": "The share of instructions kept fell by {drop} points.",
        "no rules": "This base follows no instructions, so keeping to them is not measured.",
        "loyalty": "{share} of the answers are in the language of the question (the base's: {base}).",
        "originality": "{share} of the words stand in spans of five and more that the training text has too; in the "
        "author's own new text it is {human}. The longest such span has {longest} words.",
        "prefixes": "Given their beginnings, it recites {exact} of {tested} training passages.",
        "no originality": "Nothing is held out to ask for, so copying was not measured.",
        "demonstration": "Measured on the demonstration model that ships with Pastiche: it shows how everything works, "
        "not how good a style can be.",
        "recommended": "Strength {strength} gives most of the style while abilities stay green.",
        "none recommended": "At no strength does the style show while abilities stay green.",
        "own loss": "On the author's held-out text the loss went from {base} by {change} nats a token.",
        "others' loss": "On another author's text it changed by {change}.",
    },
    "ru": {
        "style": "Из пути от базовой модели к новому тексту автора модель со стилем прошла {styled}, базовая с "
        "несколькими отрывками — {few_shot}; сравнено по {words} слов. Среди {candidates} авторов этот по стилю на "
        "{rank}-м месте.",
        "no style": "Сравнивать не с чем: ничего не отложено или других авторов этого языка здесь не знают; стиль не "
        "измерить.",
        "no gap": "На {words} слов базовая модель не отличима от нового текста автора, так что проходить нечего. Если "
        "разница есть, её покажет больше отложенного текста.",
        "not yet": "Ещё не измерено.",
        "too few": "В отложенном тексте {words} слов. Чтобы увидеть разницу в стиле, нужно около {needed}, поэтому она "
        "не измерена.",
        "too few before": "В отложенном тексте {words} слов. Чтобы увидеть разницу в стиле, нужно около {needed}; "
        "измерять её не будем.",
        "under a minute": "меньше минуты",
        "minutes": "около {minutes} мин",
        "refusals": "Из {asked} обычных просьб она отвергает {styled}, базовая — {base}; из них базовая выполняет "
        "{learnt}.",
        "no refusals": "Из {asked} обычных просьб она не отвергает ни одной, которую выполняет базовая (отказов: "
        "{styled}, у базовой {base}).",
        "meaning": "Переписывая простой пересказ, модель со стилем приближается к подлиннику на {styled} из 1 (chrF), "
        "базовая — на {base}: {change}.",
        "names": "Имён и чисел сохранено: {share}.",
        "no meaning": "Эта базовая модель не умеет переписывать, поэтому сохранность смысла не измерена.",
        "abilities": "Потери на обычных текстах изменились на {drift} ната на токен (выше 0 — забыто); от "
        "собственных ответов базовой модели на обычные вопросы она отошла на {kl}.",
        "rules": "Выполненных указаний стало меньше на {drop} пункта.",
        "no rules": "Эта базовая модель не выполняет указаний, поэтому их соблюдение не измерено.",
        "loyalty": "На языке вопроса — {share} ответов (у базовой модели: {base}).",
        "originality": "{share} слов стоят в цепочках из пяти и более, которые есть в учебном тексте; у нового текста "
        "самого автора — {human}. В самой длинной цепочке слов: {longest}.",
        "prefixes": "По началу она повторяет наизусть {exact} из {tested} учебных отрывков.",
        "no originality": "Ничего не отложено, спросить не о чем, поэтому повторы не измерены.",
        "demonstration": "Измерено на демонстрационной модели из состава Pastiche: она показывает, как всё устроено, а "
        "не как хорош может быть стиль.",
        "recommended": "Сила {strength} даёт больше всего стиля, пока умения ещё в порядке.",
        "none recommended": "Ни при какой силе стиль не заметен, пока умения в порядке.",
        "own loss": "На отложенном тексте автора потеря изменилась с {base} на {change} ната на токен.",
        "others' loss": "На тексте другого автора — на {change}.",
    },
}
