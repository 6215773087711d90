"""The scorecard in plain sentences, in English and Russian."""

from dataclasses import dataclass

from styles.i18n.both import Language
from styles.i18n.numbers import UNKNOWN, decimal, interval, percent, signed, whole
from styles.measures.intervals import Interval
from trainer.scorecard.figures import ScoreVerdict, TooFew
from trainer.scorecard.score_strings import ScoreStrings
from trainer.scorecard.scorecard import Headline, Scorecard


@dataclass(frozen=True)
class HeadlineText:
    """One headline in words."""

    name: Headline
    title: str
    figure: str
    """The number alone, a dash where there is none."""
    sentence: str
    verdict: ScoreVerdict
    judged: str
    """The verdict in words: colour alone says nothing to those who do not see it."""


def headlines(card: Scorecard, page: Language) -> tuple[HeadlineText, ...]:
    """Return the four headlines in the order in which they are read."""
    t = ScoreStrings(page)
    writers = {"style": _style, "meaning": _meaning, "abilities": _abilities, "originality": _originality}
    return tuple(
        HeadlineText(name, t.titles[name], *writers[name](card, t), verdict, t.verdicts[verdict])
        for name, verdict in card.verdicts.items()
    )


def remarks(card: Scorecard, page: Language) -> list[str]:
    """Return remarks: the base, the recommended strength, the losses."""
    t, result = ScoreStrings(page), []
    if card.demonstration:
        result.append(t.demonstration)
    if card.recommended is not None:
        result.append(t.recommended.format(strength=decimal(card.recommended, 2, page)))
    elif card.strengths:
        result.append(t.none_recommended)
    if card.own:
        change = _interval(card.own.change, 3, page)
        result.append(t.own_loss.format(base=decimal(card.own.base, 2, page), change=change))
    if card.others:
        result.append(t.others_loss.format(change=_interval(card.others.change, 3, page)))
    return result


def beforehand(few: TooFew, page: Language) -> str:
    """Return a warning that so little held-out text shows no style gap."""
    return ScoreStrings(page).too_few_before.format(words=whole(few.words, page), needed=whole(few.needed, page))


def minutes(seconds: float, page: Language) -> str:
    """Return seconds as about so many minutes."""
    count, t = round(seconds / 60), ScoreStrings(page)
    return t.under_a_minute if count < 1 else t.minutes.format(minutes=count)


def _style(card: Scorecard, t: ScoreStrings) -> tuple[str, str]:
    style = card.style
    if "style" not in card.parts:
        return UNKNOWN, t.not_yet
    if card.too_few:
        few = card.too_few
        return UNKNOWN, t.too_few.format(words=whole(few.words, t.code), needed=whole(few.needed, t.code))
    if style is None:
        return UNKNOWN, t.no_style
    if style.styled is None or style.few_shot is None:
        return UNKNOWN, t.no_gap.format(words=whole(style.words, t.code))
    sentence = t.style.format(
        styled=_percents(style.styled, t.code),
        few_shot=_percents(style.few_shot, t.code),
        words=whole(style.words, t.code),
        rank=style.rank,
        candidates=style.candidates,
    )
    return percent(style.styled.value, t.code), sentence


def _meaning(card: Scorecard, t: ScoreStrings) -> tuple[str, str]:
    meaning = card.meaning
    if "meaning" not in card.parts:
        return UNKNOWN, t.not_yet
    if meaning is None:
        return UNKNOWN, t.no_meaning
    sentence = t.meaning.format(
        base=decimal(meaning.base, 2, t.code),
        styled=decimal(meaning.styled, 2, t.code),
        change=_interval(meaning.change, 2, t.code),
    )
    if meaning.names_kept is not None:
        sentence += " " + t.names_kept.format(share=percent(meaning.names_kept, t.code))
    return decimal(meaning.styled, 2, t.code), sentence


def _abilities(card: Scorecard, t: ScoreStrings) -> tuple[str, str]:
    abilities = card.abilities
    if abilities is None:
        return UNKNOWN, t.not_yet
    drift, kl = (_interval(measured, 3, t.code) for measured in (abilities.drift, abilities.kl))
    sentences = [t.abilities.format(drift=drift, kl=kl)]
    if abilities.rules:
        sentences.append(t.rules.format(drop=_interval(abilities.rules.drop, 1, t.code)))
    elif "rules" in card.parts:
        sentences.append(t.no_rules)
    if refused := abilities.refusals:
        counts = {"asked": refused.asked, "base": refused.base, "styled": refused.styled, "learnt": refused.learnt}
        sentences.append((t.refusals if refused.learnt else t.no_refusals).format(**counts))
    if abilities.loyalty.verdict != "unknown" and abilities.loyalty.styled.value is not None:
        share = percent(abilities.loyalty.styled.value, t.code)
        sentences.append(t.loyalty.format(share=share, base=percent(abilities.loyalty.base.value or 0, t.code)))
    return signed(abilities.drift.value, 3, t.code), " ".join(sentences)


def _originality(card: Scorecard, t: ScoreStrings) -> tuple[str, str]:
    originality = card.originality
    if "style" not in card.parts:
        return UNKNOWN, t.not_yet
    if originality is None:
        return UNKNOWN, t.no_originality
    sentence = t.originality.format(
        share=percent(originality.styled.coverage, t.code, 1),
        human=percent(originality.human.coverage if originality.human else None, t.code, 1),
        longest=originality.styled.longest,
    )
    if prefixes := originality.prefixes:
        sentence += " " + t.prefixes.format(exact=prefixes.exact, tested=prefixes.tested)
    return percent(originality.styled.coverage, t.code, 1), sentence


def _interval(measured: Interval, places: int, language: Language) -> str:
    value, low, high = (signed(number, places, language) for number in (measured.value, measured.low, measured.high))
    return interval(value, low, high, language)


def _percents(measured: Interval, language: Language) -> str:
    low, high = (decimal(100 * share, 0, language) for share in (measured.low, measured.high))
    return interval(percent(measured.value, language), low, high, language)
