"""The child processes: the only place where torch lives. Nobody imports this package; `trainer.processes` starts it."""
