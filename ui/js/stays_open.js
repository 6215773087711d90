// The list is drawn anew after each decision; what was open stays open.
const open = new Set();
element.addEventListener("toggle", event => {
    const key = event.target.dataset?.key;
    if (key) event.target.open ? open.add(key) : open.delete(key);
}, true);
new MutationObserver(() => {
    for (const item of element.querySelectorAll("details[data-key]"))
        if (open.has(item.dataset.key)) item.open = true;
}).observe(element, { childList: true, subtree: true });
