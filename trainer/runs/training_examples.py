"""What a run trains on, beside the base's replayed answers: built of corpus, views and edits, the same each time."""

from styles.examples.examples import Example, build
from trainer.runs.passage_views import written_views
from trainer.runs.run import Run


def training_examples(run: Run) -> list[Example]:
    """Return the examples in the order they are built in; the author saw and edited them without views."""
    corpus, recipe = run.corpus, run.recipe
    settings = recipe.example_settings
    seen = build(corpus.train, corpus.language, settings, recipe.seed)
    views = written_views(run)
    if not views:
        return run.edits.apply(seen)
    return run.edits.carried(seen, build(corpus.train, corpus.language, settings, recipe.seed, views))
