// Send the button that was pressed in a list: what it does, to what, and whether to use it.
element.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const { act, of, use } = button.dataset;
    window.pastichePressed = of;
    trigger(act === "edit" ? "edit" : "select", { act, of, use: use === "1" });
});
