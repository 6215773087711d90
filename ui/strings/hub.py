"""Strings of the Hub: gallery, publishing, signing in, links."""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

from styles.i18n.both import Bilingual, both, table


class HubStrings(Bilingual):
    """Strings of the Hub: gallery, publishing, signing in, links."""

    tab_gallery = both("Gallery", "Галерея")
    gallery_here = both("Styles here", "Стили здесь")
    gallery_here_note = both(
        "What ships with Pastiche, what you made, and what you fetched.",
        "Те, что идут с Pastiche, ваши собственные и взятые с Hub.",
    )
    gallery_hub = both("On the Hub", "На Hub")
    gallery_hub_note = both(
        "Styles that others have published. Only weights and settings are fetched, never code.",
        "Стили, которые опубликовали другие. Берутся только веса и настройки, никогда не код.",
    )
    gallery_search = both("Search by name", "Искать по имени")
    gallery_any = both("Any", "Любой")
    gallery_find = both("Search", "Искать")
    gallery_none = both("There are no such styles on the Hub yet.", "Таких стилей на Hub пока нет.")
    gallery_gap = both("{percent} of the style gap closed", "разрыв в стиле закрыт на {percent}")
    retrain_title = both("The sample styles on a larger model", "Образцы на модели побольше")
    retrain_lead = both(
        "The sample styles are trained on a tiny demonstration model. This computer can train them on {base}, in the background: what you train goes before those that still wait. After that they are what a visitor sees.",
        "Образцы стиля обучены на крошечной демонстрационной модели. Этот компьютер может обучить их на модели {base}, в фоне: ваше обучение пойдёт раньше тех, что ещё ждут. После этого посетитель увидит именно их.",
    )
    retrain_begin = both("Train them on {base}", "Обучить их на модели {base}")
    retrain_done = both("Trained on this computer: {styles}.", "Обучены на этом компьютере: {styles}.")
    retrain_back = both("Use the demonstration ones again", "Вернуть демонстрационные")
    pull_reference = both(
        "Or the name or address of any LoRA adapter on the Hub", "Или имя либо адрес любого LoRA-адаптера на Hub"
    )
    pull = both("Fetch and compare", "Взять и сравнить")
    pulled_style = both(
        "Fetched from {repo} on the Hub. The author’s texts are not here, so the base cannot be shown any.",
        "Взят с Hub: {repo}. Текстов автора здесь нет, поэтому показать их базовой модели нельзя.",
    )
    pulled_delete = both("Take it away", "Убрать")
    hub_phases = table(
        {
            "asking": ("Asking the Hub…", "Спрашиваем Hub…"),
            "sending": ("Sending the adapter…", "Отправляем адаптер…"),
            "reading_back": ("Reading back what the Hub has…", "Сверяем с тем, что теперь на Hub…"),
            "fetching": ("Fetching the style…", "Берём стиль…"),
            "loading": (
                "Loading the adapter once, as anybody would…",
                "Загружаем адаптер один раз, как загрузил бы любой…",
            ),
        }
    )
    megabytes = both("{done} of {of} MB", "{done} из {of} МБ")
    sign_in = both("Sign in with Hugging Face", "Войти через Hugging Face")
    sign_out = both("Sign out ({})", "Выйти ({})")
    sign_in_first = both(
        "Sign in with Hugging Face first; the button is above.", "Сначала войдите через Hugging Face: кнопка выше."
    )
    sign_in_why = both(
        "Signed in, you find your own styles too, with the private ones that you published from here.",
        "Если войти, найдутся и ваши стили, в том числе закрытые, опубликованные отсюда.",
    )
    publish_title = both("Publish on the Hub", "Опубликовать на Hub")
    to_publish = both("Publish or download it", "Опубликовать или скачать")
    publish_lead = both(
        "The adapter and its card go to your own account on the Hugging Face Hub, never a text. Private unless you choose otherwise; it is read back and loaded once before it counts as done.",
        "Адаптер и его карточка попадут в ваш аккаунт на Hugging Face Hub, тексты — никогда. Видно только вам, пока вы не решите иначе; прежде чем сказать «готово», Pastiche сверит файлы и загрузит адаптер один раз.",
    )
    publish_name = both("What to call it there", "Как он будет там называться")
    publish_name_info = both(
        "Letters, digits and dashes; it goes to your account.",
        "Латинские буквы, цифры и дефисы; попадёт в ваш аккаунт.",
    )
    publish_visibility = both("Who may see it", "Кому он виден")
    publish_private = both("Only me", "Только мне")
    publish_public = both("Everybody", "Всем")
    publish_rights = both(
        "Why may you share what was learnt from these texts?",
        "Почему вы вправе делиться тем, чему модель научилась на этих текстах?",
    )
    publish_rights_of = table(
        {
            "own": ("I wrote them", "Я их написал или написала"),
            "permission": ("Whoever owns them allowed it", "Владелец прав разрешил"),
            "public_domain": ("Nobody owns them any more", "Права на них истекли"),
        }
    )
    publish_sure = both("Make it public all the same", "Всё равно сделать открытым")
    publish = both("Publish", "Опубликовать")
    published_private = both(
        "{repo} is on the Hub, for you alone. Open it there.", "{repo} теперь на Hub, видно только вам. Открыть."
    )
    published_public = both(
        "{repo} is on the Hub, for everybody. Open it there.", "{repo} теперь на Hub, видно всем. Открыть."
    )
    published_link = both(
        "The link that opens it in a comparison here", "Ссылка, которая откроет его здесь в сравнении"
    )
    link_copy = both("Copy link", "Скопировать ссылку")
    link_prompt = both("with my prompt in the link", "с моим запросом в ссылке")
    share_card = both("Share card", "Карточка")
    share_done = both("Saved and copied", "Сохранено и скопировано")
