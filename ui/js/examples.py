"""Scripts of the examples: what a press means, where to scroll, and how the text becomes a file."""

ON_LOAD = """
element.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    window.pasticheExample = button.dataset.of;
    const pressed = { act: button.dataset.act, of: button.dataset.of };
    trigger(pressed.act === "edit" ? "edit" : "select", pressed);
});
"""
_CALM = 'const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";'
TO_THE_CARDS = f"""() => {{
    {_CALM}
    document.getElementById("examples-cards")?.scrollIntoView({{ behavior, block: "start" }});
}}"""
TO_THE_EDITOR = f"""() => {{
    {_CALM}
    setTimeout(() => {{
        const editor = document.getElementById("example-editor");
        editor?.scrollIntoView({{ behavior, block: "center" }});
        editor?.querySelector("textarea")?.focus({{ preventScroll: true }});
    }}, 200);
}}"""
TO_THE_CARD = f"""() => {{
    {_CALM}
    const card = document.querySelector(`[data-example="${{CSS.escape(window.pasticheExample || "")}}"]`);
    card?.scrollIntoView({{ behavior, block: "center" }});
    card?.querySelector("button")?.focus({{ preventScroll: true }});
}}"""
SAVE_TEXT = """text => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
    link.download = "examples.jsonl";
    document.body.append(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(link.href);
    return "";
}"""
"""Takes the text, and returns nothing in its place."""
