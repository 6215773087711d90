"""Child processes: the training queue, the generator, tokenizing, benchmarks of this computer."""
