"""Wordings of the requests for a brief or a paraphrase.

Several wordings a view, in English and Russian: what one of them brings about badly, the next may do better, and no
habit of one wording is learnt as if it were the author's. The first of each is the one that measures use.
"""

from typing import Literal, get_args

View = Literal["brief", "neutral"]
VIEWS: tuple[View, ...] = get_args(View)

VIEW_WORDINGS: dict[str, dict[View, tuple[str, ...]]] = {
    "en": {
        "brief": (
            "Say in at most three sentences what happens in this passage. Use your own words and quote nothing.\n\n"
            "{text}",
            "Sum up this passage in one to three sentences of your own. Answer with the summary alone.\n\n{text}",
            "What is this passage about? Answer in two or three plain sentences, without quoting it.\n\n{text}",
            "{text}\n\nSay in two sentences of your own what happens here.",
            "Write a brief for the passage below: who, where, and what happens. Three sentences at most, none of them "
            "taken from it.\n\n{text}",
            "Tell a friend what happens here, in three sentences at most and in other words.\n\n{text}",
            "Give the content of this passage in one or two sentences. No quotations, no comment.\n\n{text}",
            "Read this, then say shortly what it tells. At most three sentences, and not its own words.\n\n{text}",
            "Somebody is to write this passage without having read it. Tell them in three sentences at most what has "
            "to happen.\n\n{text}",
            "{text}\n\nThe same in short, in at most three sentences and in other words:",
            "Name the people, the place and the event of this passage in one to three sentences. Quote nothing.\n\n"
            "{text}",
            "Note down what this passage tells: three short sentences at most, in words of your own.\n\n{text}",
        ),
        "neutral": (
            "Retell this in plain words. Keep every fact, name and number, and add nothing.\n\n{text}",
            "Rewrite this passage in plain, neutral language. Keep all that it says, and about its length.\n\n{text}",
            "Say the same in ordinary words, sentence by sentence, as a report would. Leave nothing out.\n\n{text}",
            "Take the style out of this passage: the same events, names and numbers, in simple sentences.\n\n{text}",
            "{text}\n\nRewrite the passage above in plain words. Keep its meaning and its length. Answer with the new "
            "text alone.",
            "Put this into everyday language. Nothing may be lost, and nothing added.\n\n{text}",
            "Write this again as a dull but careful clerk would: all of the facts, none of the manner.\n\n{text}",
            "Paraphrase this in neutral prose. Change the words and the sentences, keep what they mean.\n\n{text}",
            "Make a plain draft of this, with the same content and about as many words.\n\n{text}",
            "Here is a passage. Write a version that says the same, simply and without ornament.\n\n{text}",
            "Tell what stands in this passage from its beginning to its end, in simple words and with every detail."
            "\n\n{text}",
            "Make this plain: common words, simple sentences, the same order, every name and number kept.\n\n{text}",
        ),
    },
    "ru": {
        "brief": (
            "Скажи не более чем в трёх предложениях, что происходит в этом отрывке. Своими словами и без цитат.\n\n"
            "{text}",
            "Изложи суть отрывка в одном-трёх предложениях своими словами. В ответе — только изложение.\n\n{text}",
            "О чём этот отрывок? Ответь двумя-тремя простыми предложениями, ничего не цитируя.\n\n{text}",
            "{text}\n\nСкажи двумя предложениями и своими словами, что здесь происходит.",
            "Составь задание к отрывку ниже: кто, где и что происходит. Не больше трёх предложений, и ни одного из "
            "самого отрывка.\n\n{text}",
            "Расскажи другу, что здесь происходит: не больше трёх предложений и другими словами.\n\n{text}",
            "Передай содержание отрывка одним-двумя предложениями. Без цитат и без замечаний от себя.\n\n{text}",
            "Прочитай и коротко скажи, о чём тут речь. Не больше трёх предложений, и не словами текста.\n\n{text}",
            "Кто-то должен написать этот отрывок, не читая его. Объясни ему не более чем в трёх предложениях, что "
            "должно произойти.\n\n{text}",
            "{text}\n\nТо же самое коротко, не больше трёх предложений и другими словами:",
            "Назови людей, место и событие этого отрывка в одном-трёх предложениях. Ничего не цитируй.\n\n{text}",
            "Запиши для памяти, о чём говорит этот отрывок: не больше трёх коротких предложений, своими словами.\n\n"
            "{text}",
        ),
        "neutral": (
            "Перескажи это простыми словами. Сохрани все факты, имена и числа и ничего не добавляй.\n\n{text}",
            "Перепиши этот отрывок простым нейтральным языком. Сохрани всё, что в нём сказано, и его длину.\n\n{text}",
            "Скажи то же самое обычными словами, предложение за предложением, как в отчёте. Ничего не пропускай.\n\n"
            "{text}",
            "Убери из отрывка стиль: те же события, имена и числа, но простыми предложениями.\n\n{text}",
            "{text}\n\nПерепиши отрывок выше простыми словами. Сохрани смысл и длину. В ответе — только новый текст.",
            "Переведи это на повседневный язык. Ничего не теряй и ничего не прибавляй.\n\n{text}",
            "Напиши это заново, как написал бы скучный, но точный писарь: все факты и никакой манеры.\n\n{text}",
            "Передай это нейтральной прозой. Слова и предложения смени, значение оставь.\n\n{text}",
            "Сделай из этого простой черновик: то же содержание и примерно столько же слов.\n\n{text}",
            "Вот отрывок. Напиши его так, чтобы он говорил то же самое, но просто и без украшений.\n\n{text}",
            "Расскажи, что стоит в этом отрывке, от начала до конца, простыми словами и со всеми подробностями.\n\n"
            "{text}",
            "Сделай текст простым: обычные слова, простые предложения, тот же порядок, все имена и числа на месте.\n\n"
            "{text}",
        ),
    },
}
"""Each holds `{text}` once. Other languages are asked for in English, with the language named: `request` decides."""

OTHER_LANGUAGE = "The text below is in {language}. Answer in {language} too.\n\n"
"""Stands before an English wording where the text is in a language without wordings of its own."""
UNKNOWN_LANGUAGE = "Answer in the language of the text below.\n\n"
"""The same where nobody could tell which language that is."""
