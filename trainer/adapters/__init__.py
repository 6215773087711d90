"""Files and weights of a LoRA adapter."""
