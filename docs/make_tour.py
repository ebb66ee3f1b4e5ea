"""Runs tour.ipynb and stores what it shows; ``--check`` only says whether text and stored answers still agree.

The notebook is stored with its answers, so that it reads without running. Stored and new answers are compared word by
word; pictures are not, for their bytes change with the version of Matplotlib: they are replaced only with a text.
"""

import difflib
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

TOUR = Path(__file__).with_name("tour.ipynb")
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def executed(tour: NotebookNode) -> NotebookNode:
    """Run the notebook from the project's folder in a fresh kernel; nothing is left outside a temporary folder."""
    folders = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= dict.fromkeys(folders, temporary)
        os.environ |= {"JUPYTER_PLATFORM_DIRS": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
        import_module(
            "matplotlib.font_manager"
        )  # lists the fonts now, or the first cell may say that this takes a while
        no_port = Config({"ConnectionFileMixin": {"transport": "ipc", "ip": f"{temporary}/kernel"}})
        folder = {"metadata": {"path": str(TOUR.parents[1])}}
        return NotebookClient(
            tour, kernel_name="python3", config=no_port, resources=folder, timeout=120, record_timing=False
        ).execute()


def canonical(tour: NotebookNode) -> NotebookNode:
    """Leave out of a notebook what depends on the machine or the moment."""
    tour.metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(tour.cells):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.metadata = {}
            if "image/png" in output.get("data", {}):
                output.data = {"image/png": output.data["image/png"]}
    return tour


def as_text(tour: NotebookNode) -> list[str]:
    """Give everything that is compared, line by line; of a picture only that there is one."""
    lines = []
    for cell in tour.cells:
        lines += cell.source.splitlines()
        shown = ""
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            # what a cell prints may come in one piece or in several
            shown += output.get("text") or ("a picture" if "image/png" in data else data.get("text/plain", ""))
        lines += [f"> {line}" for line in shown.splitlines() if line]
    return lines


def _stored() -> NotebookNode:
    tour: NotebookNode = nbformat.read(TOUR, as_version=4)  # type: ignore[no-untyped-call]
    return tour


def main() -> None:
    """Run the tour and store it, or with ``--check`` only compare."""
    stored, new = _stored(), canonical(executed(_stored()))
    changes = list(difflib.unified_diff(as_text(stored), as_text(new), "stored", "new", lineterm="", n=1))
    if "--check" in sys.argv[1:]:
        if changes:
            raise SystemExit("\n".join([f"{TOUR.name} is behind: run `make docs`", *changes]))
        return
    if changes or stored != canonical(_stored()):
        nbformat.write(new, TOUR)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
