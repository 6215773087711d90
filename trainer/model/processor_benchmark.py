"""Benchmark this computer's processor: `python -m trainer.model.processor_benchmark`.

It multiplies matrices of the shapes that a small language model has, for a second or two, and prints a
`trainer.runs.estimate.ProcessorSpeed`. No model is loaded: the time of a base is estimated from its size, before it is
fetched. The page is just starting then, so the least disturbed round counts.
"""

import math
import time

import torch
from torch.nn.functional import linear

from trainer.runs.estimate import ROWS_WRITTEN, ProcessorSpeed

TOKENS, WIDTH, INNER = 512, 896, 4864
"""An example's tokens, and the sides of the largest matrices of a model with half a billion parameters."""
PRECISIONS = torch.float32, torch.bfloat16
MATRICES = 24
"""How many different ones are passed in turn while text is written: more than any cache holds, as in a model."""
ROUNDS, PAUSE_SECONDS = 8, 0.7
"""How often all is measured, and what lies between."""
SECONDS = 0.06
"""How long each of the four figures is measured in a round at least."""


def measure(rounds: int = ROUNDS, pause: float = PAUSE_SECONDS) -> ProcessorSpeed:
    """Return the processor's speed in both precisions, the best of several rounds."""
    found = []
    with torch.no_grad():
        for _ in range(rounds):
            found.append((*map(gflops, PRECISIONS), *map(weights_per_second, PRECISIONS)))
            time.sleep(pause)
    return ProcessorSpeed(*map(max, zip(*found, strict=True)))


def gflops(dtype: torch.dtype) -> float:
    """Return GFLOP/s of one training example through a layer."""
    example, layer = torch.ones(TOKENS, WIDTH, dtype=dtype), torch.ones(INNER, WIDTH, dtype=dtype)
    return round(2 * TOKENS * WIDTH * INNER / _quickest(example, [layer]) / 1e9, 1)


def weights_per_second(dtype: torch.dtype) -> float:
    """Return billions of weights per second for a token of sixteen answers."""
    answers = torch.ones(ROWS_WRITTEN, WIDTH, dtype=dtype)
    layers = [torch.ones(INNER, WIDTH, dtype=dtype) for _ in range(MATRICES)]
    return round(MATRICES * WIDTH * INNER / _quickest(answers, layers) / 1e9, 3)


def _quickest(rows: torch.Tensor, layers: list[torch.Tensor]) -> float:
    """Return the seconds of rows through all layers, each layer's best.

    Anything else that runs on the computer can only slow one down.
    """
    linear(rows, layers[0])
    times = [math.inf] * len(layers)
    began = time.perf_counter()
    while math.inf in times or time.perf_counter() - began < SECONDS:
        for index, layer in enumerate(layers):
            start = time.perf_counter()
            linear(rows, layer)
            times[index] = min(times[index], time.perf_counter() - start)
    return sum(times)


if __name__ == "__main__":
    # The last line is the answer; whatever libraries print comes before it.
    print(measure().to_line(), flush=True)
