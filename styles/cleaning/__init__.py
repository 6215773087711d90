"""Cleaning steps: each removes one kind of text around the author's."""
