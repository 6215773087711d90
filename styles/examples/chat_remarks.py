"""Chat phrases around an answer: detection and removal.

Refusals are told and never taken off. A label ("Summary:"), an announcement ("Sure, here is ...:"), marks around the
whole and a closing remark to whoever asked are taken off; what is left stays word for word as it was.
"""

import re

from styles.abilities.refusals import MARKS, OPENINGS
from styles.language.sentences import sentences

_AGREED = (
    r"sure|certainly|of course|okay|ok|absolutely|got it|"
    r"конечно( же)?|разумеется|хорошо|безусловно|понял[аи]?"
)
_NAMED = (
    r"(brief|summary|paraphrase|retelling|rewritten|neutral|plain|in short)( \w+){0,3}|"
    r"(задание|кратко|краткое|коротко|суть|пересказ|изложение|содержание|нейтральн\w+|прост\w+)( \w+){0,3}"
)
_HERE = r"here(['’]s| is| are) (a|an|the|my|your)\b|вот (ваш|тво|кратк|прост|пересказ|нейтральн|сам)"
_OF_A_TEXT = (
    r"\b(brief|summary|paraphras|retelling|rewrit|version|passage|text|draft|neutral|plain)|"
    r"\b(задани|кратк|сут[ьи]\b|пересказ|изложени|содержани|отрыв[ок]|текст|верси|вариант|черновик|прост(ыми|ой|ом)\b)"
)
_CLOSING = (
    r"let me know|feel free|please (let|note|provide|feel)|i hope (this|that|it)\b|hope this|is there anything else|"
    r"would you like|if you (have|need|want|would|['’]d)\b|note:|(this|the) (version|summary|retelling|rewrit\w+|"
    r"paraphrase|draft) (keeps|maintains|retains|preserves|aims|uses|conveys|captures)|"
    r"пожалуйста, (предостав|пришл|уточн|дайте|сообщ)|дайте знать|надеюсь, (это|мой|что)|обращайтесь|примечание:|"
    r"если (у вас (есть|возникн|остал|будут)|вам (нужн|нужен|требу|понадоб))|"
    r"(этот|данный|это) (пересказ|вариант|изложение|краткое изложение) (сохран|переда[её]т)"
)
_OF_WHAT_WAS_SENT = (
    r"\b(passage|text|story|excerpt|paragraph)s?( that)? you( have|['’]ve)? (provided|shared|sent|gave|given|posted)\b|"
    r"\b(отрыв\w+|текст\w*|рассказ\w*),? котор\w+ (вы|ты) (предостав|присл|прив|дал|отправ)"
)
_OF_A_MACHINE = (
    r"\bas an? (ai\b|artificial|(large )?language model)|\b(ai|language) (model|assistant)\b|"
    r"\bi(['’]m| am)? (cannot|can['’]t|can not|unable to|not able to|won['’]t) "
    r"(assist|help you|help with|provide|fulfil|rewrite|summari[sz]e|comply|answer|continue with|generate|create|"
    r"write)|"
    r"языков(ая|ой|ую) модел|искусственн\w+ интеллект|"
    r"\bя не (могу|способ\w+|в состоянии) (помочь|предостав|выполн|переска|перепис|ответить|продолжить|написать|созда)"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_REFUSES = _compiled("|".join(OPENINGS.values()))
_INTRODUCES = _compiled(rf"({_AGREED})[,.!:]|{_HERE}|({_NAMED})\W*:")
_LABEL = re.compile(r"[^\n.!?]{1,60}:[*_\s]*\n")
"""A first line that announces the rest."""
_MACHINE = _compiled(_OF_A_MACHINE)
_TO_THE_ASKER = _compiled(_CLOSING)
_WHAT_WAS_SENT = _compiled(_OF_WHAT_WAS_SENT)

_MARKED = r"[\s*_#>\-–—]*"
_AGREEMENT = _compiled(rf"{_MARKED}({_AGREED})[,.!:]\s*")
_ANNOUNCEMENT = _compiled(rf"{_MARKED}(({_HERE})[^\n.!?:]{{0,120}}|({_NAMED}))[*_]*:[*_]*\s*")
_FIRST_LINE = re.compile(r"([^\n.!?]{1,120}:[*_ ]*|\s*#{1,6} [^\n]{1,80}|\*\*[^\n*]{1,80}\*\*)\n+")
_WRAPPERS = (('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"), ("**", "**"), ("*", "*"), ("_", "_"), ("'", "'"))
_FENCE = re.compile(r"\s*```\w*\n(.*?)\n?```\s*", re.DOTALL)


def refuses(text: str) -> bool:
    """Check whether a text begins with a refusal, in any language."""
    return bool(_REFUSES.match(text.lstrip(MARKS)))


def introduces(text: str) -> bool:
    """Check whether a text begins with an announcement."""
    start = text.lstrip(MARKS)
    return bool(_INTRODUCES.match(start) or _LABEL.match(start))


def speaks_as_a_machine(text: str) -> bool:
    """Check whether a text mentions being a model or refuses somewhere."""
    return bool(_MACHINE.search(text))


def addresses_the_asker(text: str) -> bool:
    """Check for a closing remark, or a mention of the sent text."""
    remarks = any(_TO_THE_ASKER.match(sentence.lstrip(MARKS + "([")) for sentence in _sentences(text))
    return remarks or bool(_WHAT_WAS_SENT.search(text))


def without_introduction(text: str) -> str:
    """Return a text without agreement, announcement and label at its start."""
    left = text.strip()
    for pattern in (_AGREEMENT, _ANNOUNCEMENT):
        left = pattern.sub("", left, count=1) if pattern.match(left) else left
    line = _FIRST_LINE.match(left)
    # Any other first line with a colon may be the text's own.
    if line and _compiled(_OF_A_TEXT).search(line[1]):
        left = left[line.end() :]
    if left == text.strip() or not left:
        return text.strip()
    return left[0].upper() + left[1:]


def without_closing_remarks(text: str) -> str:
    """Return a text without closing remarks at its end."""
    left = text.rstrip()
    while (remaining := _sentences(left)) and _TO_THE_ASKER.match(remaining[-1].lstrip(MARKS + "([")):
        left = left[: left.rindex(remaining[-1])].rstrip(" \t\n*_-–—")
    return left


def unwrapped(text: str) -> str:
    """Return a text without quotes, emphasis or code fence around it."""
    left = text.strip()
    if fenced := _FENCE.fullmatch(left):
        left = fenced[1].strip()
    for opening, closing in _WRAPPERS:
        inner = left[len(opening) : -len(closing)]
        # With more of these marks inside, the first and the last need not belong together.
        if left == f"{opening}{inner}{closing}" and inner and opening not in inner and closing not in inner:
            left = inner.strip()
    return left


def _sentences(text: str) -> list[str]:
    return [sentence for line in text.splitlines() for sentence in sentences(line)]
