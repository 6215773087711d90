"""HTML of the page: rendered from data, without Gradio."""
