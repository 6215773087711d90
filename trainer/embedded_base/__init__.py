"""The tiny base model in the repository, and its scripts."""
