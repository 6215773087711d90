// Scroll to the examples.
() => {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    document.getElementById("examples-cards")?.scrollIntoView({ behavior, block: "start" });
}
