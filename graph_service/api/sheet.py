"""The committee sheet of a field: as data, Markdown and Word document, and as a page that prints on one side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from graph_service.analyses import catalogue
from graph_service.api.access import Sees, Service
from graph_service.api.http import answer, chosen_format, language
from graph_service.api.scope import ScopeQuery
from graph_service.report import VERSION
from graph_service.sheet_text import sheet_docx, sheet_markdown

router = APIRouter(prefix="/api/v1")


@router.get("/fields/{field_id}/sheet", operation_id="committee_sheet", tags=["reports"])
def committee_sheet(
    request: Request, state: Service, visibility: Sees, field_id: str, query: Annotated[ScopeQuery, Query()]
) -> Response:
    """Give one field of action on one page for a committee: situation, evidence, gaps, proposal, open points, sources."""
    media = chosen_format(request, ("json", "md", "docx"))
    scope = query.scope(request, visibility)
    reader = language(request)

    def make() -> bytes:
        sheet = state.sheet(field_id, scope)
        if media == "json":
            return sheet.model_dump_json().encode()
        return sheet_docx(sheet, reader) if media == "docx" else sheet_markdown(sheet, reader).encode()

    depends = (VERSION, tuple((e.id, e.version) for e in catalogue().values()), scope)
    name = "" if media == "json" else "committee-sheet"
    return answer(request, state.store.revision(), make, media=media, depends=depends, name=name)
