"""One prompt answered in several columns."""
