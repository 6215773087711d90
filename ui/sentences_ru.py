"""The Russian of the sentences that come from below: a pattern of the English sentence, and what to say instead."""

PATTERNS: tuple[tuple[str, str], ...] = ()
