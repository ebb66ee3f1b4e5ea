"""Words of the invented county: places, fields, groups, bodies and how its organisations are called."""

PLACES = (
    "Musterstadt", "Beispielheim", "Probenau", "Modellingen", "Schablonsdorf", "Entwurfsbach",
    "Planfelden", "Skizzenau", "Mustertal", "Fiktingen", "Erdachtshausen", "Platzhaltern",
)  # fmt: skip
REGIONS = ("Nord", "Mitte", "Süd")
ASKED_PLACES = PLACES[:9]

# id: name, cross-cutting, description
FIELDS = {
    "sprache": ("Sprache und Deutschkurse", False, "Deutsch lernen, vom ersten Kurs bis zur Fachsprache."),
    "bildung": ("Bildung und Schule", False, "Schule, Nachholen von Abschlüssen, Weiterbildung."),
    "fruehe-bildung": ("Kita und frühe Bildung", False, "Bildung und Betreuung vor der Schule."),
    "arbeit": ("Ausbildung und Arbeit", False, "Ausbildung, Anerkennung von Abschlüssen, Arbeit."),
    "wohnen": ("Wohnen und Unterbringung", False, "Unterkünfte, Wohnungssuche, Nachbarschaft."),
    "gesundheit": ("Gesundheit und seelische Hilfe", False, "Zugang zu Ärzten, Therapie, Vorsorge."),
    "teilhabe": ("Teilhabe und Ehrenamt", False, "Vereine, Begegnung, freiwilliges Engagement."),
    "antidiskriminierung": ("Antidiskriminierung und Demokratie", False, "Beratung, Prävention, Demokratiearbeit."),
    "oeffnung": ("Interkulturelle Öffnung der Ämter", True, "Querschnitt: Ämter für alle zugänglich machen."),
}
ASKED_FIELDS = tuple(FIELDS)[:7]

# field, the field it builds on, reason
DEPENDS = (
    ("arbeit", "sprache", "Ohne Deutsch ab B1 gelingt der Einstieg in Ausbildung und Arbeit selten."),
    ("arbeit", "bildung", "Ausbildung setzt einen anerkannten oder nachgeholten Abschluss voraus."),
    ("arbeit", "fruehe-bildung", "Wer Kinder betreut, braucht einen Kitaplatz, um arbeiten zu können."),
    ("bildung", "sprache", "Unterricht versteht nur, wer Deutsch kann."),
    ("bildung", "fruehe-bildung", "Frühe Bildung bereitet auf die Schule vor."),
    ("gesundheit", "sprache", "Arztgespräche brauchen Sprache oder Dolmetschen."),
    ("wohnen", "arbeit", "Eine eigene Wohnung findet leichter, wer ein Einkommen hat."),
    ("teilhabe", "sprache", "Engagement im Verein fällt mit Deutsch leichter."),
    ("oeffnung", "antidiskriminierung", "Öffnung der Ämter stützt sich auf Beratung gegen Diskriminierung."),
)

# pairs of fields the plan keeps apart, or joins by one actor or one body only
MISSING = (("sprache", "gesundheit"), ("arbeit", "wohnen"), ("arbeit", "fruehe-bildung"), ("wohnen", "gesundheit"))
UNKNOWN = (("gesundheit", "antidiskriminierung"), ("wohnen", "oeffnung"))
HANG_ON_ACTOR = (("sprache", "wohnen"), ("wohnen", "teilhabe"))
HANG_ON_BODY = {
    ("bildung", "gesundheit"): "ag-schulgesundheit",
    ("fruehe-bildung", "gesundheit"): "ak-fruehe-hilfen",
}

GROUPS = {
    "asylsuchende": ("Asylsuchende", "legal_status"),
    "geduldete": ("Geduldete", "legal_status"),
    "anerkannte-gefluechtete": ("Anerkannte Geflüchtete", "legal_status"),
    "eu-zugewanderte": ("Zugewanderte aus der EU", "legal_status"),
    "kinder-und-jugendliche": ("Kinder und Jugendliche", "life_phase"),
    "junge-erwachsene": ("Junge Erwachsene", "life_phase"),
    "aeltere-zugewanderte": ("Ältere Zugewanderte", "life_phase"),
    "frauen-mit-kleinen-kindern": ("Frauen mit kleinen Kindern", "situation"),
    "alleinerziehende": ("Alleinerziehende", "situation"),
    "menschen-ohne-abschluss": ("Menschen ohne Schulabschluss", "situation"),
}

# id;name;type;level;fields;whether somebody leads it;what it reports to
_BODIES = """
kreistag;Kreistag des Musterkreises;Kreistag;political;-;nein;-
kreisausschuss;Kreisausschuss des Musterkreises;Kreisausschuss;political;-;ja;kreistag
ausschuss-soziales;Ausschuss für Soziales und Integration;Ausschuss;political;-;ja;kreistag
steuerungsgruppe;Steuerungsgruppe Integration;Steuerungsgruppe;strategic;-;ja;kreisausschuss
lenkungskreis-sprache-bildung;Lenkungskreis Sprache und Bildung;Kreis;strategic;sprache bildung;ja;steuerungsgruppe
bildungsbeirat;Bildungsbeirat Musterkreis;Beirat;strategic;bildung;ja;ausschuss-soziales
lenkungskreis-arbeit;Lenkungskreis Ausbildung und Arbeit;Lenkungskreis;strategic;arbeit;ja;-
strategiekreis-oeffnung;Strategiekreis Offene Ämter;Strategiekreis;strategic;oeffnung;ja;steuerungsgruppe
strategiekreis-vielfalt;Strategiekreis Vielfalt;Strategiekreis;strategic;antidiskriminierung;nein;steuerungsgruppe
ak-deutschkurse;Arbeitskreis Deutschkurse;Arbeitskreis;operative;sprache;ja;lenkungskreis-sprache-bildung
ag-sprachfoerderung;AG Sprachförderung;Arbeitsgruppe;operative;sprache;ja;-
ag-sprache-im-betrieb;AG Sprache im Betrieb;Arbeitsgruppe;operative;sprache arbeit;ja;lenkungskreis-arbeit
ag-schule;AG Schule und Neuzuwanderung;Arbeitsgruppe;operative;bildung;ja;bildungsbeirat
ak-uebergang;Arbeitskreis Übergang Schule–Beruf;Arbeitskreis;operative;bildung arbeit;ja;lenkungskreis-arbeit
ag-arbeitsmarkt;AG Arbeitsmarkt;Arbeitsgruppe;operative;arbeit;ja;lenkungskreis-arbeit
runde-jobeinstieg;Runder Tisch Jobeinstieg;Runder Tisch;operative;arbeit;nein;lenkungskreis-arbeit
ag-kita;AG Kita und Ankommen;Arbeitsgruppe;operative;fruehe-bildung;ja;lenkungskreis-sprache-bildung
ak-fruehe-hilfen;Arbeitskreis Frühe Hilfen;Arbeitskreis;operative;fruehe-bildung gesundheit;ja;steuerungsgruppe
ag-gesundheit;AG Gesundheit;Arbeitsgruppe;operative;gesundheit;ja;steuerungsgruppe
ag-seelische-hilfe;AG Seelische Hilfe;Arbeitsgruppe;operative;gesundheit;ja;-
ag-schulgesundheit;AG Schulgesundheit;Arbeitsgruppe;operative;bildung gesundheit;ja;bildungsbeirat
ag-ehrenamt;AG Ehrenamt;Arbeitsgruppe;operative;teilhabe;ja;steuerungsgruppe
ag-lotsen;AG Integrationslotsen;Arbeitsgruppe;operative;teilhabe;ja;ag-ehrenamt
ag-antidiskriminierung;AG Antidiskriminierung;Arbeitsgruppe;operative;antidiskriminierung;nein;strategiekreis-vielfalt
ag-willkommensbehoerde;AG Willkommensbehörde;Arbeitsgruppe;operative;oeffnung;ja;strategiekreis-oeffnung
netzwerk-sprache;Netzwerk Sprache;Netzwerk;open;sprache;ja;lenkungskreis-sprache-bildung
buendnis-arbeit;Bündnis für Arbeit Musterkreis;Bündnis;open;arbeit;ja;-
netzwerk-familie;Netzwerk Familie;Netzwerk;open;fruehe-bildung bildung;ja;steuerungsgruppe
netzwerk-ehrenamt;Netzwerk Ehrenamt;Netzwerk;open;teilhabe;ja;-
netzwerk-gegen-rassismus;Netzwerk gegen Rassismus;Netzwerk;open;antidiskriminierung;nein;-
vielfaltsnetzwerk;Netzwerk Gelebte Vielfalt;Netzwerk;open;teilhabe antidiskriminierung;nein;strategiekreis-vielfalt
kreisbeirat;Beirat für Migration des Musterkreises;Beirat;participation;-;ja;kreisausschuss
jugendforum;Jugendforum Ankommen;Forum;participation;-;nein;-
beirat-musterstadt;Migrationsbeirat Musterstadt;Beirat;participation;-;ja;kreisbeirat
beirat-beispielheim;Migrationsbeirat Beispielheim;Beirat;participation;-;ja;kreisbeirat
kommission-probenau;Integrationskommission Probenau;Kommission;participation;-;ja;-
kommission-fiktingen;Integrationskommission Fiktingen;Kommission;participation;-;nein;-
integrationskonferenz;Integrationskonferenz Musterkreis;Tagungsreihe;-;-;nein;-
wochen-der-vielfalt;Wochen der Vielfalt;Veranstaltungsreihe;-;-;nein;-
fachtag-sprache-arbeit;Fachtag Sprache und Arbeit;Tagungsreihe;-;sprache arbeit;nein;-
"""
BODIES = {
    key: (name, body_type, None if level == "-" else level, tuple(fields.split()) if fields != "-" else (),
          led == "ja", None if above == "-" else above)
    for key, name, body_type, level, fields, led, above in (line.split(";") for line in _BODIES.split("\n") if line)
}  # fmt: skip
EVENTS = {
    "integrationskonferenz": ("2024-10-17", "2025-10-16"),
    "wochen-der-vielfalt": ("2024-09-21", "2025-09-20", "2026-09-19"),
    "fachtag-sprache-arbeit": ("2025-04-03", "2026-04-16"),
}
LOCAL = {
    "beirat-musterstadt": "Musterstadt", "beirat-beispielheim": "Beispielheim",
    "kommission-probenau": "Probenau", "kommission-fiktingen": "Fiktingen",
}  # fmt: skip
DOUBLES = (("ak-deutschkurse", "ag-sprachfoerderung"), ("ag-gesundheit", "ag-seelische-hilfe"))
GAPS = (
    ("gesundheit", "Schablonsdorf"), ("gesundheit", "Mustertal"), ("wohnen", "Probenau"),
    ("wohnen", "Skizzenau"), ("fruehe-bildung", "Planfelden"), ("arbeit", "Mustertal"), ("bildung", "Entwurfsbach"),
)  # fmt: skip
# empty as well, but nobody was asked: not a gap
EMPTY_UNASKED = (
    ("gesundheit", "Fiktingen"), ("wohnen", "Erdachtshausen"), ("oeffnung", "Planfelden"), ("oeffnung", "Fiktingen"),
    ("antidiskriminierung", "Mustertal"), ("antidiskriminierung", "Platzhaltern"), ("sprache", "Platzhaltern"),
)  # fmt: skip
ASKED_GROUPS = tuple(GROUPS)[:7]
GROUP_GAPS = (("gesundheit", "aeltere-zugewanderte"), ("wohnen", "eu-zugewanderte"), ("fruehe-bildung", "geduldete"))
GROUPS_UNASKED = (("arbeit", "alleinerziehende"), ("antidiskriminierung", "geduldete"))

# offices without a field of their own: name, type, level
OFFICES = (
    ("Musterkreis", "Landkreis (Behörde)", "county"),
    ("Büro für Integration Musterkreis", "Stelle der Kreisverwaltung", "county"),
    ("Dezernat Soziales Musterkreis", "Stelle der Kreisverwaltung", "county"),
    ("Dezernat Bauen Musterkreis", "Stelle der Kreisverwaltung", "county"),
    ("Stabsstelle Sozialplanung Musterkreis", "Stelle der Kreisverwaltung", "county"),
    ("Fraktion Blau im Kreistag", "Kreistagsfraktion", "county"),
    ("Fraktion Gelb im Kreistag", "Kreistagsfraktion", "county"),
    ("Fraktion Violett im Kreistag", "Kreistagsfraktion", "county"),
    ("Landesprogramm Zusammenhalt (erfunden)", "Förderprogramm des Landes", "state"),
    ("Bundesprogramm Ankommen (erfunden)", "Förderprogramm des Bundes", "federal"),
    ("Stiftung Musterbrücke", "Stiftung", None),
    ("Liga der Wohlfahrt Musterkreis", "Zusammenschluss freier Träger", None),
)
# field;what its organisations are called;type;level;regular system
_TYPES = """
sprache;Sprachschule {word} {place};Sprachschule;-;nein
sprache;Volkshochschule {place} – {word};Volkshochschule;municipal;ja
bildung;Schule {word} {place};Schule;municipal;ja
bildung;Bildungsverein {word} {place};Verein;-;nein
fruehe-bildung;Kita {word} {place};Kita;municipal;ja
fruehe-bildung;Familienzentrum {word} {place};Familienzentrum;-;ja
arbeit;Ausbildungswerk {word} {place};Träger;-;nein
arbeit;Jobberatung {word} {place};Beratungsstelle;-;ja
wohnen;Wohnhilfe {word} {place};Träger;-;nein
wohnen;Unterkunft {word} {place};Unterkunft;municipal;ja
gesundheit;Gesundheitstreff {word} {place};Beratungsstelle;-;nein
gesundheit;Praxisverbund {word} {place};Praxisverbund;-;ja
teilhabe;Begegnungshaus {word} {place};Verein;-;nein
teilhabe;Kulturverein {word} {place};Migrantenorganisation;-;nein
antidiskriminierung;Beratung {word} {place};Beratungsstelle;-;nein
antidiskriminierung;Initiative {word} {place};Initiative;-;nein
oeffnung;Rathaus {place} – {word};Stelle der Kommune;municipal;ja
oeffnung;{word} Musterkreis, Haus {place};Stelle der Kreisverwaltung;county;ja
-;Verein {word} {place};Verein;-;nein
-;Migrantenverein {word} {place};Migrantenorganisation;-;nein
"""
TYPES: dict[str, list[tuple[str, str, str | None, bool]]] = {}
for _line in _TYPES.strip().split("\n"):
    _field, _name, _type, _level, _regular = _line.split(";")
    TYPES.setdefault(_field.strip("-"), []).append((_name, _type, _level if _level != "-" else None, _regular == "ja"))
WORDS = (
    "Lindenhof", "Regenbogen", "Brückenschlag", "Kompass", "Morgenrot", "Anker", "Sonnenblume", "Weitblick", "Horizont",
    "Kastanie", "Leuchtturm", "Miteinander", "Aufwind", "Zuversicht", "Wegweiser", "Springbrunnen", "Mosaik", "Ahorn",
    "Neustart", "Fundament", "Rückenwind", "Treffpunkt", "Flügel", "Windrose", "Apfelbaum",
)  # fmt: skip
OFFICE_WORDS = (
    "Bürgerservice", "Sozialamt", "Jugendamt", "Standesamt", "Meldestelle", "Wohngeldstelle", "Gewerbeamt", "Ordnungsamt",
    "Personalstelle", "Pressestelle", "Zulassungsstelle", "Kämmerei",
)  # fmt: skip
NEEDS = {
    "sprache": ("Anschlusskurse nach B1 fehlen", "Deutschkurse am Abend fehlen"),
    "bildung": ("Wartezeiten auf Intensivklassen", "Nachhilfe in der Oberstufe fehlt"),
    "fruehe-bildung": ("Kitaplätze für Kinder von Kursteilnehmenden fehlen", "Elternarbeit in mehreren Sprachen"),
    "arbeit": ("Anerkennung von Abschlüssen dauert zu lange", "Praktika in kleinen Betrieben fehlen"),
    "wohnen": ("Familien bleiben zu lange in Unterkünften", "Begleitung bei der Wohnungssuche fehlt"),
    "gesundheit": ("Dolmetschen beim Arzt fehlt", "Therapieplätze für Geflüchtete fehlen"),
    "teilhabe": ("Ehrenamtliche werden weniger", "Räume für Begegnung fehlen"),
    "antidiskriminierung": ("Beratung gegen Diskriminierung ist kaum bekannt", "Schulen fragen nach Demokratiearbeit"),
    "oeffnung": ("Formulare gibt es nur auf Deutsch", "Zuständigkeiten zwischen Ämtern sind unklar"),
}
RECOMMENDATIONS = (
    "Fonds für Dolmetschen einrichten", "Kurse am Abend fördern", "Kitaplätze an Kurse koppeln", "Wohnlotsen einsetzen",
    "Praktikumsbörse aufbauen", "Formulare in einfacher Sprache", "Jährlichen Bericht zur Teilhabe vorlegen",
    "Therapienetz mit Nachbarkreisen", "Freiwilligentag fördern", "Beratung gegen Diskriminierung dauerhaft sichern",
    "Gemeinsame Sprachstandsfeststellung", "Bildungslotsen an Schulen",
)  # fmt: skip
