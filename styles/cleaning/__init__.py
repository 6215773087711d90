"""The steps of cleaning: each strikes out of a galley one kind of thing that is not the author's prose or verse."""
