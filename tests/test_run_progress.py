"""Events to what the page shows: toys in, sentences and rows out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.copying import TrainingText
from trainer.compare.comparison import Answered, Done, Ready, TextDelta, Trouble
from trainer.runs.events import (
    CheckpointSaved,
    Evaluated,
    Event,
    Failed,
    Finished,
    Phase,
    ReplayLogged,
    Sampled,
    Started,
    StepLogged,
    Stopped,
    ViewsLogged,
    ViewsWritten,
)
from trainer.runs.records import Sample
from trainer.runs.run import Status
from ui.html import comparison_progress, markup, prose, run_progress, run_sentences
from ui.html.run_progress import Progress, fold
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

DONE = Finished(40, 30, "steps done", 300)
STOPPED_FALLING = Finished(30, 20, "held-out loss stopped falling", 30)
RECITED = Finished(30, 20, "began to recite", 30)


def step(number: int, loss: float = 3.0, left: float = 60) -> StepLogged:
    return StepLogged(number, 40, loss, 1e-3, 1234.5, left)


def running(*events: Event) -> Progress:
    return fold(Progress(), [Phase("loading"), Started("unsloth", "cpu", 300, 40), Phase("training"), *events])


VIEWING = fold(Progress(), [Phase("viewing"), ViewsLogged(0, 1200, None), ViewsLogged(30, 1200, 180)])

REPLAYING = fold(Progress(), [Phase("replaying"), ReplayLogged(0, 12_000, None), ReplayLogged(3_000, 12_000, 120)])


def test_a_step_moves_the_numbers() -> None:
    progress = running(step(1), Evaluated(1, 3.5, True), step(2, 2.5))
    assert run_sentences.figures(progress, ENGLISH) == [
        ("Step", "2 of 40"),
        ("Loss", "2.50"),
        ("Best held-out loss", "3.50"),
        ("Speed", "1,234 tokens/s"),
        ("Time left", "about 1\u00a0minute"),
    ]
    assert run_sentences.share_done(progress) == 0.05


def test_what_is_not_known_yet_is_a_dash() -> None:
    assert {value for _, value in run_sentences.figures(Progress(), ENGLISH)} == {"–"}
    assert run_sentences.share_done(Progress()) == 0


def test_every_kind_of_event_is_known_here() -> None:
    events: list[Event] = [
        Started("unsloth", "cpu", 1, 1),
        Phase("loading"),
        ViewsLogged(1, 2, 3.0),
        ReplayLogged(10, 20, None),
        ViewsWritten(1, 1, 1, True),
        step(1),
        Evaluated(1, 2.0, True),
        Sampled(1),
        CheckpointSaved(1),
        Finished(1, 1, "steps done", 2.0),
        Stopped(1, 2.0),
        Failed("It did not work."),
    ]
    assert {type(event) for event in events} == set(Event.__args__)
    assert fold(Progress(), events).last_word == events[-1]


def test_an_unknown_kind_of_event_is_refused() -> None:
    with pytest.raises(TypeError, match="events of the kind str"):
        run_progress.after("something new", Progress())


def test_a_resume_forgets_what_was_measured_after_the_checkpoint() -> None:
    progress = running(step(1), step(2), CheckpointSaved(2), step(3), Evaluated(3, 2.0, True))
    resumed = fold(progress, [Started("unsloth", "cpu", 300, 40, resumed_from=2)])
    assert [point.step for point in resumed.training] == [1, 2]
    assert resumed.measured == ()
    assert resumed.step == 2


@pytest.mark.parametrize(
    ("progress", "status", "place", "stopping", "said"),
    [
        (Progress(), "waiting", 0, False, "turn in a moment"),
        (Progress(), "waiting", 2, False, "behind 2\u00a0other styles"),
        (Progress(), "running", 0, False, "Starting"),
        (running(), "running", 0, False, "Learning the voice"),
        (running(step(1)), "running", 0, True, "Stopping after this step"),
        (fold(Progress(), [Phase("viewing")]), "running", 0, False, "a plain version of each passage…"),
        (VIEWING, "running", 0, False, "a plain version of each passage: 30 of 1,200…"),
        (fold(Progress(), [Phase("replaying")]), "running", 0, False, "is not forgotten…"),
        (REPLAYING, "running", 0, False, "is not forgotten: 25%…"),
        (running(CheckpointSaved(12)), "interrupted", 0, False, "Resume goes on from step 12"),
        (running(), "interrupted", 0, False, "before its first checkpoint"),
        (Progress(), "interrupted", 0, False, "not been started"),
        (running(DONE), "finished", 0, False, "Finished in about 5\u00a0minutes: 40 steps"),
        (running(STOPPED_FALLING), "finished", 0, False, "Finished early in under a minute: after step 20"),
        (running(RECITED), "finished", 0, False, "by step 30 it had begun to recite the texts, so step 20 is kept"),
        (running(replace(RECITED, best_step=30)), "finished", 0, False, "recites the texts, and did so at its first"),
        (running(Stopped(7, 9)), "stopped", 0, False, "Stopped at step 7"),
        (running(Failed("The disk is full.")), "failed", 0, False, "The disk is full."),
        (running(Failed("Something.", bug=True)), "failed", 0, False, "This is a bug in Pastiche"),
    ],
)
def test_the_headline_says_what_a_run_does(
    progress: Progress, status: Status, place: int, stopping: bool, said: str
) -> None:
    assert said in run_sentences.headline(progress, status, place, stopping, ENGLISH)
    assert run_sentences.headline(progress, status, place, stopping, RUSSIAN)


def test_while_the_base_writes_its_own_answers_the_bar_and_the_time_left_are_theirs() -> None:
    assert run_sentences.share_done(REPLAYING) == 0.25
    assert dict(run_sentences.figures(REPLAYING, ENGLISH))[ENGLISH.figure_left] == "about 2\u00a0minutes"


def test_while_the_base_writes_its_views_the_bar_and_the_time_left_are_theirs() -> None:
    assert run_sentences.share_done(VIEWING) == 30 / 1200
    assert run_sentences.figures(VIEWING, ENGLISH)[-1] == ("Time left", "about 3\u00a0minutes")
    assert run_sentences.share_done(fold(VIEWING, [Phase("replaying")])) == 0


def test_what_came_of_the_views_and_how_many_examples_a_task_has_are_said() -> None:
    started = Started("unsloth", "cpu", 700, 40, tasks={"replay": 100, "rewrite": 200, "write": 400})
    progress = fold(VIEWING, [ViewsWritten(1200, 1100, 900, True), started])
    views, tasks = run_sentences.remarks(progress, ENGLISH)
    assert "Of 1,200 passages the base wrote 1,100 briefs and 900 plain versions" in views
    assert tasks == "It learns from these examples: Write 400, Rewrite 200, Replay 100."
    assert len(run_sentences.remarks(progress, RUSSIAN)) == 2


def test_a_base_that_cannot_write_views_is_told_of() -> None:
    (said,) = run_sentences.remarks(fold(VIEWING, [ViewsWritten(1200, 0, 0, False)]), ENGLISH)
    assert "does not follow instructions well enough" in said
    assert run_sentences.remarks(Progress(), ENGLISH) == []


@pytest.mark.parametrize(("t", "said"), [(ENGLISH, "keywords take their place"), (RUSSIAN, "ключевые слова")])
def test_what_a_probe_showed_of_one_view_is_said_beside_what_came_of_the_other(t: Strings, said: str) -> None:
    written, given_up = run_sentences.remarks(fold(VIEWING, [ViewsWritten(1200, 0, 900, True, ("brief",))]), t)
    assert "900" in written
    assert said in given_up


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_examples_that_are_cut_or_lost_are_told_of(t: Strings) -> None:
    started = Started("unsloth", "cpu", 700, 40, tasks={"write": 700}, cut=21, lost=3)
    _, cut, lost = run_sentences.remarks(fold(VIEWING, [started]), t)
    assert "21" in cut
    assert "3" in lost
    assert run_sentences.beyond_the_length(0, 0, t) == []


def test_few_examples_of_the_authors_are_told_of_with_what_that_means() -> None:
    few, enough = ({"write": count, "replay": 300} for count in (499, 500))
    (said,) = run_sentences.few_examples(few, ENGLISH)
    assert said.startswith("Fewer than 500 examples show a voice in outline")
    assert run_sentences.few_examples(few, RUSSIAN)
    assert run_sentences.few_examples(enough, ENGLISH) == run_sentences.few_examples({}, ENGLISH) == []


@pytest.mark.parametrize(
    ("seconds", "english", "russian"),
    [
        (5, "under a minute", "меньше минуты"),
        (61, "about 1 minute", "около 1 минуты"),
        (300, "about 5 minutes", "около 5 минут"),
        (21 * 60, "about 21 minutes", "около 21 минуты"),
        (3600, "about 1 hour", "около 1 часа"),
        (2 * 3600 + 1200, "about 2 hours 20 minutes", "около 2 часов 20 минут"),
    ],
)
def test_a_length_of_time_is_said_as_one_says_it(seconds: float, english: str, russian: str) -> None:
    assert run_sentences.duration(seconds, ENGLISH).replace("\u00a0", " ") == english
    assert run_sentences.duration(seconds, RUSSIAN).replace("\u00a0", " ") == russian


def evaluated(step: int, loss: float, copied: float, general: float = 4.0) -> Evaluated:
    return Evaluated(step, loss, True, general_loss=general, copied=copied, copy_limit=0.1)


def test_a_checkpoint_measured_once_more_after_a_resume_is_one_point() -> None:
    progress = running(evaluated(0, 3.4, 0.0), evaluated(10, 3.2, 0.0), CheckpointSaved(10))
    resumed = fold(progress, [Started("unsloth", "cpu", 300, 40, resumed_from=10), evaluated(10, 3.2, 0.0)])
    assert [one.step for one in resumed.measured] == [0, 10]


def test_the_plot_has_words_for_those_who_do_not_see_it() -> None:
    progress = running(Evaluated(0, 3.5, True), Evaluated(10, 3.1, True), Evaluated(20, 3.2, False))
    assert "from 3.50 to 3.10 at best, at step 10" in run_sentences.plot_sentence(progress, ENGLISH)
    assert run_sentences.plot_sentence(running(), ENGLISH) == ""
    assert "trains on is 3.50." in run_sentences.plot_sentence(running(Evaluated(0, 3.5, True)), ENGLISH)


def test_the_words_say_what_is_forgotten_and_what_is_copied() -> None:
    clean = running(evaluated(0, 3.4, 0.0), evaluated(10, 3.2, 0.0532, general=4.1))
    said = run_sentences.plot_sentence(clean, ENGLISH)
    assert "everyday texts it went from 4.00 to 4.10" in said
    assert "it copies 5.3% of its words from them; up to 10.0% is no reciting" in said
    reciting = fold(clean, [evaluated(20, 3.1, 0.3), evaluated(30, 3.1, 0.9)])
    assert "at step 20 it copied 30.0% of its words from them; above 10.0%" in run_sentences.plot_sentence(
        reciting, ENGLISH
    )
    assert "на шаге 20 взяла" in run_sentences.plot_sentence(reciting, RUSSIAN)


# Columns


def test_columns_grow_with_the_words_that_come() -> None:
    answers = [
        Ready("embedded", "stock", 3.0),
        TextDelta("base", "A "),
        TextDelta("styled", "B"),
        TextDelta("base", "ship"),
        Answered("base", 2, True),
        Done(1.5, 2),
    ]
    state = comparison_progress.Columns()
    for answer in answers:
        state = comparison_progress.after(answer, state)
    assert state.texts == {"base": "A ship", "few_shot": "", "styled": "B"}
    assert (state.stage, state.seconds, state.shots, state.tokens) == ("done", 1.5, 2, {"base": 2})


def test_trouble_keeps_what_was_written() -> None:
    state = comparison_progress.after(
        Trouble("No."), comparison_progress.after(TextDelta("base", "A"), comparison_progress.Columns())
    )
    assert state.stage == "trouble"
    assert state.texts["base"] == "A"


def test_an_unknown_kind_of_answer_is_refused() -> None:
    with pytest.raises(TypeError, match="answers of the kind int"):
        comparison_progress.after(3, comparison_progress.Columns())


def test_columns_are_drawn_seldom_and_always_at_the_end() -> None:
    ticks = iter([0.0, 0.0, *[0.01] * 20])
    answers = iter([*[TextDelta("base", "a")] * 10, Done(1.0, 0)])
    drawn = list(comparison_progress.paced(answers, lambda: next(ticks), 0.1))
    assert len(drawn) == 2
    assert drawn[-1].stage == "done"
    assert drawn[-1].texts["base"] == "a" * 10


# Markup


def test_a_models_words_are_never_markup() -> None:
    drawn = prose.prose('<img src=x onerror="alert(1)">\n\n${alert(1)} {{x}}', "en")
    assert "<img" not in drawn
    assert drawn.count("<p>") == 2


def test_a_files_name_is_never_markup() -> None:
    from ui.visitors.text_store import Reading

    drawn = markup.readings([Reading('"><script>x</script>.txt', sentence="`<b>` is empty.")], ENGLISH)
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_samples_show_the_newest_step_first() -> None:
    drawn = markup.samples([Sample(0, "fog", "old"), Sample(8, "fog", "new")], "en", ENGLISH)
    assert drawn.index("After step 8") < drawn.index("Before the first step")
    assert drawn.count("<details open>") == 1


def test_verse_lines_and_paragraphs_survive() -> None:
    assert prose.prose("one\ntwo\n\nthree", "en").count("<br>") == 1


def test_a_mark_that_goes_over_paragraphs_and_lines_is_in_each() -> None:
    text = "\r\n  one <b>\r\ntwo\n\n\nthree & four\n\n"
    begin, end = text.index("<b>"), text.index("four")
    drawn = prose.prose(text, "en", marks=[prose.Mark(begin, end, '"a" & <b>')])
    title = "&quot;a&quot; &amp; &lt;b&gt;"
    assert f'<p>one <mark title="{title}">&lt;b&gt;<br>two</mark></p>' in drawn
    assert f'<p><mark title="{title}">three &amp; </mark>four</p>' in drawn


@given(st.text(st.sampled_from("ab<&\n\r ё")), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_marks_change_no_word(text: str, places: list[tuple[int, int]]) -> None:
    marks = [prose.Mark(begin, end, "x") for begin, end in sorted(places)]
    drawn = prose.prose(text, "en", marks=marks)
    assert drawn.replace('<mark title="x">', "").replace("</mark>", "") == prose.prose(text, "en")


def test_copied_spans_are_marked_with_where_they_come_from() -> None:
    training = TrainingText(
        ["The old postman mended the wide net on a Friday.", "Nothing else."], ["<net>.txt", "b.txt"]
    )
    text = "The old postman mended the wide net on Monday."
    found = training.compare(text)
    (mark,) = prose.copied_marks(found, ENGLISH)
    assert text[mark.begin : mark.end] == "The old postman mended the wide net on"
    assert mark.title.replace("\u00a0", " ") == "Copied: 8 words in a row stand in “<net>.txt”, passage 1"
    line = prose.originality(found, ENGLISH).replace("\u00a0", " ")
    assert "8 words in copied spans; the longest, 8 words, stands in “&lt;net&gt;.txt”, passage 1." in line


def test_a_column_says_that_nothing_is_copied_only_when_that_is_known() -> None:
    training = TrainingText(["The old postman mended the wide net on a Friday."])
    assert "Nothing copied" in prose.originality(training.compare("A heron."), ENGLISH)
    assert "training passage 1" in prose.originality(training.compare("he mended the wide net on a roof"), ENGLISH)
    silent = prose.originality(None, ENGLISH)
    assert prose.originality(training.compare(""), ENGLISH) == silent == '<p class="line originality"></p>'
