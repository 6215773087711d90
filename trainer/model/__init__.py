"""Child processes with torch; torch is imported nowhere else.

Nobody imports this package; `trainer.processes` starts it.
"""
