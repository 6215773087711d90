"""Language, sentences, words and shingles of a text."""
