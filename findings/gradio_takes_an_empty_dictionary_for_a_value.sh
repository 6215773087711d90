#!/usr/bin/env bash
# Gradio 6.31.0: a handler may return a dictionary of components, and those it leaves out stay as they are. One that
# leaves out all of them, the empty dictionary, is taken for a value instead: with one output it becomes that output's
# new value, with two the call fails for too few values. `gr.skip()` has to be returned in its place.
# Here: ui/steps/events.py `unchanged`.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet gradio==6.31.0
cd "$place"
GRADIO_ANALYTICS_ENABLED=False "$place/venv/bin/python" - <<'PYTHON'
import gradio as gr
from gradio_client import Client

with gr.Blocks() as demo:
    first, second, button = gr.Textbox("one"), gr.Textbox("two"), gr.Button()
    button.click(lambda: {first: "new"}, None, [first, second], api_name="a_part")
    button.click(lambda: {}, None, [first, second], api_name="nothing_of_two")
    button.click(lambda: {}, None, first, api_name="nothing_of_one")
    button.click(gr.skip, None, [first, second], api_name="skipped")
demo.launch(prevent_thread_lock=True, quiet=True, server_name="127.0.0.1", show_error=True)
client = Client(demo.local_url, verbose=False)


def outcome(name):
    try:
        return client.predict(api_name=name)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


print("gradio", gr.__version__)
seen = {name: outcome(f"/{name}") for name in ("a_part", "nothing_of_two", "nothing_of_one", "skipped")}
for name, what in seen.items():
    print(f"{name}: {what!r}")
assert gr.__version__ == "6.31.0"
assert seen["a_part"][0] == "new", "dictionaries of components are no longer taken"
assert "enough output values" in str(seen["nothing_of_two"]), "an empty dictionary leaves two outputs alone"
assert seen["nothing_of_one"] in ({}, "{}"), "an empty dictionary leaves one output alone"
assert "Error" not in str(seen["skipped"])
demo.close()
PYTHON
echo "as described"
