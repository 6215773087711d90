"""One file format a module: its mark-up to a draft, and what is not prose left out."""
