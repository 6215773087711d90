"""A zipped Scrivener project is one text: its draft in the binder's order, without what stands beside it."""

from pathlib import Path

import pytest

from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes
from styles.texts.uploads import Unread, read_upload
from tests.books import zipped

WET = "The rain had been falling since Tuesday."
DRY = "On Sunday it stopped."


def item(key: str, kind: str = "Text", title: str = "", inside: str = "", more: str = "") -> str:
    children = f"<Children>{inside}</Children>" if inside else ""
    return f'<BinderItem UUID="{key}" Type="{kind}"><Title>{title or key}</Title>{more}{children}</BinderItem>'


def project(binder: str, files: dict[str, bytes], folder: str = "Rain.scriv/") -> dict[str, bytes]:
    written = f"<?xml version='1.0' encoding='UTF-8'?><ScrivenerProject><Binder>{binder}</Binder></ScrivenerProject>"
    return {f"{folder}Rain.scrivx": written.encode(), **{f"{folder}{path}": data for path, data in files.items()}}


def rtf(words: str) -> bytes:
    return rb"{\rtf1\ansi " + words.encode() + rb"\par}"


def listed(text: Text) -> list[tuple[str, str]]:
    return [(removal.reason, removal.text) for removal in text.removals]


def test_the_draft_comes_in_the_binders_order_and_nothing_else_does() -> None:
    draft = item("D", "DraftFolder", inside=item("F", "Folder", "Part", item("B2") + item("A1")) + item("C3"))
    beside = item("R", "ResearchFolder", inside=item("N")) + item("T", "TrashFolder", inside=item("X"))
    files = {f"Files/Data/{key}/content.rtf": rtf(f"Text of {key}.") for key in ("A1", "B2", "C3", "N", "X")}
    files |= {
        "Files/Data/A1/notes.rtf": rtf("A note."),
        "Files/Data/A1/synopsis.txt": b"A synopsis.",
        "Snapshots/A1.snapshots/1.rtf": rtf("An older form."),
        "Files/search.indexes": b"Text words of the index.",
    }
    text = read_bytes(zipped(project(draft + beside, files)), "Rain.zip")
    assert text.text == "Text of B2.\n\f\nText of A1.\n\f\nText of C3."
    assert listed(text) == [("heading", "Part"), ("description", "B2"), ("description", "A1"), ("heading", "C3")]


def test_a_project_of_version_two_names_its_files_by_number() -> None:
    binder = '<BinderItem ID="0" Type="DraftFolder"><Children><BinderItem ID="3" Type="Text"/></Children></BinderItem>'
    text = read_bytes(zipped(project(binder, {"Files/Docs/3.rtf": rtf(WET), "Files/Docs/4.rtf": rtf(DRY)})), "Rain.zip")
    assert text.text == WET


def test_what_is_not_compiled_can_be_put_back() -> None:
    no = "<MetaData><IncludeInCompile>No</IncludeInCompile></MetaData>"
    binder = item("D", "DraftFolder", inside=item("A") + item("B", more=no))
    files = {"Files/Data/A/content.rtf": rtf(WET), "Files/Data/B/content.rtf": rtf(DRY)}
    text = read_bytes(zipped(project(binder, files)), "Rain.zip")
    assert text.text == WET
    assert ("outside the reading order", f"B {DRY}") in listed(text)


def test_removals_of_a_document_keep_their_places() -> None:
    binder = item("D", "DraftFolder", inside=item("A") + item("B"))
    note = rb"{\rtf1 On Sunday{\footnote Or Monday.} it stopped.\par}"
    text = read_bytes(
        zipped(project(binder, {"Files/Data/A/content.rtf": rtf(WET), "Files/Data/B/content.rtf": note})), "Rain.zip"
    )
    (found,) = [removal for removal in text.removals if removal.reason == "note"]
    assert found.offset == len("".join(f"{WET} On Sunday".split()))


def test_a_project_in_a_library_does_not_hide_the_other_texts(tmp_path: Path) -> None:
    binder = item("D", "DraftFolder", inside=item("A"))
    upload = tmp_path / "all.zip"
    upload.write_bytes(
        zipped({**project(binder, {"Files/Data/A/content.rtf": rtf(WET)}), "letters/a.txt": DRY.encode()})
    )
    found = list(read_upload(upload))
    assert not [item for item in found if isinstance(item, Unread)]
    assert {item.name: item.text for item in found if isinstance(item, Text)} == {
        "all.zip/Rain.scriv": WET,
        "all.zip/letters/a.txt": DRY,
    }


def test_a_project_alone_is_one_text_of_the_uploads_name(tmp_path: Path) -> None:
    upload = tmp_path / "Rain.zip"
    upload.write_bytes(
        zipped(project(item("D", "DraftFolder", inside=item("A")), {"Files/Data/A/content.rtf": rtf(WET)}))
    )
    (text,) = read_upload(upload)
    assert isinstance(text, Text)
    assert (text.name, text.text) == ("Rain.zip", WET)


def test_a_list_that_cannot_be_read_is_said() -> None:
    with pytest.raises(TextError, match="Scrivener project whose list.*Compile"):
        read_bytes(zipped({"Rain.scriv/Rain.scrivx": b"no list", "Rain.scriv/a.txt": b"words"}), "Rain.zip")


def test_a_list_without_its_project_says_what_to_upload() -> None:
    with pytest.raises(TextError, match=r"Zip the whole \.scriv folder"):
        read_bytes(b"<?xml version='1.0'?>\n<ScrivenerProject><Binder/></ScrivenerProject>", "Rain.scrivx")
