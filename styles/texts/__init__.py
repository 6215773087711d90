"""A writer's texts: read from files, saved, restored, private details replaced."""
