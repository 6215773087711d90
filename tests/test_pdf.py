"""A PDF comes out as the paragraphs that were set, whatever its pages put around and between them."""

from collections.abc import Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

from styles.cleaning.clean import CleanText, clean
from styles.errors import TextError
from styles.texts.readers import ReadingLimits, read_bytes
from tests.set_books import (
    BLOCK,
    BODY,
    COLUMNS,
    HEIGHT,
    LATIN,
    RAGGED,
    WIDTH,
    chapters,
    drawn,
    pdf,
    stream,
    with_objects,
)

STORY = [
    "The pump by the green gate had not worked since the spring, but my uncle oiled it every Sunday after church.",
    "“It remembers,” he said.",
    "“It does not.”",
    "When we laughed at him he went on oiling, slowly, as if somebody were asleep inside, and when we had stopped "
    "laughing he put the can back on its nail and told us what the pump had seen in the year of the great flood.",
    "Then, in the second week of October, water came out of it — brown at first, then clear, then far too much. "
    "Nobody laughed after that; we carried the spoons, the clock and the postman’s hat up to the loft and waited.",
]
NUMBERS = ["no", "one", "two", "three"]
LONG = STORY * 8


def read(data: bytes) -> CleanText:
    return clean(read_bytes(data, "a.pdf"))


def squeezed(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs with their white space folded: a line's end becomes a space."""
    return [" ".join(paragraph.split()) for paragraph in paragraphs]


def paragraphs(data: bytes) -> list[str]:
    return squeezed(list(read(data).paragraphs))


def removed(data: bytes, reason: str) -> list[str]:
    return [removal.text for removal in read(data).removals if removal.reason == reason]


def error(data: bytes, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(TextError) as caught:
        read_bytes(data, "a.pdf", limits)
    return str(caught.value)


def head_and_number(canvas: Canvas, number: int) -> None:
    canvas.setFont(LATIN, 9)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 30, "A Book of Rain" if number % 2 else "Nobody")
    canvas.drawCentredString(WIDTH / 2, 25, str(number))


class TestParagraphs:
    @pytest.mark.parametrize("style", [BODY, RAGGED, BLOCK], ids=["indented", "ragged", "blocks"])
    def test_they_come_back_also_across_pages(self, style: ParagraphStyle) -> None:
        assert paragraphs(pdf(LONG, style)) == LONG

    def test_two_columns_are_read_one_after_the_other(self) -> None:
        assert paragraphs(pdf(LONG, frames=COLUMNS)) == LONG

    def test_columns_that_were_drawn_line_by_line_too(self) -> None:
        left = ["The pump by the green gate had", "not worked since the spring, but", "my uncle oiled it every Sunday."]
        right = [
            "after church, slowly, as if there",
            "were somebody asleep inside it,",
            "and nobody laughed after that.",
        ]

        def draw(canvas: Canvas) -> None:
            for number, (one, other) in enumerate(zip(left * 3, right * 3, strict=True)):
                canvas.drawString(40, 500 - 14 * number, one)
                canvas.drawString(215, 500 - 14 * number, other)

        assert paragraphs(drawn(draw)) == [" ".join(left * 3 + right * 3)]

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_pages_are_read_as_a_viewer_turns_them(self, turn: int) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setPageRotation(turn)
            canvas.translate(*{0: (0, 0), 90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[turn])
            canvas.rotate(turn)
            for number, line in enumerate(["One day it rained over the hill,", "and nobody in the yard looked up."]):
                canvas.drawString(40, 300 - 14 * number, line)
            canvas.drawString(52, 272, "Fog came after it.")

        assert paragraphs(drawn(draw)) == [
            "One day it rained over the hill, and nobody in the yard looked up.",
            "Fog came after it.",
        ]

    def test_words_split_at_line_ends_are_joined_and_the_author_s_hyphens_stay(self) -> None:
        lines = [
            "The well-known pump had not work-",
            "ed since spring, but my uncle is a well-",
            "known man who oiled it every Sun-",
            "day, and the pump worked on Sunday.",
        ]

        def draw(canvas: Canvas) -> None:
            for number, line in enumerate(lines):
                canvas.drawString(40, 500 - 14 * number, line)

        data = drawn(draw)
        assert paragraphs(data) == [
            "The well-known pump had not worked since spring, but my uncle is a well-known man who oiled it every "
            "Sunday, and the pump worked on Sunday."
        ]
        assert removed(data, "line-end hyphen") == ["-", "-"]

    def test_a_large_first_letter_belongs_to_its_word(self) -> None:
        def draw(canvas: Canvas) -> None:
            canvas.setFont(LATIN, 36)
            canvas.drawString(40, 480, "T")
            canvas.setFont(LATIN, 11)
            for number, line in enumerate(
                ["he pump by the gate had not worked since the spring.", *STORY[0].split("but")]
            ):
                canvas.drawString(65 if number < 2 else 40, 500 - 14 * number, line)

        assert paragraphs(drawn(draw))[0].startswith("The pump by the gate")

    def test_verse_keeps_its_lines(self) -> None:
        verse = "The tide comes in<br/>And no one asks,<br/>Which way it goes<br/>Or who will pay."
        data = pdf([*STORY, Spacer(1, 14), Paragraph(verse, RAGGED), Spacer(1, 14), *STORY])
        assert "The tide comes in\nAnd no one asks,\nWhich way it goes\nOr who will pay." in list(read(data).paragraphs)

    def test_headings_end_chapters(self) -> None:
        cleaned = read(pdf(chapters({"The Pump": LONG[:20], "Chapter 2": LONG[20:]})))
        assert [squeezed(chapter) for chapter in cleaned.chapters] == [LONG[:20], LONG[20:]]
        assert [removal.text for removal in cleaned.removals] == ["The Pump", "Chapter 2"]


class TestWhatIsNoText:
    def test_running_heads_and_page_numbers_go(self) -> None:
        data = pdf(LONG * 3, furniture=head_and_number)
        assert paragraphs(data) == LONG * 3
        assert set(removed(data, "running head")) == {"A Book of Rain", "Nobody"}
        numbers = removed(data, "page number")
        assert numbers == [str(number + 1) for number in range(len(numbers))]

    def test_a_heading_at_the_top_of_many_pages_is_no_running_head(self) -> None:
        data = pdf(chapters({f"Chapter {number}": STORY for number in range(1, 6)}))
        assert removed(data, "heading") == [f"Chapter {number}" for number in range(1, 6)]
        assert len(read(data).chapters) == 5

    def test_notes_at_the_foot_go_with_their_numbers(self) -> None:
        def note(canvas: Canvas, number: int) -> None:
            canvas.setFont(LATIN, 8)
            canvas.drawString(50, 40, f"1 The pump was sold {NUMBERS[number]} years later, without its handle.")

        marked = [*LONG[:-1], LONG[-1] + '<super size="7">1</super>']
        data = pdf(marked, furniture=note)
        assert paragraphs(data) == LONG
        assert removed(data, "note marker") == ["1"]
        assert set(removed(data, "note")) == {
            f"1 The pump was sold {NUMBERS[page]} years later, without its handle." for page in (1, 2, 3)
        }

    @pytest.mark.parametrize("before", ["…", "”", '"', "'", "—", "]", "?", "word"])
    def test_a_small_raised_number_is_a_marker_after_any_sign(self, before: str) -> None:
        story = [*STORY, f"So it was{before}<super size=6>3</super> And then no more.", *STORY]
        assert f"So it was{before} And then no more." in paragraphs(pdf(story))
        assert removed(pdf(story), "note marker") == ["3"]

    def test_tables_go(self) -> None:
        table = Table([["Month", "Rain", "Wind"], ["May", "12", "4"], ["October", "118", "31"]], colWidths=80)
        data = pdf([*STORY, table, *STORY])
        assert paragraphs(data) == STORY * 2
        assert removed(data, "table") == ["Month", "Rain", "Wind", "May", "12", "4", "October", "118", "31"]

    def test_loosely_set_lines_are_no_table(self) -> None:
        words = (
            "Unwillingly grandfather straightened everything; unbelievably, neighbours understood immediately. "
            "Embarrassment notwithstanding, everybody congratulated grandmother, whose umbrella, "
            "disintegrating, nevertheless outperformed expectations; photographers, overwhelmingly, applauded."
        )
        assert paragraphs(pdf([words], frames=COLUMNS)) == [words]

    def test_the_pages_before_the_text_go(self) -> None:
        front = ["A Book of Rain", PageBreak(), "Copyright 2020 Nobody. All rights reserved. ISBN 0-00-000000-0",
                 PageBreak(), "Contents", "The Pump . . . . . 4", "The Flood . . . . . 5", "The Loft . . . . . 6",
                 PageBreak()]  # fmt: skip
        data = pdf([*front, *chapters({"The Pump": LONG, "The Flood": LONG})])
        assert paragraphs(data) == LONG * 2
        assert len(removed(data, "title page")) == 1
        assert len(removed(data, "contents")) == 4
        assert removed(data, "imprint")

    def test_a_book_of_short_poems_keeps_its_first_pages(self) -> None:
        pages = [thing for line in STORY for thing in (line, PageBreak())]
        assert paragraphs(pdf(pages)) == STORY

    def test_what_stands_on_its_side_goes(self) -> None:
        def margin(canvas: Canvas, number: int) -> None:
            canvas.rotate(90)
            canvas.drawString(100, -20, "Downloaded by nobody")

        data = pdf(LONG, furniture=margin)
        assert paragraphs(data) == LONG
        assert set(removed(data, "outside the reading order")) == {"Downloaded by nobody"}


class TestErrors:
    PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    WORDS = stream(b"BT /F1 12 Tf 50 700 Td (The rain fell on the harbour.) Tj ET")
    FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"

    def document(self, pages: bytes, words: bytes = WORDS, catalog: bytes = b"") -> bytes:
        return with_objects(
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, b"<</Type/Pages%b>>" % pages, self.PAGE, words, self.FONT
        )

    def test_a_password_is_said(self) -> None:
        assert "password" in error(pdf(STORY, encrypt=StandardEncryption("secret")))

    def test_a_document_that_may_only_not_be_changed_is_read(self) -> None:
        assert paragraphs(pdf(STORY, encrypt=StandardEncryption("", ownerPassword="mine", canModify=0))) == STORY

    def test_pages_without_words_are_said(self) -> None:
        assert "not a scan" in error(drawn(lambda canvas: canvas.rect(50, 50, 100, 100)))

    def test_a_broken_document_is_said(self) -> None:
        assert "damaged" in error(b"%PDF-1.7\n...")
        assert "damaged" in error(with_objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"))

    def test_a_million_pages_are_refused_at_once(self) -> None:
        assert "1,000,000 pages" in error(self.document(b"/Kids[3 0 R]/Count 1000000"))
        assert "1,000,000 pages" in error(self.document(b"/Kids[" + b"3 0 R " * 1_000_000 + b"]/Count 1000000"))

    def test_too_many_words_are_refused_while_they_are_read(self) -> None:
        assert "more than 100 words" in error(pdf(LONG), ReadingLimits(max_words=100))

    def test_absurd_nesting_is_no_danger(self) -> None:
        deep = b"/X " + b"[" * 500_000 + b"]" * 500_000
        assert paragraphs(self.document(b"/Kids[3 0 R]/Count 1", catalog=deep)) == ["The rain fell on the harbour."]
        assert paragraphs(self.document(b"/Kids[2 0 R 3 0 R]/Count 2")) == ["The rain fell on the harbour."]
        assert "no words" in error(self.document(b"/Kids[3 0 R]/Count 1", words=stream(b"[" * 500_000)))

    def test_letters_that_stand_for_nothing_are_said(self) -> None:
        codes = stream(b"BT /F1 12 Tf 50 700 Td <%b> Tj ET" % (b"0102030405060708" * 9))
        assert "which letters" in error(self.document(b"/Kids[3 0 R]/Count 1", words=codes))
