"""The OpenAPI document: what FastAPI finds out, with our bodies, answers, conditions and problems put in."""

from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from graph_service.analyses import catalogue
from graph_service.api.changes import Batch, Erasure
from graph_service.api.doubles import Distinction, Merge
from graph_service.api.drafts import Wish
from graph_service.api.http import PROBLEM, TYPES
from graph_service.api.imports import Taking
from graph_service.exchange.exports import FORMS
from graph_service.exchange.lists.mapping import Profile
from graph_service.model import NODE, TIE
from graph_service.report import Report
from graph_service.sheet_model import CommitteeSheet
from graph_service.snapshot import About, Revision, Scope
from graph_service.what_if import Assumptions, WhatIf

Schema = dict[str, Any]
_REF = "#/components/schemas/"
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_REVISION: Schema = {"type": "string", "pattern": '^"?[0-9]{1,15}"?$'}
_CSV_XLSX = ("json", "csv", "xlsx")

EXAMPLES: dict[str, Schema] = {
    "put_node": {"kind": "actor", "name": "Büro für Integration", "level": "county",
                 "source": "https://www.kreisgg.de", "as_of": "2026-03"},
    "put_tie": {"kind": "member_of", "source_id": "buero-fuer-integration", "target_id": "ag-migration", "role": "lead"},
    "apply_changes": {"changes": {"nodes": [{"kind": "field", "id": "sprache", "name": "Sprache"}], "drop_ties": []},
                      "note": "List of 14 March"},
    "what_if": {"changes": [{"change": "ends", "id": "ag-migration"}]},
    "wish_import": {"decisions": {"actor:bildungswerk betha": "new"}, "leave_out": True, "as_of": "2026-03"},
    "apply_import": {"note": "List of March"},
    "merge": {"keep": "ag-migration", "drop": "ag-migration-2", "note": "the same working group"},
    "tell_apart": {"one": "kreistag", "other": "kreisausschuss"},
    "erase": {"ids": ["buero-fuer-integration"], "note": "asked for by the office"},
}  # fmt: skip
_BODIES = {"put_node": "Write.Node", "put_tie": "Write.Tie", "apply_changes": "Write.Batch", "erase": "Write.Erasure",
           "what_if": "Write.Assumptions", "wish_import": "Write.Wish", "apply_import": "Write.Taking",
           "merge": "Write.Merge", "tell_apart": "Write.Distinction"}  # fmt: skip
_MEDIA = {
    "list_nodes": _CSV_XLSX,
    "list_ties": _CSV_XLSX,
    "report_gaps": ("json", "csv", "md", "xlsx"),
    "committee_sheet": ("json", "md", "docx"),
    "export_network": tuple(FORMS),
}
_DONE = {
    "what_if": "200",
    "wish_import": "200",
    "put_node": "200",
    "put_tie": "200",
    "delete_node": "204",
    "delete_tie": "204",
}


def describe(app: FastAPI) -> None:
    """Let *app* give our document; it is made when first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    parts = document.setdefault("components", {})
    known = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        known.pop(name, None)
    known.update(_written(), **_given())
    known["Problem"] = _problem()
    parts["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "basic": {"type": "http", "scheme": "basic", "description": "The token as password, any name."},
    }
    document["security"] = [{}, {"bearer": []}, {"basic": []}]
    answers = _answers()
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation, answers)
    return document


def _complete(method: str, operation: Schema, answers: dict[str, Schema]) -> None:
    name = operation["operationId"]
    media = _MEDIA.get(name, _CSV_XLSX if name.startswith("analyse_") else ("json",))
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        if parameter["name"] == "format":
            parameter["schema"] = {"enum": [*media], "title": "Format"}
    operation["parameters"] = [*parameters, *_conditions(method, name)]
    if name in _BODIES:
        body = {"schema": _ref(_BODIES[name]), "example": EXAMPLES[name]}
        operation["requestBody"] = {"required": True, "content": {"application/json": body}}
    if name == "read_list":
        file = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": file}}
    problem = {"content": {PROBLEM: {"schema": _ref("Problem")}}}
    status = _DONE.get(name, "201" if method == "post" else "200")
    answered: Schema = {"description": "Done" if method != "get" else "The answer", "headers": _headers(method)}
    if status != "204":
        content: Schema = {TYPES[kind].split(";")[0]: {} for kind in media}
        content["application/json"] = {"schema": answers[name]}
        answered["content"] = content
    responses: Schema = {status: answered}
    if method == "put":
        responses["201"] = {**answered, "description": "Done, and it is new"}
    if method == "get":
        responses["304"] = {"description": "The reader has it already"}
    responses["422"] = {"description": "Something asked for or sent does not fit", **problem}
    responses["default"] = {"description": "Any other problem", **problem}
    operation["responses"] = responses


def _conditions(method: str, name: str) -> list[Schema]:
    def header(title: str, text: str, *, required: bool = False, form: Schema = _TEXT) -> Schema:
        return {"name": title, "in": "header", "required": required, "schema": form, "description": text}

    if method == "get":
        return [header("If-None-Match", "Tags the reader holds; 304 if one still fits.")]
    if name in ("erase", "what_if", "read_list", "wish_import", "tell_apart"):
        return []
    revision = 'Number of the revision the change was made for, e.g. "7".'
    if method == "put":
        new = header("If-None-Match", "`*` instead: it must be new.", form={"const": "*"})
        return [header("If-Match", revision, form=_REVISION), new]
    return [header("If-Match", revision, required=True, form=_REVISION)]


def _headers(method: str) -> Schema:
    number = {"X-Revision": {"description": "Number of the revision answered from or made.", "schema": _NUMBER}}
    return {"ETag": {"schema": _TEXT}, **number} if method == "get" else number


def _answers() -> dict[str, Schema]:
    node, tie = _ref("Node"), {"allOf": [_ref("Tie"), _object(key=_TEXT)]}
    done = _object(revision=_NUMBER)
    answers = {
        "list_nodes": _page(node),
        "list_ties": _page(tie),
        "get_node": {"allOf": [node, _object(ties={"type": "array", "items": tie})]},
        "get_tie": tie,
        "put_node": {"allOf": [node, _object(revision=_NUMBER)]},
        "put_tie": {"allOf": [tie, _object(revision=_NUMBER)]},
        "list_analyses": _page({"type": "object"}),
        "report_gaps": _ref("Report"),
        "committee_sheet": _ref("CommitteeSheet"),
        "what_if": _ref("WhatIf"),
        "export_network": _object(
            revision=_ref("Revision"), invented={"type": "boolean"}, about=_ref("About"),
            nodes={"type": "array", "items": node}, ties={"type": "array", "items": tie},
            directed={"const": True}, multigraph={"const": True}, graph={"type": "object"},
            sources={"type": "array", "items": _object(source=_TEXT, rows=_NUMBER, newest=_TEXT)},
        ),
        "list_changes": _page(_log_entry()),
        "apply_changes": done,
        "apply_import": done,
        "merge": done,
        "tell_apart": done,
        "list_doubles": _page(_object(one=_TEXT, other=_TEXT, likeness=_NUMBER, why=_TEXT)),
        "read_list": _preview(),
        "wish_import": _preview(),
        "list_import_profiles": _page(_ref("Profile")),
        "erase": done,
    }  # fmt: skip
    for entry in catalogue().values():
        answers[f"analyse_{entry.id.replace('-', '_')}"] = _object(
            analysis={"const": entry.id}, version=_TEXT, revision=_ref("Revision"), invented={"type": "boolean"},
            scope=_ref("Scope"), params={"type": "object"}, result=_ref(entry.result.__name__), links={"type": "object"},
        )  # fmt: skip
    return answers


def _preview() -> Schema:
    fault = _object(place=_TEXT, detail=_TEXT)
    flag, some = {"type": "boolean"}, {"type": "object"}

    def several(item: Schema) -> Schema:
        return {"type": "array", "items": item}

    option = _object(key=_TEXT, name=_TEXT, likeness=_NUMBER, why=_TEXT)
    return _object(
        id=_TEXT, name=_TEXT, checksum=_TEXT, kept_seconds=_NUMBER, revision=_NUMBER, ready=flag, counts=some,
        sheets=several(_object(sheet=_TEXT, form=_TEXT, heads_in_row=_NUMBER, rows=_NUMBER, columns=several(some))),
        entries=several(
            _object(state=_TEXT, kind=_TEXT, key=_TEXT, name=_TEXT, place=_TEXT, from_cell=flag, details=several(some))
        ),
        questions=several(_object(key=_TEXT, kind=_TEXT, name=_TEXT, place=_TEXT, decided=_TEXT, options=several(option))),
        set_aside=several(_object(place=_TEXT, head=_TEXT, filled=_NUMBER, why=_TEXT)),
        faults=several(fault), fault_count=_NUMBER, left_out=several(fault), left_out_count=_NUMBER,
        notes=several(fault), note_count=_NUMBER,
    )  # fmt: skip


def _log_entry() -> Schema:
    row = {"anyOf": [_ref("Node"), _ref("Tie"), {"type": "null"}]}
    action = {"enum": ["added", "changed", "ended"]}
    change = _object(action=action, kind=_TEXT, key=_TEXT, before=row, after=row)
    at = {"type": "string", "format": "date-time"}
    return _object(revision=_NUMBER, at=at, author=_TEXT, note=_TEXT, changes={"type": "array", "items": change})


def _page(item: Schema) -> Schema:
    address = {"type": "string", "format": "uri"}
    following = {"anyOf": [address, {"type": "null"}]}
    return _object(items={"type": "array", "items": item}, self=address, next=following)


def _problem() -> Schema:
    fault = _object(pointer=_TEXT, detail=_TEXT)
    told = _object(type={"type": "string", "format": "uri-reference"}, title=_TEXT, status=_NUMBER, detail=_TEXT)
    told["properties"] |= {"instance": _TEXT, "errors": {"type": "array", "items": fault}}
    return told


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _ref(name: str) -> Schema:
    return {"$ref": _REF + name}


def _written() -> dict[str, Schema]:
    """Give the schemas of what is sent to us: closed, as unknown fields are refused."""
    adapters: dict[str, TypeAdapter[Any]] = {
        "Node": NODE,
        "Tie": TIE,
        "Batch": TypeAdapter(Batch),
        "Erasure": TypeAdapter(Erasure),
        "Wish": TypeAdapter(Wish),
        "Merge": TypeAdapter(Merge),
        "Distinction": TypeAdapter(Distinction),
        "Taking": TypeAdapter(Taking),
        "Assumptions": TypeAdapter(Assumptions),
    }
    return {f"Write.{name}": schema for name, schema in _schemas(adapters, "validation", "Write.").items()}


def _given() -> dict[str, Schema]:
    """Give the schemas of what we send: open, as fields may be added one day."""
    adapters: dict[str, TypeAdapter[Any]] = {"Node": NODE, "Tie": TIE}
    for kind in (
        About,
        Revision,
        Scope,
        Report,
        Profile,
        CommitteeSheet,
        WhatIf,
        *(entry.result for entry in catalogue().values()),
    ):
        adapters[kind.__name__] = TypeAdapter(kind)
    return {name: _opened(schema) for name, schema in _schemas(adapters, "serialization", "").items()}


def _schemas(
    adapters: dict[str, TypeAdapter[Any]], mode: Literal["validation", "serialization"], prefix: str
) -> dict[str, Schema]:
    wanted = [(name, mode, adapter) for name, adapter in adapters.items()]
    made, shared = TypeAdapter.json_schemas(wanted, ref_template=f"{_REF}{prefix}{{model}}")
    named = {name: schema for (name, _), schema in made.items()}
    # what only points to a shared schema of its own name is that schema
    return {**{name: schema for name, schema in named.items() if name not in shared["$defs"]}, **shared["$defs"]}


def _opened(schema: Any) -> Any:  # noqa: ANN401 - any piece of JSON
    if isinstance(schema, dict):
        return {k: _opened(v) for k, v in schema.items() if not (k == "additionalProperties" and v is False)}
    return [_opened(part) for part in schema] if isinstance(schema, list) else schema
