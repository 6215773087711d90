"""True scorings of tiny fine-tunes of the embedded base: nothing learnt reads nothing, a kill costs no answer, and what
the models say does not depend on the batch."""

import json

import pytest

from tests.scored_runs import FEW, PATIENCE, command, scored, trained
from tests.toy import process_of, wait_until
from trainer.bases import EMBEDDED
from trainer.compare.comparison import Comparison
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import ScorePhase, ScoringStopped
from trainer.runs.run import Run
from trainer.scorecard.scorecard import STRENGTHS, Scorecard
from trainer.scorecard.scoring import Scoring

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def untrained(tmp_path_factory) -> tuple[Run, Scorecard]:
    run = trained(tmp_path_factory.mktemp("home"), max_steps=1, learning_rate=1e-7)
    return run, scored(run)


def test_an_untrained_adapter_is_the_base_in_every_measure(untrained):
    run, card = untrained
    assert all(one.answers["styled"] == one.answers["base"] for one in Scoring(run).answered.values())
    assert card.style
    assert card.style.distances["styled"] == card.style.distances["base"]
    if card.style.styled:
        assert card.style.styled.low <= 0 <= card.style.styled.high
    assert abs(card.abilities.drift.value) < 1e-3
    assert card.abilities.kl.value < 1e-3
    assert card.verdicts["abilities"] == "green"
    assert card.verdicts["style"] != "green"
    assert card.own
    assert abs(card.own.change.value) < 1e-3
    assert card.originality
    assert card.originality.styled == card.originality.base
    assert card.recommended is None


def test_a_scorecard_says_what_it_was_measured_on(untrained):
    run, card = untrained
    assert card.demonstration
    assert card.meaning is None
    assert card.abilities.rules is None
    assert card.style
    assert card.style.words > 100
    assert card.is_whole
    assert card.too_few is None
    assert card.abilities.refusals
    assert (card.abilities.refusals.asked, card.abilities.refusals.learnt) == (
        FEW.briefs + FEW.general_prompts * 3 // 2,
        0,
    )
    if card.strengths:
        assert {0.0, 1.0} <= {one.strength for one in card.strengths} <= set(STRENGTHS)
        assert (card.strengths[0].general_kl.value, card.strengths[0].gap.value) == (0, 0)
    assert [event.name for event in Scoring(run).events if isinstance(event, ScorePhase)][-1] == "losses"
    assert run.status() == "finished"


def test_nothing_that_is_said_or_written_into_the_scorecard_quotes_a_text(untrained):
    run, _ = untrained
    answered = Scoring(run).answered.values()
    texts = [run.corpus.train[0].text, *(one.answers["styled"] for one in answered), *(one.prompt for one in answered)]
    for name in ("scorecard.json", "scoring.jsonl", "events.jsonl", "score.log"):
        written = (run.folder / name).read_text("utf-8")
        assert not any(text.strip() and text.strip()[:30] in written for text in texts), name


def test_a_stopped_scoring_and_a_killed_one_go_on_from_their_answers(tmp_path):
    run = trained(tmp_path, max_steps=2)
    scoring, queue = Scoring(run), TrainingQueue(command)
    queue.score(run)
    wait_until(lambda: bool(scoring.answered), PATIENCE, "the first answers")
    queue.stop_scoring(run)
    assert queue.wait(run, PATIENCE, "score")
    assert (type(scoring.events[-1]), scoring.status()) == (ScoringStopped, "stopped")
    assert scoring.answered

    queue.score(run)
    wait_until(lambda: scoring.status() == "running" and is_at_work(scoring), PATIENCE, "its going on")
    process_of(queue).kill()
    assert queue.wait(run, PATIENCE, "score")
    assert scoring.status() == "interrupted"

    answers = run.folder / "answers.jsonl"
    before = answers.read_bytes()
    card = scored(run)
    assert answers.read_bytes().startswith(before)
    assert scoring.status() == "measured"
    assert json.loads((run.folder / "scorecard.json").read_text("utf-8"))["key"] == card.key


def test_a_killed_scoring_keeps_its_parts_and_goes_on_with_those_that_are_missing(untrained):
    from dataclasses import replace

    run, whole = untrained
    scoring = Scoring(run)
    mark = replace(whole.own, base=123.0)
    scoring.write(replace(whole, parts=("style", "prefixes", "losses"), own=mark, abilities=None))
    try:
        card = scored(run)
        assert card.is_whole
        assert card.own == mark
        assert card.abilities == whole.abilities
        assert "briefs" not in [one.name for one in said_since_start(scoring) if one.done < one.total]
    finally:
        scoring.write(whole)


def said_since_start(scoring: Scoring) -> list[ScorePhase]:
    said = [one for one in scoring.events if isinstance(one, ScorePhase)]
    return said[max(place for place, one in enumerate(said) if one.name == "starting") :]


def is_at_work(scoring: Scoring) -> bool:
    last = scoring.events[-1]
    return isinstance(last, ScorePhase) and last.name != "starting"


def test_divergence_is_exact_and_the_same_alone_and_in_a_batch(untrained, tmp_path):
    import torch
    import torch.nn.functional as F

    from trainer.model.divergence import Piece, divergences, encode_pieces
    from trainer.model.loaded_styles import LoadedStyles

    run = trained(tmp_path, max_steps=6, learning_rate=3e-3)
    styles = LoadedStyles(EMBEDDED)
    style = styles.use(run.adapter)
    pieces = [Piece("The clock counts the moon above the old bridge."), Piece("A bridge.", "Write about: a bridge")]
    rows = encode_pieces(styles.loaded.tokenizer, pieces, 64)
    found = divergences(styles, style, rows, (0.0, 0.5, 1.0))
    alone = divergences(styles, style, rows[:1], (1.0,))
    assert found[0].styled[1.0] == pytest.approx(alone[0].styled[1.0], abs=1e-4)
    assert (found[0].kl[0.0], found[0].styled[0.0]) == (0, found[0].base)
    assert 0 < found[0].kl[0.5] < found[0].kl[1.0]
    ids = torch.tensor([styles.loaded.tokenizer(pieces[0].text)["input_ids"]])
    with torch.no_grad():
        base, styled = (
            styles.model(input_ids=ids, adapter_names=[name]).logits[0, :-1].float() for name in ("__base__", style)
        )
    assert found[0].base == pytest.approx(F.cross_entropy(base, ids[0, 1:]).item(), abs=1e-4)
    kl = (base.softmax(-1) * (base.log_softmax(-1) - styled.log_softmax(-1))).sum(-1).mean().item()
    assert found[0].kl[1.0] == pytest.approx(kl, abs=1e-4)


def test_answers_are_those_of_a_comparison_whatever_else_is_in_the_batch(untrained):
    from trainer.model.answers import Manner, PromptRequest, answers
    from trainer.model.generate import answer
    from trainer.model.loaded_styles import BASE, LoadedStyles
    from trainer.model.prompts import column_prompts

    run, _ = untrained
    styles = LoadedStyles(EMBEDDED)
    style = styles.use(run.adapter)
    comparison = Comparison("gate, river, clock", columns=("base",), max_new_tokens=40, seed=5)
    said: list[str] = []
    answer(styles, comparison, lambda message: said.append(getattr(message, "text", "")), lambda: False)
    prompt = column_prompts(styles, comparison)[0][0]
    asked = [PromptRequest(prompt, BASE, 5), PromptRequest(prompt, BASE, 6), PromptRequest(prompt, style, 5)]
    found = answers(styles, asked, Manner(40, 1.0, 0.05), lambda: False)
    assert found[0] == "".join(said)
    assert found[1] != found[0]
    assert found[2] == found[0]


def test_a_base_that_follows_instructions_is_asked_to_keep_rules_and_to_rewrite(untrained):
    from dataclasses import replace

    from trainer.model.loaded_styles import LoadedStyles
    from trainer.model.score_abilities import meaning_kept, rules_kept
    from trainer.model.score_context import ScoreContext

    run, _ = untrained
    styles = LoadedStyles(replace(EMBEDDED, follows_instructions=True))
    context = ScoreContext(Scoring(run), styles, styles.use(run.adapter), FEW)
    rules = rules_kept(context, "en")
    assert rules.base == rules.styled
    assert (rules.base.trials, rules.drop.value, rules.verdict) == (FEW.rules, 0, "green")
    meaning = meaning_kept(context, run.corpus)
    assert meaning
    assert 0 < meaning.base < 1
    assert (meaning.styled, meaning.change.value, meaning.verdict) == (meaning.base, 0, "green")
