"""Steps of the page: components and handlers, the home of Gradio."""
