"""A writer's texts: reading, storage, restoration and masking."""
