// Draw the base's and the styled answer on a card, save it, and copy both as text.
({ label, done }) => async () => {
    const read = name => [...document.querySelectorAll(`#column-${name} .prose-sheet p:not(.placeholder)`)]
        .map(p => p.innerText.trim()).filter(Boolean).join("\n\n");
    const titles = ["base", "styled"].map(name =>
        document.querySelector(`#column-${name} .column-title`).textContent);
    const texts = ["base", "styled"].map(read);
    if (!texts[1]) return;
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), width = 510, room = 370;
    // The lines of a text, a gap after each paragraph but the last.
    const lines = (text, size) => {
        pen.font = `${size}px Georgia, serif`;
        return text.split("\n\n").flatMap(part => {
            const made = [""];
            for (const word of part.split(/\s+/)) {
                const longer = (made.at(-1) + " " + word).trim();
                if (made.at(-1) && pen.measureText(longer).width > width) made.push(word);
                else made[made.length - 1] = longer;
            }
            return [...made, ""];
        }).slice(0, -1);
    };
    // As large as both texts can stand; what is too long for the smallest is cut.
    let size = 30;
    while (size > 18 && texts.some(text => lines(text, size).length * size * 1.4 > room)) size -= 2;
    const most = Math.floor(room / (size * 1.4));
    canvas.width = 1200; canvas.height = 630;
    pen.fillStyle = "#faf8f4"; pen.fillRect(0, 0, 1200, 630);
    pen.fillStyle = "#b9582f"; pen.fillRect(0, 0, 1200, 10);
    pen.fillStyle = "#e6e1d8"; pen.fillRect(600, 122, 1, 440);
    pen.fillStyle = "#1d1a17"; pen.font = "600 40px Georgia, serif";
    pen.fillText(document.querySelector("#style input").value, 60, 84, 1080);
    pen.fillStyle = "#5e574d"; pen.font = "italic 22px Georgia, serif"; pen.fillText("Pastiche", 60, 604);
    texts.forEach((text, place) => {
        const left = 60 + place * 570, shown = lines(text, size);
        if (shown.length > most) { shown.length = most; shown[most - 1] += "…"; }
        pen.fillStyle = "#833a1c"; pen.font = "600 22px Georgia, serif";
        pen.fillText(titles[place], left, 142, width);
        pen.fillStyle = "#2b2723"; pen.font = `${size}px Georgia, serif`;
        shown.forEach((line, row) => pen.fillText(line, left, 160 + size + row * size * 1.4));
    });
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = "pastiche.png";
    document.body.append(link); link.click(); link.remove();
    const whole = titles.map((title, place) => title + "\n" + texts[place]).join("\n\n");
    try { await navigator.clipboard.writeText(whole); } catch { }
    const button = document.getElementById("share-card");
    button.textContent = done;
    setTimeout(() => { button.textContent = label; }, 2500);
}
