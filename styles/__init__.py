"""Reading, cleaning, splitting and measuring texts, without any model."""
