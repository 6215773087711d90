"""What an OpenDocument text hides from its readers."""

from lxml import etree

from styles.formats.markup import attribute

_MAY_BE_HIDDEN = frozenset(["section", "hidden-text"])
_MAY_BE_HIDDEN_BY_STYLE = frozenset(["p", "h", "span"])


class HiddenStyles:
    """What a document hides: by style, by section, by a hidden field."""

    def __init__(self, roots: list[etree._Element], body: etree._Element) -> None:
        """Take the groups of styles that hold for the body, and it."""
        self._bases: dict[tuple[str, str], str] = {}
        self._shown: dict[tuple[str, str], bool] = {}
        for style in (style for root in roots for style in root.iter("{*}style")):
            key = attribute(style, "family"), attribute(style, "name")
            self._bases[key] = attribute(style, "parent-style-name")
            for settings in style.findall("{*}text-properties"):
                if display := attribute(settings, "display"):
                    self._shown[key] = display != "none"
        self._has_fields = next(body.iter("{*}hidden-paragraph"), None) is not None
        # most documents hide nothing, and are asked nothing about their paragraphs
        self._asked = _MAY_BE_HIDDEN | (_MAY_BE_HIDDEN_BY_STYLE if self._shown or self._has_fields else frozenset())

    def hides(self, element: etree._Element, name: str) -> bool:
        """Check whether readers do not see an element."""
        if name not in self._asked:
            return False
        if name == "section":
            return attribute(element, "display") == "none" or attribute(element, "is-hidden") == "true"
        if name == "hidden-text":
            return attribute(element, "is-hidden") != "false"
        fields = element.iterchildren("{*}hidden-paragraph") if self._has_fields else ()
        if any(attribute(field, "is-hidden") != "false" for field in fields):
            return True
        return bool(self._shown) and not self._shows("text" if name == "span" else "paragraph", element)

    def _shows(self, family: str, element: etree._Element) -> bool:
        style, seen = attribute(element, "style-name"), set[str]()
        while style and style not in seen:
            if (family, style) in self._shown:
                return self._shown[family, style]
            seen.add(style)
            style = self._bases.get((family, style), "")
        return True
