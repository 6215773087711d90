// Scroll back to the example that was edited, and to its button.
() => {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const card = document.querySelector(`[data-example="${CSS.escape(window.pastichePressed || "")}"]`);
    card?.scrollIntoView({ behavior, block: "center" });
    card?.querySelector("button")?.focus({ preventScroll: true });
}
