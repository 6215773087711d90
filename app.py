"""Pastiche's page: `python app.py`. Reads the environment once, builds the page, launches.

PASTICHE_HOME    where runs are kept; without it, the user's data directory
PASTICHE_HOST    the address to listen on, 127.0.0.1 by default: nobody but this computer
PASTICHE_SCORE   0 to measure a style only when asked; without it, one that has finished is measured by itself
PASTICHE_SCORE_MINUTES  where that is expected to take no longer, 5 minutes by default
PORT             the port, or GRADIO_SERVER_PORT; 7860 by default
"""

import contextlib
import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

from ui.gradio_stubs import skip_stubs

# Gradio reads this when it is imported, and would write files.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
skip_stubs()

import gradio as gr

from styles.texts.readers import ReadingLimits
from trainer.home import default_home
from trainer.host import measure_host
from trainer.hub.reachable import Hub, address
from trainer.processes.benchmark import measure
from trainer.processes.generator import Generator
from trainer.processes.processor_speed import Speedometer
from trainer.processes.queue import TrainingQueue
from trainer.scorecard.scoring_time import BY_ITSELF_MINUTES
from ui import page, theme
from ui.html import masthead
from ui.steps import sign_in
from ui.visitors.hub import VisitorHub
from ui.visitors.services import Services
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Settings:
    """What the environment says."""

    home: Path
    host: str
    port: int
    space: str
    """The name of the Space that this is, where visitors share the computer; empty elsewhere."""
    hub: str
    """The Hub's address; empty to leave it alone."""
    signs_in: bool = False
    """Whether visitors can sign in to the Hub: a Space whose README says `hf_oauth`."""
    score_finished: bool = True
    """Whether a fine-tune that finished gets its scorecard by itself when nothing else waits."""
    score_minutes: float = BY_ITSELF_MINUTES
    """And only where that is expected to take no longer; else the page offers it with its minutes."""


def settings() -> Settings:
    """Read the environment."""
    return Settings(
        home=default_home(),
        host=os.environ.get("PASTICHE_HOST") or os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1",
        port=int(os.environ.get("PORT") or os.environ.get("GRADIO_SERVER_PORT") or 7860),
        space=os.environ.get("SPACE_ID", ""),
        hub=address(),
        signs_in=bool(os.environ.get("SPACE_ID") and os.environ.get("OAUTH_CLIENT_ID")),
        score_finished=os.environ.get("PASTICHE_SCORE", "1") != "0",
        score_minutes=float(os.environ.get("PASTICHE_SCORE_MINUTES") or BY_ITSELF_MINUTES),
    )


def build(chosen: Settings) -> tuple[gr.Blocks, Visitors, TrainingQueue, Generator]:
    """Return the page, its visitors, and the queue and generator.

    Both have to be closed after the page.
    """
    fine_tunes = TrainingQueue(score_finished=chosen.score_finished, score_minutes=chosen.score_minutes)
    answers = Generator(chosen.home / "generate.log")
    hub = Hub(chosen.hub)
    hub.wait(1.0)
    services = Services(
        chosen.home,
        fine_tunes,
        answers,
        measure_host(),
        hub,
        measure,
        folders_allowed=not chosen.space,
        speedometer=Speedometer(chosen.home),
        visitor_hub=VisitorHub(chosen.home, chosen.signs_in, chosen.space, own_computer=not chosen.space),
    )
    visitors = Visitors(services)
    return page.build(visitors), visitors, fine_tunes, answers


def answer_openings(visitors: Visitors) -> None:
    """Answer the opening comparisons before a visitor comes.

    That loads the base as well.
    """
    # Whatever goes wrong here goes wrong again, and is then told, when a visitor asks.
    with contextlib.suppress(Exception):
        for language in ("en", "ru"):
            for _ in visitors.opening(language):
                pass


def main() -> None:
    """Serve the page until it is interrupted; the children end with it."""
    # A service manager ends us with SIGTERM; it is to mean what Ctrl-C means, so that the children are ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    chosen = settings()
    demo, visitors, fine_tunes, answers = build(chosen)
    threading.Thread(target=answer_openings, args=(visitors,), daemon=True).start()
    demo.queue(max_size=64, default_concurrency_limit=4)
    try:
        demo.launch(
            server_name=chosen.host,
            server_port=chosen.port,
            theme=theme.theme(),
            head=theme.head() + masthead.HEAD,
            # A file that is a little too large still gets our sentence beside its name; a huge one is cut off here.
            max_file_size=2 * ReadingLimits().max_library_bytes,
            blocked_paths=[str(chosen.home)],
            share=False,
            show_error=False,
            ssr_mode=False,
            run_history=False,
            enable_monitoring=False,
            state_session_capacity=500,
            footer_links=["api", "settings"],
            # Its tools are the endpoints that `ui/programs.py` makes public.
            mcp_server=True,
            pwa=False,
            app_kwargs={"exception_handlers": sign_in.when_declined()} if chosen.signs_in else None,
        )
    finally:
        fine_tunes.close()
        answers.close()
        visitors.examples.close()


if __name__ == "__main__":
    main()
