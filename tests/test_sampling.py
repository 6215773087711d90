"""How a model writes: on a CPU a small one with one thread, and what else computes has its threads back afterwards."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from trainer.model.sampling import generate
from trainer.recipe import SMALL_BASE

TOKENIZER = SimpleNamespace(pad_token_id=0)


@pytest.fixture(autouse=True)
def _two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


class Model:
    """Notes with how many threads it was asked to write, and what else it was asked."""

    def __init__(self, weights: int, device: str = "cpu", trouble: Exception | None = None) -> None:
        self.device, self._weights, self._trouble = torch.device(device), weights, trouble
        self.threads: list[int] = []
        self.asked: dict[str, Any] = {}

    def parameters(self) -> list[Any]:
        return [SimpleNamespace(numel=lambda: self._weights)]

    def generate(self, **asked: Any) -> torch.Tensor:
        self.threads.append(torch.get_num_threads())
        self.asked = asked
        if self._trouble:
            raise self._trouble
        return torch.tensor([[1, 2]])


@pytest.mark.parametrize(
    ("model", "threads"), [(Model(SMALL_BASE - 1), 1), (Model(SMALL_BASE), 2), (Model(9, "meta"), 2)]
)
def test_a_small_model_on_a_cpu_writes_with_one_thread_and_others_with_all(model: Model, threads: int) -> None:
    assert generate(model, TOKENIZER, max_new_tokens=5).tolist() == [[1, 2]]
    assert model.threads == [threads]
    assert torch.get_num_threads() == 2


def test_the_likeliest_token_is_taken_and_the_rest_is_as_asked() -> None:
    model = Model(9)
    generate(model, TOKENIZER, max_new_tokens=5, streamer=None)
    assert model.asked == {
        "do_sample": False, "use_cache": True, "pad_token_id": 0, "max_new_tokens": 5, "streamer": None
    }  # fmt: skip


def test_trouble_gives_the_threads_back_as_well() -> None:
    with pytest.raises(MemoryError):
        generate(Model(9, trouble=MemoryError()), TOKENIZER)
    assert torch.get_num_threads() == 2
