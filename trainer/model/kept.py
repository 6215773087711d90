"""What the styled model has kept of the base, and what it has learnt of the author: losses, answers, rules, meaning."""

from collections.abc import Mapping, Sequence
from functools import partial

from styles.abilities import forgetting, languages_for, other_language
from styles.abilities.general_prompts import GeneralPrompt, general_prompts
from styles.abilities.general_texts import general_texts
from styles.abilities.loyalty import language_loyalty
from styles.abilities.rules import passed, rules
from styles.corpus import Corpus, Passage
from styles.examples import briefs
from styles.intervals import Interval, mean_difference, wilson
from styles.meaning import chrf, names_and_numbers
from styles.templates import ask
from styles.tokens import count_words
from styles.views import ask_for_neutral
from trainer import gallery
from trainer.measuring.scorecard import LossChange, Loyalty, Meaning, Rules
from trainer.model.answers import Asked, Manner
from trainer.model.desk import Desk
from trainer.model.divergence import Measured, Piece
from trainer.model.generate import BASE
from trainer.model.held_out_answers import comparison_of

# --- losses ---


def loss_change(desk: Desk, pieces: Sequence[Piece]) -> LossChange | None:
    """Return how much better the styled model foretells some texts; None without any."""
    found = desk.diverge(pieces, (1.0,))
    if not found:
        return None
    tokens, characters = sum(one.tokens for one in found), sum(one.characters for one in found)
    base = sum(one.base * one.tokens for one in found)
    styled = sum(one.styled[1.0] * one.tokens for one in found)
    return LossChange(
        passages=len(found),
        base=base / tokens,
        styled=styled / tokens,
        change=drift({"": found}, 1.0),
        base_per_character=base / characters,
        styled_per_character=styled / characters,
    )


def other_authors(desk: Desk, corpus: Corpus) -> list[Piece]:
    """Return passages of the gallery's authors who write the same language and are not this author."""
    own = {passage.text for passage in (*corpus.train, *corpus.held_out)}
    texts = [
        text
        for style in gallery.shipped()
        if style.language == corpus.language and own.isdisjoint(style.passages)
        for text in style.passages
    ]
    passages = [Passage(text, count_words(text), "", 0, "") for text in texts]
    found = briefs(passages, corpus.language, desk.scoring.run.recipe.example_settings)
    most = min(desk.settings.loss_passages, len(found))
    chosen = [found[place * len(found) // most] for place in range(most)]
    return [
        Piece(texts[one.passage], comparison_of(desk, corpus.language, one, 1).message(desk.voices.base))
        for one in chosen
    ]


def general_losses(desk: Desk, language: str) -> dict[str, list[Measured]]:
    """Return what the general texts cost, by language."""
    most, tokens = desk.settings.general_texts, desk.settings.general_tokens
    return {
        each: desk.diverge([Piece(text) for text in general_texts(each)[:most]], desk.strengths, tokens)
        for each in languages_for(language)
    }


def drift(general: Mapping[str, Sequence[Measured]], strength: float) -> Interval:
    """Return by how many nats a token the loss rose, all languages together."""
    found = [one for each in general.values() for one in each]
    return forgetting.loss_drift(
        [one.base for one in found], [one.styled[strength] for one in found], [one.tokens for one in found]
    )


def divergence(found: Sequence[Measured], strength: float) -> Interval:
    """Return the KL to the base in nats a token."""
    return forgetting.answer_kl([one.kl[strength] for one in found], [one.tokens for one in found])


# --- abilities ---


def general_answers(desk: Desk, language: str) -> tuple[list[Piece], Loyalty]:
    """Return the base's own answers to general prompts, and how loyal base and styled model are to a language.

    They are drawn at temperature 1 with nothing cut off: what the base says most and least often counts alike.
    """
    languages, most = languages_for(language), desk.settings.general_prompts
    prompts = [prompt for each in languages for prompt in general_prompts(each)[: most // len(languages)]]
    tested = other_language(language)
    if tested not in languages:
        prompts += general_prompts(tested)[: most // 2]
    loyal = [prompt for prompt in prompts if prompt.language == tested and prompt.answered_alike]
    manner = Manner(min(desk.settings.answer_tokens, desk.context // 2))
    ask_model = partial(_asked_prompt, desk, prompts)
    base = desk.ask_all([ask_model(prompt, BASE) for prompt in prompts], manner)
    by_prompt = dict(zip(prompts, base, strict=True))
    desk.say("abilities", 1, 2)
    styled = desk.ask_all([ask_model(prompt, desk.style) for prompt in loyal], manner)
    before, after = (language_loyalty(tested, texts) for texts in ([by_prompt[prompt] for prompt in loyal], styled))
    pieces = [Piece(by_prompt[prompt], prompt.text) for prompt in prompts if prompt.language in languages]
    return pieces, Loyalty(tested, before.share, after.share, after.undecided)


def _asked_prompt(desk: Desk, prompts: Sequence[GeneralPrompt], prompt: GeneralPrompt, model: str) -> Asked:
    return Asked(desk.rendered(prompt.text), model, prompts.index(prompt))


def rules_kept(desk: Desk, language: str) -> Rules:
    """Return how many checkable instructions base and styled model keep, in the likeliest answers of both."""
    listed = (rules(language) or rules("en"))[: desk.settings.rules]
    asked = [Asked(desk.rendered(rule.prompt), model, 0) for rule in listed for model in (BASE, desk.style)]
    written = desk.ask_all(asked, Manner(min(desk.settings.rule_tokens, desk.context // 2), greedy=True))
    base, styled = (
        [passed(rule, answer) for rule, answer in zip(listed, written[start::2], strict=True)] for start in (0, 1)
    )
    return Rules(wilson(sum(base), len(base)), wilson(sum(styled), len(styled)), forgetting.rule_drop(base, styled))


# --- meaning ---


def meaning_kept(desk: Desk, corpus: Corpus) -> Meaning | None:
    """Return how much of a held-out passage comes back when its plain retelling is rewritten, by base and styled."""
    passages = [passage.text for passage in corpus.held_out]
    count = min(desk.settings.meaning_passages, len(passages))
    chosen = [passages[place * len(passages) // count] for place in range(count)]
    most = min(max(desk.tokens(text) for text in chosen) * 5 // 4, desk.context // 2 - 64)
    fitting = [text for text in chosen if desk.tokens(text) <= most]
    if most < 16 or not fitting:
        return None
    manner = Manner(most, greedy=True)
    asked = [Asked(desk.rendered(ask_for_neutral(corpus.language, text)), BASE, 0) for text in fitting]
    plain = desk.ask_all(asked, manner)
    desk.say("rewritings", 1, 2)
    messages = [desk.rendered(ask("rewrite", corpus.language, text)) for text in plain]
    written = desk.ask_all([Asked(message, model, 0) for message in messages for model in (BASE, desk.style)], manner)
    base, styled = ([chrf([pair]) for pair in zip(written[start::2], fitting, strict=True)] for start in (0, 1))
    names = names_and_numbers(zip(written[1::2], plain, strict=True))
    return Meaning(
        len(fitting), sum(base) / len(base), sum(styled) / len(styled), mean_difference(base, styled), names.share
    )
