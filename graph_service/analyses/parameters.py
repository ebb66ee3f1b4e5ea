"""What a parameter of an analysis is: declared with a name and a sentence in both languages, read by every surface."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from graph_service.rows import T_
from graph_service.words import Text

_SIGNS: Mapping[str, Text] = MappingProxyType({
    "ge": Text("mindestens", "at least"),
    "gt": Text("über", "above"),
    "le": Text("höchstens", "at most"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a parameter asks for, in a sentence, and the kinds of nodes whose id it takes; marks the JSON schema too."""

    text: Text
    names: tuple[str, ...] = ()

    def __call__(self, schema: dict[str, Any]) -> None:
        """Name the kinds in the JSON schema."""
        if self.names:
            schema["x-names"] = [*self.names]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as every surface needs it; ``names`` are the kinds of nodes whose id it takes."""

    id: str
    label: Text
    text: Text
    default: Any
    type: type
    names: tuple[str, ...]
    bounds: Mapping[str, int | float]

    @property
    def fault(self) -> str:
        """What the declaration lacks, for its author; empty if it is whole."""
        if self.default is PydanticUndefined:
            return "needs a default"
        if not all((self.label.de, self.label.en, self.text.de, self.text.en)):
            return "needs a name, T_(de, en), and a sentence, asked(de, en), in both languages"
        if not (self.text.de.endswith(".") and self.text.en.endswith(".")):
            return "needs sentences that end with a full stop"
        return "must be off by default, as an empty box on a page" if self.default is True else ""

    @property
    def may_be_empty(self) -> bool:
        """Whether an empty text is a value of its own and not merely a box left empty."""
        return self.type is str and isinstance(self.default, str)

    @property
    def range(self) -> Text:
        """Smallest and largest value in words; empty if there is none."""
        said = [(sign, self.bounds[bound]) for bound, sign in _SIGNS.items() if bound in self.bounds]
        parts = [Text("{sign} {n}", "{sign} {n}").format(sign=sign, n=n) for sign, n in said]
        return Text(", ".join(part.de for part in parts), ", ".join(part.en for part in parts))

    @property
    def title(self) -> Text:
        """Name for people with the name in the code."""
        return Text(f"„{self.label.de}“ ({self.id})", f"“{self.label.en}” ({self.id})")


def asked(  # noqa: PLR0913 - the bounds a parameter may have
    de: str,
    en: str,
    *,
    names: tuple[str, ...] = (),
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    max_length: int | None = None,
) -> Any:  # noqa: ANN401 - as pydantic's own Field
    """Ask for a parameter with a sentence in both languages, and bounds if it has any.

    Parameters
    ----------
    de, en
        What it sets, as a sentence; the English one becomes the description in JSON schema and OpenAPI.
    names
        Kinds of nodes, if the parameter takes the id of a node.
    ge, gt, le
        Smallest value, value it must be above, largest value.
    max_length
        Longest text.
    """
    return Field(
        description=en, json_schema_extra=Asked(Text(de, en), names), ge=ge, gt=gt, le=le, max_length=max_length
    )


def parameters(model: type[BaseModel]) -> tuple[Parameter, ...]:
    """Every parameter of a model in the order of declaration; one that is not declared in full has empty texts."""
    return tuple(_parameter(name, info) for name, info in model.model_fields.items())


def _parameter(name: str, info: FieldInfo) -> Parameter:
    said = info.json_schema_extra if isinstance(info.json_schema_extra, Asked) else Asked(Text("", ""))
    kinds = [part for part in get_args(info.annotation) or (info.annotation,) if part is not type(None)]
    bounds = {bound: getattr(part, bound) for part in info.metadata for bound in _SIGNS if hasattr(part, bound)}
    return Parameter(
        id=name,
        label=next((part for part in info.metadata if isinstance(part, Text)), Text("", "")),
        text=said.text,
        default=info.default.isoformat() if isinstance(info.default, date) else info.default,
        type=kinds[0],
        names=said.names,
        bounds=bounds,
    )


Seed = Annotated[int, T_("Startwert", "seed"), asked(
    "Womit die Zufallsziehungen beginnen; derselbe Startwert gibt wieder dieselbe Antwort.",
    "What the random draws begin with; the same seed gives the same answer again.", ge=0, le=2**31 - 1,
)]  # fmt: skip
