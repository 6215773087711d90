"""The head of the page, with the way to the other language."""

from ui.js.scripts import script
from ui.strings.strings import ENGLISH, RUSSIAN, Strings


def masthead(t: Strings) -> str:
    """Return the page's name, its promise and the other language's link."""
    other = RUSSIAN if t.code == "en" else ENGLISH
    address = other.code if other.code != "en" else "./"
    link = (
        f'<a class="switch" href="{address}" hreflang="{other.code}" lang="{other.code}" '
        f'data-language="{other.code}">{other.language_name}</a>'
    )
    return f'<header><div><h1>Pastiche</h1><p class="promise">{t.promise}</p></div>{link}</header>'


HEAD = f"<script>\n{script('language')}\n</script>"
