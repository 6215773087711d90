// Copy a column's text, and say so on the button.
({ column, label, copied }) => async () => {
    const sheet = document.getElementById(`column-${column}`);
    const paragraphs = [...sheet.querySelectorAll(".prose-sheet p:not(.placeholder)")];
    await navigator.clipboard.writeText(paragraphs.map(p => p.innerText).join("\n\n"));
    const button = sheet.querySelector(".copy");
    button.textContent = copied;
    setTimeout(() => { button.textContent = label; }, 1500);
}
