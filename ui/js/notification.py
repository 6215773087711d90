"""A run seen from another tab: the page's title says how far it is and that it is over, and so does a notification.

A notification comes only to whom asked for one, and only while the page is out of sight. No Gradio here: these are the
page's scripts, and what they tell they read from the run's own status (`markup.status`).
"""

import json

from ui.strings.strings import Strings

TITLE = "Pastiche"
"""The page's title while nothing is learnt."""
KEPT = "pastiche-tell"
"""What the browser keeps the visitor's wish under."""


def watch(t: Strings) -> str:
    """Return the script that takes a run's status and lets the title, and a notification, tell of it.

    What was over already when the page opened is no news.
    """
    states = json.dumps(t.states, ensure_ascii=False)
    percent = json.dumps(t.percent(0).removeprefix("0"))
    return f"""html => {{
        const run = new DOMParser().parseFromString(html || "", "text/html").querySelector("section.status");
        const name = run ? run.querySelector("h3").textContent : "", was = window.pasticheLearns || "";
        const going = run && run.matches(".running, .waiting"), title = {json.dumps(TITLE)};
        window.pasticheLearns = going ? name : "";
        const say = text => {{ document.title = text ? text + " · " + title : title; }};
        if (going) return say(`${{run.querySelector("progress").value}}${{{percent}}} ${{name}}`);
        if (!run || was !== name) return was ? say("") : undefined;
        if (!document.hidden) return say("");
        say(`${{name}}: ${{{states}[run.className.split(" ").pop()]}}`);
        document.addEventListener("visibilitychange", () => say(""), {{ once: true }});
        let asked = null;
        try {{ asked = localStorage.getItem({json.dumps(KEPT)}); }} catch {{ }}
        if (!asked || !window.Notification || Notification.permission !== "granted") return;
        const body = run.querySelector(".headline").textContent;
        const note = new Notification(name, {{ body, tag: {json.dumps(KEPT)} }});
        note.onclick = () => {{ window.focus(); note.close(); }};
    }}"""


def ask(t: Strings) -> str:
    """Return the script of the button that asks for a notification: the browser is asked, and its answer shown."""
    granted, refused = json.dumps(t.tell_me_on), json.dumps(t.tell_me_refused)
    return f"""async () => {{
        const button = document.getElementById("tell-me");
        let answer = "denied";
        try {{ answer = await Notification.requestPermission(); }} catch {{ }}
        if (answer === "granted") try {{ localStorage.setItem({json.dumps(KEPT)}, "1"); }} catch {{ }}
        button.textContent = answer === "granted" ? {granted} : {refused};
    }}"""
