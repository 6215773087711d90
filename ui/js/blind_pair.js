// Send the side that was chosen, by button or key.
element.addEventListener("click", event => {
    const button = event.target.closest("[data-choice]");
    if (!button) return;
    button.classList.add("chosen");
    const place = button.closest("[data-place]")?.dataset.place ?? "";
    trigger("select", { choice: button.dataset.choice, place });
});
// Digits are heard by who is in the pair, arrows also where nothing has the focus; a field keeps all its keys.
// Who was in a pair is in the next one too: when a pair gives way to it, the focus goes nowhere for a moment.
let inside = false;
const moved = event => { inside = element.contains(event.target); };
document.addEventListener("focusin", moved);
document.addEventListener("pointerdown", moved);
const choices = { ArrowLeft: "left", 1: "left", ArrowRight: "right", 2: "right", 0: "neither" };
document.addEventListener("keydown", function press(event) {
    if (!element.isConnected) return document.removeEventListener("keydown", press);
    const choice = choices[event.key], focus = document.activeElement;
    if (!choice || event.repeat || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const nowhere = focus === document.body && (inside || event.key.startsWith("Arrow"));
    if (!element.contains(focus) && !nowhere) return;
    const button = element.querySelector(`[data-choice=${choice}]`);
    if (!button?.checkVisibility()) return;
    event.preventDefault();
    button.click();
});
