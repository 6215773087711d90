"""From clean texts to a corpus: passages, duplicates, held-out texts, advice on its size."""
