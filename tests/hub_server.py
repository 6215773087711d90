"""A small Hub of our own: the REST calls that Pastiche's pushes make, answered on this computer.

The unmodified `huggingface_hub` is pointed at it by its `endpoint`. A repository is what was committed to it; nothing
is checked that no test needs.
"""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import unquote, urlsplit


@dataclass
class Repo:
    """One repository: who may see it, and its files after each commit."""

    kind: str
    id: str
    private: bool
    commits: list[dict[str, bytes]] = field(default_factory=lambda: [{}])

    @property
    def files(self) -> dict[str, bytes]:
        return self.commits[-1]

    @property
    def sha(self) -> str:
        return hashlib.sha1(f"{self.id} {len(self.commits)}".encode()).hexdigest()


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, code: str = "", body: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.body = status, message, code, body or {"error": message}


Answer = dict[str, Any]


class HubServer:
    """Serves while its context is open; `address` is the endpoint to give to the client."""

    def __init__(self, accounts: dict[str, str]) -> None:
        """Take the accounts' tokens and names; a token that ends in `-read` may not write."""
        self.accounts = accounts
        self.repos: dict[tuple[str, str], Repo] = {}
        self.requests: list[tuple[str, str]] = []
        """Every request's method and path, in order."""
        self.fails: dict[str, int] = {}
        """Paths' endings that answer with a status instead."""
        self.ignores_private = False
        """Whether it makes every repository public, whatever it was asked."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def add(self, kind: str, identity: str, private: bool) -> Repo:
        """Put an empty repository there."""
        self.repos[kind, identity] = Repo(kind, identity, private)
        return self.repos[kind, identity]

    # --- what it answers ---

    _ROUTES: tuple[tuple[str, str, str], ...] = (
        ("GET", r"/api/whoami-v2", "_whoami"),
        ("POST", r"/api/repos/create", "_create"),
        ("GET", r"/api/(models|datasets)/([^/]+/[^/]+)(?:/revision/[^/]+)?", "_info"),
        ("POST", r"/api/(models|datasets)/([^/]+/[^/]+)/preupload/[^/]+", "_preupload"),
        ("POST", r"/api/(models|datasets)/([^/]+/[^/]+)/commit/[^/]+", "_commit"),
    )

    def answer(self, method: str, path: str, token: str, body: bytes) -> Answer:
        """Return the JSON that a request is answered with."""
        self.requests.append((method, path))
        for ending, status in self.fails.items():
            if path.endswith(ending):
                raise Refused(status, "refused by the test")
        for known, pattern, name in self._ROUTES:
            if method == known and (match := re.fullmatch(pattern, path)):
                handler: Callable[..., Answer] = getattr(self, name)
                return handler(token, body, *match.groups())
        raise Refused(404, f"no route for {method} {path}")

    def _user(self, token: str) -> str:
        if token not in self.accounts:
            raise Refused(401, "Invalid credentials in Authorization header")
        return self.accounts[token]

    def _whoami(self, token: str, body: bytes) -> Answer:
        return {"type": "user", "name": self._user(token), "orgs": [], "auth": {"type": "access_token"}}

    def _create(self, token: str, body: bytes) -> Answer:
        asked = json.loads(body)
        user = self._user(token)
        owner, kind = asked.get("organization") or user, f"{asked.get('type', 'model')}s"
        identity = f"{owner}/{asked['name']}"
        prefix = "" if kind == "models" else f"{kind}/"
        url = f"{self.address}/{prefix}{identity}"
        if owner != user or token.endswith("-read"):
            raise Refused(403, f"You don't have the rights to create a repo under the namespace {owner}")
        if (kind, identity) in self.repos:
            raise Refused(409, "You already created this repo", body={"error": "exists", "url": url})
        private = asked.get("visibility") == "private" or bool(asked.get("private"))
        self.add(kind, identity, private and not self.ignores_private)
        return {"url": url, "name": identity}

    def _repo(self, token: str, kind: str, identity: str, write: bool = False) -> Repo:
        repo = self.repos.get((kind, identity))
        mine = repo is not None and token in self.accounts and self.accounts[token] == repo.id.partition("/")[0]
        if repo is None or (repo.private and not mine):
            raise Refused(404, "Repository not found", "RepoNotFound")
        if write and (not mine or token.endswith("-read")):
            raise Refused(403, "Forbidden: you must use a write token")
        return repo

    def _info(self, token: str, body: bytes, kind: str, identity: str) -> Answer:
        repo = self._repo(token, kind, identity)
        siblings = [{"rfilename": name} for name in repo.files]
        return {"id": repo.id, "sha": repo.sha, "private": repo.private, "siblings": siblings, "tags": []}

    def _preupload(self, token: str, body: bytes, kind: str, identity: str) -> Answer:
        self._repo(token, kind, identity, write=True)
        files = json.loads(body)["files"]
        return {"files": [{"path": one["path"], "uploadMode": "regular", "shouldIgnore": False} for one in files]}

    def _commit(self, token: str, body: bytes, kind: str, identity: str) -> Answer:
        repo = self._repo(token, kind, identity, write=True)
        files = dict(repo.files)
        for line in body.splitlines():
            entry = json.loads(line)
            if entry["key"] == "file":
                files[entry["value"]["path"]] = base64.b64decode(entry["value"]["content"])
            elif entry["key"] == "deletedFile":
                files.pop(entry["value"]["path"], None)
        repo.commits.append(files)
        return {"commitUrl": f"{self.address}/{repo.id}/commit/{repo.sha}", "commitOid": repo.sha, "success": True}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                path = unquote(urlsplit(self.path).path)
                try:
                    status, headers, answer = 200, {}, hub.answer(self.command, path, token, body)
                except Refused as refused:
                    status, answer = refused.status, refused.body
                    headers = {"X-Error-Message": refused.message, "X-Error-Code": refused.code}
                data = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Type": "application/json"}.items():
                    if value:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_DELETE = _serve

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
