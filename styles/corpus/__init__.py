"""Corpus: passages, duplicates, held-out texts and advice on its size."""
