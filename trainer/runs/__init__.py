"""Runs: their folder, recipe, events, estimate and training examples."""
