"""Names of LaTeX commands and environments, and what becomes of them."""

import re

from styles.text import Reason

HEADINGS = frozenset(["part", "chapter", "section", "subsection", "subsubsection", "addchap", "addsec", "addpart"])
LEFT_OUT: dict[str, Reason] = {
    **dict.fromkeys(["footnote", "footnotetext", "endnote", "sidenote", "thanks", "marginpar", "marginnote"], "note"),
    **dict.fromkeys(["title", "subtitle", "author", "date"], "title page"),
    **dict.fromkeys(["todo", "fxnote"], "comment"),
    "sout": "deletion",
    "caption": "image",
    "paragraph": "heading",
    "dedication": "front matter",
}
SILENT = {
    **dict.fromkeys(
        """label ref pageref eqref autoref cref vref nameref cite citep citet parencite textcite autocite footcite
        nocite index glossary gls input include subfile includeonly includegraphics usepackage
        RequirePackage documentclass bibliography bibliographystyle addbibresource vspace hspace
        thispagestyle pagestyle pagenumbering hypersetup url hyphenation selectlanguage textcolor color
        fontsize setmainfont setsansfont setmonofont graphicspath bookmarksetup markboth markright
        enlargethispage stepcounter refstepcounter foreignlanguage href hyperlink hypertarget phantom
        hphantom vphantom linespread setstretch""".split(),
        1,
    ),
    **dict.fromkeys(
        """newcommand renewcommand providecommand setlength addtolength setcounter addtocounter newenvironment
        renewenvironment rule raisebox resizebox scalebox definecolor DeclareMathOperator titleformat
        titlespacing""".split(),
        2,
    ),
    "fontsize": 2,
    "addcontentsline": 3,
    "newenvironment": 3,
}
"""How many arguments go with the command."""
ENVIRONMENTS_LEFT_OUT: dict[str, Reason] = {
    **dict.fromkeys(["figure", "wrapfigure", "tikzpicture", "picture", "pspicture"], "image"),
    **dict.fromkeys(["table", "tabular", "tabularx", "longtable", "tabbing", "array"], "table"),
    **dict.fromkeys(
        """equation align gather multline eqnarray displaymath math lstlisting verbatim minted alltt filecontents
        algorithm algorithmic""".split(),
        "code",
    ),
    "comment": "comment",
    "titlepage": "title page",
    **dict.fromkeys(["thebibliography", "theindex", "theglossary"], "back matter"),
    "thanks": "note",
}
CHARACTERS = {
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textemdash": "—",
    "textendash": "–",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "guillemotleft": "«",
    "guillemotright": "»",
    "flqq": "«",
    "frqq": "»",
    "glqq": "„",
    "grqq": "“",
    "textquotedbl": '"',
    "quotedblbase": "„",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "dag": "†",
    "ddag": "‡",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "euro": "€",
    "texteuro": "€",
    "copyright": "©",
    "No": "№",
    "textnumero": "№",
    "degree": "°",
    "textdegree": "°",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textbar": "|",
    "textquotesingle": "'",
    "textasciigrave": "`",
    "textasciicircum": "^",
    "slash": "/",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "nobreakspace": "\u00a0",
}
ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
LETTERS = re.compile(r"\{\s*(?:\\[ij]|[^\W\d_])?\s*\}|\\[ij](?![A-Za-z])|[^\W\d_]")
"""What an accent is put on."""
SHORTHANDS = (
    ('"---', "—"),
    ('"--~', "—\u00a0"),
    ('"--*', "—"),
    ('"`', "„"),
    ("\"'", "“"),
    ('"<', "«"),
    ('">', "»"),
    ('"=', "-"),
    ('"~', "-"),
    ('"-', ""),
    ('""', ""),
)
"""What babel's German and Russian make of a straight quote and another sign."""
