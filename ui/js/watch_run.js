// Tell of a run in the page's title; when it is over and the page is out of sight, in a notification.
// What was over already when the page opened is no news.
({ states, percent }) => html => {
    const run = new DOMParser().parseFromString(html || "", "text/html").querySelector("section.status");
    const name = run ? run.querySelector("h3").textContent : "", was = window.pasticheLearns || "";
    const going = run && run.matches(".running, .waiting"), title = "Pastiche";
    window.pasticheLearns = going ? name : "";
    const say = text => { document.title = text ? text + " · " + title : title; };
    if (going) return say(`${run.querySelector("progress").value}${percent} ${name}`);
    if (!run || was !== name) return was ? say("") : undefined;
    if (!document.hidden) return say("");
    say(`${name}: ${states[run.className.split(" ").pop()]}`);
    document.addEventListener("visibilitychange", () => say(""), { once: true });
    let asked = null;
    try { asked = localStorage.getItem("pastiche-tell"); } catch { }
    if (!asked || !window.Notification || Notification.permission !== "granted") return;
    const body = run.querySelector(".headline").textContent;
    const note = new Notification(name, { body, tag: "pastiche-tell" });
    note.onclick = () => { window.focus(); note.close(); };
}
