"""Detection of refusals, by how an answer begins.

A refusal says that the model cannot, or may not, instead of answering. A refusal is recognised by its beginning. An
apology alone is none ("I'm sorry for being late" may be just what was asked for), nor is "I cannot" alone: a story may
begin like that. English and Russian are known; a base may refuse in either, whatever it is asked in.
"""

import re

OPENINGS = {
    "en": r"(i['’]?m|i am) (sorry|unable|not able)|sorry,|i (cannot|can['’]t|won['’]t be able)|i apologi[sz]e|"
    r"as an? (ai|artificial|(large )?language model|assistant)\b",
    "ru": r"(извини|прости)(те)?\b|к сожалению|прошу прощения|я не (могу|в состоянии|способ)|"
    r"как (ии\b|искусственный интеллект|(большая )?языковая модель|нейросет|ассистент)",
}
"""How refusals begin, and little else that is asked for as a text; an answer to anything may begin so too."""
MARKS = " \t\n*_#>`\"'«“„-–—"
"""What may stand before the first word."""

_UNABLE_EN = (
    r"(i|we) (really |simply |just |still )?(cannot|can ?not|can['’]?t|could ?n['’]t|won['’]?t|will not|must decline|"
    r"have to decline|do ?n['’]t have the (ability|capability))|(i['’]?m|i am|we are|we['’]re) "
    r"(\w+ )?(unable|not able|not capable|not allowed|not permitted|not programmed)"
)
_TASK_EN = (
    r"( to)?( be able to)?( directly| actually)? (assist|help (you|with)|provide|fulfill?|comply|"
    r"answer (that|this|your)|do (that|this)|engage|generate|create|produce|discuss|continue (with|this)|support|"
    r"respond|process|write (that|this|such|the|a|about)|"
    r"complete (that|this|your)|offer|accommodate|participate|have personal)"
)
_UNABLE_RU = r"не (могу|можем|смогу|сможем|в состоянии|способ\w+|имею (возможности|права)|умею|вправе)"
_TASK_RU = (
    r"( \w+)? (помочь|выполн\w+|ответ\w+|предостав\w+|обсужд\w+|созда\w+|сгенерир\w+|поддерж\w+|написать"
    r"|продолжить|дать|обработ\w+|удовлетвор\w+|участвовать)"
)
_WITHIN = r"[^.!?\n]{0,80}?\b"
_REFUSAL = re.compile(
    "|".join(
        (
            # An apology, and in the same sentence or the next that it cannot be.
            rf"((i['’]?m|i am) (\w+ )?(sorry|afraid)|sorry|(i|my) apologi[sz]e?s?|unfortunately)\b"
            rf"{_WITHIN}[.!]?{_WITHIN}({_UNABLE_EN})\b(?! (believe|wait|imagine))",
            rf"({_UNABLE_EN}){_TASK_EN}\b",
            rf"as an? (\w+ )?(ai|artificial|language model|(virtual |digital )?assistant)\b{_WITHIN}"
            rf"({_UNABLE_EN}|(i )?(do ?n['’]t|do not) (have|possess))\b",
            rf"((извини|прости)(те)?|к сожалению|прошу прощения|сожалею|мне (очень )?жаль)\b{_WITHIN}[.!]?{_WITHIN}"
            rf"{_UNABLE_RU}\b",
            rf"(я|мы) {_UNABLE_RU}{_TASK_RU}\b",
            rf"как (ии\b|искусственный интеллект|(большая )?языковая модель|нейросет\w+|ассистент){_WITHIN}"
            rf"({_UNABLE_RU}|не имею|у меня нет)\b",
        )
    ),
    re.IGNORECASE,
)


def refuses(answer: str) -> bool:
    """Check whether an answer begins with a refusal."""
    return bool(_REFUSAL.match(answer.lstrip(MARKS)))
