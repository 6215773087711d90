"""Find the newest whole checkpoint of a run's settings."""

import hashlib
import json
import shutil
from pathlib import Path

from trainer.adapters.weights import Weights
from trainer.runs.passage_views import views_digest
from trainer.runs.run import Run


def prepare_checkpoints(run: Run) -> Path | None:
    """Return the newest whole checkpoint; None for a fresh start.

    Checkpoints of other settings, texts, summaries, paraphrases or edits are deleted.
    """
    folder = run.folder / "checkpoints"
    edits = json.dumps(run.edits.to_json()) if run.edits else ""
    learnt = run.recipe.to_json() + run.corpus.content_hash + views_digest(run) + edits
    key = hashlib.sha256(learnt.encode()).hexdigest()
    mark = folder / "key"
    if folder.exists() and (not mark.exists() or mark.read_text("ascii") != key):
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)
    mark.write_text(key, "ascii")
    whole = [path for path in folder.glob("checkpoint-*") if _is_whole(path)]
    return max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def _is_whole(checkpoint: Path) -> bool:
    """Check that no kill cut the checkpoint's writing short.

    The trainer's state is the last file of a checkpoint.
    """
    try:
        json.loads((checkpoint / "trainer_state.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return Weights(checkpoint).are_there
