"""What visitors can do, without Gradio and without HTML."""
