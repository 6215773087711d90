// Follow the browser's language until the visitor has chosen one; the choice stays in this browser.
(() => {
    const key = "pastiche-language", path = location.pathname.replace(/\/+$/, "");
    const here = path.endsWith("/ru") ? "ru" : "en";
    const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
    document.addEventListener("click", event => {
        const link = event.target.closest?.("[data-language]");
        if (!link) return;
        try { localStorage.setItem(key, link.dataset.language); } catch { }
        event.preventDefault();
        location.assign(address(link.dataset.language));
    });
    const address = language => (language === "ru" ? path + "/ru" : path.replace(/\/ru$/, "") + "/") + location.search;
    const linked = new URLSearchParams(location.search).get("lang");
    if (linked === "en" && here === "ru") { location.replace(address("en")); return; }
    const wanted = linked || read() || ((navigator.languages || [])[0] || "en").slice(0, 2);
    if (wanted === "ru" && here === "en") location.replace(address("ru"));
    else document.documentElement.lang = here;
})();
