"""A reader without JavaScript: finds the forms of a page, fills them in, sends them, follows where they lead."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

PAGE = {"Accept": "text/html"}
Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """One form as a browser would send it: what it holds, what each list offers, its buttons."""

    action: str
    method: str
    label: str
    held: Pairs = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    offered: dict[str, list[str]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    buttons: Pairs = field(default_factory=list)

    def filled(self, **values: str | list[str]) -> Pairs:
        """What is sent once these controls hold *values*; a name the form has not is an error of the test."""
        unknown = set(values) - self.names
        assert not unknown, f"{unknown} not in {sorted(self.names)}"
        pairs = [(name, value) for name, value in self.held if name not in values]
        for name, value in values.items():
            pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        return pairs


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = self._area = ""
        self._first: str | None = None
        self._picked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901, PLR0912 - one case a tag
        a = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(a.get("action", ""), a.get("method", "get").lower(), a.get("aria-label", ""))
            self.forms.append(self._form)
        form = self._form
        if form is None:
            return
        name = a.get("name", "")
        if name and tag in ("input", "select", "textarea"):
            form.names.add(name)
            if "required" in a:
                form.required.add(name)
        if tag == "input" and name:
            if a.get("type") in ("checkbox", "radio"):
                form.offered.setdefault(name, []).append(a.get("value", "on"))
                if "checked" in a:
                    form.held.append((name, a.get("value", "on")))
            else:
                form.held.append((name, a.get("value", "")))
        elif tag == "select":
            self._select, self._first, self._picked = name, None, False
        elif tag == "option" and self._select:
            form.offered.setdefault(self._select, []).append(a["value"])
            self._first = a["value"] if self._first is None else self._first
            if "selected" in a:
                form.held.append((self._select, a["value"]))
                self._picked = True
        elif tag == "textarea":
            self._area = name
            form.held.append((name, ""))
        elif tag == "button" and name:
            form.buttons.append((name, a.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area and self._form:
            name, value = self._form.held[-1]
            self._form.held[-1] = (name, value + (data.removeprefix("\n") if not value else data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select" and self._form:
            if not self._picked and self._first is not None:
                self._form.held.append((self._select, self._first))
            self._select = ""


def forms(html: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form(html: str, **marks: str) -> Form:
    """The one form whose action, label or a held value is as told: ``form(page, action="/edit/save")``."""
    found = [
        f
        for f in forms(html)
        if all(getattr(f, k, None) == v or (k, v) in f.held or (k, v) in f.buttons for k, v in marks.items())
    ]
    assert len(found) == 1, [(f.action, f.label) for f in forms(html)]
    return found[0]


def send(client: TestClient, sent: Form, pairs: Pairs, headers: dict[str, str] | None = None) -> Any:
    """Send a form as a browser does, following where it leads."""
    kept = {**PAGE, **(headers or {})}
    action = sent.action.partition("#")[0]
    if sent.method == "get":
        return client.get(f"{action}?{urlencode(pairs)}", headers=kept)
    kept |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": str(client.base_url)}
    return client.post(action, content=urlencode(pairs), headers=kept)
