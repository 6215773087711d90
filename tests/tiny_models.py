"""Models of the common architectures with random weights, small enough for a quick test, and an adapter on them."""

from typing import Any

from trainer.model.layers import LINEAR_LAYERS

VOCABULARY = 260
SIZES = {
    "vocab_size": VOCABULARY,
    "hidden_size": 48,
    "intermediate_size": 80,
    "num_hidden_layers": 2,
    "num_attention_heads": 6,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": 512,
    "pad_token_id": 0,
}


def tiny_model(kind: str, dtype: Any = None, **fields: Any) -> Any:
    """Return a model of an architecture, such as "qwen2", the same each time, all its weights frozen."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    torch.manual_seed(0)
    config = AutoConfig.for_model(kind, **{**SIZES, **fields})
    model = AutoModelForCausalLM.from_config(config, dtype=dtype or torch.float32)
    for weights in model.parameters():
        # Norms begin as ones: unlike numbers tell whether they are used.
        if weights.ndim == 1:
            weights.data += 0.1 * torch.randn_like(weights)
        weights.requires_grad_(False)
    return model


def adapted(model: Any, dropout: float = 0.0) -> Any:
    """Return the model with a LoRA adapter of rank 4 that changes what it says."""
    import torch
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(1)
    settings = LoraConfig(
        r=4, lora_alpha=8, lora_dropout=dropout, target_modules=list(LINEAR_LAYERS), task_type="CAUSAL_LM"
    )
    model = get_peft_model(model, settings)
    for name, weights in model.named_parameters():
        if "lora_B" in name:
            weights.data = 0.1 * torch.randn_like(weights)
    return model.train()


def gradients(model: Any, loss: Any) -> dict[str, Any]:
    """Return what a loss asks of each weight that learns, and forget it."""
    loss.backward()
    found = {name: weights.grad for name, weights in model.named_parameters() if weights.requires_grad}
    model.zero_grad()
    return found
