"""Saved records of a run beside its events."""

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """Name, owner, time, language and base of a run."""

    name: str
    owner: str
    """The visitor's session or Hub account; nobody else is shown the run."""
    made: float
    """Seconds since 1970."""
    language: str
    base: str


@dataclass(frozen=True)
class Sample:
    """One answer to a fixed prompt during the run."""

    step: int
    prompt: str
    text: str
