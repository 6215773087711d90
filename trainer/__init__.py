"""From a recipe to a published adapter: runs, queue, card, Hub."""
