"""Signs of Obsidian, Pandoc and CriticMarkup in Markdown.

Links to notes and highlights become their words. What is no text (comments, embedded files, deletions, inline notes)
becomes a token, which the reader turns into a removal at its place. Code and escaped signs stay as they are.
"""

import re
from pathlib import PurePosixPath

from styles.text import Reason

_OPEN, _CLOSE = "\ufdd2", "\ufdd3"
"""Around a token's number; code points that no text may use."""
_MOST = 3_000
"""Characters inside a pair of signs. Judgement: more means that the first one was never closed."""


def _between(opening: str, closing: str, name: str) -> str:
    """Return a pattern for what stands between two signs."""
    return rf"{opening}(?P<{name}>(?:(?!{opening}).){{0,{_MOST}}}?){closing}"


_TAG = r"#(?=[\d/_-]*[^\W\d_])[\w/-]+"
_SIGNS = re.compile(
    "|".join(
        (
            r"(?P<kept>^[ \t]{0,3}(?P<fence>```++|~~~++)[^\n]*+\n(?:.*?\n)??[ \t]{0,3}(?P=fence)[^\n]*$"
            r"|(?<!`)(?P<tick>`{1,3})(?!`)[^`\n]{1,400}(?P=tick)|\\[^\n])",
            r"!\[\[(?P<embedded>[^\[\]\n]{1,400})\]\]",
            r"\[\[(?P<linked>[^\[\]\n]{1,400})\]\]",
            _between(r"\{\+\+", r"\+\+\}", "added"),
            _between(r"\{--", r"--\}", "deleted"),
            _between(r"\{>>", r"<<\}", "remark"),
            _between(r"\{==", r"==\}", "marked"),
            rf"\{{~~(?P<old>(?:(?!\{{~~|~>).){{0,{_MOST}}})~>(?P<new>(?:(?!\{{~~).){{0,{_MOST}}}?)~~\}}",
            r"(?<![\d%])%%(?P<comment>(?:(?!%%).){0,3000})%%",
            r"(?<!=)==(?=[^\s=])(?P<highlight>(?:(?!==|\n\n).){0,3000})(?<=[^\s=])==(?!=)",
            r"\^\[(?P<note>(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,3000})\]",
            r"(?P<fenced>^[ \t]{0,3}:{3,}[^\n]*$)",
            rf"(?P<tags>^[ \t]*{_TAG}(?:[ \t]+{_TAG})*[ \t]*$)",
            r"(?P<callout>(?<=> )\[![\w-]{1,40}\][+-]?[^\n]*$)",
            r"(?P<anchor>[ \t]\^[A-Za-z0-9-]{1,40}[ \t]*$)",
        )
    ),
    re.MULTILINE | re.DOTALL,
)
_REASONS: dict[str, Reason] = {
    "deleted": "deletion",
    "remark": "comment",
    "comment": "comment",
    "note": "note",
    "fenced": "separator",
    "tags": "description",
    "callout": "heading",
    "anchor": "navigation",
}
_WORDS = frozenset(["added", "marked", "highlight"])
"""What becomes its words."""
_TOKEN = re.compile(f"{_OPEN}(\\d{{1,9}}){_CLOSE}")
_PICTURES = frozenset(".png .jpg .jpeg .gif .webp .svg .bmp .avif".split())


class Signs:
    """A Markdown text without these signs, and what its tokens stand for."""

    def __init__(self, text: str) -> None:
        self._left_out: list[tuple[Reason, str, str]] = []
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
        self.text = _SIGNS.sub(self._replaced, text)
        """The Markdown that is left."""

    def pieces(self, text: str) -> list[str | tuple[Reason, str]]:
        """Return a text's words, and what was left out between them."""
        pieces: list[str | tuple[Reason, str]] = []
        start = 0
        for match in _TOKEN.finditer(text):
            reason, inside, _ = self._left_out[int(match[1])]
            pieces += [text[start : match.start()], (reason, inside)]
            start = match.end()
        return [*pieces, text[start:]]

    def restored(self, text: str) -> str:
        """Return a text with the signs as they were."""
        return _TOKEN.sub(lambda match: self._left_out[int(match[1])][2], text)

    def _replaced(self, match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        inside = match[kind]
        if match["kept"] is not None:
            return match.group()
        if match["new"] is not None:
            return self._token("deletion", match["old"], match.group()) + self._again(match["new"])
        if kind == "embedded":
            picture = PurePosixPath(inside.partition("|")[0].partition("#")[0].strip()).suffix.lower() in _PICTURES
            return self._token("image" if picture else "navigation", inside, match.group())
        if kind == "linked":
            return _shown(inside)
        if kind in _WORDS:
            return self._again(inside)
        token = self._token(_REASONS[kind], inside, match.group())
        return f"\n{token}\n" if kind == "fenced" else token

    def _again(self, inside: str) -> str:
        """Return the words of a marked passage, without signs inside."""
        return inside if len(inside) < 2 else _SIGNS.sub(self._replaced, inside)

    def _token(self, reason: Reason, inside: str, whole: str) -> str:
        self._left_out.append((reason, inside, whole))
        return f"{_OPEN}{len(self._left_out) - 1}{_CLOSE}"


def _shown(link: str) -> str:
    """Return the words or the note's name that a link shows."""
    name, bar, words = link.partition("|")
    if bar and words.strip():
        return words.strip()
    note, _, place = name.partition("#")
    return (note or place.lstrip("^")).strip().removesuffix(".md")
