"""The head of the page, with the way to the other language."""

from ui.js.notification import TITLE
from ui.strings.strings import ENGLISH, RUSSIAN, Strings


def masthead(t: Strings) -> str:
    """Return the page's name, its promise and the other language's link."""
    other = RUSSIAN if t.code == "en" else ENGLISH
    address = other.code if other.code != "en" else "./"
    link = (
        f'<a class="switch" href="{address}" hreflang="{other.code}" lang="{other.code}" '
        f'data-language="{other.code}">{other.language_name}</a>'
    )
    return f'<header><div><h1>{TITLE}</h1><p class="promise">{t.promise}</p></div>{link}</header>'


HEAD = """
<script>
(() => {
    // The page follows the browser's language until the visitor has chosen one; the choice stays in this browser.
    const key = "pastiche-language", path = location.pathname.replace(/\\/+$/, "");
    const here = path.endsWith("/ru") ? "ru" : "en";
    const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
    document.addEventListener("click", event => {
        const link = event.target.closest?.("[data-language]");
        if (!link) return;
        try { localStorage.setItem(key, link.dataset.language); } catch { }
        event.preventDefault();
        location.assign(address(link.dataset.language));
    });
    const address = language => (language === "ru" ? path + "/ru" : path.replace(/\\/ru$/, "") + "/") + location.search;
    const linked = new URLSearchParams(location.search).get("lang");
    if (linked === "en" && here === "ru") { location.replace(address("en")); return; }
    const wanted = linked || read() || ((navigator.languages || [])[0] || "en").slice(0, 2);
    if (wanted === "ru" && here === "en") location.replace(address("ru"));
    else document.documentElement.lang = here;
})();
</script>
"""
