"""The map as one file for a memory stick: styles, scripts and data inside, nothing outside, a content policy of its own."""

import base64
import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from markupsafe import Markup

_STATIC = Path(__file__).parent / "static"
_ORDER = ("map_state", "map_labels", "map_draw", "map_panel", "map_keys", "map_present", "map")
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:(?:const|function|class) (\w+))", re.MULTILINE)
_AWAY = re.compile(r'<a href="/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


@cache
def inside() -> dict[str, Any]:
    """What stands in the file besides the map: style, scripts, and the policy that allows these and nothing else."""
    style = _text(_STATIC / "pages.css")
    scripts = [_text(_vis()), _joined()]
    allowed = " ".join(_hash(script) for script in scripts)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    plain = [Markup(text) for text in (style, *scripts)]  # noqa: S704 - our own files, checked for what would end them
    return {"style": plain[0], "inline": plain[1:], "policy": policy}


def without_ways_out(html: str) -> str:
    """Page whose links to other pages are plain text: there is no service behind a file."""
    return _AWAY.sub(r"\1", html)


def _vis() -> Path:
    spec = find_spec("pyvis")
    return Path(spec.origin or "").parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js" if spec else Path()


def _text(file: Path) -> str:
    """Text as a browser sees it, and therefore hashes it."""
    text = file.read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"</(?:script|style)|<!--", text, re.IGNORECASE):
        raise ValueError(f"{file.name} cannot stand inside a page")
    return text


def _joined() -> str:
    """Our modules as one script: each a function of its own that gives what it exports."""
    parts = []
    for name in _ORDER:
        text = _text(_STATIC / f"{name}.js")
        exported = ", ".join(_EXPORT.findall(text))
        body = re.sub(r"^export ", "", _IMPORT.sub(r"const \1 = \2;", text), flags=re.MULTILINE)
        if re.search(r"^(?:import|export)\b", body, re.MULTILINE):
            raise ValueError(f"{name}.js imports or exports in a way that cannot be joined")
        parts.append(f"const {name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();")
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
