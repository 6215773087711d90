"""Reading of the export of WordPress (WXR, an extended RSS feed).

Posts and pages that somebody may read are kept, also for friends, behind a password or at a set time. Drafts, the bin
and revisions are not: what was never finished is no sample of a style. Of the comments, only those of the blog's own
authors are read.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from styles.archives.dates import read_date
from styles.archives.pieces import Person, Piece
from styles.archives.post_text import html_text, one_line
from styles.archives.xml_entries import children, fields, xml_root
from styles.formats.markup import attribute

_OPENING = re.compile(r"<rss\b[^>]*\bwordpress\.org/export/|<!-- generator=\"WordPress/", re.IGNORECASE)
_READABLE = frozenset(["publish", "private", "future", "inherit"])
_NO_POSTS = frozenset(
    """attachment revision nav_menu_item custom_css customize_changeset oembed_cache user_request feedback
    amp_validated_url scheduled-action elementor_library jp_mem_plan jp_pay_order mailpoet_page
    tablepress_table forum""".split()
)
_NO_POSTS_OF = re.compile(r"(?:wp_|wpcf7|acf-|acf_|shop_|et_|vc_|mc4wp|wpforms|tribe_|elementor|ml-|ngg_).*")
"""The post types of the program itself, of forms, shops and page builders."""
_BLOCK = re.compile(r"<!--\s*wp:")
_CODE = re.compile(
    r"\[(code|sourcecode|source|php|python)(?:\s[^\]\n]{0,200})?\]((?:(?!\[\1\b).){0,20000}?)\[/\1\]",
    re.DOTALL | re.IGNORECASE,
)
_WITHOUT_TEXT = re.compile(
    r"\[(caption|wp_caption|gallery|embed|audio|video|playlist|poll|contact-form|quote|blockquote|pullquote|testimonial)"
    r"(?:\s[^\]\n]{0,1000}=[^\]\n]{0,1000})?\s?/?\](?:(?:(?!\[\1\b).){0,5000}?\[/\1\])?",
    re.DOTALL | re.IGNORECASE,
)
"""Shortcodes whose inside is no text of the writer: media, forms and quotations."""
_WITH_SETTINGS = re.compile(r"\[[a-z][a-z0-9_-]{1,60}\s[^\[\]\n=]{0,200}(?:=|://)[^\[\]\n]{0,1000}\]", re.IGNORECASE)
_CLOSING = re.compile(r"\[/([a-z][a-z0-9_-]{1,60})\]", re.IGNORECASE)
_PLAIN = re.compile(r"\[/?([a-z][a-z0-9_-]{1,60})\]", re.IGNORECASE)
_LINK_ALONE = re.compile(r"^[ \t]*https?://\S+[ \t]*$", re.MULTILINE)
"""WordPress shows what such a link leads to."""


def looks_like(opening: str) -> bool:
    """Check whether a file begins like an export of WordPress."""
    return bool(_OPENING.search(opening))


def read(data: bytes) -> Iterator[Piece]:
    """Yield the posts, pages and own comments of an export."""
    root = xml_root(data)
    channel = None if root is None else next(iter(children(root, "channel")), None)
    if channel is None:
        return
    blog = one_line(fields(channel).get("title", ""))
    authors = _Authors(channel)
    for item in children(channel, "item"):
        yield from _pieces(item, blog, authors)


class _Authors:
    """The authors of a blog, by login, address and number."""

    def __init__(self, channel: etree._Element) -> None:
        self._people: dict[str, Person] = {}
        self._logins: dict[str, str] = {}
        for author in children(channel, "author"):
            named = {key.removeprefix("author_"): one_line(value) for key, value in fields(author).items()}
            login = named.get("login", "")
            if login:
                self._people[login.lower()] = Person(login.lower(), named.get("display_name") or login)
                for kind in ("email", "id"):
                    if named.get(kind, "0") not in ("", "0"):
                        self._logins[f"{kind} {named[kind].lower()}"] = login

    def of(self, login: str) -> Person | None:
        """Return the author of a login, listed or not."""
        login = one_line(login)
        return self._people.setdefault(login.lower(), Person(login.lower(), login)) if login else None

    def of_comment(self, comment: dict[str, str]) -> Person | None:
        """Return the author who wrote a comment, or None for a visitor."""
        named = (
            f"id {comment.get('comment_user_id', '0')}",
            f"email {comment.get('comment_author_email', '').lower()}",
        )
        login = next((self._logins[name] for name in named if name in self._logins), "")
        return self.of(login)


def _pieces(item: etree._Element, blog: str, authors: _Authors) -> Iterator[Piece]:
    """Yield one post and the authors' comments under it."""
    post = fields(item)
    is_quote = any(attribute(category, "nicename") == "post-format-quote" for category in children(item, "category"))
    if is_quote or post.get("status", "publish") not in _READABLE or not _is_post(post.get("post_type", "post")):
        return
    text, removals = html_text(*_prepared(post.get("encoded", "")))
    title = one_line(post.get("title", ""))
    date = _date(post.get("post_date_gmt", ""), post.get("post_date", ""), post.get("pubdate", ""))
    if text:
        yield Piece(authors.of(post.get("creator", "")), text, date, blog, title, removals)
    for comment in map(fields, children(item, "comment")):
        writer = authors.of_comment(comment)
        spoken = comment.get("comment_type", "") in ("", "comment") and comment.get("comment_approved", "1") == "1"
        text, removals = (
            html_text(comment.get("comment_content", ""), line_breaks=True) if spoken and writer else ("", ())
        )
        if text:
            date = _date(comment.get("comment_date_gmt", ""), comment.get("comment_date", ""))
            yield Piece(writer, text, date, blog, "", removals)


def _is_post(kind: str) -> bool:
    return kind not in _NO_POSTS and not _NO_POSTS_OF.fullmatch(kind)


def _date(*written: str) -> datetime | None:
    return next(filter(None, map(read_date, written)), None)


def _prepared(content: str) -> tuple[str, bool]:
    """Return a post's HTML without shortcodes, and whether lines count."""
    blocks = bool(_BLOCK.search(content))
    content = _CODE.sub(r'<pre class="wp-block-code">\2</pre>', content)
    content = _WITH_SETTINGS.sub("", _WITHOUT_TEXT.sub("", content))
    closed = {match[1].lower() for match in _CLOSING.finditer(content)}
    content = _PLAIN.sub(lambda match: "" if match[1].lower() in closed else match[0], content)
    return (content if blocks else _LINK_ALONE.sub("", content)), not blocks
