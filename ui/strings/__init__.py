"""Strings of the page, English and Russian."""
