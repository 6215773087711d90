"""Pulling an adapter from a Hub of our own by its unmodified client: what may be loaded is kept, the rest is told."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hub_faults import BOB, TOKEN, adapter_files, hub, load_fake, run_with_adapter
from tests.hub_server import HubServer
from tests.test_adapter_files import CONFIGURED, PLAIN, safetensors
from trainer.errors import HubError, RunError
from trainer.hub.pull import parse_reference, pull
from trainer.hub.pulled import MOST, Pulled
from trainer.hub.push import PushRequest, push
from trainer.library import library
from trainer.library.style import Style
from trainer.texts.reader import outcome

__all__ = ["hub"]
Files = dict[str, bytes]


def foreign(**config: Any) -> Files:
    """Return somebody else's adapter of a base of the catalogue."""
    settings = {**CONFIGURED, "base_model_name_or_path": "unsloth/Qwen3-0.6B-unsloth-bnb-4bit", **config}
    return {"adapter_config.json": json.dumps(settings).encode(), "adapter_model.safetensors": safetensors(PLAIN)}


def pulled(hub: HubServer, home: Path, reference: str = "ada/voice", owner: str = "bob", token: str = "") -> Pulled:
    return outcome(pull(reference, home, owner, token, hub.address), lambda step: None)


def refused(hub: HubServer, home: Path, reference: str = "ada/voice", token: str = "") -> str:
    with pytest.raises(HubError) as raised:
        pulled(hub, home, reference, token=token)
    assert library.pulled(home, "bob") == []
    assert not [path for path in (home / "pulled").rglob("*") if path.is_file()]
    assert not [path for path in (home / "shelf").rglob("*") if path.is_file()]
    sentence = str(raised.value)
    assert sentence.endswith(".")
    assert "hf_" not in sentence
    return sentence


@pytest.fixture
def theirs(hub: HubServer) -> Callable[..., Any]:
    def put(files: Files | None = None, identity: str = "ada/voice", private: bool = False) -> Any:
        return hub.add("models", identity, private, adapter_files() if files is None else files)

    return put


def test_what_was_pushed_is_pulled_and_can_be_compared(hub: HubServer, home: Path) -> None:
    run = run_with_adapter(home)
    outcome(
        push(run, PushRequest("voice", "own", public=True, sure=True), TOKEN, hub.address, load_fake),
        lambda step: None,
    )
    style = Style.of_pulled(pulled(hub, home))
    assert (style.name, style.base, style.language, style.repo_id) == ("The Harbour Log", "embedded", "en", "ada/voice")
    assert style.is_ready
    weights = "adapter_model.safetensors"
    assert (style.adapter / weights).read_bytes() == (run.adapter / weights).read_bytes()
    assert library.pulled(home, "bob") == [style]
    assert library.find(style.id, home, "bob") == style


def test_nobody_else_sees_what_somebody_pulled(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs()
    one = pulled(hub, home)
    assert library.pulled(home, "cleo") == []
    with pytest.raises(RunError, match="no such style"):
        library.find(f"pulled/{one.id}", home, "cleo")


def test_the_same_public_commit_is_fetched_once_for_all(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs()
    assert pulled(hub, home).id == pulled(hub, home, owner="cleo").id
    assert hub.asked("GET .*/resolve/.*safetensors") == 1
    Pulled.of(home, pulled(hub, home).id, "bob").delete("bob")
    assert library.pulled(home, "bob") == []
    [style] = library.pulled(home, "cleo")
    assert style.is_ready
    Pulled.of(home, style.id.partition("/")[2], "cleo").delete("cleo")
    assert list((home / "pulled").iterdir()) == []


def test_a_private_style_is_its_owners_alone(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs(private=True)
    assert "not on the Hub, or not for everybody" in refused(hub, home)
    assert "not on the Hub, or not for everybody" in refused(hub, home, token=BOB)
    mine = pulled(hub, home, owner="ada", token=TOKEN)
    again = pulled(hub, home, owner="ada too", token=TOKEN)
    assert mine.id != again.id


def test_the_commit_is_pinned_and_a_new_one_is_another_style(hub: HubServer, home: Path, theirs: Any) -> None:
    repo = theirs()
    first = pulled(hub, home)
    assert first.about.sha == repo.sha
    repo.commits.append({**repo.files, "README.md": b"# New\n"})
    assert pulled(hub, home).id != first.id
    old = f"https://huggingface.co/ada/voice/tree/{first.about.sha}"
    assert pulled(hub, home, old).id == first.id


def test_a_foreign_adapter_is_matched_to_the_base_that_is_offered_here(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs(foreign())
    style = Style.of_pulled(pulled(hub, home))
    assert style.base == "Qwen/Qwen3-0.6B"
    config = json.loads((style.adapter / "adapter_config.json").read_text("utf-8"))
    assert config["base_model_name_or_path"] == "Qwen/Qwen3-0.6B"


def test_the_card_names_the_base_where_the_configuration_has_a_path(hub: HubServer, home: Path, theirs: Any) -> None:
    card = b"---\nbase_model: Qwen/Qwen3-1.7B\nbase_model_relation: adapter\n---\n# Voice\n"
    theirs({**foreign(base_model_name_or_path="/root/models/qwen"), "README.md": card})
    assert pulled(hub, home).about.base == "Qwen/Qwen3-1.7B"


def test_another_base_of_the_hub_is_taken_when_it_is_there_and_writes_text(
    hub: HubServer, home: Path, theirs: Any
) -> None:
    theirs(foreign(base_model_name_or_path="some/base"))
    assert "`some/base` is not on the Hub" in refused(hub, home)
    base = hub.add("models", "some/base")
    assert pulled(hub, home).about.base == "some/base"
    base.card = {"tags": ["custom_code"]}
    hub.add("models", "ada/other", files=foreign(base_model_name_or_path="some/base", lora_alpha=9))
    with pytest.raises(HubError, match="brings code of its own"):
        pulled(hub, home, "ada/other")


def test_a_base_that_looks_like_a_folder_here_is_not_looked_for(
    hub: HubServer, home: Path, theirs: Any, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    theirs(foreign(base_model_name_or_path=str(tmp_path)))
    assert "does not say which base" in refused(hub, home)


def test_nothing_but_weights_configuration_and_card_is_kept(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs({**adapter_files(), "evil.py": b"import os", "adapter_model.bin": b"\x80\x04", "recipe.json": b"{}"})
    kept = {path.name for path in pulled(hub, home).adapter.iterdir()}
    assert kept == {"adapter_model.safetensors", "adapter_config.json", "README.md"}
    assert hub.asked("evil.py|adapter_model.bin") == 0


def without(name: str) -> Files:
    return {key: data for key, data in adapter_files().items() if key != name}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (without("adapter_model.safetensors"), "no LoRA adapter"),
        (without("adapter_config.json"), "no LoRA adapter"),
        ({**without("adapter_model.safetensors"), "adapter_model.bin": b"\x80"}, "pickle"),
        ({**adapter_files(), "adapter_config.json": b" " * 2_000_000}, "2,000,000 bytes"),
        ({**adapter_files(), "adapter_model.safetensors": b"\x80\x04\x95"}, "damaged"),
        (foreign(peft_type="PROMPT_TUNING"), "no LoRA adapter but PROMPT_TUNING"),
        (foreign(task_type="FEATURE_EXTRACTION"), "not for writing text"),
        (foreign(use_dora=True), "use_dora"),
        (foreign(base_model_name_or_path=None), "does not say which base"),
        (foreign(base_model_name_or_path={"a": 1}), "does not say which base"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_leaves_nothing(
    hub: HubServer, home: Path, theirs: Any, files: Files, said: str
) -> None:
    theirs(files)
    assert said in refused(hub, home)


def test_a_huge_one_is_refused_before_it_comes(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs()
    size = b'"size": %d' % len(adapter_files()["adapter_model.safetensors"])
    hub.order("GET /api/models/ada/voice", alter=lambda body: body.replace(size, b'"size": 9999999999'))
    assert "9,999,999,999 bytes" in refused(hub, home)
    assert hub.asked("/resolve/") == 0


def test_one_with_terms_one_that_was_closed_and_one_that_is_gone_are_told_apart(
    hub: HubServer, home: Path, theirs: Any
) -> None:
    theirs(identity="ada/terms").gated = "auto"
    theirs(identity="ada/closed").disabled = True
    assert "accepted its terms" in refused(hub, home, "ada/terms")
    assert "has closed" in refused(hub, home, "ada/closed")
    assert "not on the Hub" in refused(hub, home, "ada/gone")


FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("GET /api/models/", {"status": 401}, "not on the Hub, or not for everybody"),
    ("GET /api/models/", {"status": 429, "headers": {"Retry-After": "61"}}, "Try again in 2 min"),
    ("GET /api/models/", {"status": 500}, "error 500"),
    ("GET /api/models/", {"drop": True}, "cannot be reached"),
    ("GET /api/models/", {"alter": lambda body: b"<html>"}, "makes no sense"),
    ("GET /api/models/", {"alter": lambda body: b"[]"}, "makes no sense"),
    ("GET /api/models/", {"alter": lambda body: b'{"id": "ada/voice"}'}, "makes no sense"),
    ("HEAD .*/resolve/", {"drop": True}, "cannot be reached"),
    ("HEAD .*/resolve/", {"status": 404, "code": "EntryNotFound"}, "not on the Hub"),
    ("GET .*/resolve/", {"status": 403}, "not for everybody"),
    ("GET .*/resolve/", {"status": 500}, "error 500"),
    ("GET .*/resolve/.*safetensors", {"cut": 0}, "cannot be reached"),
    ("GET .*/resolve/.*safetensors", {"alter": lambda body: body[:-1] + b"\x01"}, "did not arrive as the Hub has it"),
    (
        "GET .*/resolve/.*json",
        {"alter": lambda body: body.replace(b"LORA", b"X0RA")},
        "did not arrive as the Hub has it",
    ),
)


@pytest.mark.parametrize(("on", "what", "said"), FAULTS, ids=[f"{on} {', '.join(what)}" for on, what, _ in FAULTS])
def test_a_fault_is_a_sentence_leaves_nothing_and_the_next_pull_goes_well(
    hub: HubServer, home: Path, theirs: Any, caplog: pytest.LogCaptureFixture, on: str, what: dict[str, Any], said: str
) -> None:
    theirs()
    hub.order(on, **what)
    with caplog.at_level(logging.DEBUG):
        assert said in refused(hub, home)
    hub.faults.clear()
    assert pulled(hub, home).about.repo_id == "ada/voice"


def test_a_download_that_is_cut_goes_on(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs()
    hub.order("GET .*/resolve/.*safetensors", cut=1_000_000, times=1)
    assert pulled(hub, home).about.rank == json.loads(adapter_files()["adapter_config.json"])["r"]


def test_a_token_is_used_for_what_was_asked_and_kept_nowhere(hub: HubServer, home: Path, theirs: Any) -> None:
    theirs(private=True)
    pulled(hub, home, owner="ada", token=TOKEN)
    assert TOKEN in hub.tokens
    everything = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert TOKEN.encode() not in everything
    hub.tokens.clear()
    theirs(identity="ada/public")
    pulled(hub, home, "ada/public")
    assert set(hub.tokens) == {""}


def test_one_style_too_many_is_refused(hub: HubServer, home: Path, theirs: Any) -> None:
    repo = theirs(foreign())
    for number in range(MOST):
        repo.commits.append({**repo.files, "README.md": f"# {number}\n".encode()})
        pulled(hub, home)
    with pytest.raises(HubError, match="Delete one of them first"):
        pulled(hub, home)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("ada/voice", ("ada/voice", None)),
        (" https://huggingface.co/ada/voice/ ", ("ada/voice", None)),
        ("https://hf.co/ada/voice?library=peft", ("ada/voice", None)),
        ("https://huggingface.co/ada/voice/tree/v1.0", ("ada/voice", "v1.0")),
        ("https://huggingface.co/ada/voice/blob/main/README.md", ("ada/voice", "main")),
        ("https://ada-pastiche.hf.space/?adapter=ada/voice&strength=0.8", ("ada/voice", None)),
        ("https://huggingface.co/spaces/ada/pastiche?adapter=ada%2Fvoice", ("ada/voice", None)),
    ],
)
def test_a_reference_is_a_name_an_address_or_a_link(given: str, meant: tuple[str, str | None]) -> None:
    assert parse_reference(given) == meant


@pytest.mark.parametrize("given", ["", "voice", "../../etc/passwd", "a/b/c", "ada/vo ice", "https://evil.example/a/b"])
def test_what_is_no_reference_is_a_sentence(given: str) -> None:
    with pytest.raises(HubError, match=r"cannot be the name|whose style"):
        parse_reference(given)
