"""Styles and lists of Word documents."""

from lxml import etree

from styles.formats.markup import attribute
from styles.formats.office import DASHES, StyleSheet
from styles.formats.symbols import with_symbols


def is_on(setting: etree._Element | None) -> bool:
    """Check whether a setting is there and not switched off."""
    return setting is not None and attribute(setting, "val").lower() not in ("0", "false", "off")


def value(element: etree._Element, path: str) -> str:
    """Return the value of a nested setting, "" where it is missing."""
    setting = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return "" if setting is None else attribute(setting, "val")


def word_styles(root: etree._Element | None) -> tuple[StyleSheet, dict[str, bool]]:
    """Return a document's styles, and which of them hide text."""
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    levels: dict[str, int] = {}
    hidden: dict[str, bool] = {}
    for style in root.iter("{*}style") if root is not None else ():
        identifier = attribute(style, "styleid")
        names[identifier] = value(style, "name") or identifier
        bases[identifier] = value(style, "basedOn")
        if (level := value(style, "pPr/outlineLvl")).isdecimal():
            levels[identifier] = int(level[:2])
        if (vanish := style.find("{*}rPr/{*}vanish")) is not None:
            hidden[identifier] = is_on(vanish)
    return StyleSheet(names, bases, levels), hidden


def list_dashes(root: etree._Element | None) -> dict[tuple[str, str], str]:
    """Return list dashes by list id and item level."""
    marks: dict[tuple[str, str], str] = {}
    for level in root.iter("{*}lvl") if root is not None else ():
        fonts = level.find("{*}rPr/{*}rFonts")
        mark = with_symbols(value(level, "lvlText"), "" if fonts is None else attribute(fonts, "ascii"))
        if mark in DASHES and (parent := level.getparent()) is not None:
            marks[attribute(parent, "abstractnumid"), attribute(level, "ilvl")] = f"{DASHES[mark]} "
    lists = (
        {} if root is None else {attribute(num, "numid"): value(num, "abstractNumId") for num in root.iter("{*}num")}
    )
    return {(num, level): mark for num, kind in lists.items() for (of, level), mark in marks.items() if of == kind}
