"""Figures of docs/results.md, each made by `python -m tests.benchmarks.<name>`; timings are ratios, side by side."""
