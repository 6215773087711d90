"""The styles that can be compared: the gallery's, a person's own finished runs, and what they pulled from the Hub."""

import contextlib
import zipfile
from pathlib import Path

from trainer.bases import Host
from trainer.compare import error_messages
from trainer.errors import RunError
from trainer.hub.pulled import Pulled
from trainer.library import gallery
from trainer.library.style import Style
from trainer.runs.run import Run


def own(home: Path, owner: str) -> list[Style]:
    """Return the styles of an owner's runs that have one, newest first; unreadable ones are passed over."""
    found = []
    for run in Run.all(home, owner):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            if run.has_style:
                found.append(Style.of_run(run))
    return found


def pulled(home: Path, owner: str) -> list[Style]:
    """Return the styles that an owner has pulled from the Hub, newest first."""
    return [Style.of_pulled(one) for one in Pulled.all(home, owner)]


def find(identity: str, home: Path, owner: str, host: Host | None = None) -> Style:
    """Return the style with that id, a sample style as the host has it; another owner's is as unknown as none."""
    kind, _, name = identity.partition("/")
    if kind == "run":
        return Style.of_run(Run.of(home, name, owner))
    if kind == "pulled":
        return Style.of_pulled(Pulled.of(home, name, owner))
    for style in gallery.here(home, host):
        if style.id == identity:
            return style
    raise RunError(error_messages.NO_STYLE)


def write_zip(style: Style, path: Path) -> None:
    """Write the adapter, or the model, as a zip: the plain folder with its card, and no text of the author's."""
    if style.few_shot:
        raise RunError(error_messages.NOTHING_TO_DOWNLOAD)
    if not style.is_ready:
        raise RunError(error_messages.NO_ADAPTER_TO_DOWNLOAD)
    weights = style.weights.files
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(style.adapter.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                # Weights do not get smaller, and a full model's would take minutes to try.
                archive.write(file, file.name, zipfile.ZIP_STORED if file in weights else None)
