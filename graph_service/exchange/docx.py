"""A short text with headings, paragraphs and lists as a Word document (Office Open XML), the same bytes for the same text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from graph_service.exchange.formats import in_xml
from graph_service.exchange.zips import to_zip
from graph_service.words import Language

Style = Literal["Title", "Heading1", "Normal", "ListBullet", "Notice", "Small"]

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REGION = {"de": "de-DE", "en": "en-GB"}
# A4 in twentieths of a point, 1.7 cm at the sides, 1 cm above and below
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="567" w:right="964" w:bottom="567" w:left="964" w:header="425" w:footer="425" w:gutter="0"/></w:sectPr>'
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: what it is, a bold label it may begin with, its text."""

    style: Style
    text: str
    label: str = ""


def to_docx(title: str, language: Language, blocks: Iterable[Block]) -> bytes:
    """Write paragraphs as a Word document in A4; text stays text, headings and lists are real ones.

    Parameters
    ----------
    title
        Title in the properties of the document.
    language
        Language of the text, for spelling and for reading aloud.
    blocks
        Paragraphs in order.
    """
    region = _REGION[language]
    body = "".join(map(_paragraph, blocks)) + _PAGE
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, region),
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_OFFICE}/styles", "styles.xml"), ("numbering", f"{_OFFICE}/numbering", "numbering.xml")
        ),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/numbering.xml": _numbering(),
        "word/styles.xml": _styles(region),
    }
    return to_zip({name: (_DECLARED + text).encode() for name, text in files.items()})


def _paragraph(block: Block) -> str:
    style = "" if block.style == "Normal" else f'<w:pPr><w:pStyle w:val="{block.style}"/></w:pPr>'
    label = _run(f"{block.label}: ", "<w:rPr><w:b/></w:rPr>") if block.label else ""
    return f"<w:p>{style}{label}{_run(block.text, '')}</w:p>"


def _run(text: str, properties: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(in_xml(text))}</w:t></w:r>'


def _types() -> str:
    parts = (
        ("/word/document.xml", f"{_MAIN}.document.main+xml"),
        ("/word/styles.xml", f"{_MAIN}.styles+xml"),
        ("/word/numbering.xml", f"{_MAIN}.numbering+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*parts: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in parts)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(title: str, region: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(in_xml(title))}</dc:title><dc:creator>graph-service</dc:creator>"
        f"<dc:language>{region}</dc:language></cp:coreProperties>"
    )


def _numbering() -> str:
    return (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _styles(region: str) -> str:
    def style(name: str, title: str, paragraph: str, run: str = "", *, following: str = "Normal") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
            f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        )

    def space(before: int, after: int) -> str:
        return f'<w:spacing w:before="{before}" w:after="{after}"/>'

    heading = "<w:keepNext/>" + space(120, 30) + '<w:outlineLvl w:val="0"/>'
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + space(0, 20)
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="17"/><w:szCs w:val="17"/>'
        f'<w:lang w:val="{region}" w:eastAsia="{region}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{space(0, 40)}</w:pPr></w:style>"
        + style("Title", "Title", "<w:keepNext/>" + space(0, 60), '<w:b/><w:sz w:val="30"/><w:szCs w:val="30"/>')
        + style("Heading1", "heading 1", heading, '<w:b/><w:sz w:val="21"/><w:szCs w:val="21"/>')
        + style("ListBullet", "List Bullet", bullet, following="ListBullet")
        + style("Notice", "Notice", space(0, 60), "<w:b/>")
        + style("Small", "Small", space(60, 0), '<w:sz w:val="15"/><w:szCs w:val="15"/>')
        + "</w:styles>"
    )
