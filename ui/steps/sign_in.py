"""Signing in to the Hub, on a Space.

The button, the token that comes of it, and what happens when somebody says no.

Gradio keeps who is signed in, with the token, in a cookie of the visitor's browser; here it is kept nowhere.
"""

from typing import Any

import gradio as gr
from starlette.requests import Request
from starlette.responses import RedirectResponse

from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


def button(visitors: Visitors, t: Strings, elem_id: str) -> None:
    """Build the button to sign in and out, where visitors can."""
    if visitors.hub.signs_in:
        gr.LoginButton(t.sign_in, logout_value=t.sign_out, size="md", elem_id=elem_id, elem_classes="sign-in")


def token_of(signed_in: gr.OAuthToken | None) -> str:
    """Return the token of whoever is signed in, empty where nobody is."""
    return signed_in.token if signed_in else ""


def when_declined() -> dict[type[Exception], Any]:
    """Return what the server does when a visitor declines on the Hub.

    It leads back to the page, signed out as before.
    """
    # What signing in needs, a Space installs with Gradio; elsewhere it may not be there.
    from authlib.integrations.base_client.errors import OAuthError

    async def back(request: Request, error: Exception) -> RedirectResponse:
        return RedirectResponse("/")

    return {OAuthError: back}
