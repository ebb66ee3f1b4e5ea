"""What imports remember beside the network: named profiles, and pairs a person said are not the same."""

import contextlib
import json
import os
import threading
from pathlib import Path

from pydantic import Field, ValidationError

from graph_service.errors import InvalidData, NotFound
from graph_service.exchange.lists.mapping import Profile
from graph_service.exchange.messages import quoted
from graph_service.rows import Frozen
from graph_service.words import Slug, Text

_MOST_PROFILES, _MOST_PAIRS = 200, 100_000
_MOST_BYTES = 16 * 1024 * 1024


class Remembered(Frozen):
    """All of it."""

    profiles: tuple[Profile, ...] = Field((), max_length=_MOST_PROFILES)
    apart: tuple[tuple[Slug, Slug], ...] = Field((), max_length=_MOST_PAIRS)


class Memory:
    """One small file, written whole or not at all; safe for several threads.

    It lies beside the network and not in it: profiles say nothing about the network, and both kinds of stores can have
    the file. That two are the same is not kept here: it stands in the network as an alias, so that it goes wherever the
    network goes. Ids are forgotten here when they are erased there.
    """

    def __init__(self, path: Path) -> None:
        """Use the file *path*; it need not be there."""
        self._path = path
        self._lock = threading.Lock()

    def all(self) -> Remembered:
        """Everything remembered; nothing where there is no file."""
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                raise _unreadable(self._path)
            return Remembered.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return Remembered()
        except (OSError, ValidationError) as error:
            raise _unreadable(self._path) from error

    def profile(self, name: str) -> Profile:
        """Profile of a name; `NotFound` if there is none."""
        known = {one.name: one for one in self.all().profiles}
        if name not in known:
            text = Text(
                "Ein Profil „{name}“ gibt es nicht. Es gibt: {known}.",
                "There is no profile “{name}”. There are: {known}.",
            )
            raise NotFound(text.format(name=quoted(name), known=", ".join(sorted(known)) or "–"))
        return known[name]

    def keep(self, profile: Profile) -> None:
        """Keep a profile under its name; one of the same name is replaced."""
        with self._lock:
            now = self.all()
            rest = [one for one in now.profiles if one.name != profile.name]
            self._write(Remembered(profiles=tuple(sorted((*rest, profile), key=lambda p: p.name)), apart=now.apart))

    def drop(self, name: str) -> None:
        """Forget a profile."""
        with self._lock:
            now = self.all()
            self._write(Remembered(profiles=tuple(p for p in now.profiles if p.name != name), apart=now.apart))

    def set_apart(self, one: str, other: str) -> None:
        """Keep in mind that two are not the same."""
        with self._lock:
            now = self.all()
            pair = (min(one, other), max(one, other))
            self._write(Remembered(profiles=now.profiles, apart=tuple(sorted({*now.apart, pair}))))

    def forget(self, ids: tuple[str, ...]) -> None:
        """Forget all about ids that were erased."""
        with self._lock:
            now = self.all()
            kept = tuple(pair for pair in now.apart if not set(pair) & set(ids))
            if kept != now.apart:
                self._write(Remembered(profiles=now.profiles, apart=kept))

    def _write(self, remembered: Remembered) -> None:
        body = json.dumps(remembered.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            text = Text("„{name}“ lässt sich nicht schreiben ({why}).", "“{name}” cannot be written ({why}).")
            raise InvalidData(text.format(name=quoted(self._path.name), why=error.strerror or "?")) from error


def _unreadable(path: Path) -> InvalidData:
    text = Text(
        "Die Datei „{name}“ mit Profilen und Entscheidungen lässt sich nicht lesen. Bitte wiederherstellen oder beiseitelegen.",
        "The file “{name}” with profiles and decisions cannot be read. Please restore it or put it aside.",
    )
    return InvalidData(text.format(name=quoted(path.name)))
