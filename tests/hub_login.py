"""Signing in to the Hub of the tests, as a Space does: OpenID Connect, with a page on which the visitor says yes or no.

What it answers is what Gradio's sign-in really asks: where things are, whether the visitor agrees, the token for a
code, and the key that the token of identity is signed with.
"""

import base64
import secrets
import time
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.hub_server import Answer, Grant, HubServer, Refused, Request, told

SCOPES = "openid profile contribute-repos"
"""What the README's head asks for, and the two that every Space has."""


class HubLogin:
    """What a Hub answers to a Space where visitors sign in; whoever says yes is the user that is given here."""

    def __init__(self, hub: HubServer, user: str) -> None:
        self.hub, self.user = hub, user
        self.client, self.secret = "pastiche-space", "hf_oauthAppSecret"
        self.tokens: list[str] = []
        """Every access token that was given, in order."""
        self._key = RSAKey.generate_key(2048, auto_kid=True)
        self._codes: dict[str, dict[str, str]] = {}
        hub.signs_in = self

    @property
    def environment(self) -> dict[str, str]:
        """Return what a Space that has `hf_oauth` finds in its environment."""
        return {
            "SYSTEM": "spaces",
            "SPACE_ID": "ada/pastiche",
            "OAUTH_CLIENT_ID": self.client,
            "OAUTH_CLIENT_SECRET": self.secret,
            "OAUTH_SCOPES": SCOPES,
            "OPENID_PROVIDER_URL": self.hub.address,
        }

    def __call__(self, request: Request) -> Answer | None:
        """Return the answer to what belongs to signing in, None for anything else."""
        asked = {
            name: values[0] for name, values in {**request.query, **parse_qs(request.body.decode("latin-1"))}.items()
        }
        match request.method, request.path:
            case "GET", "/.well-known/openid-configuration":
                return self._described()
            case "GET", "/oauth/jwks":
                return told(KeySet([self._key]).as_dict(private=False))
            case "GET", "/oauth/authorize":
                return self._consent(asked)
            case "POST", "/oauth/authorize":
                return self._decided(asked)
            case "POST", "/oauth/token":
                return self._token(asked, request.headers.get("authorization", ""))
        return None

    def _described(self) -> Answer:
        at = self.hub.address
        return told(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/oauth/authorize",
                "token_endpoint": f"{at}/oauth/token",
                "userinfo_endpoint": f"{at}/oauth/userinfo",
                "jwks_uri": f"{at}/oauth/jwks",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    def _consent(self, asked: dict[str, str]) -> Answer:
        """Ask the visitor, and name every right that the app wants."""
        if asked.get("client_id") != self.client or asked.get("response_type") != "code":
            raise Refused(400, "unknown app")
        rights = "".join(f"<li>{escape(scope)}</li>" for scope in asked["scope"].split())
        kept = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in asked.items())
        buttons = '<button id="allow" name="answer" value="yes">Yes</button><button id="deny" name="answer">No</button>'
        page = f'<ul id="rights">{rights}</ul><form method="post" action="/oauth/authorize">{kept}{buttons}</form>'
        return Answer(page.encode(), kind="text/html; charset=utf-8")

    def _decided(self, asked: dict[str, str]) -> Answer:
        back = {"error": "access_denied"}
        if asked.get("answer") == "yes":
            back = {"code": secrets.token_urlsafe(12)}
            self._codes[back["code"]] = asked
        joined = "&" if "?" in asked["redirect_uri"] else "?"
        place = asked["redirect_uri"] + joined + urlencode({**back, "state": asked["state"]})
        return Answer(b"", 303, {"Location": place})

    def _token(self, asked: dict[str, str], authorization: str) -> Answer:
        known = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        agreed = self._codes.pop(asked.get("code", ""), None)
        if authorization != f"Basic {known}" or agreed is None or asked["redirect_uri"] != agreed["redirect_uri"]:
            raise Refused(400, "invalid_grant", body={"error": "invalid_grant"})
        token = f"hf_oauth_{secrets.token_hex(16)}"
        self.tokens.append(token)
        self.hub.accounts[token] = self.user
        self.hub.grants[token] = Grant(self.client, frozenset(agreed["scope"].split()))
        return told(
            {
                "access_token": token,
                "token_type": "bearer",
                "expires_in": 28800,
                "scope": agreed["scope"],
                "id_token": self._identity(agreed["nonce"]),
            }
        )

    def _identity(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.hub.address,
            "aud": self.client,
            "sub": "0123456789abcdef",
            "iat": now,
            "exp": now + 3600,
            "nonce": nonce,
            "name": self.user.title(),
            "preferred_username": self.user,
            "profile": f"{self.hub.address}/{self.user}",
            "picture": f"{self.hub.address}/avatars/{self.user}.png",
        }
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)
