"""What people write in notes: vaults of Obsidian, exports of Notion."""

from datetime import UTC, datetime

import pytest

from tests.books import zipped
from tests.post_archives import CANARY, SECOND, STORY, all_words, pieces, texts, vault

ID, OTHER_ID = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"


@pytest.mark.parametrize("root", ["", "My vault/"])
def test_each_note_of_a_vault_is_a_piece_of_its_folder(root: str) -> None:
    notes = {"Pier.md": f"# Pier\n\n{STORY}", "Diary/Summer/2021-07-08.md": SECOND}
    assert [(piece.thread, piece.title, piece.text) for piece in pieces(vault(notes, root))] == [
        ("Diary/Summer", "2021-07-08", SECOND),
        ("", "Pier", STORY),
    ]


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ("created: 2021-04-05T06:07:08+03:00", datetime(2021, 4, 5, 3, 7, 8, tzinfo=UTC)),
        ("tags:\n  - sea\ndate created: 2021-04-05 06:07", datetime(2021, 4, 5, 6, 7, tzinfo=UTC)),
        ('date: "[[2021-04-05]]"', datetime(2021, 4, 5, tzinfo=UTC)),
        ("mood: low", None),
    ],
)
def test_front_matter_is_left_out_and_dates_the_note(front: str, date: datetime | None) -> None:
    (piece,) = pieces(vault({"Pier.md": f"---\n{front}\n---\n{STORY}"}))
    assert (piece.text, piece.date) == (STORY, date)
    assert [removal.reason for removal in piece.removals] == ["description"]


def test_the_name_of_a_daily_note_is_its_date() -> None:
    assert pieces(vault({"2021-07-08 Thursday.md": STORY}))[0].date == datetime(2021, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Templates/day.md", CANARY),
        ("Forms/day.md", CANARY),
        (".trash/old.md", CANARY),
        ("Clippings/page.md", CANARY),
        ("page.md", f"---\ntags:\n  - clippings\n---\n{CANARY}"),
        ("Readwise/book.md", CANARY),
        ("copilot/copilot-conversations/talk.md", CANARY),
        ("board.md", f"---\nkanban-plugin: board\n---\n{CANARY}"),
        ("drawing.excalidraw.md", CANARY),
        ("attachments/a.txt", CANARY),
        ("plan.canvas", CANARY),
    ],
)
def test_templates_drawings_and_clipped_pages_are_no_notes(path: str, text: str) -> None:
    data = vault({"Pier.md": STORY, path: text}, templates='{"folder": "Forms"}')
    assert texts(data) == [STORY]
    assert CANARY not in all_words(data)


def test_quotations_in_notes_leave_no_trace_and_callouts_stay() -> None:
    note = f"{STORY}\n\n> {CANARY}\nlazily {CANARY}\n\n{SECOND}\n\n> [!tip] Ropes\n> Coil them.\n"
    data = vault({"Pier.md": note})
    assert CANARY not in all_words(data)
    assert texts(data)[0].startswith(f"{STORY}\n\n{SECOND}")
    assert "Coil them." in texts(data)[0]


def test_a_form_feed_in_a_note_is_no_border_of_chapters() -> None:
    assert texts(vault({"Pier.md": f"{STORY}\f{SECOND}"})) == [f"{STORY} {SECOND}"]


def test_a_page_of_notion_has_its_title_and_no_properties() -> None:
    row = (
        f"# A pier\n\nCreated: April 5, 2021 6:07 AM\nTags: {CANARY}1\n\n{STORY}\n\n[Child](A%20pier/Child%20{ID}.md)\n"
    )
    data = zipped(
        {
            f"Export-1/Log {ID}/A pier {OTHER_ID}.md": row.encode(),
            f"Export-1/Log {ID}.csv": f"Name,Tags\nA pier,{CANARY}\n".encode(),
            f"Export-1/Log {ID}_all.csv": CANARY.encode(),
            f"Export-1/Plain {OTHER_ID}.md": f"# Plain\n\nNote: the sea is loud.\n\n{SECOND}\n".encode(),
        }
    )
    pier, plain = pieces(data)
    assert (pier.title, pier.thread, pier.text) == ("A pier", "Log", STORY)
    assert pier.date == datetime(2021, 4, 5, 6, 7, tzinfo=UTC)
    assert [removal.reason for removal in pier.removals] == ["description"]
    assert plain.text == f"Note: the sea is loud.\n\n{SECOND}"


def test_parts_of_an_export_of_notion_are_opened() -> None:
    parts = {
        f"ExportBlock-01234567-89ab-cdef-0123-456789abcdef-Part-{number}.zip": zipped({f"Page {ID}.md": text.encode()})
        for number, text in enumerate([f"# One\n\n{STORY}", f"# Two\n\n{SECOND}"], 1)
    }
    assert [(piece.title, piece.text) for piece in pieces(zipped(parts))] == [("One", STORY), ("Two", SECOND)]
    broken = {**parts, "ExportBlock-01234567-89ab-cdef-0123-456789abcdef-Part-3.zip": b"PK\x03\x04 no archive"}
    assert len(pieces(zipped(broken))) == 2


def test_pages_of_notion_in_html_are_read() -> None:
    page = (
        f'<html><head><title>A pier</title></head><body><article id="{ID}" class="page sans"><header>'
        '<h1 class="page-title">A pier</h1><table class="properties"><tbody><tr class="property-row '
        'property-row-created_time"><th>Created</th><td><time>@April 5, 2021 6:07 AM</time></td></tr></tbody></table>'
        f'</header><div class="page-body"><p id="1">{STORY}</p><blockquote>{CANARY}</blockquote><figure>'
        f'<a class="bookmark source" href="#">{CANARY}</a></figure><p>{SECOND}</p></div></article></body></html>'
    )
    data = zipped({f"A pier {ID}.html": page.encode(), "index.html": CANARY.encode()})
    (piece,) = pieces(data)
    assert (piece.title, piece.text) == ("A pier", f"{STORY}\n\n{SECOND}")
    assert piece.date == datetime(2021, 4, 5, 6, 7, tzinfo=UTC)
    assert CANARY not in all_words(data)
