"""The clean room of every test: a home of its own, no token, no network, no locale or settings of the developer's.

A test marked `corpora` or `gpu` is skipped where that is not there; in CI missing corpora are a failure, so that they
cannot go missing in silence.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.places import CORPORA
from trainer.runs.records import NewRun

if TYPE_CHECKING:  # a module that does not even import fails its own tests only
    from styles.corpus.corpus import Corpus
    from trainer.runs.run import Run
    from ui.visitors.visitors import Visitors

IN_CI = os.environ.get("CI") == "true"

# Libraries read these once, when they are imported, which is before any fixture.
os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    # Its own protocol, for which the tests have no server; what the client does without it is the Hub's plain REST.
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_TOKEN_PATH": os.devnull,
    "GRADIO_ANALYTICS_ENABLED": "False",
    "LC_ALL": "C.UTF-8",
}
for _name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "SPACE_ID", "LANGUAGE", "PYTHONIOENCODING", "PYTHONUTF8"):
    os.environ.pop(_name, None)

# Two cores shared with a training job make any deadline a coin toss.
settings.register_profile("pastiche", deadline=None, database=None, derandomize=IN_CI)
settings.load_profile("pastiche")


@pytest.fixture(scope="session", autouse=True)
def _no_home_of_the_developers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures of a whole module write goes into a folder of the session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PASTICHE_HOME", str(tmp_path_factory.mktemp("pastiche_home")))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of this one test."""
    monkeypatch.setenv("PASTICHE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def visitors(tmp_path: Path) -> "Visitors":
    """The visitors of a small computer without a GPU or the Hub, whose children are fakes."""
    from tests.fakes import toy_visitors

    return toy_visitors(tmp_path / "home")


@pytest.fixture(scope="session")
def corpus() -> "Corpus":
    """A small corpus of toy sentences."""
    from tests.toy import toy_corpus

    return toy_corpus(12)


@pytest.fixture
def run(home: Path, corpus: "Corpus") -> "Run":
    """A fresh run of Ann's, in the test's home."""
    from trainer.runs.recipe import Recipe
    from trainer.runs.run import Run

    return Run.create(home, NewRun(Recipe(), corpus, "Toy", "ann"))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of public-domain texts; a test that asks for it is marked `corpora`."""
    assert CORPORA, "mark this test `corpora`"
    return CORPORA


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that train and measure: two at a time, the quick ones then fill what time is left."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what lacks its resource."""
    if item.get_closest_marker("corpora") and CORPORA is None:
        if IN_CI:
            pytest.fail("the corpora folder is missing, and this is CI", pytrace=False)
        pytest.skip("the corpora folder is not here")
    if item.get_closest_marker("gpu") and shutil.which("nvidia-smi") is None:
        pytest.skip("there is no NVIDIA GPU here")
