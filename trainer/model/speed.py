"""The child that measures this computer's processor: `python -m trainer.model.speed`.

It multiplies matrices of the shapes that a small language model has, for a second or two, and prints a
`trainer.estimate.Speed`. No model is loaded: what one would take here is told from its size, before it is fetched.
"""

import time
from collections.abc import Callable

import torch
from torch.nn.functional import linear

from trainer.estimate import ROWS_WRITTEN, Speed

TOKENS, WIDTH, INNER = 512, 896, 4864
"""An example's tokens, and the sides of the largest matrices of a model with half a billion parameters."""
MATRICES = 24
"""How many different ones are passed in turn while text is written: more than any cache holds, as in a model."""
SECONDS = 0.3
"""How long each of the four figures is measured at least."""


def measure() -> Speed:
    """Return what the processor does in either precision."""
    with torch.no_grad():
        return Speed(
            gflops(torch.float32),
            gflops(torch.bfloat16),
            weights_per_second(torch.float32),
            weights_per_second(torch.bfloat16),
        )


def gflops(dtype: torch.dtype) -> float:
    """Return the billions of operations a second with which a training example goes through a layer."""
    example, layer = torch.ones(TOKENS, WIDTH, dtype=dtype), torch.ones(INNER, WIDTH, dtype=dtype)
    return round(2 * TOKENS * WIDTH * INNER / _quickest(lambda: linear(example, layer)) / 1e9, 1)


def weights_per_second(dtype: torch.dtype) -> float:
    """Return the billions of weights that one more token of each of sixteen answers goes through in a second."""
    answers = torch.ones(ROWS_WRITTEN, WIDTH, dtype=dtype)
    layers = [torch.ones(INNER, WIDTH, dtype=dtype) for _ in range(MATRICES)]
    return round(MATRICES * WIDTH * INNER / _quickest(lambda: [linear(answers, layer) for layer in layers]) / 1e9, 3)


def _quickest(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of several times: anything else that runs here can only slow one down."""
    work()
    times: list[float] = []
    began = time.perf_counter()
    while not times or time.perf_counter() - began < SECONDS:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    # The last line is the answer; whatever libraries print comes before it.
    print(measure().to_line(), flush=True)
