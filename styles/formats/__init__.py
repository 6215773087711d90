"""File formats, one module each: mark-up to text without furniture."""
