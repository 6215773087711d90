"""Names of runs and styles: for the page, and for files."""

import unicodedata


def clean_name(name: str) -> str:
    """Return a printable name on one line, of at most 80 characters.

    It may be shown and used for a file.
    """
    printable = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(printable.split())[:80].strip() or "Untitled"


def file_name(name: str, latin: bool = True) -> str:
    """Return a file name; a Latin one also suits the Hub."""
    plain = name.lower()
    if latin:
        decomposed = unicodedata.normalize("NFKD", plain.translate(_LATIN))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    kept = "".join(char if char.isalnum() and (char.isascii() or not latin) else "-" for char in plain)
    return "-".join(filter(None, kept.split("-")))[:60].strip("-") or "style"


_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu"}
    | {"я": "ya"}
)
