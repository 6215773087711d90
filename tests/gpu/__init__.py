"""What only a CUDA GPU can show; `python -m pytest tests/gpu` on one."""
