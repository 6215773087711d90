"""The foot of the page on a Space: how to have a copy, and what that takes."""

from typing import Any

import pytest

from ui import page
from ui.strings.strings import ENGLISH, RUSSIAN
from ui.visitors.hub import VisitorHub
from ui.visitors.visitors import Visitors


def texts(visitors: Visitors) -> tuple[Any, str]:
    config: Any = page.build(visitors).config
    return config, "".join(str(one["props"].get("value", "")) for one in config["components"])


def test_a_space_says_how_to_have_a_copy_and_who_can(visitors: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEM", "spaces")
    monkeypatch.setenv("SPACE_ID", "ada/pastiche")
    visitors.hub = VisitorHub(visitors.home, space="ada/pastiche", own_computer=False)
    config, shown = texts(visitors)
    for words in (ENGLISH, RUSSIAN):
        assert all(sentence in shown for sentence in (words.copy_rule, words.copy_at_home, words.colophon_space))
        assert words.colophon not in shown
    assert shown.count("git clone https://huggingface.co/spaces/ada/pastiche") == 2
    scripts = [str(one["js"]) for one in config["dependencies"] if one["js"]]
    assert sum("spaces/ada/pastiche?duplicate=true" in script for script in scripts) == 2


def test_elsewhere_nothing_is_said_of_copies(visitors: Visitors) -> None:
    _, shown = texts(visitors)
    assert ENGLISH.copy_duplicate not in shown
    assert ENGLISH.colophon in shown
