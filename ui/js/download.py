"""How the page hands a file over to the browser: what a button made is saved under its own name, at once."""

HAND_OVER = """file => {
    if (!file?.url) return;
    const link = document.createElement("a");
    link.href = file.url;
    link.download = file.orig_name || "";
    document.body.append(link);
    link.click();
    link.remove();
}"""
"""Takes the value of a hidden `gr.File`."""
