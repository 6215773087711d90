"""Measures of style, copying and meaning, with their intervals and verdicts."""
