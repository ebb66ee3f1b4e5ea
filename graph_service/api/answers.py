"""Analyses with their catalogue, the gap report, and the whole network in other formats."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field, ValidationError, create_model

from graph_service.analyses import catalogue
from graph_service.analyses.base import Analysis, Params
from graph_service.analyses.parameters import parameters
from graph_service.analyses.tables import table_ids
from graph_service.api.access import Sees, Service
from graph_service.api.http import TYPES, answer, chosen_format, language
from graph_service.api.leaving import go_on
from graph_service.api.scope import Asked, ScopeQuery
from graph_service.errors import InvalidData
from graph_service.exchange.exports import FORMS
from graph_service.exchange.formats import to_csv, to_xlsx
from graph_service.exchange.messages import faults_of
from graph_service.network import Network
from graph_service.report import VERSION
from graph_service.report_text import FINDINGS, markdown, only_in_csv, report_table, result_sheet, result_sheets
from graph_service.snapshot import Scope
from graph_service.views.drawing import drawing
from graph_service.what_if import Assumptions, what_if
from graph_service.words import Text

router = APIRouter(prefix="/api/v1")
_TABLE = "CSV only: which table, by its name in the JSON answer, or `findings`; the first if none is named."


@router.get("/analyses", operation_id="list_analyses", tags=["analyses"])
def list_analyses(request: Request, state: Service, visibility: Sees, query: Annotated[Asked, Query()]) -> Response:  # noqa: ARG001
    """Every analysis: what it answers, how to read it, its parameters and its answer as JSON schemas."""
    chosen_format(request, ("json",))
    items = [
        {
            "id": entry.id, "title": entry.title, "question": entry.question, "reading": entry.reading,
            "says_not": entry.says_not, "method": entry.method, "limits": entry.limits,
            "yields": entry.yields, "version": entry.version, "references": entry.references,
            "params": entry.params.model_json_schema(),
            "parameters": [
                {"id": one.id, "label": one.label, "description": one.text, "names": one.names}
                for one in parameters(entry.params)
            ],
            "result": entry.result.model_json_schema(),
            "href": f"/api/v1/analyses/{entry.id}",
        }
        for entry in catalogue().values()
    ]  # fmt: skip
    body = {"items": items, "self": str(request.url), "next": None}
    return answer(request, state.store.revision(), lambda: body)


def _route(entry: Analysis) -> None:
    names = (*table_ids(entry.result), FINDINGS)
    query_model = create_model(
        entry.result.__name__.removesuffix("Result") + "Query",
        __base__=ScopeQuery,
        table=(Literal[*names] | None, Field(None, description=_TABLE)),
        **{name: (info.annotation, info) for name, info in entry.params.model_fields.items()},  # type: ignore[call-overload]
    )
    query_model.may_be_empty = frozenset(one.id for one in parameters(entry.params) if one.may_be_empty)

    def run(request: Request, state: Service, visibility: Sees, query: Any) -> Response:  # noqa: ANN401 - made above
        media = chosen_format(request, ("json", "csv", "xlsx"))
        scope = query.scope(request, visibility)
        params = entry.params(**{name: getattr(query, name) for name in entry.params.model_fields})
        reader = language(request)
        if query.table and media != "csv":
            raise only_in_csv()

        def make() -> Any:  # noqa: ANN401
            network, result = state.result(entry, params, scope)
            if media == "csv":
                return to_csv(*result_sheet(network, result, reader, query.table))
            if media == "xlsx":
                return to_xlsx(result_sheets(network, result, reader))
            return envelope(entry, params, network, result)

        depends = (entry.id, entry.version, params, scope, query.table)
        name = f"{entry.id}-{query.table}" if query.table else entry.id
        return answer(request, state.store.revision(), make, media=media, depends=depends, name=name)

    run.__annotations__["query"] = Annotated[query_model, Query()]
    run.__doc__ = f"{entry.question.en}\n\n{entry.reading.en}\n\n{entry.says_not.en}"
    router.add_api_route(
        f"/analyses/{entry.id}", run, methods=["GET"], tags=["analyses"], summary=entry.title.en,
        operation_id=f"analyse_{entry.id.replace('-', '_')}",
    )  # fmt: skip


def envelope(entry: Analysis, params: Params, network: Network, result: Any) -> dict[str, Any]:  # noqa: ANN401
    """Answer of an analysis with all it depends on."""
    return {
        "analysis": entry.id,
        "version": entry.version,
        "revision": network.snapshot.revision,
        "invented": network.snapshot.invented,
        "scope": network.scope.model_dump(mode="json"),
        "params": params.model_dump(mode="json"),
        "result": result.model_dump(mode="json"),
        "links": {"catalogue": "/api/v1/analyses", "page": f"/analyses/{entry.id}"},
    }


for _entry in catalogue().values():
    _route(_entry)


@router.get("/reports/gaps", operation_id="report_gaps", tags=["reports"])
def report_gaps(request: Request, state: Service, visibility: Sees, query: Annotated[ScopeQuery, Query()]) -> Response:
    """Give the gap report: every finding with evidence, grade, basis and next step; JSON, CSV, XLSX or Markdown."""
    media = chosen_format(request, ("json", "csv", "md", "xlsx"))
    scope = query.scope(request, visibility)
    reader = language(request)

    def make() -> bytes:
        found = state.report(scope)
        if media in ("csv", "xlsx"):
            table = report_table(found, reader)
            return to_csv(*table) if media == "csv" else to_xlsx({found.title[reader]: table})
        return markdown(found, reader).encode() if media == "md" else found.model_dump_json().encode()

    depends = (VERSION, tuple((e.id, e.version) for e in catalogue().values()), scope)
    name = "" if media == "json" else "gap-report"
    return answer(request, state.store.revision(), make, media=media, depends=depends, name=name)


@router.post("/what-if", operation_id="what_if", tags=["reports"])
def ask_what_if(
    state: Service,
    visibility: Sees,
    query: Annotated[ScopeQuery, Query()],
    request: Request,
    body: Annotated[dict[str, Any], Body()],
) -> Response:
    """Give the gap report before and after assumed changes: findings resolved, new, changed, unchanged; stores nothing."""
    chosen_format(request, ("json",))
    try:
        assumptions = Assumptions.model_validate(body)
    except ValidationError as error:
        text = Text("Die Annahmen passen nicht.", "The assumptions do not fit.")
        raise InvalidData(text, faults_of(error, "", model=Assumptions)) from None
    network = state.network(query.scope(request, visibility))
    found = what_if(network, assumptions, go_on)
    headers = {"X-Revision": str(network.snapshot.revision.number), "Cache-Control": "no-store"}
    return Response(found.model_dump_json(), media_type=TYPES["json"], headers=headers)


class NetworkQuery(ScopeQuery):
    """Which part of the network goes out; everything the reader may see unless a filter says otherwise."""

    standing_only: bool = False


@router.get("/network", operation_id="export_network", tags=["network"])
def export_network(
    request: Request, state: Service, visibility: Sees, query: Annotated[NetworkQuery, Query()]
) -> Response:
    """Give the whole network in the scope: JSON, XLSX, our tables in a zip, GraphML, GEXF, Kumu, or a Cypher script."""
    media = chosen_format(request, tuple(FORMS))
    scope: Scope = query.scope(request, visibility)

    def make() -> bytes:
        network = state.network(scope)
        return FORMS[media].make(network.cut(), drawing(network))

    name = "" if media == "json" else "network"
    return answer(request, state.store.revision(), make, media=media, depends=(scope,), name=name)
