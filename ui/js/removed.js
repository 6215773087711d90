// Send the text that is to be removed.
element.addEventListener("click", event => {
    const button = event.target.closest("[data-remove]");
    if (button) trigger("delete", { place: Number(button.dataset.remove) });
});
