// Scroll to the editor of an example, and into its field.
() => {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    setTimeout(() => {
        const editor = document.getElementById("example-editor");
        editor?.scrollIntoView({ behavior, block: "center" });
        editor?.querySelector("textarea")?.focus({ preventScroll: true });
    }, 200);
}
