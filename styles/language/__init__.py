"""What a text is made of: its language, sentences, words and shingles."""
