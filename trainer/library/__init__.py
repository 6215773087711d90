"""The styles at hand: the gallery's, finished runs, pulled adapters, blends."""
