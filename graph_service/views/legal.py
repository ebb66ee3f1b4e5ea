"""The page on accessibility, and what it shares with the one on data protection: what is still to be filled in."""

from dataclasses import dataclass

from graph_service.settings import Settings
from graph_service.words import Text, in_words


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a list of *items*; *setting* names what the operator has still to fill in."""

    text: Text | None = None
    items: tuple[Text, ...] = ()
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    id: str
    title: Text
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class LegalPage:
    """One page: its title, the sentence at its head, its sections."""

    title: Text
    lead: Text
    sections: tuple[Section, ...]


def said(de: str, en: str) -> Passage:
    """A paragraph, in both languages."""
    return Passage(Text(de, en))


def listed(*items: Text) -> Passage:
    """A list."""
    return Passage(items=items)


def given(settings: Settings, name: str, de: str, en: str) -> Passage:
    """What the operator has set under *name*, or what is to be filled in there."""
    value = getattr(settings, name)
    if value is None:
        return Passage(Text(de, en), setting=f"GRAPH_SERVICE_{name.upper()}")
    text = in_words(value.isoformat()) if hasattr(value, "isoformat") else Text(value, value)
    return Passage(text)


def accessibility(settings: Settings) -> LegalPage:
    """Statement on accessibility: measure, state, known limits, whom to tell, who enforces."""
    return LegalPage(
        Text("Barrierefreiheit", "Accessibility"),
        Text(
            "Alle sollen das Netzwerk und seine Lücken lesen können: mit Tastatur, Screenreader, Vergrößerung oder auf "
            "kleinem Bildschirm. Hier steht, wie weit das erreicht ist und wo nicht.",
            "Everybody shall be able to read the network and its gaps: by keyboard, with a screen reader, magnified or on a "
            "small screen. This page says how far that is reached and where it is not.",
        ),
        (
            Section("who", Text("Wer diese Seiten betreibt", "Who runs these pages"), (operator(settings),)),
            Section(
                "measure",
                Text("Maßstab", "Measure"),
                (
                    said(
                        "Maßstab ist die Norm EN 301 549; für Webseiten verlangt sie die Regeln WCAG 2.1, Stufen A und AA.",
                        "The measure is the standard EN 301 549; for web pages it asks for WCAG 2.1, levels A and AA.",
                    ),
                    given(
                        settings, "accessibility_rule",
                        "die Vorschrift, nach der die Stelle verpflichtet ist (für öffentliche Stellen in Hessen zum Beispiel "
                        "die Hessische Verordnung über barrierefreie Informationstechnik)",
                        "the rule that binds the operator (for public bodies in Hesse, for example, the Hessische Verordnung "
                        "über barrierefreie Informationstechnik)",
                    ),
                ),
            ),
            Section(
                "state",
                Text("Wie weit das erreicht ist", "How far that is reached"),
                (
                    said(
                        "Die Seiten sind nach Selbstbewertung teilweise mit WCAG 2.1 AA vereinbar. Bei jeder Änderung der "
                        "Software prüft ein Programm (axe) jede Art von Seite in einem echten Browser: in beiden Sprachen, hell "
                        "und dunkel, auch bei 400 Pixeln Breite und 200 % Vergrößerung. Die häufigsten Fragen werden dabei "
                        "allein mit der Tastatur beantwortet. Ein Programm findet nicht jede Barriere; Menschen mit "
                        "Screenreader haben die Seiten bisher nicht geprüft.",
                        "By self-assessment the pages conform to WCAG 2.1 AA in part. At every change of the software a "
                        "program (axe) checks every kind of page in a real browser: in both languages, light and dark, also at "
                        "400 pixels width and 200 % zoom. The most frequent questions are answered by keyboard alone. "
                        "A program does not find every barrier; people using a screen reader have not tried the pages yet.",
                    ),
                    given(
                        settings, "accessibility_checked",
                        "der Tag, an dem die Stelle diese Erklärung zuletzt geprüft hat",
                        "the day on which the operator last checked this statement",
                    ),
                ),
            ),
            Section(
                "limits",
                Text("Bekannte Grenzen", "Known limits"),
                (
                    listed(
                        Text(
                            "Die Karte ist ein gezeichnetes Bild. Ein Screenreader liest nur ihre Beschreibung, und auf der "
                            "Zeichenfläche selbst lässt sich mit der Tastatur nichts ansteuern (WCAG 1.1.1, 1.3.1, 2.1.1). Auf "
                            "derselben Seite steht deshalb alles, was sie zeigt, als Liste mit Tastaturbedienung und als "
                            "Tabelle, immer im selben Ausschnitt. Zum Vergrößern gibt es Knöpfe.",
                            "The map is a drawn picture. A screen reader reads only its description, and nothing on the canvas "
                            "itself can be reached by keyboard (WCAG 1.1.1, 1.3.1, 2.1.1). All that it shows therefore stands "
                            "on the same page as a list for the keyboard and as a table, always in the same scope. There are "
                            "buttons to zoom.",
                        ),
                        Text(
                            "Ohne JavaScript fehlt das Bild der Karte; Listen, Tabellen, Berichte und Formulare bleiben.",
                            "Without JavaScript the picture of the map is missing; lists, tables, reports and forms remain.",
                        ),
                        Text(
                            "Breite Tabellen, vor allem Feld × Feld und Abdeckung, werden auf kleinen Bildschirmen in ihrem "
                            "eigenen Rahmen seitlich verschoben. Jede Zelle hat eine eigene Seite, die ohne das auskommt.",
                            "Wide tables, above all field × field and coverage, are scrolled sideways within their own frame "
                            "on small screens. Every cell has a page of its own that does without.",
                        ),
                        Text(
                            "Namen, Beschreibungen und Quellen stehen so da, wie sie erfasst wurden: meist deutsch, auch auf "
                            "den englischen Seiten, und nicht immer in einfachen Worten. Verlinkte fremde Seiten und Dokumente "
                            "können Barrieren haben.",
                            "Names, descriptions and sources stand as they were recorded: mostly in German, on English pages "
                            "too, and not always in plain words. Linked pages and documents of others may have barriers.",
                        ),
                        Text(
                            "Dateien zum Herunterladen sind Daten (CSV, XLSX, GraphML, GEXF) oder Text (Markdown, Word). Aus "
                            "dem Browser gedruckte PDF-Dateien sind je nach Browser nicht ausgezeichnet; die Seite selbst "
                            "ist die barriereärmere Form.",
                            "Files to download are data (CSV, XLSX, GraphML, GEXF) or text (Markdown, Word). PDF files "
                            "printed from the browser may be untagged, depending on the browser; the page itself has fewer "
                            "barriers.",
                        ),
                        Text(
                            "Die Seite zur Schnittstelle beschreibt ihre Adressen auf Englisch und ist so ausgezeichnet.",
                            "The page on the API describes its addresses in English and is marked up as such.",
                        ),
                        Text(
                            "Erklärungen in Leichter Sprache und in Gebärdensprache gibt es nicht.",
                            "There are no explanations in easy language or sign language.",
                        ),
                    ),
                ),
            ),
            Section(
                "tell",
                Text("Barriere melden", "Report a barrier"),
                (
                    said(
                        "Stoßen Sie auf eine Barriere oder brauchen Sie einen Inhalt in anderer Form? Bitte nennen Sie die "
                        "Adresse der Seite und was nicht ging.",
                        "Do you meet a barrier, or need something in another form? Please name the address of the page and "
                        "what did not work.",
                    ),
                    contact(settings),
                ),
            ),
            Section(
                "enforce",
                Text("Durchsetzung", "Enforcement"),
                (
                    said(
                        "Kommt auf eine Meldung keine Antwort, die hilft, können Sie sich an die zuständige Durchsetzungs- und "
                        "Überwachungsstelle wenden:",
                        "If no helpful answer comes, you may turn to the body in charge of enforcement and monitoring:",
                    ),
                    given(
                        settings, "accessibility_body",
                        "Name und Erreichbarkeit der Durchsetzungs- und Überwachungsstelle des Landes",
                        "name and contact of the enforcement and monitoring body of the state",
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def operator(settings: Settings) -> Passage:
    """Who runs the service."""
    return given(settings, "operator", "Name und Anschrift der Stelle", "name and postal address of the operator")


def contact(settings: Settings) -> Passage:
    """How to reach them."""
    return given(
        settings, "operator_contact",
        "Funktionspostfach, Telefon der Stelle oder Webadresse für Rückmeldungen (keine Person)",
        "function mailbox, office telephone or web address for feedback (no person)",
    )  # fmt: skip
