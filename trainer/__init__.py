"""From a recipe to a published adapter: runs, events, the worker, the card, the Hub."""
