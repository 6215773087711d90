"""The tiny base model that ships with the repository, and the scripts that made it."""
