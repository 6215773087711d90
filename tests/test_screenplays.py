"""Of a screenplay what is spoken and told is text; headings, names, directions and notes are left out, and listed."""

import pytest

from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes

WET = "The rain had been falling since Tuesday."


def read(written: str, name: str) -> Text:
    return read_bytes(written.encode(), name)


def listed(text: Text) -> list[tuple[str, str]]:
    return [(removal.reason, removal.text) for removal in text.removals]


def fdx(inside: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n<FinalDraft DocumentType="Script" Template="No">'
        f"<Content>{inside}</Content></FinalDraft>"
    )


class TestFountain:
    def test_action_and_dialogue_stay(self) -> None:
        text = read(
            f"Title: Rain\nAuthor: A. N.\n\nINT. HARBOUR - NIGHT\n\n{WET}\n\nANNA (O.S.) ^\n(quietly)\n"
            f"It *stopped*.\n\n"
            "CUT TO:\n\n@McIntyre\nDid it?\n",
            "a.fountain",
        )
        assert text.text == f"{WET}\n\nIt stopped.\n\nDid it?"
        assert listed(text) == [
            ("title page", "Title: Rain Author: A. N."),
            ("heading", "INT. HARBOUR - NIGHT"),
            ("speaker", "ANNA (O.S.)"),
            ("stage direction", "(quietly)"),
            ("stage direction", "CUT TO:"),
            ("speaker", "McIntyre"),
        ]

    def test_notes_and_the_boneyard_go_wherever_they_stand(self) -> None:
        text = read(
            f"{WET} [[Which day?]] Still.\n\n/* An old\n\nscene. */\n\n= She learns of it.\n\nEnd.\n", "a.fountain"
        )
        assert text.text == f"{WET} Still.\n\nEnd."
        assert [entry[0] for entry in listed(text)] == ["comment", "comment", "comment"]

    def test_a_boneyard_that_is_never_closed_loses_nothing(self) -> None:
        assert WET in read(f"One /* two\n\n{WET}\n", "a.fountain").text

    def test_sections_are_chapters_and_scenes_are_not(self) -> None:
        text = read(f"# Act One\n\nEXT. SEA\n\n{WET}\n\nEXT. QUAY\n\n{WET}\n\n# Act Two\n\n{WET}\n", "a.fountain")
        assert text.text == f"{WET}\n\n{WET}\n\f\n{WET}"

    def test_shouting_in_a_line_of_its_own_is_told(self) -> None:
        assert (
            read(f"!BANG\nIt falls.\n\n~La la la\n\n{WET}\n", "a.fountain").text
            == f"BANG\nIt falls.\n\nLa la la\n\n{WET}"
        )

    def test_russian_scenes_and_names_are_known(self) -> None:
        text = read("ИНТ. ПОРТ - НОЧЬ\n\nДождь шёл со вторника.\n\nАННА\nОн перестал.\n", "a.fountain")
        assert text.text == "Дождь шёл со вторника.\n\nОн перестал."


class TestFinalDraft:
    def test_action_and_dialogue_stay(self) -> None:
        paragraphs = [
            ("Scene Heading", "INT. HARBOUR"),
            ("Action", WET),
            ("Character", "ANNA"),
            ("Parenthetical", "(quietly)"),
            ("Dialogue", "It stopped."),
            ("Transition", "CUT TO:"),
        ]
        text = read(
            fdx("".join(f'<Paragraph Type="{kind}"><Text>{said}</Text></Paragraph>' for kind, said in paragraphs)),
            "a.fdx",
        )
        assert text.text == f"{WET}\n\nIt stopped."
        assert [reason for reason, _ in listed(text)] == ["heading", "speaker", "stage direction", "stage direction"]

    def test_runs_of_a_paragraph_are_joined_and_notes_left_out(self) -> None:
        note = "<ScriptNote><Paragraph><Text>Which day?</Text></Paragraph></ScriptNote>"
        text = read(
            fdx(f'<Paragraph Type="Action"><Text>The r</Text><Text Style="Italic">ain</Text>{note}</Paragraph>'),
            "a.fdx",
        )
        assert text.text == "The rain"
        assert listed(text) == [("comment", "Which day?")]

    def test_two_who_speak_at_once_are_read_one_after_another(self) -> None:
        said = "".join(
            f'<Paragraph Type="Character"><Text>{who}</Text></Paragraph>'
            f'<Paragraph Type="Dialogue"><Text>{what}</Text></Paragraph>'
            for who, what in (("ANNA", "Yes."), ("BEN", "No."))
        )
        text = read(fdx(f'<Paragraph Type="General"><DualDialogue>{said}</DualDialogue></Paragraph>'), "a.fdx")
        assert text.text == "Yes.\n\nNo."

    def test_it_is_known_by_its_content(self) -> None:
        assert read(fdx(f'<Paragraph Type="Action"><Text>{WET}</Text></Paragraph>'), "a.txt").text == WET

    def test_a_broken_one_is_read_as_far_as_it_goes_or_refused(self) -> None:
        whole = fdx(f'<Paragraph Type="Action"><Text>{WET}</Text></Paragraph>')
        assert read(whole[: whole.index("</Content>")], "a.fdx").text == WET
        with pytest.raises(TextError, match="no words"):
            read("<FinalDraft >", "a.fdx")
