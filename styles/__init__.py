"""Everything about texts, with no model in sight: read, clean, split, examples, measures."""
