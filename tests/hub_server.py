"""A small Hub of our own: the REST calls that Pastiche makes, answered on this computer.

The unmodified `huggingface_hub` is pointed at it by its `endpoint`. A repository is what was committed to it; what a
card's head says becomes its tags, as on the Hub. `order` has it misbehave.
"""

import base64
import contextlib
import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

import yaml

LARGE = (".safetensors", ".bin", ".gguf", ".png")
"""Files with such names are stored apart, by their SHA-256."""


@dataclass
class Repo:
    """One repository: who may see it, and its files after each commit."""

    kind: str
    id: str
    private: bool
    gated: str = ""
    disabled: bool = False
    downloads: int = 0
    commits: list[dict[str, bytes]] = field(default_factory=lambda: [{}])
    card: dict[str, Any] = field(default_factory=dict)
    """Facts that it has without a card of its own."""
    made_by: str = ""
    """The app that made it for its owner, empty where they did it themselves."""

    @property
    def files(self) -> dict[str, bytes]:
        return self.commits[-1]

    @property
    def sha(self) -> str:
        return self.sha_of(len(self.commits))

    def sha_of(self, number: int) -> str:
        return hashlib.sha1(f"{self.id} {number}".encode()).hexdigest()

    def at(self, revision: str) -> tuple[str, dict[str, bytes]]:
        """Return a revision's commit id and files."""
        if revision == "main":
            return self.sha, self.files
        for number, files in enumerate(self.commits, start=1):
            if self.sha_of(number) == revision:
                return revision, files
        raise Refused(404, f"Invalid rev id: {revision}", "RevisionNotFound")

    def facts(self) -> dict[str, Any]:
        """Return what the head of its card says."""
        text = self.files.get("README.md", b"").decode("utf-8", "replace")
        found = re.match(r"---\n(.*?)\n---", text, re.DOTALL)
        facts = yaml.safe_load(found[1]) if found else {}
        return {**self.card, **(facts if isinstance(facts, dict) else {})}

    def tags(self) -> list[str]:
        facts = self.facts()
        language = facts.get("language") or []
        tags = [*(facts.get("tags") or []), *([language] if isinstance(language, str) else language)]
        tags += [facts["library_name"]] if facts.get("library_name") else []
        tags += [f"license:{facts['license']}"] if facts.get("license") else []
        if base := facts.get("base_model"):
            tags += [f"base_model:{base}", f"base_model:{facts.get('base_model_relation', 'finetune')}:{base}"]
        return list(dict.fromkeys(tags))


class Refused(Exception):
    """An answer that is an error."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str = "",
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.body = status, message, code, body or {"error": message}
        self.headers = headers or {}


@dataclass
class Fault:
    """Something that goes wrong with the requests whose method and path it fits."""

    on: str
    """A pattern of "METHOD /path", found anywhere in it."""
    status: int = 0
    """The answer is this error."""
    message: str = "refused by the test"
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    """The answer takes this long."""
    drop: bool = False
    """The connection is cut instead of an answer."""
    cut: int | None = None
    """The connection is cut after so many bytes of the answer's body."""
    alter: Callable[[bytes], bytes] | None = None
    """The answer's body is changed."""
    times: int = -1
    """How often; -1 for ever."""
    after: int = 0
    """How many requests go well first."""

    def strikes(self, request: str) -> bool:
        if not re.search(self.on, request) or self.times == 0:
            return False
        if self.after:
            self.after -= 1
            return False
        self.times -= 1
        return True


@dataclass(frozen=True)
class Grant:
    """What a visitor has let an app do: with `contribute-repos`, to make repositories and to reach those it made."""

    app: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class Request:
    """What a client asks."""

    method: str
    path: str
    query: dict[str, list[str]]
    token: str
    body: bytes
    headers: dict[str, str]


@dataclass
class Answer:
    """What it is told."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"


def told(value: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(json.dumps(value).encode(), status, headers)


def git_blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\x00" % len(data) + data).hexdigest()


REPO = r"/api/(models|datasets|spaces)/([^/]+/[^/]+)"


class HubServer:
    """Serves while its context is open; `address` is the endpoint to give to the client."""

    def __init__(self, accounts: dict[str, str], port: int = 0) -> None:
        """Take the accounts' tokens and names; a token that ends in `-read` may not write."""
        self.accounts = accounts
        self.repos: dict[tuple[str, str], Repo] = {}
        self.stored: dict[str, bytes] = {}
        """Large files by their SHA-256."""
        self.requests: list[tuple[str, str]] = []
        """Every request's method and path, in order."""
        self.tokens: list[str] = []
        """The token of each of them, empty where there was none."""
        self.fails: dict[str, int] = {}
        """Paths' endings that answer with a status instead."""
        self.faults: list[Fault] = []
        self.organizations: dict[str, dict[str, str]] = {}
        """By account, its role in each of its organizations."""
        self.ignores_private = False
        """Whether it makes every repository public, whatever it was asked."""
        self.grants: dict[str, Grant] = {}
        """What the tokens of apps may do; all others may do what their account may."""
        self.signs_in: Callable[[Request], Answer | None] | None = None
        """Answers what belongs to signing in, where a test needs that (`tests/hub_login.py`)."""
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
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

    def add(self, kind: str, identity: str, private: bool = False, files: dict[str, bytes] | None = None) -> Repo:
        """Put a repository there, empty or with files."""
        repo = self.repos[kind, identity] = Repo(kind, identity, private)
        if files:
            repo.commits.append(files)
        return repo

    def order(self, on: str, **what: Any) -> Fault:
        """Have requests go wrong from now on."""
        self.faults.append(Fault(on, **what))
        return self.faults[-1]

    def asked(self, pattern: str) -> int:
        """Return how many requests "METHOD /path" had this in them."""
        return sum(re.search(pattern, f"{method} {path}") is not None for method, path in self.requests)

    # --- what it answers ---

    _ROUTES: tuple[tuple[str, str, str], ...] = (
        ("GET", r"/api/whoami-v2", "_whoami"),
        ("POST", r"/api/repos/create", "_create"),
        ("POST", r"/api/validate-yaml", "_validate"),
        ("GET", r"/api/models", "_list"),
        ("HEAD", r"/api/models", "_list"),
        ("GET", rf"{REPO}(?:/revision/([^/]+))?", "_info"),
        ("GET", rf"{REPO}/tree/([^/]+)", "_tree"),
        ("POST", rf"{REPO}/paths-info/([^/]+)", "_paths"),
        ("PUT", rf"{REPO}/settings", "_settings"),
        ("POST", rf"{REPO}/preupload/([^/]+)", "_preupload"),
        ("POST", rf"{REPO}/commit/([^/]+)", "_commit"),
        ("PUT", r"/api/(spaces)/([^/]+/[^/]+)/(volumes)", "_configured"),
        ("POST", r"/(?:(datasets|spaces)/)?([^/]+/[^/]+)\.git/info/lfs/objects/batch", "_batch"),
        ("PUT", r"/lfs/([0-9a-f]{64})", "_store"),
        ("POST", r"/lfs/([0-9a-f]{64})/verify", "_verify"),
        ("GET", r"/(?:(datasets|spaces)/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)", "_resolve"),
        ("HEAD", r"/(?:(datasets|spaces)/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)", "_resolve"),
        ("GET", r"/((?!api/|lfs/)[^/]+/[^/]+)", "_web_page"),
    )

    def answer(self, request: Request) -> Answer:
        """Return what a request is answered with."""
        for ending, status in self.fails.items():
            if request.path.endswith(ending):
                raise Refused(status, "refused by the test")
        if self.signs_in and (answer := self.signs_in(request)):
            return answer
        for known, pattern, name in self._ROUTES:
            if request.method == known and (match := re.fullmatch(pattern, request.path)):
                handler: Callable[..., Answer] = getattr(self, name)
                return handler(request, *match.groups())
        raise Refused(404, f"no route for {request.method} {request.path}")

    def _user(self, token: str) -> str:
        if token not in self.accounts:
            raise Refused(401, "Invalid credentials in Authorization header")
        return self.accounts[token]

    def _whoami(self, request: Request) -> Answer:
        user = self._user(request.token)
        orgs = [{"name": name, "roleInOrg": role} for name, role in self.organizations.get(user, {}).items()]
        return told({"type": "user", "name": user, "orgs": orgs, "auth": {"type": "access_token"}})

    def _create(self, request: Request) -> Answer:
        asked = json.loads(request.body)
        user = self._user(request.token)
        owner, kind = asked.get("organization") or user, f"{asked.get('type', 'model')}s"
        identity = f"{owner}/{asked['name']}"
        prefix = "" if kind == "models" else f"{kind}/"
        url = f"{self.address}/{prefix}{identity}"
        grant = self.grants.get(request.token)
        if owner != user or request.token.endswith("-read") or (grant and "contribute-repos" not in grant.scopes):
            raise Refused(403, f"You don't have the rights to create a repo under the namespace {owner}")
        if (kind, identity) in self.repos:
            raise Refused(409, "You already created this repo", body={"error": "exists", "url": url})
        private = asked.get("visibility") == "private" or bool(asked.get("private"))
        repo = self.add(kind, identity, private and not self.ignores_private)
        repo.card = {"sdk": asked["sdk"]} if "sdk" in asked else {}
        repo.made_by = grant.app if grant else ""
        return told({"url": url, "name": identity})

    def _validate(self, request: Request) -> Answer:
        """Refuse a card whose head no reader of YAML could read, as the Hub does."""
        content = json.loads(request.body)["content"]
        found = re.match(r"---\r?\n(.*?)\r?\n---", content, re.DOTALL)
        try:
            facts = yaml.safe_load(found[1]) if found else {}
        except yaml.YAMLError as error:
            return told({"errors": [{"message": f"YAML: {error}"}], "warnings": []}, 400)
        base = facts.get("base_model", "a/b")
        errors = [] if re.fullmatch(r"[\w.-]+/[\w.-]+", str(base)) else [{"message": '"base_model" must be a model id'}]
        return told({"errors": errors, "warnings": []}, 400 if errors else 200)

    def _repo(self, token: str, kind: str, identity: str, write: bool = False) -> Repo:
        repo = self.repos.get((kind or "models", identity))
        mine = repo is not None and self._may_enter(token, repo)
        if repo is None or (repo.private and not mine):
            if token and token not in self.accounts:
                raise Refused(401, "Invalid credentials in Authorization header")
            raise Refused(404, "Repository not found", "RepoNotFound")
        if repo.disabled:
            raise Refused(403, "Access to this resource is disabled.")
        if write and (not mine or token.endswith("-read")):
            raise Refused(403, "Forbidden: you must use a write token")
        return repo

    def _may_enter(self, token: str, repo: Repo) -> bool:
        """Return whether it is the token's own, as far as an app may look."""
        grant = self.grants.get(token)
        mine = self.accounts.get(token) == repo.id.partition("/")[0]
        return mine and (grant is None or grant.app == repo.made_by)

    def _list(self, request: Request) -> Answer:
        """Tell of the models that everybody, or the asking account, may see."""
        wanted, author = request.query.get("filter", []), request.query.get("author", [""])[0]
        search, most = request.query.get("search", [""])[0].lower(), int(request.query.get("limit", ["1000"])[0])
        found = [
            repo
            for (kind, _), repo in self.repos.items()
            if kind == "models"
            and (not repo.private or self._may_enter(request.token, repo))
            and set(wanted) <= {*repo.tags()}
            and (not author or repo.id.partition("/")[0] == author)
            and search in repo.id.lower()
        ]
        found.sort(key=lambda repo: -repo.downloads)
        return told([self._described(repo, repo.sha, repo.files) for repo in found[:most]])

    def _described(self, repo: Repo, sha: str, files: dict[str, bytes], sizes: bool = False) -> dict[str, Any]:
        return {
            "_id": repo.sha_of(0)[:24],
            "id": repo.id,
            "modelId": repo.id,
            "author": repo.id.partition("/")[0],
            "sha": sha,
            "private": repo.private,
            "gated": repo.gated or False,
            "disabled": repo.disabled,
            "downloads": repo.downloads,
            "likes": 0,
            "tags": repo.tags(),
            "cardData": repo.facts(),
            "siblings": [_sibling(path, data, sizes) for path, data in files.items()],
        }

    def _info(self, request: Request, kind: str, identity: str, revision: str | None) -> Answer:
        repo = self._repo(request.token, kind, identity)
        sha, files = repo.at(revision or "main")
        return told(self._described(repo, sha, files, sizes="blobs" in request.query))

    def _tree(self, request: Request, kind: str, identity: str, revision: str) -> Answer:
        _, files = self._repo(request.token, kind, identity).at(revision)
        return told([_tree_item(path, data) for path, data in files.items()])

    def _paths(self, request: Request, kind: str, identity: str, revision: str) -> Answer:
        _, files = self._repo(request.token, kind, identity).at(revision)
        form = parse_qs(request.body.decode()) if request.body[:1] != b"{" else json.loads(request.body)
        return told([_tree_item(path, files[path]) for path in form["paths"] if path in files])

    def _settings(self, request: Request, kind: str, identity: str) -> Answer:
        repo, asked = self._repo(request.token, kind, identity, write=True), json.loads(request.body)
        private = asked.get("visibility") == "private" or asked.get("private") is True
        repo.private = private and not self.ignores_private
        return told({"private": repo.private})

    def _preupload(self, request: Request, kind: str, identity: str, revision: str) -> Answer:
        repo = self._repo(request.token, kind, identity, write=True)
        files = []
        for one in json.loads(request.body)["files"]:
            large, there = one["path"].endswith(LARGE), repo.files.get(one["path"])
            known = {} if there is None else {"oid": hashlib.sha256(there).hexdigest() if large else git_blob(there)}
            mode = "lfs" if large else "regular"
            files.append({"path": one["path"], "uploadMode": mode, "shouldIgnore": False, **known})
        return told({"files": files})

    def _batch(self, request: Request, kind: str | None, identity: str) -> Answer:
        self._repo(request.token, kind or "models", identity, write=True)
        objects = []
        for one in json.loads(request.body)["objects"]:
            href = f"{self.address}/lfs/{one['oid']}"
            # What is here already is not asked for again: a push that was cut off goes on.
            actions = {"actions": {"upload": {"href": href}, "verify": {"href": f"{href}/verify"}}}
            objects.append({**one, **({} if one["oid"] in self.stored else actions)})
        return told({"transfer": "basic", "objects": objects})

    def _store(self, request: Request, oid: str) -> Answer:
        if hashlib.sha256(request.body).hexdigest() != oid:
            raise Refused(400, "The content does not have this SHA-256")
        self.stored[oid] = request.body
        return Answer(b"")

    def _verify(self, request: Request, oid: str) -> Answer:
        if oid not in self.stored:
            raise Refused(404, "There is no such object")
        return told({})

    def _commit(self, request: Request, kind: str, identity: str, revision: str) -> Answer:
        repo = self._repo(request.token, kind, identity, write=True)
        files = dict(repo.files)
        for line in request.body.splitlines():
            entry = json.loads(line)
            value = entry["value"]
            match entry["key"]:
                case "header" if value.get("parentCommit") not in (None, repo.sha):
                    raise Refused(412, "A commit has happened since. Please refresh and try again.")
                case "file":
                    files[value["path"]] = base64.b64decode(value["content"])
                case "lfsFile" if value["oid"] not in self.stored:
                    raise Refused(400, f"The object {value['oid']} was never uploaded")
                case "lfsFile":
                    files[value["path"]] = self.stored[value["oid"]]
                case "deletedFile":
                    files.pop(value["path"], None)
        repo.commits.append(files)
        return told(
            {"commitUrl": f"{self.address}/{repo.id}/commit/{repo.sha}", "commitOid": repo.sha, "success": True}
        )

    def _configured(self, request: Request, kind: str, identity: str, what: str) -> Answer:
        repo = self._repo(request.token, kind, identity, write=True)
        repo.card[what] = json.loads(request.body or b"{}")
        return told({})

    def _resolve(self, request: Request, kind: str | None, identity: str, revision: str, path: str) -> Answer:
        repo = self._repo(request.token, kind or "models", identity)
        if repo.gated and not self._may_enter(request.token, repo):
            raise Refused(403, f"Access to model {repo.id} is restricted", "GatedRepo")
        sha, files = repo.at(revision)
        if path not in files:
            raise Refused(404, "Entry not found", "EntryNotFound", headers={"X-Repo-Commit": sha})
        data = files[path]
        headers = {"X-Repo-Commit": sha, "ETag": f'"{git_blob(data)}"', "Accept-Ranges": "bytes"}
        if path.endswith(LARGE):
            headers |= {"X-Linked-Etag": f'"{hashlib.sha256(data).hexdigest()}"', "X-Linked-Size": str(len(data))}
        status = 200
        if wanted := re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("range", "")):
            first, last = int(wanted[1]), min(int(wanted[2] or len(data) - 1), len(data) - 1)
            if first >= len(data):
                raise Refused(416, "Range not satisfiable", headers={"Content-Range": f"bytes */{len(data)}"})
            headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
            data, status = data[first : last + 1], 206
        return Answer(data, status, headers, "application/octet-stream")

    def _web_page(self, request: Request, identity: str) -> Answer:
        """Show the card of a model, for people."""
        repo = self._repo(request.token, "models", identity)
        return Answer(repo.files.get("README.md", b""), kind="text/plain; charset=utf-8")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _body(self) -> bytes:
                if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length") or 0))
                body = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def _serve(self) -> None:
                url = urlsplit(self.path)
                path = unquote(url.path)
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
                hub.requests.append((self.command, path))
                hub.tokens.append(token)
                fault = next((one for one in hub.faults if one.strikes(f"{self.command} {path}")), None)
                if fault and fault.drop:
                    self._hang_up()
                    return
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Request(self.command, path, parse_qs(url.query), token, self._body(), headers)
                try:
                    if fault:
                        time.sleep(fault.seconds)
                        if fault.status:
                            raise Refused(fault.status, fault.message, fault.code, headers=fault.headers)
                    answer = hub.answer(asked)
                except Refused as refused:
                    answer = told(refused.body, refused.status, **refused.headers)
                    answer.headers |= {"X-Error-Message": refused.message, "X-Error-Code": refused.code}
                if fault and fault.alter:
                    answer.body = fault.alter(answer.body)
                self._send(answer, fault.cut if fault else None)

            def _send(self, answer: Answer, cut: int | None) -> None:
                self.send_response(answer.status)
                for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                    if value:
                        self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                with contextlib.suppress(OSError):  # the client has gone
                    if self.command != "HEAD":
                        self.wfile.write(answer.body if cut is None else answer.body[:cut])
                    if cut is not None:
                        self.wfile.flush()
                        self._hang_up()

            def _hang_up(self) -> None:
                """Say nothing more, so that the client notices at once."""
                self.close_connection = True
                with contextlib.suppress(OSError):
                    self.connection.shutdown(socket.SHUT_RDWR)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def _sibling(path: str, data: bytes, sizes: bool) -> dict[str, Any]:
    if not sizes:
        return {"rfilename": path}
    item = _tree_item(path, data)
    lfs = {"lfs": {"sha256": item["lfs"]["oid"], "size": len(data), "pointerSize": 134}} if "lfs" in item else {}
    return {"rfilename": path, "size": len(data), "blobId": item["oid"], **lfs}


def _tree_item(path: str, data: bytes) -> dict[str, Any]:
    item = {"type": "file", "path": path, "oid": git_blob(data), "size": len(data)}
    if path.endswith(LARGE):
        item["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
    return item
