"""The catalogue of bases, what a reference means, and which base suits which computer."""

import ast
import importlib.util
import json
import re
import stat
import sys
from pathlib import Path

import pytest

from trainer import bases
from trainer import host as computer
from trainer.bases import DEFAULT_ON_A_GPU, EMBEDDED, Base, catalogue, check_pretrained, find, is_known
from trainer.errors import BaseError, PasticheError
from trainer.host import Host, Minutes, can_run, check_full, default_base, measure_host, offered

CPU = Host(gpu_memory_gib=0, memory_gib=16, cores=2)
T4 = Host(gpu_memory_gib=15, memory_gib=16, cores=4)
FOUR_GIB_GPU = Host(gpu_memory_gib=4, memory_gib=16, cores=4)
DATA_CENTRE = Host(gpu_memory_gib=80, memory_gib=256, cores=32)

KNOWN_LICENSES = {"apache-2.0", "mit", "gemma", "llama3.2"}


def unsloth_catalogue() -> dict[str, tuple[str, ...]]:
    """The 16-bit ids behind each 4-bit id, read from the installed Unsloth's source: importing it needs a GPU stack."""
    spec = importlib.util.find_spec("unsloth")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("Unsloth is not installed")
    source = Path(spec.submodule_search_locations[0], "models", "mapper.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__INT_TO_FLOAT_MAPPER":
            table = ast.literal_eval(node.value)
            return {key: ids["16"] if isinstance(ids, dict) else ids for key, ids in table.items()}
    raise AssertionError("Unsloth's mapper.py has no __INT_TO_FLOAT_MAPPER any more")


def saved_model(folder: Path, config: object, card: str = "") -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    if card:
        (folder / "README.md").write_text(card, encoding="utf-8")
    return folder


@pytest.mark.parametrize("base", catalogue(), ids=lambda base: base.id)
def test_every_entry_of_the_catalogue_is_well_formed(base: Base) -> None:
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", base.id)
    assert base.name
    assert base.folder is None
    assert not base.is_embedded
    assert base.license in KNOWN_LICENSES
    assert base.parameters
    assert 0.1e9 <= base.parameters <= 15e9
    assert base.embedding_parameters
    assert 0.05 * base.parameters <= base.embedding_parameters <= 0.5 * base.parameters
    assert base.context
    assert base.context >= 4096
    assert "en" in base.languages
    assert base.russian in {"strong", "fair", "weak"}
    assert base.gpu_memory_gib
    assert base.cpu_memory_gib
    assert base.note.endswith(".")
    assert len(base.note) <= 120
    assert base.gated is not None
    assert base.follows_instructions
    assert is_known(base)


def test_what_a_base_can_do_that_nobody_looked_up_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert is_known(EMBEDDED)
    assert not is_known(find("someone/unknown"))
    assert not is_known(find(str(tmp_path)))


@pytest.mark.parametrize("base", [base for base in catalogue() if base.four_bit_id], ids=lambda base: base.id)
def test_every_four_bit_id_is_unsloths_own_for_that_model(base: Base) -> None:
    assert base.four_bit_id
    assert base.id in unsloth_catalogue()[base.four_bit_id]


def test_a_base_without_a_four_bit_id_has_none_in_unsloths_catalogue() -> None:
    known = {one for ids in unsloth_catalogue().values() for one in ids}
    assert not known & {base.id for base in catalogue() if not base.four_bit_id}


@pytest.mark.parametrize("base", [base for base in catalogue() if base.pretrained_id], ids=lambda base: base.id)
def test_every_pretrained_id_is_in_unsloths_catalogue_and_another_checkpoint(base: Base) -> None:
    assert base.pretrained_id in {name for names in unsloth_catalogue().values() for name in names}
    assert base.pretrained_id != base.id
    assert base.pretrained_id.partition("/")[0] == base.id.partition("/")[0]


def test_a_checkpoint_that_nobody_knows_is_not_trained_on() -> None:
    check_pretrained(find("Qwen/Qwen3-1.7B"))
    with pytest.raises(BaseError, match="No checkpoint is known"):
        check_pretrained(EMBEDDED)


def test_no_id_appears_twice() -> None:
    ids = [one for base in catalogue() for one in (base.id, base.four_bit_id) if one]
    assert len(set(ids)) == len(ids)


def test_bases_from_135m_to_14b_are_offered_smallest_first() -> None:
    sizes = [base.parameters or 0 for base in catalogue()]
    assert len(sizes) >= 8
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.14e9
    assert sizes[-1] > 14e9


@pytest.mark.parametrize("name", ["Qwen/Qwen2.5-", "Qwen/Qwen3-"])
def test_larger_bases_of_one_family_need_more_memory(name: str) -> None:
    family = [base for base in catalogue() if base.id.startswith(name)]
    assert [base.gpu_memory_gib for base in family] == sorted({base.gpu_memory_gib or 0 for base in family})
    assert [base.cpu_memory_gib for base in family] == sorted({base.cpu_memory_gib or 0 for base in family})


def test_two_bases_or_more_speak_russian_well_under_a_permissive_licence() -> None:
    strong = [base for base in catalogue() if base.russian == "strong"]
    assert all("ru" in base.languages for base in strong)
    assert sum(base.license == "apache-2.0" and not base.gated for base in strong) >= 2


def test_the_default_on_a_gpu_is_a_4b_model_that_speaks_english_and_russian() -> None:
    base = default_base(DATA_CENTRE, hub_reachable=True)
    assert base.id == DEFAULT_ON_A_GPU
    assert base.parameters
    assert 3.5e9 < base.parameters < 4.5e9
    assert {"en", "ru"} <= set(base.languages)
    assert base.russian == "strong"


def test_a_card_sold_as_16_gib_that_reports_15_gets_the_same_default() -> None:
    assert default_base(T4, hub_reachable=True).id == DEFAULT_ON_A_GPU


def test_a_smaller_gpu_gets_the_largest_ungated_base_that_fits() -> None:
    base = default_base(FOUR_GIB_GPU, hub_reachable=True)
    fitting = [one for one in catalogue() if not one.gated and (one.gpu_memory_gib or 0) <= 4]
    assert base == fitting[-1]
    assert base.id == "Qwen/Qwen3-1.7B"


@pytest.mark.parametrize("host", [CPU, Host(gpu_memory_gib=1, memory_gib=16, cores=4)])
def test_where_nobody_knows_how_long_it_takes_and_no_gpu_fits_the_default_is_the_embedded_base(host: Host) -> None:
    assert default_base(host, hub_reachable=True) is EMBEDDED


def by_size(minutes_a_billion: float) -> Minutes:
    """A computer on which a base takes so many minutes for each billion of its parameters."""
    return lambda base: minutes_a_billion * (base.parameters or 0) / 1e9


@pytest.mark.parametrize(
    ("minutes_a_billion", "language", "chosen"),
    [
        (10, "en", "Qwen/Qwen3-1.7B"),
        (18, "en", "Qwen/Qwen2.5-1.5B-Instruct"),
        (18, "ru", "Qwen/Qwen2.5-1.5B-Instruct"),
        (18, "uk", "Qwen/Qwen3-0.6B"),
        (55, "ru", "Qwen/Qwen2.5-0.5B-Instruct"),
        (70, "en", "HuggingFaceTB/SmolLM2-360M-Instruct"),
        (70, "ru", "embedded"),
        (1_000, "en", "embedded"),
    ],
)
def test_without_a_gpu_the_default_is_the_largest_that_knows_the_language_and_learns_in_half_an_hour(
    minutes_a_billion: float, language: str, chosen: str
) -> None:
    assert default_base(CPU, True, language, by_size(minutes_a_billion)).id == chosen


@pytest.mark.parametrize("language", ["en", "de", "th"])
def test_a_gated_base_is_never_chosen_for_anyone(language: str) -> None:
    for host in (CPU, T4):
        assert not default_base(host, True, language, lambda base: 1.0 if base.gated else 99.0).gated


def test_without_a_gpu_the_default_fits_into_memory() -> None:
    small = Host(gpu_memory_gib=0, memory_gib=5.5, cores=2)
    assert default_base(small, True, "en", by_size(1)).id == "Qwen/Qwen2.5-0.5B-Instruct"
    assert default_base(Host(0, 0, 2), True, "en", by_size(1)) is EMBEDDED


@pytest.mark.parametrize("host", [CPU, T4, DATA_CENTRE])
def test_without_the_hub_the_default_is_the_embedded_base(host: Host) -> None:
    assert default_base(host, False, "en", by_size(1)) is EMBEDDED


def test_without_the_hub_the_embedded_base_is_offered_first_and_alone_fits() -> None:
    first, *others = offered(DATA_CENTRE, hub_reachable=False)
    assert first.base is EMBEDDED
    assert first.fits
    assert [offer.base for offer in others] == list(catalogue())
    assert not any(offer.fits for offer in others)
    assert all("Hub does not answer" in offer.reason for offer in others)


def test_an_offer_says_what_is_needed_and_what_is_there() -> None:
    offers = {offer.base.id: offer for offer in offered(FOUR_GIB_GPU, hub_reachable=True)}
    assert offers["Qwen/Qwen3-1.7B"].fits
    base, fits, reason, _ = offers["Qwen/Qwen3-8B"]
    assert base.name == "Qwen3 8B"
    assert not fits
    assert reason == "It needs about 9.5 GiB of GPU memory; this computer has 4."


def test_without_a_gpu_an_offer_says_about_how_many_minutes_it_takes() -> None:
    offers = {offer.base.id: offer for offer in offered(CPU, True, by_size(100))}
    assert offers["HuggingFaceTB/SmolLM2-135M-Instruct"] == (
        find("HuggingFaceTB/SmolLM2-135M-Instruct"),
        True,
        "It needs about 3 GiB of memory; this computer has 16, and no GPU. Fine-tuning it takes about 13 minutes here.",
        pytest.approx(13.45, abs=0.01),
    )
    assert offers["Qwen/Qwen3-0.6B"].fits
    assert not offers["Qwen/Qwen3-14B"].fits
    assert offers["embedded"].fits


def test_where_nobody_knows_the_minutes_an_offer_names_none() -> None:
    for offer in (*offered(CPU, True), *offered(T4, True, by_size(1))):
        assert offer.minutes is None
        assert "minutes" not in offer.reason


@pytest.mark.parametrize(
    ("reference", "host", "runs"),
    [
        ("embedded", Host(0, 0, 1), True),
        ("Qwen/Qwen2.5-0.5B-Instruct", CPU, True),
        ("Qwen/Qwen2.5-0.5B-Instruct", Host(0, 4, 2), False),
        ("Qwen/Qwen3-4B-Instruct-2507", CPU, False),
        ("Qwen/Qwen3-4B-Instruct-2507", FOUR_GIB_GPU, False),
        ("Qwen/Qwen3-4B-Instruct-2507", T4, True),
        ("someone/unknown", CPU, False),
        ("someone/unknown", T4, True),
    ],
)
def test_a_base_is_worn_where_its_answers_can_be_waited_for(reference: str, host: Host, runs: bool) -> None:
    assert can_run(find(reference), host) is runs


def test_memory_that_could_not_be_measured_is_said_and_fits_nothing() -> None:
    offer = offered(Host(gpu_memory_gib=0, memory_gib=0, cores=1), hub_reachable=True)[0]
    assert not offer.fits
    assert "could not be measured" in offer.reason


def test_the_embedded_base_ships_beside_the_code_and_follows_no_instructions() -> None:
    assert find("embedded") is EMBEDDED
    assert EMBEDDED.is_embedded
    assert EMBEDDED.folder == Path(bases.__file__).parent / "embedded_base"
    assert EMBEDDED.license == "apache-2.0"
    assert EMBEDDED.languages == ("en", "ru")
    assert EMBEDDED.context == 512
    assert not EMBEDDED.follows_instructions


@pytest.mark.parametrize(
    "reference",
    ["Qwen/Qwen3-8B", "unsloth/Qwen3-8B-unsloth-bnb-4bit", " qwen/qwen3-8b ", "unsloth/qwen3-8b-unsloth-bnb-4bit"],
)
def test_an_id_of_the_catalogue_is_found_by_either_name_in_any_case(reference: str) -> None:
    assert find(reference).id == "Qwen/Qwen3-8B"


@pytest.mark.parametrize("reference", ["someone/their-model", "01-ai/Yi-6B", "a/b", "owner_/name_1.5"])
def test_any_hub_id_is_a_base_of_which_nothing_else_is_known(reference: str) -> None:
    assert find(reference) == Base(id=reference, name=reference.split("/")[1])
    assert find(reference).parameters is None
    assert find(reference).follows_instructions


def test_a_local_folder_is_a_base_with_its_own_context_and_licence(tmp_path: Path) -> None:
    card = "---\nlanguage: en\nlicense: mit\n---\n\n# My model\n\nlicense: not this one\n"
    folder = saved_model(tmp_path / "my model", {"max_position_embeddings": 2048}, card)
    pretrained = Base(
        id=str(folder), name="my model", folder=folder, context=2048, license="mit", follows_instructions=False
    )
    assert find(str(folder)) == pretrained


@pytest.mark.parametrize(
    ("name", "text"),
    [("chat_template.jinja", "{{ messages }}"), ("tokenizer_config.json", '{"chat_template": "{{ m }}"}')],
)
def test_a_folder_with_a_form_for_questions_is_taken_to_follow_instructions(
    tmp_path: Path, name: str, text: str
) -> None:
    folder = saved_model(tmp_path / "model", {})
    (folder / "tokenizer_config.json").write_text("{}", "utf-8")
    assert not find(str(folder)).follows_instructions
    (folder / name).write_text(text, "utf-8")
    assert find(str(folder)).follows_instructions


def test_a_model_that_sees_images_keeps_its_context_one_level_down(tmp_path: Path) -> None:
    folder = saved_model(tmp_path / "model", {"text_config": {"max_position_embeddings": 4096}})
    assert find(str(folder)).context == 4096


@pytest.mark.parametrize("card", ["", "# No front matter\n", "---\nlanguage: en\n---\nlicense: mit\n"])
def test_a_local_folder_whose_card_names_no_licence_has_the_licence_other(tmp_path: Path, card: str) -> None:
    folder = saved_model(tmp_path / "model", {}, card)
    assert find(str(folder)).license == "other"
    assert find(str(folder)).context is None


def test_a_folder_in_the_working_directory_comes_before_a_hub_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "models").mkdir()
    folder = saved_model(tmp_path / "models" / "mine", {})
    assert find("models/mine").folder == folder


@pytest.mark.parametrize(
    "reference",
    ["", "  ", "Qwen3-8B", "a/b/c", "owner/", "/name", "owner/na me", "-o/name", "owner/name.", "a--b/c", "a/b..c",
     "имя/модель", "owner/" + "x" * 100, "https://huggingface.co/Qwen/Qwen3-8B", "no\0where", "~nobody", "x" * 5000],
)  # fmt: skip
def test_a_reference_that_means_nothing_gives_a_sentence_with_an_example(reference: str) -> None:
    with pytest.raises(BaseError, match=f"neither a base model nor a folder with one. .*{DEFAULT_ON_A_GPU}"):
        find(reference)


def test_a_folder_without_a_model_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PasticheError, match=r"has no `config\.json`, so it holds no model\."):
        find(str(tmp_path))


@pytest.mark.parametrize("broken", ["", "{", "[]", '"text"', '{"text_config": 3}', "\x00"])
def test_a_broken_configuration_gives_a_sentence(tmp_path: Path, broken: str) -> None:
    (tmp_path / "config.json").write_text(broken, encoding="utf-8")
    with pytest.raises(PasticheError, match="cannot be read as a model's configuration"):
        find(str(tmp_path))


# All weights


@pytest.mark.parametrize(
    ("host", "said"),
    [
        (Host(24.0, 64.0, 8), "about 47 GiB of GPU memory; this computer has 24"),
        (Host(0.0, 16.0, 8), "about 61.9 GiB of memory; this computer has 16"),
    ],
)
def test_all_weights_are_refused_where_they_do_not_fit(host: Host, said: str) -> None:
    with pytest.raises(BaseError, match=re.escape(said)):
        check_full(find(DEFAULT_ON_A_GPU), host)


@pytest.mark.parametrize("host", [Host(80.0, 64.0, 8), Host(0.0, 64.0, 8), Host(0.0, 0.0, 8)])
def test_all_weights_are_trained_where_they_fit_or_nobody_knows(host: Host) -> None:
    check_full(find(DEFAULT_ON_A_GPU), host)
    check_full(find("someone/unknown"), host)


def test_a_size_that_was_counted_goes_before_one_that_is_unknown() -> None:
    with pytest.raises(BaseError, match="`unknown` needs about"):
        check_full(find("someone/unknown"), Host(0.0, 16.0, 8), parameters=4_000_000_000)


def test_measuring_a_computer_without_nvidia_smi_finds_no_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    host = measure_host()
    assert host.gpu_memory_gib == 0
    assert host.cores >= 1
    assert host.memory_gib > 0 or sys.platform == "win32"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for nvidia-smi is a shell script")
@pytest.mark.parametrize(
    ("script", "gib"),
    [
        ("echo 15360", 15.0),
        ("echo 8192; echo 24564", 24.0),
        ("echo '[N/A]'", 0.0),
        ("echo No devices were found; exit 6", 0.0),
    ],
)
def test_the_largest_gpu_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, gib: float) -> None:
    stand_in = tmp_path / "nvidia-smi"
    stand_in.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert measure_host().gpu_memory_gib == gib


def test_a_containers_limit_counts_where_it_is_lower(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "_memory_limits", lambda: iter([128 * 1024**3, 16 * 1024**3]))
    assert measure_host().memory_gib == 16
