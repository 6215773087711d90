"""JavaScript of the page."""
