"""Figures of the README, each made by `python -m tests.benchmarks.<name>`; timings are ratios, side by side."""
