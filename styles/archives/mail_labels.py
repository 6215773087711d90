"""Names of mail boxes and labels in many languages."""

SENT = frozenset(
    [
        *("sent", "sent mail", "sent items", "sent messages", "отправленные", "отправленное", "отправлено"),
        *("gesendet", "gesendete objekte", "messages envoyés", "envoyés", "éléments envoyés", "enviados"),
        *(
            "elementos enviados",
            "e-mails enviados",
            "itens enviados",
            "posta inviata",
            "inviati",
            "inviata",
            "verzonden",
        ),
        *(
            "verzonden items",
            "wysłane",
            "skickat",
            "skickade",
            "sendt",
            "lähetetyt",
            "odeslané",
            "odoslané",
            "надіслані",
        ),
        *("gönderilmiş postalar", "gönderilmiş", "送信済み", "送信済みメール", "已发送", "已发邮件", "寄件備份"),
        *("보낸편지함", "trimise", "elküldött"),
    ]
)
"""Boxes of what the owner sent."""
LEFT_OUT = frozenset(
    [
        *("spam", "junk", "trash", "bin", "drafts", "draft", "chat", "chats", "спам", "корзина", "черновики", "чат"),
        *(
            "чаты",
            "papierkorb",
            "entwürfe",
            "corbeille",
            "brouillons",
            "papelera",
            "borradores",
            "lixeira",
            "rascunhos",
        ),
        *("cestino", "bozze", "prullenbak", "concepten", "kosz", "wersje robocze", "кошик", "чернетки"),
    ]
)
"""Boxes of what is no letter, or no finished one."""
