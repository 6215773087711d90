"""What is foreseen of a base by this computer's speed, beside what is measured of it once it is here.

`python -m tests.benchmarks.estimates --base FOLDER...`: each FOLDER holds a saved instruct model. Its size is read from
its files, as the catalogue has it of a base that is not fetched. The efficiencies in `trainer/runs/estimate.py` are
those that bring the two together.
"""

import argparse
import dataclasses
import json
import subprocess
from pathlib import Path

from trainer import bases
from trainer.bases import Base
from trainer.processes.child import child_command, child_environment
from trainer.runs.estimate import ProcessorSpeed, TrainingSpeed, TrainingWork, estimate, foreseen_training_speed
from trainer.runs.recipe import Recipe

WORDS = 5_000


def answer(module: str, *arguments: str) -> str:
    """Return a child's last line."""
    child = subprocess.run(
        child_command(module, *arguments), capture_output=True, text=True, env=child_environment(), check=True
    )
    return child.stdout.strip().rpartition("\n")[2]


def sized(folder: str) -> Base:
    """Return a folder's base with the number of its weights, of which it tells in the head of each file."""
    base = bases.find(folder)
    assert base.folder
    tensors: dict[str, dict[str, list[int]]] = {}
    for file in base.folder.glob("*.safetensors"):
        with file.open("rb") as opened:
            tensors |= json.loads(opened.read(int.from_bytes(opened.read(8), "little")))
    sizes = {name: _product(told["shape"]) for name, told in tensors.items() if "shape" in told}
    embedded = next(size for name, size in sizes.items() if name.endswith("embed_tokens.weight"))
    return dataclasses.replace(base, parameters=sum(sizes.values()), embedding_parameters=embedded)


def _product(shape: list[int]) -> int:
    size = 1
    for side in shape:
        size *= side
    return size


def compare(base: Base, speed: ProcessorSpeed, measured: TrainingSpeed, language: str, dial: str) -> None:
    """Print what was foreseen, what was measured, and how the minutes of a run differ."""
    foreseen = foreseen_training_speed(base, speed, language)
    assert foreseen
    for name, value in dataclasses.asdict(measured).items():
        print(f"  {name:22}{getattr(foreseen, name):10.2f} foreseen{value:10.2f} measured")
    recipe = Recipe.for_corpus(base, WORDS, "light" if dial == "light" else "medium")
    minutes = [
        estimate(recipe, TrainingWork.of_words(WORDS, recipe), training_speed).minutes
        for training_speed in (foreseen, measured)
    ]
    print(f"  {WORDS:,} words, {dial} dial{minutes[0]:14.1f} foreseen{minutes[1]:10.1f} measured, in minutes")


def main() -> None:
    """Measure the computer before and after each base, for it may be busy with other things."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", nargs="+", required=True)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    for folder in options.base:
        base = sized(folder)
        before = ProcessorSpeed.from_line(answer("trainer.model.processor_benchmark"))
        recipe = Recipe.for_corpus(base, WORDS)
        measured = TrainingSpeed.from_line(answer("trainer.model.benchmark", recipe.to_json(), options.language))
        after = ProcessorSpeed.from_line(answer("trainer.model.processor_benchmark"))
        mean = {name: (value + getattr(after, name)) / 2 for name, value in dataclasses.asdict(before).items()}
        print(f"{Path(folder).name}: {base.parameters:,} weights, {base.embedding_parameters:,} in its vocabulary")
        print(f"  before {before}\n  after  {after}", flush=True)
        for dial in ("light", "medium"):
            compare(base, ProcessorSpeed(**mean), measured, options.language, dial)


if __name__ == "__main__":
    main()
