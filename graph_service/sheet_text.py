"""The committee sheet as Markdown and as a Word document, in one language."""

from graph_service.exchange.docx import Block, to_docx
from graph_service.report_text import INVENTED, escaped
from graph_service.sheet_model import CommitteeSheet
from graph_service.sheet_words import Item, below_heading, heading, parts, small_print
from graph_service.words import Language


def sheet_markdown(sheet: CommitteeSheet, language: Language) -> str:
    """Write the sheet as Markdown; nothing in a name acts as markup."""
    lines = [f"# {escaped(heading(sheet)[language])}", "", escaped(below_heading(sheet)[language]), ""]
    if sheet.invented:
        lines += [f"> **{INVENTED[language]}**", ""]
    if sheet.notice:
        lines += [f"> {escaped(sheet.notice[language])}", ""]
    for part in parts(sheet):
        lines += [f"## {part.title[language]}", "", *(_line(item, language) for item in part.items), ""]
    return "\n".join([*lines, escaped(small_print(sheet)[language]), ""])


def _line(item: Item, language: Language) -> str:
    label = f"**{item.label[language]}:** " if item.label[language] else ""
    return f"- {label}{escaped(item.text[language])}"


def sheet_docx(sheet: CommitteeSheet, language: Language) -> bytes:
    """Write the sheet as a Word document on A4; the same sheet gives the same bytes."""
    blocks = [Block("Title", heading(sheet)[language]), Block("Normal", below_heading(sheet)[language])]
    if sheet.invented:
        blocks.append(Block("Notice", INVENTED[language]))
    if sheet.notice:
        blocks.append(Block("Small", sheet.notice[language]))
    for part in parts(sheet):
        blocks.append(Block("Heading1", part.title[language]))
        blocks += [Block("ListBullet", item.text[language], item.label[language]) for item in part.items]
    blocks.append(Block("Small", small_print(sheet)[language]))
    return to_docx(heading(sheet)[language], language, blocks)
