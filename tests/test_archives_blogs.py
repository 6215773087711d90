"""What people write in blogs and journals: WordPress, Blogger, LiveJournal, Substack, Medium."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from styles.archives.kinds import archive_kind, file_kind
from tests import post_archives as made
from tests.books import zipped
from tests.post_archives import CANARY, SECOND, STORY, all_words, pieces, texts


def test_a_post_of_wordpress_is_its_author_s_with_title_and_date() -> None:
    (piece,) = pieces(made.wordpress(made.wordpress_item(f"<p>{STORY}</p>", title="Tom &amp; the <em>pier</em>")))
    assert piece.text == STORY
    assert piece.writer is not None
    assert (piece.writer.key, piece.writer.name) == ("ida", "Ida Holm")
    assert piece.date == datetime(2019, 3, 5, 16, 20, tzinfo=UTC)
    assert (piece.title, piece.thread) == ("Tom & the pier", "Salt & Rope")


def test_each_author_of_a_blog_is_told_apart() -> None:
    items = made.wordpress_item(STORY), made.wordpress_item(SECOND, author="Olaf")
    written = {piece.writer.key: piece.text for piece in pieces(made.wordpress(*items)) if piece.writer}
    assert written == {"ida": STORY, "olaf": SECOND}


def test_line_ends_of_the_old_editor_are_paragraphs_and_lines() -> None:
    assert texts(made.wordpress(made.wordpress_item("One pier.\n\nTwo gulls,\nthree ropes."))) == [
        "One pier.\n\nTwo gulls,\nthree ropes."
    ]


def test_blocks_of_the_new_editor_are_paragraphs() -> None:
    blocks = (
        "<!-- wp:heading --><h2>Tides</h2><!-- /wp:heading -->\n\n<!-- wp:paragraph -->\n<p>One\npier.</p>\n"
        '<!-- /wp:paragraph -->\n\n<!-- wp:verse --><pre class="wp-block-verse">A rope\na knot</pre><!-- /wp:verse -->'
    )
    (piece,) = pieces(made.wordpress(made.wordpress_item(blocks)))
    assert piece.text == "One pier.\n\nA rope\na knot"
    assert [(removal.reason, removal.text) for removal in piece.removals] == [("heading", "Tides")]


@pytest.mark.parametrize(
    "quoted",
    [
        f"<blockquote><p>{CANARY}</p></blockquote>",
        f'<figure class="wp-block-pullquote"><blockquote><p>{CANARY}</p></blockquote></figure>',
        f'<figure class="wp-block-embed"><div>https://far.example/{CANARY}</div></figure>',
        f"[quote]{CANARY}[/quote]",
        f'[caption id="1" width="300"]<img src="a.jpg"> {CANARY}[/caption]',
        f"[embed]https://far.example/{CANARY}[/embed]",
        f'[gallery ids="1,2" title="{CANARY}"]',
        f"[audio https://far.example/{CANARY}.mp3]",
        f"\nhttps://far.example/{CANARY}\n",
    ],
)
def test_quotations_and_embedded_things_leave_no_trace(quoted: str) -> None:
    data = made.wordpress(made.wordpress_item(f"<p>{STORY}</p>\n{quoted}\n<p>{SECOND}</p>"))
    assert texts(data) == [f"{STORY}\n\n{SECOND}"]
    assert CANARY not in all_words(data)


def test_a_post_that_is_a_quotation_is_left_out() -> None:
    form = '<category domain="post_format" nicename="post-format-quote"><![CDATA[Quote]]></category>'
    data = made.wordpress(made.wordpress_item(STORY), made.wordpress_item(CANARY, more=form))
    assert texts(data) == [STORY]


def test_shortcodes_go_and_what_they_enclose_stays() -> None:
    content = f'[row][column width="1/2"]{STORY}[/column][/row]\n\nShe wrote [sic] and [audio was bad].'
    assert texts(made.wordpress(made.wordpress_item(content))) == [f"{STORY}\n\nShe wrote [sic] and [audio was bad]."]


def test_code_of_a_post_is_a_removal() -> None:
    (piece,) = pieces(made.wordpress(made.wordpress_item(f"{STORY}\n\n[code lang=js]let a = 1[/code]")))
    assert piece.text == STORY
    assert [removal.reason for removal in piece.removals] == ["code"]


@pytest.mark.parametrize("status", ["draft", "auto-draft", "trash", "pending"])
def test_what_was_never_published_is_no_sample(status: str) -> None:
    assert texts(made.wordpress(made.wordpress_item(STORY), made.wordpress_item(CANARY, status=status))) == [STORY]


@pytest.mark.parametrize("status", ["publish", "private", "future"])
def test_what_only_some_may_read_is_read(status: str) -> None:
    assert texts(made.wordpress(made.wordpress_item(STORY, status=status))) == [STORY]


@pytest.mark.parametrize("kind", ["attachment", "revision", "nav_menu_item", "wp_template", "wpcf7_contact_form"])
def test_what_the_blog_s_program_keeps_is_no_post(kind: str) -> None:
    assert texts(made.wordpress(made.wordpress_item(STORY), made.wordpress_item(CANARY, kind=kind))) == [STORY]


@pytest.mark.parametrize("kind", ["page", "poem"])
def test_pages_and_kinds_of_posts_of_one_s_own_are_read(kind: str) -> None:
    assert texts(made.wordpress(made.wordpress_item(STORY, kind=kind))) == [STORY]


def test_only_the_authors_comments_are_read() -> None:
    comments = (
        made.wordpress_comment("Thank you.\nCome again.", user=3),
        made.wordpress_comment("By the address.", email="IDA@harbour.example"),
        made.wordpress_comment(CANARY),
        made.wordpress_comment(CANARY, user=3, kind="pingback"),
    )
    data = made.wordpress(made.wordpress_item(STORY, more="".join(comments)))
    assert texts(data) == [STORY, "Thank you.\nCome again.", "By the address."]
    assert {piece.writer.key for piece in pieces(data) if piece.writer} == {"ida"}
    assert CANARY not in all_words(data)


def test_entities_of_a_hostile_export_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = made.wordpress(made.wordpress_item(f"{STORY} &b; &x;")).replace(b"<!-- This", f"{bomb}<!-- This".encode(), 1)
    assert texts(data) == [f"{STORY} &b; &x;"]


def test_the_posts_before_the_damage_are_read() -> None:
    whole = made.wordpress(made.wordpress_item(STORY), made.wordpress_item(SECOND))
    assert texts(whole[: whole.index(SECOND.encode())])[0] == STORY


def test_posts_and_own_comments_of_blogger_are_read() -> None:
    data = made.blogger(
        made.blogger_entry(f"{STORY}<br /><br />{SECOND}"),
        made.blogger_entry("Thank you.", kind="comment"),
        made.blogger_entry(CANARY, kind="comment", author="A guest"),
        made.blogger_entry(CANARY, kind="settings"),
        made.blogger_entry(CANARY, kind="template"),
        made.blogger_entry(CANARY, more="<app:control><app:draft>yes</app:draft></app:control>"),
    )
    assert texts(data) == [f"{STORY}\n\n{SECOND}", "Thank you."]
    assert CANARY not in all_words(data)
    post = pieces(data)[0]
    assert post.date == datetime(2012, 5, 6, 20, 30, 0, 1000, tzinfo=UTC)
    assert (post.title, post.thread) == ("A pier", "Low tide")
    assert post.writer is not None
    assert post.writer.name == "Ida Holm"


def test_the_feeds_of_takeout_are_read() -> None:
    data = made.takeout(
        made.takeout_entry(STORY),
        made.takeout_entry(SECOND, kind="PAGE"),
        made.takeout_entry("Thank you.", kind="COMMENT"),
        made.takeout_entry(CANARY, kind="COMMENT", author="A guest"),
        made.takeout_entry(CANARY, status="DRAFT"),
        made.takeout_entry(CANARY, status="SOFT_TRASHED"),
    )
    assert texts(data) == [STORY, SECOND, "Thank you."]
    assert CANARY not in all_words(data)
    assert pieces(data)[0].date == datetime(2012, 5, 6, 20, 30, tzinfo=UTC)


def test_an_entry_of_livejournal_has_its_lines_and_its_writer_s_clock() -> None:
    (piece,) = pieces(made.livejournal('A rope,\na knot.\n\n<lj-cut text="more">The pier.</lj-cut>'))
    assert piece.text == "A rope,\na knot.\n\nThe pier."
    assert (piece.title, piece.writer) == ("A pier", None)
    assert piece.date == datetime(2004, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=3)))
    assert piece.date is not None
    assert piece.date.utcoffset() == timedelta(hours=3)


def test_tags_of_users_become_their_names() -> None:
    assert texts(made.livejournal('I met <lj user="gull"> and <lj comm=ropes/>.')) == ["I met gull and ropes."]


@pytest.mark.parametrize(
    "sign",
    ['Оригинал взят у <lj user="x"/> в ', 'Originally posted by <lj user="x"/> at ', '<lj-repost button="more">'],
)
def test_what_a_journal_took_over_from_others_is_left_out(sign: str) -> None:
    data = made.livejournal(f"{STORY}\n\n{sign}<a href='#'>{CANARY}</a>\n{CANARY}")
    assert texts(data) == [STORY]
    assert CANARY not in all_words(data)


def test_the_files_of_ljdump_are_read_without_comments() -> None:
    data = made.ljdump(f"<p>{STORY}</p>\n<p>{SECOND}</p>", SECOND)
    assert texts(data) == [f"{STORY}\n\n{SECOND}", SECOND]
    assert CANARY not in all_words(data)


def test_only_published_posts_of_substack_are_read() -> None:
    rows = (
        '1.pier,2022-03-04T05:06:07.000Z,true,,,newsletter,everyone,"A pier, again",sub,\n'
        f"2.draft,2022-03-05T05:06:07.000Z,false,,,newsletter,everyone,{CANARY},,\n"
        "3.lost,2022-03-06T05:06:07.000Z,true,,,newsletter,everyone,No page,,\n"
    )
    page = (
        f'<p>{STORY}</p><div class="subscription-widget-wrap"><p>{CANARY}</p></div>'
        f'<div class="tweet"><p>{CANARY}</p></div>'
        f'<p>{SECOND}<a class="footnote-anchor" href="#footnote-1">1</a></p><p class="button-wrapper">{CANARY}</p>'
        '<div class="footnote"><a class="footnote-number" href="#footnote-anchor-1">1</a><p>Heather honey.</p></div>'
    )
    data = made.substack(rows, {"1.pier": page, "2.draft": CANARY})
    (piece,) = pieces(data)
    assert piece.text == f"{STORY}\n\n{SECOND}"
    assert (piece.title, piece.date) == ("A pier, again", datetime(2022, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert {removal.reason for removal in piece.removals} == {"note", "note marker"}
    assert CANARY not in all_words(data)


def test_stories_and_responses_of_medium_are_told_apart() -> None:
    title = '<h3 class="graf graf--h3 graf--title">A pier</h3>'
    quote = f'<blockquote class="graf graf--pullquote">{CANARY}</blockquote>'
    card = f'<div class="graf graf--mixtapeEmbed"><a href="#">{CANARY}</a></div>'
    story = made.medium_page(f'{title}<p class="graf graf--p">{STORY}</p>{quote}{card}<p class="graf">{SECOND}</p>')
    response = made.medium_page('<p class="graf graf--p">I saw it too.</p>', title="I saw it too.")
    data = made.medium(
        {
            "2018-07-08_A-pier-0a1b2c3d4e5f": story,
            "2018-07-09_I-saw-0a1b2c3d4e60": response,
            "draft_X-0a1b2c3d4e61": story,
        }
    )
    assert [(piece.thread, piece.title, piece.text) for piece in pieces(data)] == [
        ("stories", "A pier", f"{STORY}\n\n{SECOND}"),
        ("responses", "", "I saw it too."),
    ]
    assert pieces(data)[0].date == datetime(2018, 7, 8, 9, 10, 11, tzinfo=UTC)
    assert CANARY not in all_words(data)


def test_a_damaged_page_costs_only_itself() -> None:
    rows = "1.a,2022-03-04,true,,,newsletter,everyone,A,,\n2.b,2022-03-05,true,,,newsletter,everyone,B,,\n"
    data = bytearray(made.substack(rows, {"1.a": f"<p>{STORY}</p>", "2.b": f"<p>{SECOND}</p>"}))
    place = data.index(b"posts/1.a.html") + len(b"posts/1.a.html") + 4
    data[place : place + 8] = b"\xff" * 8
    assert texts(bytes(data)) == [SECOND]


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "{}",
        "<html><body>",
        '<rss version="2.0"><channel>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        "Dear diary",
    ],
)
def test_other_files_are_nobody_s_export(opening: str) -> None:
    assert file_kind(opening) is None


@pytest.mark.parametrize(
    "names",
    [
        ["a.txt"],
        ["posts/a.html"],
        ["posts.csv"],
        ["tweets.js"],
        ["outbox.json"],
        ["notes/a.md", "b.csv"],
        ["book/OPS/a.xhtml"],
    ],
)
def test_other_archives_are_nobody_s_export(names: list[str]) -> None:
    assert archive_kind(names) is None
    assert archive_kind([]) is None


def test_an_empty_export_has_no_pieces() -> None:
    assert pieces(made.wordpress()) == []
    assert pieces(made.blogger()) == []
    assert pieces(made.livejournal()) == []
    assert pieces(zipped({".obsidian/app.json": b"{}"})) == []
