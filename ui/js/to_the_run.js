// Scroll to the run.
() => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    setTimeout(() => document.getElementById("run")?.scrollIntoView({ behavior: calm ? "auto" : "smooth" }), 300);
}
