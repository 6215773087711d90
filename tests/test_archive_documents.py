"""Pieces of one author become texts whose chapters have dates, so that what is held out is the latest."""

from datetime import datetime, timedelta

from styles.archives.documents import documents
from styles.archives.pieces import Person, Piece
from styles.cleaning.clean import clean
from styles.corpus.builder import build_corpus
from styles.corpus.held_out import choose
from styles.text import CHAPTER_BORDER, Removal, Text
from styles.texts import saved_text
from styles.texts.private import mask
from styles.texts.restoration import put_back
from tests.archives import START, day
from tests.toy import toy_paragraphs

ADA, BOB = Person("ada", "Ada"), Person("bob", "Bob")
LONG = "\n\n".join(toy_paragraphs(12))


def piece(text: str, at: float = 0, writer: Person | None = ADA, **fields: object) -> Piece:
    return Piece(writer, text, START + timedelta(days=at), **fields)  # type: ignore[arg-type]


def one(*pieces: Piece) -> Text:
    (text,) = documents(pieces, "box", {"ada"})
    return text


def chapters(text: Text) -> list[str]:
    return text.text.split(f"\n{CHAPTER_BORDER}\n")


def test_only_the_authors_pieces_are_in_a_text() -> None:
    text = one(piece("Rain."), piece("Fog.", writer=BOB), piece("Sun.", writer=None))
    assert text.text == "Rain."
    (owners,) = documents([piece("Rain.", writer=None), piece("Fog.", writer=BOB)], "box", {""})
    assert owners.text == "Rain."


def test_a_long_piece_is_a_chapter_with_its_date_and_title() -> None:
    text = one(piece(LONG, 3, title="Rain"), piece(LONG, 1, title="Fog"))
    assert len(chapters(text)) == 2
    assert [date.partition("T")[0] for date in text.dates] == ["2024-01-06", "2024-01-08"]
    assert [(removal.reason, removal.text) for removal in text.removals] == [("heading", "Fog"), ("heading", "Rain")]
    assert [removal.offset for removal in text.removals] == [0, len("".join(LONG.split()))]


def test_messages_that_follow_each_other_are_lines_of_one_paragraph() -> None:
    minute = 1 / 1440
    messages = [
        piece("It rains", 0, thread="Bob"),
        piece("again", minute, thread="Bob"),
        piece("Yes", 2 * minute, BOB, thread="Bob"),
        piece("The boat leaks", 3 * minute, thread="Bob"),
        piece("Still", 1, thread="Bob"),
    ]
    assert one(*messages).text == "It rains\nagain\n\nThe boat leaks\n\nStill"


def test_short_messages_become_chapters_that_passages_can_be_cut_from() -> None:
    messages = [piece(f"{text[:40]} {at}", at / 20, thread="Bob") for at, text in enumerate(toy_paragraphs(2000))]
    text = one(*messages)
    lengths = [len(chapter.split()) for chapter in chapters(text)]
    assert min(lengths[:-1]) >= 300
    assert max(lengths) < 400
    assert len(text.dates) == len(lengths)
    corpus = build_corpus([clean(text)])
    assert all(passage.words >= 100 for passage in corpus.train)


def test_a_long_silence_ends_a_chapter() -> None:
    text = one(piece("Rain.", 0, thread="Bob"), piece("Fog.", 100, thread="Bob"))
    assert chapters(text) == ["Rain.", "Fog."]


def test_a_long_thread_is_a_text_of_its_own_and_the_rest_are_together() -> None:
    letters = [piece(LONG, at, thread="Harbour") for at in range(30)]
    found = list(documents([*letters, piece("Rain.", thread="Bob"), piece("Fog.", thread="Cy")], "box", {"ada"}))
    assert [text.name for text in found] == ["box/Harbour", "box"]
    assert "Rain." in found[1].text
    assert "Fog." in found[1].text


def test_removals_of_a_piece_keep_their_place() -> None:
    text = one(piece(f"{LONG} end", 0), piece("Rain.", 1, removals=(Removal("image", "a boat", 4),)))
    (removal,) = text.removals
    assert removal.offset == len("".join(f"{LONG} end".split())) + 4
    cleaned = clean(text)
    assert cleaned.removals == (removal,)
    assert "a boat" in "".join(put_back(cleaned, [0]).chapters[-1])


def test_dates_stay_with_their_chapters_through_cleaning_and_storage(tmp_path: object) -> None:
    text = one(piece(LONG, 1), piece("* * *", 50), piece(LONG, 100))
    cleaned = clean(text)
    assert len(cleaned.dates) == len(cleaned.chapters)
    assert [date[:10] for date in cleaned.dates] == ["2024-01-06", "2024-04-14"]
    assert [removal.reason for removal in cleaned.removals] == ["separator"]
    stored = saved_text.write(cleaned, tmp_path / "a.json").text()  # type: ignore[operator]
    assert stored == cleaned
    assert mask(cleaned, []).dates == cleaned.dates


def held_out_dates(texts: list[Text]) -> tuple[list[str], list[str]]:
    corpus = build_corpus(map(clean, texts))
    assert corpus.report.held_out == "latest"
    return [one.date for one in corpus.train if one.date], [one.date for one in corpus.held_out]


def test_what_is_held_out_is_later_than_what_is_trained_on() -> None:
    """The texts come in any order, and each covers the whole time."""
    ada = toy_paragraphs(900, seed=5)
    posts = [piece("\n\n".join(ada[at * 9 : at * 9 + 9]), at, thread=("a", "b")[at % 2]) for at in range(100)]
    texts = list(documents(posts[::-1], "blog", {"ada"}))
    assert len(texts) == 2
    train, held_out = held_out_dates(texts)
    ends = [datetime.fromisoformat(date.partition("/")[2]) for date in train]
    begins = [datetime.fromisoformat(date.partition("/")[0]) for date in held_out]
    assert max(ends) < min(begins)
    assert 0.08 < len(held_out) / (len(train) + len(held_out)) < 0.2
    assert min(begins) > day(80)


def test_what_was_written_over_the_border_is_on_neither_side() -> None:
    dates = [f"2024-01-{at:02}T00:00:00+00:00" for at in range(1, 11)]
    intervals = [f"{date}/{date}" for date in dates]
    intervals[3] = f"{dates[3]}/{dates[9]}"
    split = choose([range(10)], [200] * 10, [], intervals)
    assert (split.way, split.held_out, split.gap) == ("latest", [8, 9], [3])
    assert split.train == [0, 1, 2, 4, 5, 6, 7]


def test_a_few_dates_among_many_texts_without_decide_nothing() -> None:
    date = "2024-01-01T00:00:00+00:00"
    split = choose([range(2), range(2, 20), range(20, 23)], [200] * 23, [0, 2, 1], [f"{date}/{date}"] * 2 + [""] * 21)
    assert (split.way, split.held_out) == ("documents", [20, 21, 22])


def test_passages_of_one_moment_are_held_out_by_their_place() -> None:
    date = "2024-01-01T00:00:00+00:00"
    split = choose([range(20)], [200] * 20, [], [f"{date}/{date}"] * 20)
    assert split.way == "end"
    assert split.held_out[-1] == 19
