"""All styles to compare: the gallery's, own runs, pulled adapters."""

import contextlib
import zipfile
from pathlib import Path

from trainer.compare import error_messages
from trainer.errors import RunError
from trainer.host import Host
from trainer.hub.pulled import Pulled
from trainer.library import gallery
from trainer.library.style import Style, parse_id
from trainer.runs.run import Run


def own(home: Path, owner: str) -> list[Style]:
    """Return the styles of an owner's readable runs, newest first."""
    found = []
    for run in Run.all(home, owner):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            if run.has_style:
                found.append(Style.of_run(run))
    return found


def pulled(home: Path, owner: str) -> list[Style]:
    """Return the styles that an owner pulled from the Hub, newest first."""
    return [Style.of_pulled(one) for one in Pulled.all(home, owner)]


def find(style_id: str, home: Path, owner: str, host: Host | None = None) -> Style:
    """Return the style with that id.

    A sample style is returned as the host has it.

    Another owner's is as unknown as none: RunError.
    """
    origin, key = parse_id(style_id)
    if origin == "own":
        return Style.of_run(Run.of(home, key, owner))
    if origin == "pulled":
        return Style.of_pulled(Pulled.of(home, key, owner))
    for style in gallery.here(home, host):
        if style.id == style_id:
            return style
    raise RunError(error_messages.NO_STYLE)


def write_zip(style: Style, path: Path) -> None:
    """Write the adapter or the model with its card as a zip.

    It holds no text of the author's. Raise RunError where there is nothing to download.
    """
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
