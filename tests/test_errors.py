"""What is told of an error that nobody foresaw."""

from trainer.errors import whereabouts

SECRET = "the manuscript's first sentence"


def test_a_bug_is_told_by_its_place_and_kind_and_not_by_what_it_quotes() -> None:
    def read(text: str) -> None:
        raise ValueError(text)

    told = ""
    try:
        read(SECRET)
    except ValueError as error:
        told = whereabouts(error)
    assert "in read" in told
    assert told.endswith("ValueError")
    assert SECRET not in told
