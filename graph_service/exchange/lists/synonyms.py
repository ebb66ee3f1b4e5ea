"""Words people write over columns, on sheets and in cells, beside the names the model has for them."""

from collections.abc import Mapping

from graph_service.words import Text

MAILBOX = Text("Funktionspostfach", "function mailbox")
SEAT = Text("Sitz", "seat")
KIND = Text("Sorte", "sort")
TIE_KIND = Text("Art der Verbindung", "kind of tie")
ELEMENTS = Text("Einträge mit Art", "entries with a kind")
TIES = Text("Beziehungen", "ties")
CHOICES = Text("Auswahllisten", "choices")
"""Hidden sheet of our template with what can be chosen."""
GUIDE = Text("Liste zum Ausfüllen", "List to fill in")
"""First cell of the sheet of our template that explains it."""

SHEETS: Mapping[str, tuple[str, ...]] = {
    "actor": ("Organisationen", "Organisation", "Träger", "Institutionen", "Einrichtungen", "Vereine", "Akteursliste", "Partner",
              "Netzwerkpartner", "Organisations", "Stakeholder"),
    "body": ("Gremienliste", "Netzwerke", "Arbeitskreise", "Arbeitsgruppen", "AGs", "Runde Tische", "Gremien und Netzwerke", "Boards",
             "Working groups"),
    "field": ("Felder", "Themen", "Themenfelder", "Fields", "Topics"),
    "target_group": ("Zielgruppenliste",),
    "municipality": ("Städte und Gemeinden", "Gemeinden", "Orte", "Towns"),
    "need": ("Bedarfsliste", "Bedarf", "Problemanzeigen"),
    "recommendation": ("Empfehlungen", "Empfehlung"),
    "member_of": ("Mitgliedschaften", "Mitglieder", "Mitgliederliste", "Zusammensetzung", "Memberships", "Members", "Teilnehmer"),
    "cooperates_with": ("Kooperationen", "Zusammenarbeit", "Cooperations"),
    "elements": ("Elements", "Knoten", "Nodes", "Elemente", "Vertices", "Entries"),
    "ties": ("Beziehungen", "Mitgliedschaften/Beziehungen", "Mitgliedschaften und Beziehungen", "Verbindungen", "Connections", "Edges",
             "Kanten", "Ties", "Links", "Relationen", "Kantenliste", "Edge list"),
}  # fmt: skip

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "*": {
        "id": ("ID", "Kennung", "Nr", "Schlüssel", "key"),
        "name": ("Bezeichnung", "Titel", "Label", "Benennung"),
        "short_name": ("Abkürzung", "Kürzel", "Kurzbezeichnung", "Kurz", "Abk", "Short", "Abbreviation", "acronym"),
        "aliases": ("Alias", "andere Namen", "weitere Namen", "frühere Namen", "other names"),
        "description": ("Kurzbeschreibung", "Inhalt", "Angebot", "Angebote", "Aufgaben", "Was", "Description"),
        "website": ("Webseite", "Homepage", "Internet", "Internetseite", "URL", "Link", "Web", "www"),
        "source": ("Herkunft", "Quellenangabe", "Fundstelle", "Herkunftsdokument", "Dokument", "Beleg", "Reference"),
        "as_of": ("Stand Datum", "Datum", "aktualisiert", "Aktualisiert am", "zuletzt aktualisiert", "letzte Änderung", "Erhoben am",
                  "geprüft am", "updated", "date", "last updated"),
        "valid_from": ("von Datum", "Beginn", "Start", "gültig ab", "Gründung", "gegründet", "besteht seit", "Mitglied seit", "start date",
                       "begin", "ab"),
        "valid_to": ("Ende", "Laufzeit bis", "gültig bis", "befristet bis", "Förderende", "Projektende", "end", "end date"),
        "note": ("Bemerkung", "Bemerkungen", "Notiz", "Notizen", "Hinweis", "Hinweise", "Kommentar", "Anmerkungen", "Sonstiges", "Comment",
                 "Comments", "Remarks", "Notes"),
        "level": ("Ebene Verwaltung", "Verwaltungsebene", "Wirkungsebene"),
        "mailbox": ("Funktionspostfach", "Sammelpostfach", "Funktionsmail", "Funktionsadresse", "E-Mail Funktionspostfach",
                    "Mail Funktionspostfach", "zentrale E-Mail", "Funktions-E-Mail"),
        "works_in": ("Handlungsfelder", "Handlungsfeld", "Felder", "Feld", "Themen", "Thema", "Themenfeld", "Themenfelder", "Schwerpunkte",
                     "Schwerpunkt", "Arbeitsfeld", "Arbeitsfelder", "Arbeitsbereich", "Fields", "Field", "Fields of action", "Topics"),
        "serves": ("Zielgruppen", "Zielgruppe", "Adressaten", "für wen", "Target groups", "Target group"),
        "active_in": ("Wirkungsgebiet", "Wirkungsbereich", "Kommunen", "Kommune", "Gemeinden", "Stadt/Gemeinde", "Ort", "Orte",
                      "Einzugsgebiet", "Wirkungsort", "tätig in Kommunen", "Municipalities", "Area"),
        "seat": ("Sitz Kommune", "Standort", "Sitzort", "Hauptsitz", "Seat", "Location"),
        "cross_cutting": ("Querschnittsthema", "Querschnittsaufgabe", "quer"),
        "axis": ("Merkmal", "Kategorie"),
        "confirmed": ("bestätigt ja/nein", "confirmed"),
        "visibility": ("sichtbar für",),
    },
    "actor": {
        "name": ("Akteur", "Akteur/in", "Akteure", "Organisation", "Institution", "Einrichtung", "Träger", "Verein", "Name der Organisation",
                 "Name des Trägers", "Name der Einrichtung", "Organisationsname", "Name Organisation", "Stelle", "Behörde", "Partner",
                 "Netzwerkpartner", "Organization", "Organisation name", "Name/Organisation"),
        "actor_type": ("Typ", "Organisationstyp", "Rechtsform", "Trägerart", "Organisationsform", "Akteurstyp", "Type", "Art des Akteurs",
                       "Kategorie"),
        "regular_system": ("Regelsysteme", "Regeldienst"),
        "member_of": ("Gremien", "Gremium", "Mitglied in Gremien", "Mitgliedschaften", "Mitgliedschaft", "vertreten in", "Netzwerke", "AGs",
                      "Arbeitskreise", "Mitarbeit in", "Member of", "Bodies"),
        "leads": ("leitet", "Federführung in", "Leitung von"),
        "cooperates_with": ("Kooperationspartner", "Kooperiert mit", "Kooperationen", "Partner", "Zusammenarbeit mit"),
        "funds.inverse": ("Förderer", "gefördert durch", "Geldgeber", "Finanzierung", "Fördergeber"),
        "part_of": ("gehört zu", "Dachverband", "Teil der", "übergeordnet", "Dachorganisation"),
    },
    "body": {
        "name": ("Gremium", "Netzwerk", "Arbeitskreis", "Arbeitsgruppe", "AG", "Name des Gremiums", "Gremienname", "Runde", "Body"),
        "body_type": ("Typ", "Gremienart", "Format", "Form", "Type", "Art des Gremiums"),
        "standing": ("dauerhaft", "ständiges Gremium"),
        "mandate": ("Auftrag/Ziel", "Ziel", "Ziele", "Aufgabe", "Zweck", "Zielsetzung", "Purpose", "Aim"),
        "rhythm": ("Tagungsrhythmus", "Sitzungsrhythmus", "Häufigkeit", "tagt", "Rhythmus", "Sitzungen", "wie oft", "Frequency"),
        "leads.inverse": ("Federführung", "federführend", "Federführende Stelle", "Leitung", "Träger", "Geschäftsführung", "Koordination",
                          "koordiniert von", "Verantwortlich", "Vorsitz", "Lead", "Led by"),
        "member_of.inverse": ("Mitglieder", "Mitglied", "Mitgliedsorganisationen", "Beteiligte", "Zusammensetzung", "beteiligte Organisationen",
                              "Members"),
        "took_part_in.inverse": ("Teilnehmende", "Teilnehmer", "Gäste"),
        "reports_to": ("Berichtet an", "Berichtsweg", "Bericht an", "Reports to"),
        "part_of": ("gehört zu", "Teil des", "Untergruppe von", "übergeordnetes Gremium"),
    },
    "field": {
        "name": ("Handlungsfeld", "Feld", "Thema", "Themenfeld", "Field", "Topic"),
        "part_of": ("Oberfeld", "übergeordnetes Feld", "gehört zu", "Parent"),
        "same_as": ("gleich wie", "entspricht", "identisch mit", "Synonym"),
        "cross_cutting": ("Querschnitt ja/nein", "Querschnitt"),
    },
    "target_group": {"name": ("Zielgruppe", "Gruppe", "Target group"), "axis": ("Art", "Achse")},
    "municipality": {
        "name": ("Kommune", "Gemeinde", "Stadt", "Stadt/Gemeinde", "Ort", "Municipality", "Town"),
        "population": ("Einwohnerzahl", "Bevölkerung", "EW", "Einwohner*innen", "Einwohnerinnen und Einwohner"),
        "migration_share": ("Migrationsanteil", "Anteil Migrationshintergrund", "Anteil mit Migrationsgeschichte"),
        "region": ("Teilraum", "Kreisteil"),
    },
    "need": {
        "name": ("Bedarf", "Bedarfslage", "Problem", "Lücke", "Was fehlt", "Bedarfsbeschreibung", "Need"),
        "status": ("Stand der Bearbeitung", "Bearbeitungsstand", "Zustand"),
        "reported_on": ("gemeldet", "Meldedatum", "gemeldet am"),
        "concerns.field": ("Handlungsfelder", "Feld", "Thema"),
        "concerns.target_group": ("Zielgruppen", "für wen"),
        "concerns.municipality": ("Kommunen", "Ort", "Gemeinde"),
        "raised_by": ("gemeldet von", "gemeldet durch", "Melder", "gemeldet von Gremium", "Quelle Gremium", "Raised by"),
        "handled_by": ("zuständig", "Zuständigkeit", "bearbeitet durch", "verantwortlich", "Handled by"),
        "answers.inverse": ("Empfehlung", "Empfehlungen"),
    },
    "recommendation": {
        "name": ("Text", "Empfehlung", "Empfehlungstext", "Wortlaut", "Recommendation"),
        "answers": ("aus Bedarf", "Bedarf", "zu Bedarf", "Need"),
        "decided_in": ("beschlossen in", "beschlossen von", "Beschluss durch", "Gremium", "Decided in"),
        "addressed_to": ("gerichtet an", "Adressat", "Empfänger", "an", "Addressed to"),
        "answer": ("Antwort der Politik", "Rückmeldung", "Ergebnis"),
        "concerns.field": ("Handlungsfelder", "Feld", "Thema"),
        "concerns.target_group": ("Zielgruppen",),
        "concerns.municipality": ("Kommunen", "Ort"),
    },
    "member_of": {
        "source_id": ("Mitglied", "Organisation", "Akteur", "Mitgliedsorganisation", "Einrichtung", "Institution", "from", "Member"),
        "target_id": ("Gremium", "Netzwerk", "Arbeitskreis", "AG", "to", "Body", "Mitglied in"),
        "role": ("Funktion", "Rolle im Gremium", "Status"),
    },
    "ties": {
        "source_id": ("von", "from", "Start", "Ausgang", "Quellknoten", "Wer"),
        "target_id": ("zu", "nach", "to", "target", "Ziel", "Zielknoten", "mit wem", "an"),
        "kind": ("Art", "Beziehung", "Beziehungsart", "Typ", "Type", "Relation", "Relationship", "Art der Beziehung", "Verbindung", "Label",
                 "Kind", "Verbindungsart"),
        "role": ("Funktion",),
    },
    "elements": {
        "name": ("Label", "Name", "Element", "Knoten"),
        "kind": ("Type", "Typ", "Art", "Kind", "Kategorie", "Category"),
    },
}  # fmt: skip

LABELS: Mapping[tuple[str, str], Text] = {
    ("actor", "works_in"): Text("Handlungsfelder", "fields of action"),
    ("actor", "serves"): Text("Zielgruppen", "target groups"),
    ("actor", "active_in"): Text("Wirkungsgebiet (Kommunen)", "active in (municipalities)"),
    ("body", "works_in"): Text("Handlungsfelder", "fields of action"),
    ("body", "serves"): Text("Zielgruppen", "target groups"),
    ("body", "active_in"): Text("Wirkungsgebiet (Kommunen)", "active in (municipalities)"),
    ("body", "leads.inverse"): Text("Federführung", "led by"),
    ("body", "reports_to"): Text("berichtet an", "reports to"),
    ("field", "part_of"): Text("Oberfeld", "parent field"),
}

TIE_WORDS: Mapping[str, tuple[str, ...]] = {
    "member_of": ("Mitglied", "ist Mitglied", "Mitgliedschaft", "Mitglied von", "gehört an", "vertreten in", "member"),
    "leads": ("Federführung", "federführend", "leitet", "Leitung", "Vorsitz", "koordiniert", "Koordination", "lead"),
    "took_part_in": ("nimmt teil", "nahm teil", "Teilnahme", "nimmt teil an", "Teilnehmer", "Gast bei", "takes part"),
    "cooperates_with": ("kooperiert", "kooperiert mit", "Kooperation", "Zusammenarbeit", "arbeitet zusammen", "Partner", "cooperates",
                        "cooperation", "works with"),
    "informs": ("informiert", "Information", "Austausch", "gibt Informationen an"),
    "reports_to": ("berichtet", "berichtet an", "Bericht", "reports"),
    "funds": ("fördert", "Förderung", "finanziert", "Finanzierung", "funding"),
    "part_of": ("Teil von", "gehört zu", "ist Teil von", "untergeordnet", "Untergruppe von"),
    "works_in": ("arbeitet in", "Handlungsfeld", "aktiv im Feld", "Thema"),
    "serves": ("richtet sich an", "Zielgruppe"),
    "active_in": ("tätig in", "aktiv in", "Standort", "Sitz"),
    "same_as": ("gleich", "entspricht"),
}  # fmt: skip

NODE_WORDS: Mapping[str, tuple[str, ...]] = {
    "actor": (
        "Organisation",
        "Institution",
        "Träger",
        "Einrichtung",
        "Verein",
        "Behörde",
        "Stelle",
        "Person/Organisation",
    ),
    "body": (
        "Netzwerk",
        "Arbeitskreis",
        "Arbeitsgruppe",
        "AG",
        "Runder Tisch",
        "Kommission",
        "Beirat",
        "Bündnis",
        "group",
    ),
    "field": ("Thema", "Feld", "Themenfeld", "topic"),
    "target_group": ("Gruppe",),
    "municipality": ("Gemeinde", "Stadt", "Ort", "Stadt/Gemeinde", "town"),
    "need": ("Problem",),
    "recommendation": ("Empfehlung",),
    "survey": (),
}

CHOICE_WORDS: Mapping[str, tuple[str, ...]] = {
    # by stored value; one word may stand for several lists, the column says which is meant
    "municipal": ("Gemeinde", "kommunal", "Stadt", "lokal", "örtlich"),
    "county": ("Landkreis", "Kreisebene", "kreisweit", "regional"),
    "state": ("Landesebene", "Hessen", "Bundesland"),
    "federal": ("Bundesebene", "national"),
    "political": ("Politik", "politische Ebene"),
    "strategic": ("Strategie", "strategische Ebene", "Steuerung", "Steuerungsebene"),
    "operative": ("operative Ebene", "Arbeitsebene", "fachlich", "Fachebene", "operational"),
    "open": ("offenes Netzwerk", "neu", "unbearbeitet", "offene Runde"),
    "participation": ("Beteiligungsgremium", "Partizipation"),
    "legal_status": ("Aufenthalt", "Rechtsstatus", "rechtlich"),
    "life_phase": ("Alter", "Lebensalter", "Altersgruppe"),
    "situation": ("Situation", "Lebenssituation"),
    "in_progress": ("in Bearbeitung", "laufend", "begonnen", "in Klärung"),
    "met": ("gelöst", "abgeschlossen", "fertig", "gedeckt", "done", "erfüllt"),
    "dropped": ("abgelehnt", "entfallen", "hinfällig"),
    "draft": ("in Vorbereitung", "geplant", "Vorschlag"),
    "decided": ("Beschluss gefasst",),
    "sent": ("weitergeleitet", "versandt", "eingereicht"),
    "answered": ("Antwort liegt vor",),
    "stated": ("belegt", "bestätigt", "veröffentlicht"),
    "inferred": ("vermutet", "abgeleitet"),
    "illustrative": ("erfunden", "Beispieldaten", "invented"),
    "lead": ("Leitung", "Vorsitz", "federführend", "Sprecher", "chair"),
    "deputy_lead": ("Stellvertretung", "stellv. Leitung", "stellvertretender Vorsitz", "deputy"),
    "member": ("ordentliches Mitglied", "stimmberechtigt"),
    "guest": ("beratend", "ständiger Gast"),
    "organiser": ("Veranstalter", "Ausrichter"),
    "speaker": ("Referent", "Beitrag"),
    "participant": ("Teilnahme", "Teilnehmer", "nimmt teil"),
}

EVENT = ("Veranstaltung", "Veranstaltungsreihe", "Event", "Tagung", "Fachtag", "Konferenz")
"""Levels in lists that say that a body is an event; the model says so by ``standing``."""
EVERYWHERE = (
    "kreisweit",
    "ganzer Kreis",
    "gesamter Kreis",
    "alle",
    "alle Kommunen",
    "überregional",
    "bundesweit",
    "landesweit",
    "hessenweit",
)
"""What stands in cells for municipalities and is none."""

# as `plain_name` writes names
SHORT_FORMS: Mapping[str, str] = {
    "dw": "diakonie", "diakonisches werk": "diakonie", "diakonische werk": "diakonie", "caritasverband": "caritas",
    "caritaszentrum": "caritas", "caritas zentrum": "caritas", "caritas verband": "caritas", "awo": "arbeiterwohlfahrt",
    "drk": "rotes kreuz", "deutsches rotes kreuz": "rotes kreuz", "ib": "internationaler bund",
    "jmd": "jugendmigrationsdienst", "mbe": "migrationsberatung", "vhs": "volkshochschule", "kvhs": "kreisvolkshochschule",
    "mgh": "mehrgenerationenhaus", "ihk": "industrie und handelskammer", "hwk": "handwerkskammer", "dksb": "kinderschutzbund", "dgb": "deutscher gewerkschaftsbund",
    "asb": "arbeiter samariter bund", "kita": "kindertagesstaette", "st": "sankt", "ev": "evangelisch", "evang": "evangelisch",
    "evangelisches": "evangelisch", "evangelische": "evangelisch", "kath": "katholisch", "katholische": "katholisch",
    "katholisches": "katholisch", "ba": "agentur arbeit", "agentur fuer arbeit": "agentur arbeit", "bundesagentur fuer arbeit": "agentur arbeit", "arbeitsagentur": "agentur arbeit", "stadtverwaltung": "stadt", "magistrat": "stadt", "gemeindeverwaltung": "gemeinde",
    "ak": "arbeitskreis", "ag": "arbeitsgruppe", "arbeitsgemeinschaft": "arbeitsgruppe", "rt": "runder tisch", "runde": "runder",
    "dek": "dekanat", "fb": "fachbereich", "fd": "fachdienst", "kv": "kreisverband", "ov": "ortsverband", "ortsverein": "ortsverband",
    "integrationsbuero": "buero integration", "jobcenter": "jobcenter",
    "kommunales jobcenter": "jobcenter", "job center": "jobcenter", "lag": "landesarbeitsgemeinschaft", "hs": "hochschule",
    "fluechtlings hilfe": "fluechtlingshilfe", "auslaender beirat": "auslaenderbeirat", "integrations kommission": "integrationskommission",
}  # fmt: skip

SHORT_PLACES: Mapping[str, str] = {
    "gg": "gross gerau",
    "kgg": "gross gerau",
    "gross gerauer": "gross gerau",
    "mw": "moerfelden walldorf",
}
