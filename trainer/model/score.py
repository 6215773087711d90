"""The child that measures a finished run: `python -m trainer.model.score RUN_FOLDER`.

Reads top to bottom: take the scoring's lock, load the base in 4 bits with the adapter, answer the held-out briefs,
measure, write the scorecard. Base and styled model are one model in memory, asked by the adapter's name. What it has
to say goes into `scoring.jsonl`; started again after a kill it keeps the answers it has. Nothing it says or writes into
the scorecard quotes a text.
"""

import hashlib
import json
import math
import os
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import Timeout

from styles import profiles
from styles.abilities import forgetting, languages_for, other_language
from styles.abilities.general_prompts import GeneralPrompt, general_prompts
from styles.abilities.general_texts import general_texts
from styles.abilities.loyalty import language_loyalty
from styles.abilities.rules import passed, rules
from styles.corpus import Corpus, Passage
from styles.examples import Brief, briefs, build
from styles.intervals import Interval, mean_difference, wilson
from styles.meaning import chrf, names_and_numbers
from styles.originality import (
    Originality,
    TrainingText,
    green_coverage,
    human_floor,
    output_verdict,
    pooled,
    prefix_verdict,
)
from styles.reference import Reference, Vector
from styles.retrieval import PassageIndex
from styles.stylometry import BASE, HUMAN, POOLED_WORDS, attribution, style_gaps, verified
from styles.templates import ask
from styles.tokens import count_words
from styles.verdict import worst
from trainer import bases, library
from trainer.answered_briefs import AnsweredBrief
from trainer.comparison import COLUMNS, Comparison
from trainer.errors import PasticheError, RunError
from trainer.events import Scored, ScorePhase, ScoringFailed, ScoringStopped
from trainer.model import recitation, sampling
from trainer.model.answers import BASE as BASE_MODEL
from trainer.model.answers import Asked, Manner, Stopped, answers, rows_that_fit
from trainer.model.divergence import Measured, Piece, divergences
from trainer.model.generate import Voices, scaled
from trainer.run import Run
from trainer.scorecard import (
    STRENGTHS,
    Abilities,
    Copying,
    LossChange,
    Loyalty,
    Meaning,
    OriginalityFigures,
    Prefixes,
    Rules,
    Scorecard,
    Strength,
    StyleGap,
    recommended,
)
from trainer.scoring import Scoring

VERSION = 1
"""Goes up when what is measured changes, so that old answers are not kept."""
BRIEFS, BRIEF_WORDS = 24, 250
"""Held-out passages described at least, where there are so many, and the words of an answer at most."""
ROUNDS_MOST = 3
"""Answers to one brief at most, each from another seed, where the held-out passages are few or the answers short."""
PASSAGES_SHOWN = 3
"""The author's passages that the few-shot column is shown, as in a comparison."""
LOSS_PASSAGES, GENERAL_TOKENS = 48, 256
GENERAL_PROMPTS, ANSWER_TOKENS, RULE_TOKENS = 64, 128, 200
PREFIXES, MEANING_PASSAGES = 100, 24
OUT_OF_MEMORY = "This computer ran out of memory while measuring. Close other programs, then measure again."


def main() -> int:
    """Measure the run named on the command line; every ending is said in its scoring's events."""
    scoring = Scoring(Run(Path(sys.argv[1])))
    try:
        with scoring.lock():
            return _guarded(scoring)
    except Timeout:
        print("Another process is already measuring this run.", file=sys.stderr)
        return 2


def _guarded(scoring: Scoring) -> int:
    try:
        score(scoring)
        return 0
    except Stopped:
        scoring.say(ScoringStopped())
        return 0
    except PasticheError as error:
        scoring.say(ScoringFailed(str(error)))
    except Exception as error:
        # Where it happened, not what it says: that may quote a text.
        traceback.print_tb(error.__traceback__)
        print(type(error).__name__, file=sys.stderr)
        short = isinstance(error, MemoryError) or "out of memory" in str(error).lower()
        sentence = OUT_OF_MEMORY if short else "Something unexpected went wrong while measuring; the log says what."
        scoring.say(ScoringFailed(sentence, bug=not short))
    return 1


def score(scoring: Scoring) -> None:
    """Measure the run's adapter and write the scorecard, from the start or from the answers that are there."""
    began, processor = time.monotonic(), time.process_time()
    run = scoring.run
    if not run.has_adapter:
        raise RunError("This run has no adapter yet, so there is nothing to measure.")
    scoring.say(ScorePhase("loading"))
    key = settings_key(run)
    scoring.prepare(key)
    corpus, base = run.corpus, bases.find(run.recipe.base)
    voices = Voices(base)
    desk = Desk(scoring, voices, voices.use(run.adapter))

    asked = held_out_questions(desk, corpus)
    answered = answer_briefs(desk, corpus, asked)
    at_strengths = answer_at_strengths(desk, asked, answered)

    desk.say("losses")
    own = loss_change(desk, [Piece(one.passage.text, one.message) for one in asked][:LOSS_PASSAGES])
    others = loss_change(desk, other_authors(desk, corpus))
    on_briefs = desk.diverge([Piece(one.answers["base"], one.prompt) for one in answered], STRENGTHS)
    general = general_losses(desk, corpus.language)
    desk.say("abilities")
    base_answers, loyalty = general_answers(desk, corpus.language)
    on_general = desk.diverge(base_answers, STRENGTHS)
    kept = Abilities(
        drift=drift(general, 1.0),
        languages={language: drift({language: found}, 1.0) for language, found in general.items()},
        kl=divergence(on_general, 1.0),
        rules=rules_kept(desk, corpus.language) if base.follows_instructions else None,
        loyalty=loyalty,
    )
    meaning = meaning_kept(desk, corpus) if base.follows_instructions and corpus.held_out else None
    desk.say("prefixes")
    originality = originality_figures(desk, corpus, answered)

    pools = Pools(answered, at_strengths)
    author = AuthorStyle.of(corpus)
    style = style_gap(author, pools) if author else None
    strengths = tuple(
        Strength(
            strength,
            pools.gap_at(strength, author, style.words) if author and style else None,
            divergence(on_briefs, strength),
            drift(general, strength),
            divergence(on_general, strength),
        )
        for strength in STRENGTHS
        if on_briefs
    )
    seconds = round(time.monotonic() - began, 1)
    card = Scorecard(
        base=base.public_id,
        demonstration=base.is_embedded,
        language=corpus.language,
        key=key,
        made=time.time(),
        seconds=seconds,
        style=style,
        meaning=meaning,
        abilities=kept,
        originality=originality,
        own=own,
        others=others,
        strengths=strengths,
        recommended=recommended(strengths),
    )
    scoring.write(card)
    scoring.say(Scored(seconds))
    print(f"{seconds} s, {time.process_time() - processor:.1f} s of processor time.")


def settings_key(run: Run) -> str:
    """Return the key of what a scorecard is made with: adapter, corpus and settings."""
    weights = hashlib.sha256((run.adapter / "adapter_model.safetensors").read_bytes()).hexdigest()
    settings = (VERSION, run.recipe.base, BRIEFS, BRIEF_WORDS, ROUNDS_MOST, PASSAGES_SHOWN, STRENGTHS)
    return hashlib.sha256(json.dumps([weights, run.corpus.content_hash, *settings]).encode()).hexdigest()


@dataclass(frozen=True)
class Desk:
    """What every measure needs: the models, a voice, and an ear for a stop."""

    scoring: Scoring
    voices: Voices
    style: str
    """The name under which the adapter is loaded."""

    def say(self, phase: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is; hear a stop."""
        self.scoring.say(ScorePhase(phase, done, total))
        self.check()

    def check(self) -> None:
        """Raise `Stopped` where a stop was asked for."""
        if self.scoring.stop_asked():
            raise Stopped

    @property
    def context(self) -> int:
        """How many tokens the base can attend to."""
        return self.voices.base.context or 4096

    def rendered(self, message: str) -> str:
        """Return a message as the chat template renders it."""
        return sampling.rendered(self.voices.loaded.tokenizer, [{"role": "user", "content": message}])

    def tokens(self, text: str) -> int:
        """Return how many tokens a text has."""
        return len(self.voices.loaded.tokenizer(text, add_special_tokens=False)["input_ids"])

    def ask(
        self, asked: Sequence[Asked], manner: Manner, together: int = 1, strength: float = 1.0
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield batch by batch where it begins and its answers; so many questions in a row stay in one batch."""
        longest = max((self.tokens(one.prompt) for one in asked), default=1) + manner.most_tokens
        rows = rows_that_fit(self.voices.loaded, longest) // together * together or together
        for start in range(0, len(asked), rows):
            self.check()
            batch = asked[start : start + rows]
            with scaled(self.voices.model, strength):
                found = answers(self.voices.model, self.voices.loaded, batch, manner, self.scoring.stop_asked)
            yield start, found

    def ask_all(self, asked: Sequence[Asked], manner: Manner) -> list[str]:
        """Return all answers, in the order of the questions."""
        return [answer for _, found in self.ask(asked, manner) for answer in found]

    def diverge(self, pieces: Sequence[Piece], strengths: Sequence[float], tokens: int | None = None) -> list[Measured]:
        """Return what texts cost base and styled model."""
        most = min(self.context, tokens or self.context)
        return divergences(
            self.voices.model, self.voices.loaded, self.style, pieces, strengths, most, self.scoring.stop_asked
        )


# --- the held-out briefs ---


@dataclass(frozen=True)
class Question:
    """One held-out passage and how it is asked for."""

    place: int
    """Among the questions."""
    passage: Passage
    comparison: Comparison
    message: str
    prompts: tuple[str, ...]
    """As rendered for each column."""


def held_out_questions(desk: Desk, corpus: Corpus) -> list[Question]:
    """Return the held-out passages to describe, spread evenly: 24 at least, and enough to pool 5,000 words."""
    found = briefs(corpus.held_out, corpus.language, desk.scoring.run.recipe.example_settings)
    if not found:
        return []
    words = [corpus.held_out[brief.passage].words for brief in found]
    count = min(len(found), max(BRIEFS, math.ceil(POOLED_WORDS * len(found) / max(1, sum(words)))))
    chosen = [found[place * len(found) // count] for place in range(count)]
    most = _answer_tokens(desk, [corpus.held_out[brief.passage] for brief in chosen])
    train = [passage.text for passage in corpus.train]
    index = PassageIndex(train)
    questions: list[Question] = []
    for brief in chosen:
        comparison = _comparison(desk, corpus.language, brief, most)
        nearest = index.nearest(comparison.prompt, PASSAGES_SHOWN)
        comparison = _with_passages(comparison, tuple(train[place] for place in nearest))
        prompts, _ = desk.voices.prompts(comparison)
        # A request of the author's may be longer than the base can read.
        if desk.tokens(prompts[0]) + most <= desk.context:
            message = comparison.message(desk.voices.base)
            passage = corpus.held_out[brief.passage]
            questions.append(Question(len(questions), passage, comparison, message, tuple(prompts)))
    return questions


def _answer_tokens(desk: Desk, passages: Sequence[Passage]) -> int:
    """Return the tokens of an answer as long as the passages are, or as 250 words."""
    words = sum(passage.words for passage in passages)
    a_word = sum(desk.tokens(passage.text) for passage in passages) / max(1, words)
    wanted = min(BRIEF_WORDS, 1.2 * words / len(passages))
    return max(16, min(math.ceil(a_word * wanted), desk.context // 2))


def _comparison(desk: Desk, language: str, brief: Brief, most: int) -> Comparison:
    # A base that follows no instructions has met nothing but keywords; the author's own request is sent as it is.
    free = brief.is_request and desk.voices.base.follows_instructions
    return Comparison(
        brief.about,
        "free" if free else "write",
        language,
        adapter=str(desk.scoring.run.adapter),
        max_new_tokens=most,
    )


def _with_passages(comparison: Comparison, passages: tuple[str, ...]) -> Comparison:
    return Comparison(**{**vars(comparison), "passages": passages})


def answer_briefs(desk: Desk, corpus: Corpus, asked: Sequence[Question]) -> list[AnsweredBrief]:
    """Return the questions with every column's answer, writing each as it comes; rounds follow until there are enough
    words."""
    wanted = min(POOLED_WORDS, sum(question.passage.words for question in asked))
    found: dict[int, AnsweredBrief] = {}
    for turn in range(ROUNDS_MOST if asked else 0):
        numbers = range(turn * len(asked), (turn + 1) * len(asked))
        _answer_round(desk, asked, numbers)
        found = {number: one for number, one in desk.scoring.answered.items() if number < numbers.stop}
        if min(sum(count_words(one.answers[column]) for one in found.values()) for column in COLUMNS) >= wanted:
            break
    return [found[number] for number in sorted(found)]


def _answer_round(desk: Desk, asked: Sequence[Question], numbers: range) -> None:
    known = desk.scoring.answered
    left = [number for number in numbers if number not in known]
    names = [desk.style if column == "styled" else BASE_MODEL for column in COLUMNS]
    rows = [
        Asked(prompt, name, number)
        for number in left
        for prompt, name in zip(asked[number % len(asked)].prompts, names, strict=True)
    ]
    desk.say("briefs", numbers.stop - len(left), numbers.stop)
    for start, written in desk.ask(rows, _manner(asked), together=len(COLUMNS)):
        for place in range(0, len(written), len(COLUMNS)):
            number = left[(start + place) // len(COLUMNS)]
            question = asked[number % len(asked)]
            texts = dict(zip(COLUMNS, written[place : place + len(COLUMNS)], strict=True))
            desk.scoring.add_answered(AnsweredBrief(number, question.message, question.passage.text, texts))
        desk.say("briefs", numbers.stop - len(left) + (start + len(written)) // len(COLUMNS), numbers.stop)


def answer_at_strengths(
    desk: Desk, asked: Sequence[Question], answered: Sequence[AnsweredBrief]
) -> Mapping[tuple[int, float], str]:
    """Return the styled model's answers to the same briefs, from the same noise, at the other strengths."""
    for strength in STRENGTHS:
        if strength in (0.0, 1.0):
            continue
        known = desk.scoring.at_strengths
        left = [one.number for one in answered if (one.number, strength) not in known]
        rows = [Asked(asked[number % len(asked)].prompts[0], desk.style, number) for number in left]
        desk.say("strengths", STRENGTHS.index(strength), len(STRENGTHS))
        for start, written in desk.ask(rows, _manner(asked), strength=strength):
            for place, text in enumerate(written):
                desk.scoring.add_at_strength(left[start + place], strength, text)
    known = desk.scoring.at_strengths
    for one in answered:
        known |= {(one.number, 0.0): one.answers["base"], (one.number, 1.0): one.answers["styled"]}
    return known


def _manner(asked: Sequence[Question]) -> Manner:
    comparison = asked[0].comparison if asked else Comparison("-", columns=("base",))
    return Manner(comparison.max_new_tokens, comparison.temperature, comparison.min_p)


# --- style ---


@dataclass(frozen=True)
class AuthorStyle:
    """The author as measures know them."""

    reference: Reference
    rates: Vector
    words: int

    @classmethod
    def of(cls, corpus: Corpus) -> "AuthorStyle | None":
        """Return the author's style; None where nobody else's is known in the language."""
        reference = profiles.reference(corpus.language)
        if reference is None or not corpus.train:
            return None
        rates = reference.rates(passage.text for passage in corpus.train)
        return cls(reference, rates, sum(passage.words for passage in corpus.train))


class Pools:
    """The answers, pooled by what they describe: several answers to one passage are drawn together."""

    def __init__(self, answered: Sequence[AnsweredBrief], at_strengths: Mapping[tuple[int, float], str]) -> None:
        self.answered = answered
        self._at_strengths = at_strengths
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for one in answered:
            self._numbers[one.passage].append(one.number)
        self.human = list(self._numbers)
        by_number = {one.number: one for one in answered}
        self.columns = {
            column: self._joined(lambda number, column=column: by_number[number].answers[column])  # type: ignore[misc]
            for column in COLUMNS
        }

    def _joined(self, text: Callable[[int], str]) -> list[str]:
        return ["\n\n".join(text(number) for number in numbers) for numbers in self._numbers.values()]

    def gap_at(self, strength: float, author: AuthorStyle, most_words: int) -> Interval | None:
        """Return the style gap closed at a strength; None where it cannot be measured."""
        texts = self._joined(lambda number: self._at_strengths[number, strength])
        if not any(count_words(text) for text in texts):
            return None
        return style_gaps(
            self.columns["base"], self.human, {"styled": texts}, author.rates, author.reference, most_words
        ).closed("styled")


def style_gap(author: AuthorStyle, pools: Pools) -> StyleGap | None:
    """Return how far each column went; None where one of them has said nothing."""
    samples = {BASE: pools.columns["base"], HUMAN: pools.human}
    systems = {"few_shot": pools.columns["few_shot"], "styled": pools.columns["styled"]}
    if not all(any(count_words(text) for text in texts) for texts in (*samples.values(), *systems.values())):
        return None
    gaps = style_gaps(pools.columns["base"], pools.human, systems, author.rates, author.reference)
    rates = {name: author.reference.rates(texts) for name, texts in {**samples, **systems}.items()}
    fair = author.reference.known_from(author.words)
    place = attribution(rates["styled"], author.rates, fair)
    return StyleGap(
        words=gaps.words,
        passages=len(pools.human),
        answers=len(pools.answered) // max(1, len(pools.human)),
        distances={name: gaps.distance(name) for name in (BASE, "few_shot", "styled", HUMAN)},
        few_shot=gaps.closed("few_shot"),
        styled=gaps.closed("styled"),
        lead=gaps.lead("styled", "few_shot"),
        rank=place.rank,
        candidates=place.candidates,
        verified=verified(rates["styled"], author.rates, fair),
        human_verified=verified(rates[HUMAN], author.rates, fair),
    )


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
        for style in library.gallery()
        if style.language == corpus.language and own.isdisjoint(style.passages)
        for text in style.passages
    ]
    passages = [Passage(text, count_words(text), "", 0, "") for text in texts]
    found = briefs(passages, corpus.language, desk.scoring.run.recipe.example_settings)
    most = min(LOSS_PASSAGES, len(found))
    chosen = [found[place * len(found) // most] for place in range(most)]
    return [
        Piece(texts[one.passage], _comparison(desk, corpus.language, one, 1).message(desk.voices.base))
        for one in chosen
    ]


def general_losses(desk: Desk, language: str) -> dict[str, list[Measured]]:
    """Return what the general texts cost, by language."""
    return {
        each: desk.diverge([Piece(text) for text in general_texts(each)], STRENGTHS, GENERAL_TOKENS)
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
    languages = languages_for(language)
    prompts = [prompt for each in languages for prompt in general_prompts(each)[: GENERAL_PROMPTS // len(languages)]]
    tested = other_language(language)
    if tested not in languages:
        prompts += general_prompts(tested)[: GENERAL_PROMPTS // 2]
    loyal = [prompt for prompt in prompts if prompt.language == tested and prompt.answered_alike]
    manner = Manner(min(ANSWER_TOKENS, desk.context // 2))
    ask_model = partial(_asked_prompt, desk, prompts)
    base = desk.ask_all([ask_model(prompt, BASE_MODEL) for prompt in prompts], manner)
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
    listed = rules(language) or rules("en")
    asked = [Asked(desk.rendered(rule.prompt), model, 0) for rule in listed for model in (BASE_MODEL, desk.style)]
    written = desk.ask_all(asked, Manner(min(RULE_TOKENS, desk.context // 2), greedy=True))
    base, styled = (
        [passed(rule, answer) for rule, answer in zip(listed, written[start::2], strict=True)] for start in (0, 1)
    )
    return Rules(wilson(sum(base), len(base)), wilson(sum(styled), len(styled)), forgetting.rule_drop(base, styled))


# --- meaning ---

_RETELL = {
    "en": "Retell this in plain words. Keep every fact, name and number, and add nothing.\n\n{text}",
    "ru": "Перескажи это простыми словами. Сохрани все факты, имена и числа и ничего не добавляй.\n\n{text}",
}


def meaning_kept(desk: Desk, corpus: Corpus) -> Meaning | None:
    """Return how much of a held-out passage comes back when its plain retelling is rewritten, by base and styled."""
    passages = [passage.text for passage in corpus.held_out]
    count = min(MEANING_PASSAGES, len(passages))
    chosen = [passages[place * len(passages) // count] for place in range(count)]
    most = min(max(desk.tokens(text) for text in chosen) * 5 // 4, desk.context // 2 - 64)
    fitting = [text for text in chosen if desk.tokens(text) <= most]
    if most < 16 or not fitting:
        return None
    manner = Manner(most, greedy=True)
    retell = _RETELL.get(corpus.language, _RETELL["en"])
    asked = [Asked(desk.rendered(retell.replace("{text}", text)), BASE_MODEL, 0) for text in fitting]
    plain = desk.ask_all(asked, manner)
    desk.say("rewritings", 1, 2)
    messages = [desk.rendered(ask("rewrite", corpus.language, text)) for text in plain]
    written = desk.ask_all(
        [Asked(message, model, 0) for message in messages for model in (BASE_MODEL, desk.style)], manner
    )
    base, styled = ([chrf([pair]) for pair in zip(written[start::2], fitting, strict=True)] for start in (0, 1))
    names = names_and_numbers(zip(written[1::2], plain, strict=True))
    return Meaning(
        len(fitting), sum(base) / len(base), sum(styled) / len(styled), mean_difference(base, styled), names.share
    )


# --- originality ---


def originality_figures(desk: Desk, corpus: Corpus, answered: Sequence[AnsweredBrief]) -> OriginalityFigures | None:
    """Return how much the answers, and the continuations of training passages, copy; None without answers."""
    if not answered:
        return None
    training = TrainingText(passage.text for passage in corpus.train)
    found = {
        column: pooled(training.compare(one.answers[column], one.prompt) for one in answered) for column in COLUMNS
    }
    floor = human_floor(training, [passage.text for passage in corpus.held_out])
    verdict = output_verdict(found["styled"], floor)
    prefixes = None
    begun = recitation.prefixes(desk.voices.loaded.tokenizer, _trained_on(desk, corpus), PREFIXES)
    if begun:
        model, tokenizer = desk.voices.model, desk.voices.loaded.tokenizer
        styled = recitation.recited(model, tokenizer, training, begun)
        with model.disable_adapter():
            base = recitation.recited(model, tokenizer, training, begun)
        verdict = worst(verdict, prefix_verdict(styled, base))
        prefixes = Prefixes(styled.tested, styled.exact, base.exact, styled.mean_longest)
    return OriginalityFigures(
        styled=_copying(found["styled"]),
        base=_copying(found["base"]),
        few_shot=_copying(found["few_shot"]),
        human=_copying(floor) if floor.words else None,
        green=green_coverage(floor),
        prefixes=prefixes,
        verdict=verdict,
    )


def _trained_on(desk: Desk, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield prompt and completion of the training examples, in their random order, each passage once."""
    run = desk.scoring.run
    made = run.edits.apply(build(corpus.train, corpus.language, run.recipe.example_settings, run.recipe.seed))
    seen: set[int] = set()
    for example in made:
        if example.passage not in seen:
            seen.add(example.passage)
            yield example.prompt, example.completion


def _copying(found: Originality) -> Copying:
    return Copying(found.words, found.coverage, found.longest)


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    raise SystemExit(main())
