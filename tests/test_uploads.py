"""A file or a zip of several: every text comes out by its own name, and a bad one does not lose the rest."""

from pathlib import Path

import pytest

from styles.text import Text
from styles.texts.readers import ReadingLimits
from styles.texts.uploads import Unread, read_upload
from tests.books import docx, epub, fb2, russian, zipped

WET = "The rain had been falling since Tuesday, and nobody in the harbour spoke of anything else."
DRY = "On Sunday it stopped."


def upload(
    folder: Path, data: bytes, name: str = "letters.zip", limits: ReadingLimits | None = None
) -> list[Text | Unread]:
    path = folder / "upload.tmp"
    path.write_bytes(data)
    return list(read_upload(path, name, limits))


def texts(found: list[Text | Unread]) -> dict[str, str]:
    return {item.name: item.text for item in found if isinstance(item, Text)}


def unread(found: list[Text | Unread]) -> dict[str, str]:
    return {item.name: str(item.message) for item in found if isinstance(item, Unread)}


def test_one_file_is_one_text(tmp_path: Path) -> None:
    assert texts(upload(tmp_path, WET.encode(), "rain.txt")) == {"rain.txt": WET}


def test_a_bad_file_is_said_and_not_raised(tmp_path: Path) -> None:
    assert "is empty" in unread(upload(tmp_path, b"", "rain.txt"))["rain.txt"]
    assert "cannot be opened" in unread(list(read_upload(tmp_path / "gone.txt")))["gone.txt"]


def test_every_text_in_a_zip_is_named_by_its_place(tmp_path: Path) -> None:
    found = upload(tmp_path, zipped({"1901/a.txt": WET.encode(), "1902/b.md": b"*Rain*\n", "c.html": b"<p>Sun</p>"}))
    assert texts(found) == {"letters.zip/1901/a.txt": WET, "letters.zip/1902/b.md": "Rain", "letters.zip/c.html": "Sun"}
    assert not unread(found)


def test_books_that_are_archives_themselves_are_read(tmp_path: Path) -> None:
    book = fb2(f"<body><section><p>{WET}</p></section></body>")
    found = upload(
        tmp_path,
        zipped(
            {
                "a.epub": epub([f"<p>{WET}</p>"]),
                "b.fb2.zip": zipped({"b.fb2": book}),
                "c.docx": docx(f"<w:p><w:r><w:t>{DRY}</w:t></w:r></w:p>"),
            }
        ),
    )
    assert texts(found) == {"letters.zip/a.epub": WET, "letters.zip/b.fb2.zip": WET, "letters.zip/c.docx": DRY}


def test_archives_inside_archives_are_refused(tmp_path: Path) -> None:
    inner = zipped({"a.txt": WET.encode()})
    found = upload(tmp_path, zipped({"a.zip": inner, "b.fb2": zipped({"b.fb2": inner}), "c.txt": WET.encode()}))
    assert texts(found) == {"letters.zip/c.txt": WET}
    assert unread(found).keys() == {"letters.zip/a.zip", "letters.zip/b.fb2"}
    assert all("inside an archive" in sentence for sentence in unread(found).values())
    assert "inside an archive" in unread(upload(tmp_path, zipped({"a.zip": inner})))["letters.zip"]


def test_a_zip_of_one_text_keeps_its_own_name(tmp_path: Path) -> None:
    assert texts(upload(tmp_path, zipped({"deep/down/a.txt": WET.encode()}))) == {"letters.zip": WET}


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    found = upload(
        tmp_path, zipped({"a.txt": WET.encode(), "b.txt": b"", "c.docx": b"PK\x03\x04 broken", "d.txt": DRY.encode()})
    )
    assert list(texts(found).values()) == [WET, DRY]
    assert "is empty" in unread(found)["letters.zip/b.txt"]
    assert "damaged" in unread(found)["letters.zip/c.docx"]


def test_what_holds_no_text_is_counted_and_the_systems_files_are_not(tmp_path: Path) -> None:
    files = {"a.txt": WET.encode(), "b.txt": DRY.encode(), "scan.JPG": b"x", "page_files/ad.html": b"<p>Buy</p>"}
    system = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "Thumbs.db": b"x"}
    found = upload(tmp_path, zipped(files | system))
    assert len(texts(found)) == 2
    assert "pictures: 2 were" in unread(found)["letters.zip"]


def test_names_that_point_elsewhere_are_only_names(tmp_path: Path) -> None:
    found = upload(tmp_path, zipped({"../../etc/a.txt": WET.encode(), "/root/b.txt": DRY.encode(), "c\\d.txt": b"Fog"}))
    assert texts(found).keys() == {"letters.zip/etc/a.txt", "letters.zip/root/b.txt", "letters.zip/c/d.txt"}
    assert [path.name for path in tmp_path.rglob("*")] == ["upload.tmp"]


def test_names_of_a_russian_windows_are_read(tmp_path: Path) -> None:
    names = {"a" * 12: "Дождь в порту".encode("cp866")[:12], "b" * 14: "Письма к сестре".encode("cp866")[:14]}
    data = zipped({f"{plain}.txt": WET.encode() for plain in names})
    for plain, name in names.items():
        data = data.replace(plain.encode(), name)
    assert texts(upload(tmp_path, data)).keys() == {"letters.zip/Дождь в порт.txt", "letters.zip/Письма к сестр.txt"}


def test_the_whole_upload_unpacks_within_one_limit(tmp_path: Path) -> None:
    books = {f"{number}.epub": epub([f"<p>{russian(20_000)}</p>"]) for number in range(9)}
    found = upload(tmp_path, zipped(books), limits=ReadingLimits(max_library_bytes=60_000))
    assert 1 <= len(texts(found)) < 9
    assert all("unpacks to far more" in sentence for sentence in unread(found).values())


def test_a_file_in_a_zip_may_be_as_large_as_one_uploaded_alone(tmp_path: Path) -> None:
    found = upload(tmp_path, zipped({"a.txt": b"rain " * 300, "b.txt": b"sun"}), limits=ReadingLimits(max_bytes=1_000))
    assert texts(found) == {"letters.zip/b.txt": "sun"}
    assert "takes files of up to" in unread(found)["letters.zip/a.txt"]


def test_a_library_may_be_larger_than_any_file(tmp_path: Path) -> None:
    letters = zipped({"a.txt": b"rain " * 300, "b.txt": b"sun " * 400})
    found = upload(tmp_path, letters, limits=ReadingLimits(max_bytes=len(letters) - 1, max_unpacked_bytes=2_000))
    assert unread(found).keys() == {"letters.zip/a.txt", "letters.zip/b.txt"}
    found = upload(tmp_path, letters + bytes(2_000), limits=ReadingLimits(max_bytes=2_000, max_unpacked_bytes=2_000))
    assert len(texts(found)) == 2
    found = upload(tmp_path, letters, limits=ReadingLimits(max_library_bytes=3_000))
    assert "unpacks to far more" in unread(found)["letters.zip"]


def test_a_book_in_a_library_unpacks_within_its_own_limit(tmp_path: Path) -> None:
    store = zipped({"a.epub": epub([f"<p>{russian(20_000)}</p>"]), "b.txt": WET.encode()})
    found = upload(tmp_path, store, limits=ReadingLimits(max_unpacked_bytes=1_000))
    assert texts(found) == {"letters.zip/b.txt": WET}
    assert "unpacks to far more" in unread(found)["letters.zip/a.epub"]


def test_texts_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "letters.zip"
    path.write_bytes(zipped({f"{number}.txt": WET.encode() for number in range(3)}))
    first = next(iter(read_upload(path)))
    assert first.name == "letters.zip/0.txt"


@pytest.mark.parametrize("member", ["xl/workbook.xml", "ppt/presentation.xml", "index/document.iwa"])
def test_an_office_file_is_one_thing_that_is_not_read(tmp_path: Path, member: str) -> None:
    found = upload(tmp_path, zipped({member: b"<x>secret</x>", "a.xml": b"<x>secret</x>"}), "book.docx")
    assert list(unread(found)) == ["book.docx"]
    assert "secret" not in unread(found)["book.docx"]
