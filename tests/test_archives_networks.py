"""What people write in networks: X, Mastodon, Facebook, Instagram."""

import json
from datetime import UTC, datetime

import pytest

from styles.archives.kinds import archive_kind, must_be_json
from tests import post_archives as made
from tests.books import zipped
from tests.post_archives import CANARY, SECOND, STORY, all_words, pieces, texts

LONG = " ".join([STORY] * 40)
RUSSIAN = "Паром пришёл в четыре — и никто не вышел на пристань. ☀️"


def test_a_post_of_x_is_the_owner_s_with_its_date() -> None:
    (piece,) = pieces(made.twitter(made.tweet(101, "Two gulls &amp; a rope &lt;3")))
    assert piece.text == "Two gulls & a rope <3"
    assert piece.writer is None
    assert piece.date == datetime(2025, 4, 8, 17, 41, 14, tzinfo=UTC)
    assert CANARY not in all_words(made.twitter(made.tweet(101, STORY)))


def test_posts_of_x_in_all_parts_and_old_layouts_are_read() -> None:
    assert texts(made.twitter(made.tweet(101, "One."), made.tweet(102, "Two."), parts=2)) == ["One.", "Two."]
    old = [{"id_str": "1", "text": "Three.", "created_at": "2014-12-01 03:26:11 +0000"}]
    old += [{"id_str": "2", "text": f"RT @x: {CANARY}", "retweeted_status": {"text": CANARY}}]  # type: ignore[list-item]
    month = f"Grailbird.data.tweets_2014_12 = \n {json.dumps(old)}"
    (piece,) = pieces(zipped({"data/js/tweet_index.js": b"", "data/js/tweets/2014_12.js": month.encode()}))
    assert (piece.text, piece.date) == ("Three.", datetime(2014, 12, 1, 3, 26, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"RT @someone: {CANARY}", ""),
        (f"So true! RT @someone: {CANARY}", "So true!"),
        (f"\u201c@someone: {CANARY}\u201d So true!", "So true!"),
        ("Art @ the pier, and RT is no word", "Art @ the pier, and RT is no word"),
    ],
)
def test_words_of_others_in_posts_of_x_are_left_out(written: str, kept: str) -> None:
    data = made.twitter(made.tweet(101, written))
    assert texts(data) == ([kept] if kept else [])
    assert CANARY not in all_words(data)


def test_addressees_go_from_replies_only() -> None:
    data = made.twitter(made.tweet(101, "@ann @bob_7 I saw it.", answers=5), made.tweet(102, "@ann is right."))
    assert [(piece.thread, piece.text) for piece in pieces(data)] == [
        ("replies", "I saw it."),
        ("posts", "@ann is right."),
    ]


def test_links_go_at_the_end_and_are_shown_inside() -> None:
    urls = [{"url": "https://t.co/abc", "display_url": "harbour.example/tide"}]
    written = "See https://t.co/abc today https://t.co/def https://t.co/ghi"
    assert texts(made.twitter(made.tweet(101, written, entities={"urls": urls}))) == ["See harbour.example/tide today"]


def test_a_thread_of_x_is_one_piece_in_its_order() -> None:
    data = made.twitter(
        made.tweet(103, "Three.", answers=102),
        made.tweet(101, "One."),
        made.tweet(104, "Apart."),
        made.tweet(102, "@ida Two.", answers=101),
    )
    assert texts(data) == ["One.\n\nTwo.\n\nThree.", "Apart."]


def test_posts_that_answer_each_other_in_a_circle_end() -> None:
    circle = made.twitter(made.tweet(101, "One.", answers=102), made.tweet(102, "Two.", answers=101))
    assert texts(circle) == ["One.\n\nTwo."]


def test_a_long_post_is_whole() -> None:
    begin = made.tweet(101, f"@ann {LONG[:270]}\u2026 https://t.co/abc", answers=5)
    data = made.twitter(begin, made.tweet(102, SECOND), notes=[made.note_tweet(LONG, "2025-04-08T17:41:15.000Z")])
    assert texts(data) == [LONG, SECOND]


def test_a_long_post_without_its_beginning_is_read_once() -> None:
    assert texts(made.twitter(notes=[made.note_tweet(LONG, "2025-04-08T17:41:15.000Z")])) == [LONG]


def test_only_the_last_version_of_an_edited_post_counts() -> None:
    edits = {"edit_info": {"edit": {"editControlInitial": {"editTweetIds": ["101", "102"]}}}}
    assert texts(made.twitter(made.tweet(101, "A ropee.", **edits), made.tweet(102, "A rope.", **edits))) == ["A rope."]


def test_the_posts_before_the_damage_are_read() -> None:
    whole = f"window.YTD.tweets.part0 = {json.dumps([made.tweet(101, STORY), made.tweet(102, SECOND)])}"
    assert texts(zipped({"data/account.js": b"", "data/tweets.js": whole[:-30].encode()})) == [STORY]


def test_posts_of_mastodon_are_read_and_boosts_are_not() -> None:
    link = '<a href="https://a.example/b"><span class="invisible">https://</span><span>a.example</span></a>'
    quote = f'<p class="quote-inline">RE: {CANARY}</p>'
    data = made.mastodon(made.toot(1, f"{quote}<p>One<br />two {link}</p><p>Three.</p>", summary="On ropes"))
    (piece,) = pieces(data)
    assert piece.text == "On ropes\n\nOne\ntwo a.example\n\nThree."
    assert piece.date == datetime(2023, 2, 1, 10, tzinfo=UTC)
    assert CANARY not in all_words(data)


def test_replies_of_mastodon_lose_addressees_and_threads_are_one_piece() -> None:
    ann = '<span class="h-card"><a href="https://x.example/@ann" class="u-url mention">@<span>ann</span></a></span>'
    data = made.mastodon(
        made.toot(1, "<p>One.</p>"),
        made.toot(2, "<p>Two.</p>", answers="https://sea.example/1"),
        made.toot(3, f"<p>{ann} I saw {ann}.</p>", answers="https://x.example/9"),
    )
    assert [(piece.thread, piece.text) for piece in pieces(data)] == [
        ("posts", "One.\n\nTwo."),
        ("replies", "I saw @ann."),
    ]


NEW = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"
OLD = "facebook-ida/posts/your_posts_1.json"


@pytest.mark.parametrize("path", [NEW, OLD, "your_activity_across_facebook/posts/your_posts_1.json"])
def test_posts_of_facebook_are_decoded_twice(path: str) -> None:
    post = {
        "timestamp": 1_600_000_000,
        "title": CANARY,
        "data": [{"post": RUSSIAN}, {"update_timestamp": 1_600_000_001}],
        "attachments": [{"data": [{"external_context": {"name": CANARY, "url": "https://far.example"}}]}],
    }
    data = zipped({path: made.meta_json([post])})
    (piece,) = pieces(data)
    assert piece.text == RUSSIAN
    assert piece.date == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)
    assert piece.writer is None
    assert CANARY not in all_words(data)


def test_text_that_was_not_encoded_twice_stays() -> None:
    assert texts(zipped({NEW: json.dumps([{"data": [{"post": f"{RUSSIAN} café"}]}]).encode()})) == [f"{RUSSIAN} café"]


def test_words_of_others_in_facebook_are_not_read() -> None:
    named = {"profile_v2": {"name": {"full_name": "Ида Холм"}}}
    comments = [
        {"timestamp": 1, "data": [{"comment": {"comment": SECOND, "author": "Ида Холм"}}], "title": CANARY},
        {"timestamp": 2, "data": [{"comment": {"comment": CANARY, "author": "Ann"}}]},
    ]
    root = "your_facebook_activity"
    data = zipped(
        {
            "personal_information/profile_information/profile_information.json": made.meta_json(named),
            NEW: made.meta_json([{"timestamp": 1, "data": [{"post": STORY}]}]),
            f"{root}/posts/other_people's_posts_to_your_timeline.json": made.meta_json([{"data": [{"post": CANARY}]}]),
            f"{root}/comments_and_reactions/comments.json": made.meta_json({"comments_v2": comments}),
            f"{root}/groups/group_posts_and_comments.json": made.meta_json(
                {"group_posts_v2": [{"timestamp": 3, "data": [{"post": "To the group."}]}]}
            ),
            f"{root}/messages/inbox/ann_1/message_1.json": made.talk(
                "Ann", ["Ann", "Ида Холм"], ("Ann", CANARY), ("Ида Холм", "Иду!")
            ),
        }
    )
    assert sorted(texts(data)) == sorted([STORY, SECOND, "To the group.", "Иду!"])
    assert CANARY not in all_words(data)


def test_a_talk_in_several_files_is_in_its_order() -> None:
    root = "messages/inbox/ann_1"
    files = {
        f"{root}/message_1.json": made.talk("Ann", ["Ann", "Ida"], ("Ann", CANARY), ("Ida", "One.")),
        f"{root}/message_2.json": made.talk("Ann", ["Ann", "Ida"], ("Ida", "Zero.")),
        "messages/inbox/bob_1/message_1.json": made.talk("Bob", ["Bob", "Ida"], ("Bob", CANARY), ("Ida", "Two.")),
    }
    assert [(piece.thread, piece.text) for piece in pieces(zipped(files))] == [
        ("Ann", "Zero."),
        ("Ann", "One."),
        ("Bob", "Two."),
    ]


def test_the_owner_is_who_is_in_every_talk() -> None:
    files = {
        "messages/inbox/ann_1/message_1.json": made.talk("Ann", ["Ann", "Ida"], ("Ann", CANARY), ("Ida", "One.")),
        "messages/inbox/bob_1/message_1.json": made.talk("Bob", ["Bob", "Ida"], ("Bob", CANARY), ("Ida", "Two.")),
    }
    assert [(piece.writer, piece.text) for piece in pieces(zipped(files))] == [(None, "One."), (None, "Two.")]


def test_where_the_owner_is_unknown_everybody_has_a_name() -> None:
    data = zipped(
        {"messages/inbox/ann_1/message_1.json": made.talk("Ann", ["Ann", "Ida"], ("Ann", "One."), ("Ida", "Two."))}
    )
    assert [(piece.writer.key, piece.text) for piece in pieces(data) if piece.writer] == [
        ("ann", "One."),
        ("ida", "Two."),
    ]


@pytest.mark.parametrize(
    "notice",
    ["You sent an attachment.", "Ida Holm sent a photo.", "Reacted \u2764 to your message", "Liked a message", ""],
)
def test_what_the_service_writes_into_a_talk_is_left_out(notice: str) -> None:
    data = zipped(
        {"messages/inbox/ann_1/message_1.json": made.talk("Ann", ["Ann", "Ida"], ("Ida", notice), ("Ida", "Two."))}
    )
    assert texts(data) == ["Two."]


@pytest.mark.parametrize("end", ["html", "json"])
def test_an_archive_in_html_has_no_kind_but_is_told(end: str) -> None:
    names = [f"your_facebook_activity/posts/your_posts_1.{end}", f"messages/inbox/ann_1/message_1.{end}", "a.jpg"]
    assert must_be_json(names) == (end == "html")
    assert (archive_kind(names) is None) == (end == "html")
    assert not must_be_json(["site/index.html", "site/posts/pier.html"])


def test_captions_and_comments_of_instagram_are_read() -> None:
    caption = {"media": [{"uri": "a.jpg", "creation_timestamp": 1_600_000_000, "title": RUSSIAN}]}
    several = {"media": [{"title": ""}, {"title": ""}], "title": STORY, "creation_timestamp": 1_600_000_000}
    comment = {
        "string_map_data": {"Kommentar": {"value": SECOND}, "Besitzer": {"value": CANARY}, "Zeit": {"timestamp": 9}}
    }
    data = zipped(
        {
            "your_instagram_activity/media/posts_1.json": made.meta_json([caption, several]),
            "your_instagram_activity/comments/post_comments_1.json": made.meta_json([comment]),
            "your_instagram_activity/comments/reels_comments.json": made.meta_json(
                {"comments_reels_comments": [comment]}
            ),
            "your_instagram_activity/likes/liked_comments.json": made.meta_json(
                {"likes_comment_likes": [{"title": CANARY}]}
            ),
        }
    )
    assert texts(data) == [RUSSIAN, STORY, SECOND, SECOND]
    assert pieces(data)[0].date == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)
    assert CANARY not in all_words(data)


@pytest.mark.parametrize(
    ("entry", "date"),
    [
        ({"string_map_data": {"Comment": {"value": SECOND}, "Time": {"value": "Apr 19, 2017, 3:35 AM"}}}, True),
        (
            {"timestamp": 9, "label_values": [{"label": "Comment", "value": SECOND}, {"label": "x", "value": CANARY}]},
            True,
        ),
        ({"string_map_data": {"Comment": {"value": SECOND}}}, False),
    ],
)
def test_comments_of_instagram_in_other_layouts_are_read(entry: object, date: bool) -> None:
    data = zipped({"your_instagram_activity/comments/post_comments_1.json": made.meta_json(entry)})
    (piece,) = pieces(data)
    assert piece.text == SECOND
    assert (piece.date is not None) == date
    assert CANARY not in all_words(data)


def test_the_old_layouts_of_instagram_are_read() -> None:
    posts = {"photos": [{"caption": RUSSIAN, "taken_at": "2017-01-02T03:04:05+00:00", "path": "a.jpg"}]}
    comments = {"media_comments": [["2017-01-02T03:04:05+00:00", f"@x {SECOND}", CANARY]]}
    data = zipped({"media.json": made.meta_json(posts), "comments.json": made.meta_json(comments)})
    assert [(piece.text, piece.date) for piece in pieces(data)] == [
        (RUSSIAN, datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (f"@x {SECOND}", datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ]
    assert CANARY not in all_words(data)


def test_old_talks_of_instagram_are_the_owner_s_in_their_order() -> None:
    said = [
        ("ida_h", "Two.", "2019-01-02T03:05:00+00:00"),
        ("ann", CANARY, ""),
        ("ida_h", "One.", "2019-01-02T03:04:00+00:00"),
    ]
    talk = [{"sender": who, "text": text, "created_at": at} for who, text, at in said]
    files: dict[str, object] = {
        "messages.json": [{"participants": ["ann", "ida_h"], "conversation": talk}],
        "profile.json": {"username": "ida_h"},
        "media.json": {},
        "comments.json": {},
    }
    data = zipped({name: made.meta_json(value) for name, value in files.items()})
    assert [(piece.writer, piece.thread, piece.text) for piece in pieces(data)] == [
        (None, "ann", "One."),
        (None, "ann", "Two."),
    ]
    assert CANARY not in all_words(data)


def test_the_name_of_the_profile_tells_the_owner_of_talks_in_instagram() -> None:
    profile = {"profile_user": [{"string_map_data": {"Username": {"value": "ida_h"}, "Name": {"value": "Ida"}}}]}
    root = "your_instagram_activity/messages/inbox/ann_1"
    talk = made.talk("Ann", ["Ann", "Ida"], ("Ann", CANARY), ("Ida", "Two."))
    path = "personal_information/personal_information/personal_information.json"
    data = zipped({path: made.meta_json(profile), f"{root}/message_1.json": talk})
    kind = archive_kind([path, f"{root}/message_1.json"])
    assert kind is not None
    assert kind.service == "Instagram"
    assert [(piece.writer, piece.text) for piece in pieces(data)] == [(None, "Two.")]
