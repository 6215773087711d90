"""HTML of the question which people of an archive are the author."""

from html import escape

from styles.archives.authors import Candidate, Question
from ui.html.markup import line
from ui.strings.strings import Strings


def question(question: Question, t: Strings) -> str:
    """Return the heading of a question and what becomes of the answer."""
    more = question.people - len(question.candidates)
    rest = t.author_more.format(count=t.number(more)) if more else ""
    service = t.author_services.get(question.service, question.service)
    asked = t.author_lead.format(name=question.name, service=service)
    return f"<h3>{escape(t.author_title)}</h3>{line(asked, live=True)}{line(rest) if rest else ''}"


def label(one: Candidate, t: Strings) -> str:
    """Return somebody's name, address and counts, as plain text."""
    name = one.name or t.author_unnamed
    address = f" <{one.key}>" if "@" in one.key and one.key != one.name.casefold() else ""
    counts = f"{t.counted('pieces', one.pieces)}, {t.counted('words', one.words)}"
    return f"{name}{address} — {counts}"
