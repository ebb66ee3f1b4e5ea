"""The page on data protection: what is processed and why, who sees it, how it is deleted; ready to complete."""

from graph_service.model import NODE_KINDS
from graph_service.settings import Settings
from graph_service.views.legal import LegalPage, Passage, Section, contact, given, listed, operator, said
from graph_service.words import Language, Text


def _kinds(language: Language) -> str:
    names = [cls.spec.plural[language] for cls in NODE_KINDS.values()]
    return ", ".join(names[:-1]) + Text(" und ", " and ")[language] + names[-1]


def data_protection(settings: Settings) -> LegalPage:
    """Processing described, ready to complete: purpose, kinds of data, recipients, deletion, logs, cookies."""
    return LegalPage(
        Text("Datenschutz", "Data protection"),
        Text(
            "Der Dienst hält Organisationen, Gremien und Themen fest, keine Personen. Hier steht, was er verarbeitet, wer es "
            "sieht und wie es gelöscht wird.",
            "The service records organisations, bodies and topics, no persons. This page says what it processes, who sees it, "
            "and how it is deleted.",
        ),
        (
            Section(
                "who", Text("Verantwortlich", "Controller"),
                (
                    operator(settings),
                    contact(settings),
                    given(
                        settings, "data_protection_officer",
                        "wie die oder der Datenschutzbeauftragte zu erreichen ist (Funktionspostfach)",
                        "how to reach the data protection officer (function mailbox)",
                    ),
                ),
            ),
            Section(
                "purpose", Text("Zweck und Rechtsgrundlage", "Purpose and legal basis"),
                (
                    said(
                        "Der Dienst zeigt, wie die Stellen eines Netzwerks zusammenarbeiten: wo zwischen Handlungsfeldern "
                        "Lücken sind, wer sie verbindet und was wegfiele, wenn eine Stelle aufhört. Er beurteilt keine "
                        "Personen und trifft keine Entscheidungen über sie.",
                        "The service shows how the organisations of a network work together: where there are gaps between "
                        "fields of action, who bridges them, and what would be lost if one ended. It judges no persons and "
                        "takes no decisions about them.",
                    ),
                    given(
                        settings, "legal_basis",
                        "die Rechtsgrundlage, falls im Einzelfall doch ein Bezug zu Personen besteht",
                        "the legal basis, should there be a reference to persons after all",
                    ),
                ),
            ),
            Section("kinds", Text("Arten von Daten", "Kinds of data"), _data_kinds()),
            Section(
                "recipients", Text("Wer die Daten sieht", "Who sees the data"),
                (
                    said(
                        "Jede Zeile ist öffentlich, intern oder eingeschränkt; ohne Angabe intern. Was eine Rolle nicht sehen "
                        "darf, wird weggelassen, bevor gezählt, gesucht oder ausgewertet wird. Das gilt auch für Ausfuhren.",
                        "Each row is public, internal or restricted; internal if nothing is said. What a role may not see is "
                        "left out before anything is counted, searched or analysed. This holds for exports too.",
                    ),
                    _readers(settings),
                    given(
                        settings, "recipients",
                        "an wen Berichte, Karten und Ausfuhren regelmäßig gehen",
                        "to whom reports, maps and exports go regularly",
                    ),
                ),
            ),
            Section(
                "deletion", Text("Speicherung und Löschung", "Storage and deletion"),
                (*_deletion(settings),
                 given(settings, "retention", "wie lange Einträge und Sicherungskopien aufbewahrt werden",
                        "how long entries and backups are kept")),
            ),
            Section("logs", Text("Protokolle", "Logs"), _logs()),
            Section(
                "cookies", Text("Cookies und fremde Dienste", "Cookies and services of others"),
                (
                    said(
                        "Es gibt ein einziges Cookie, „lang“. Es wird nur gesetzt, wenn Sie die Sprache umschalten, enthält „de“ "
                        "oder „en“ und gilt ein Jahr. Gezählt oder verfolgt wird niemand.",
                        "There is one cookie, “lang”. It is set only when you switch the language, holds “de” or “en”, and "
                        "lasts a year. Nobody is counted or followed.",
                    ),
                    said(
                        "Keine Seite lädt etwas von anderen Rechnern: keine Schriften, keine Karten, keine Zählpixel. Der "
                        "Browser wird angewiesen, das nicht zuzulassen (Content-Security-Policy). Erst wenn Sie einen Verweis "
                        "auf eine Quelle anklicken, verlassen Sie den Dienst; die fremde Seite erfährt nicht, woher Sie kommen.",
                        "No page loads anything from other hosts: no fonts, no maps, no tracking pixels. The browser is told "
                        "not to allow it (content security policy). You leave the service only when you follow a link to a "
                        "source; the other site does not learn where you come from.",
                    ),
                ),
            ),
            Section(
                "rights", Text("Rechte und Beschwerde", "Rights and complaints"),
                (
                    said(
                        "Steht entgegen dem Gesagten doch etwas über Sie als Person im Netzwerk, haben Sie die Rechte auf "
                        "Auskunft, Berichtigung, Löschung, Einschränkung und Widerspruch (Art. 15 bis 21 DSGVO). Schreiben Sie "
                        "an die oben genannte Stelle. Beschwerden nimmt die Aufsichtsbehörde entgegen:",
                        "Should the network hold something about you as a person after all, you have the rights of access, "
                        "rectification, erasure, restriction and objection (Art. 15 to 21 GDPR). Write to the controller "
                        "named above. Complaints go to the supervisory authority:",
                    ),
                    given(
                        settings, "data_protection_authority",
                        "Name und Erreichbarkeit der Aufsichtsbehörde für den Datenschutz",
                        "name and contact of the supervisory authority for data protection",
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def _data_kinds() -> tuple[Passage, ...]:
    return (
        Passage(
            Text(
                f"Erfasst sind {_kinds('de')} sowie die Verbindungen zwischen ihnen. Zu jeder Zeile gehören Quelle, Stand, "
                "Grundlage und Sichtbarkeit.",
                f"Recorded are {_kinds('en')}, and the ties between them. Each row has its source, date, basis and visibility.",
            )
        ),
        said(
            "Natürliche Personen kommen nicht vor. Es gibt kein Feld für Namen, E-Mail oder Telefon einer Person; Spalten mit "
            "solchen Angaben werden beim Einlesen abgewiesen oder nicht übernommen. In Freitexte (Beschreibung, Bemerkung, "
            "Grund einer Änderung) gehören keine Personen; das kann nur prüfen, wer sie schreibt.",
            "Natural persons do not occur. There is no field for a person's name, mail or telephone; columns that hold such "
            "things are refused or left out at import. No persons belong in free text (description, note, reason of a "
            "change); only those who write it can see to that.",
        ),
    )


def _readers(settings: Settings) -> Passage:
    if not settings.secrets:
        return said(
            "Dieser Dienst verlangt keine Anmeldung und nimmt deshalb nur Verbindungen vom eigenen Rechner an.",
            "This service asks for no log-in and therefore takes connections from its own machine only.",
        )
    public = (
        Text("ohne Anmeldung: öffentliche Zeilen", "without log-in: public rows")
        if settings.public
        else Text("ohne Anmeldung: keine Daten", "without log-in: no data")
    )
    return listed(
        public,
        Text("Lesende (intern): öffentliche und interne Zeilen", "readers (internal): public and internal rows"),
        Text("Bearbeitende: dieselben, und sie dürfen ändern", "editors: the same, and they may change"),
        Text(
            "Verwaltung: alles, und sie darf endgültig löschen",
            "administrators: everything, and they may erase for good",
        ),
    )


def _deletion(settings: Settings) -> tuple[Passage, ...]:
    here = (
        said(
            "Hier ist Neo4j der Speicher: Endgültig Gelöschtes ist sofort für niemanden mehr abrufbar. Auf der Festplatte "
            "überschreibt Neo4j die Stelle erst, wenn es den Platz braucht; muss es auch dort weg, wird das Netzwerk "
            "mit seinem Verlauf in eine neue Datenbank kopiert und die alte gelöscht.",
            "The store here is Neo4j: what was erased can be retrieved by nobody from that moment. On the disk Neo4j "
            "overwrites the place only when it needs the room; if it must be gone there too, the network is copied with "
            "its history into a new database, and the old one deleted.",
        )
        if settings.is_neo4j
        else said(
            "Hier ist eine Datei der Speicher: Endgültig Gelöschtes wird überschrieben und die Datei neu geschrieben.",
            "The store here is a file: what was erased is overwritten, and the file written anew.",
        )
    )
    return (
        said(
            "Jede Änderung wird als neue Fassung gespeichert, mit Tag, Rolle und Begründung. Wird ein Eintrag beendet, bleibt "
            "seine Vergangenheit lesbar; so lässt sich ein früherer Stand wiederherstellen.",
            "Each change is stored as a new revision, with day, role and reason. If an entry is ended, its past can still be "
            "read; an earlier state can be restored that way.",
        ),
        said(
            "Endgültig löschen („erase“) entfernt Einträge mit allen Verbindungen, allen Fassungen und allen Spuren im "
            "Änderungsprotokoll, auch aus dem Arbeitsspeicher des Dienstes. Rückgängig machen lässt es sich nicht.",
            "Erasing for good removes entries with all their ties, all revisions and all traces in the change log, also from "
            "the service's memory. It cannot be undone.",
        ),
        here,
        said(
            "Neben dem Netzwerk liegt, was noch nicht entschieden ist: Befragungen mit ihren Links und den Antworten, die auf "
            "Übernahme warten. Eine Antwort wird beim Übernehmen oder Ablehnen dort gelöscht, eine Befragung auf Wunsch ganz. "
            "Eingelesene Listen hält der Dienst höchstens 30 Minuten im Arbeitsspeicher, die Datei selbst nicht; gespeichert "
            "werden nur benannte Zuordnungen von Spalten und welche Einträge nicht dasselbe sind. Endgültig Löschen wirkt auch "
            "hier.",
            "Beside the network lies what is not decided yet: rounds of asking with their links, and the answers that wait to be "
            "accepted. An answer is deleted there when it is accepted or refused, a round whenever you want. Lists that are "
            "read in are held in memory for 30 minutes at most, the file itself is not; only named mappings of columns are "
            "stored, and which entries are not the same. Erasing for good works here too.",
        ),
        said(
            "Nicht erreicht werden Ausfuhren, Ausdrucke und Sicherungskopien, die vorher gemacht wurden: um sie kümmert sich, "
            "wer sie hat.",
            "Exports, prints and backups made before are not reached: whoever has them must see to them.",
        ),
    )


def _logs() -> tuple[Passage, ...]:
    return (
        said(
            "Aufrufe werden nicht protokolliert. Nur wenn ein Fehler auftritt, schreibt der Dienst Zeit, Seite und technische "
            "Ursache auf. Betriebszahlen zählen Aufrufe je Art von Seite, ohne zu merken, von wem. Um Überlastung abzuwehren, "
            "stehen Rechneradressen im Arbeitsspeicher, bis neuere sie verdrängen oder der Dienst neu startet; "
            "gespeichert werden sie nicht.",
            "Requests are not logged. Only when a fault occurs does the service write down time, page and technical cause. "
            "Gauges count requests by kind of page without noting whose. To ward off overload, network addresses are held in "
            "memory until newer ones take their place or the service is restarted; they are not stored.",
        ),
        said(
            "Steht ein vorgelagerter Webserver davor, kann dieser eigene Protokolle führen; dafür gilt dessen Einstellung.",
            "If a web server stands in front, it may keep logs of its own; its settings decide.",
        ),
    )
