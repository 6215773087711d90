"""Training examples of a run, the same each time.

They are built of corpus, views and edits; the base's replayed answers stand beside them.
"""

from styles.examples.examples import Example, build
from trainer.runs.passage_views import written_views
from trainer.runs.run import Run


def training_examples(run: Run) -> list[Example]:
    """Return the examples in order; the author edited them without views."""
    corpus, recipe = run.corpus, run.recipe
    settings = recipe.example_settings
    seen = build(corpus.train, corpus.language, settings, recipe.seed)
    views = written_views(run)
    if not views:
        return run.edits.apply(seen)
    return run.edits.carried(seen, build(corpus.train, corpus.language, settings, recipe.seed, views))
