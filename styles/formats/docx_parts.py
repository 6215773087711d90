"""The parts of a Word document's package, told by its relations."""

import posixpath
from dataclasses import dataclass

from styles.formats.archives import Archive
from styles.formats.markup import attribute
from styles.formats.office import parsed_part

OTHER_ROOTS = frozenset(["workbook", "presentation", "visiodocument", "fixeddocumentsequence"])
"""The main parts of packages that are no Word documents."""
_USUAL_MAIN = "word/document.xml"


@dataclass(frozen=True)
class Relation:
    """What one part says of another."""

    kind: str
    """The last word of the relation's type, such as `styles`."""
    path: str | None
    """The member of the archive, None where it is missing or outside."""
    target: str


class WordParts:
    """Finds the parts of a document in its archive."""

    def __init__(self, archive: Archive) -> None:
        """Take an open archive."""
        self._archive = archive
        package = _relations(archive, "").values()
        named = (relation.path for relation in package if relation.kind == "officeDocument" and relation.path)
        usual = (path for path in archive.names if path.lower().startswith("word/document"))
        self.main = next(named, None) or archive.find(_USUAL_MAIN) or next(usual, None)
        """The part with the text."""
        self.relations = {} if self.main is None else _relations(archive, self.main)

    def find(self, kind: str) -> str | None:
        """Return the member for a kind of part, such as `styles`."""
        named = (relation.path for relation in self.relations.values() if relation.kind == kind and relation.path)
        folder = posixpath.dirname(self.main or _USUAL_MAIN)
        return next(named, None) or self._archive.find(f"{kind}.xml", folder)


def _relations(archive: Archive, path: str) -> dict[str, Relation]:
    """Return the relations of a part ("" is the package), by id."""
    folder, file = posixpath.split(path)
    root = parsed_part(archive, archive.find(posixpath.join(folder, "_rels", f"{file}.rels")))
    relations: dict[str, Relation] = {}
    for element in root.iter("{*}Relationship") if root is not None else ():
        target = attribute(element, "target")
        outside = attribute(element, "targetmode").lower() == "external"
        found = None if outside else archive.find(target, folder)
        kind = attribute(element, "type").rpartition("/")[2]
        relations[attribute(element, "id")] = Relation(kind, found, target)
    return relations
