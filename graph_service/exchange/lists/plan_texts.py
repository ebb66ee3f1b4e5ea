"""What is said about rows of a list that cannot be taken as they stand."""

from graph_service.words import Text

LACKING = Text(
    "Blatt „{sheet}“ (gelesen als {form}): Die Spalte {what} fehlt. Bitte eine Spalte zuordnen oder das Blatt beiseitelegen.",
    "Sheet “{sheet}” (read as {form}): column {what} is missing. Please map a column or set the sheet aside.",
)
NO_KIND = Text(
    "Blatt „{sheet}“: Die Art der Verbindung fehlt. Bitte eine Spalte „Art“ ergänzen oder das ganze Blatt als eine Art lesen "
    "(zum Beispiel „Mitglied in“).",
    "Sheet “{sheet}”: the kind of tie is missing. Please add a column “kind” or read the whole sheet as one kind "
    "(for example “member of”).",
)
NO_NAME = Text(
    "Der Name fehlt. Bitte ergänzen oder die Zeile löschen.", "The name is missing. Please add it or delete the row."
)
SEVERAL = Text(
    "„{name}“ heißen mehrere im Bestand ({ids}). Bitte die Kennung in eine Spalte „Kennung“ oder statt des Namens schreiben.",
    "Several in the store are called “{name}” ({ids}). Please write the id into a column “id” or in place of the name.",
)
CONTRADICTION = Text(
    "„{value}“ widerspricht „{before}“ in {where}. Bitte entscheiden, was stimmt, und die andere Zelle ändern.",
    "“{value}” contradicts “{before}” in {where}. Please decide which is right and change the other cell.",
)
EVERYWHERE_TEXT = Text(
    "„{name}“ ist keine Kommune und wurde weggelassen. Bitte die Kommunen nennen, wenn sie gezählt werden sollen.",
    "“{name}” is no municipality and was left out. Please name the municipalities if they are to be counted.",
)
OTHER_KIND = Text(
    "„{name}“ ist als {known} bekannt; hier wird {wanted} erwartet. Bitte Spalte, Richtung oder Schreibweise prüfen.",
    "“{name}” is known as {known}; {wanted} is expected here. Please check the column, direction or spelling.",
)
NOBODY = Text(
    "„{name}“ gibt es noch nicht. Bitte zuerst in einem eigenen Blatt anlegen ({wanted}).",
    "There is no “{name}” yet. Please add it on a sheet of its own first ({wanted}).",
)
NO_TIE_KIND = Text("Die Art der Verbindung fehlt. Bitte ergänzen.", "The kind of tie is missing. Please add it.")
UNKNOWN_TIE = Text(
    "„{word}“ ist keine bekannte Art von Verbindung. Möglich sind: {known}.",
    "“{word}” is no known kind of tie. Use one of: {known}.",
)
NO_END = Text(
    "„von“ oder „zu“ fehlt. Bitte ergänzen oder die Zeile löschen.",
    "“from” or “to” is missing. Please add it or delete the row.",
)
ITSELF = Text(
    "„{name}“ ist mit sich selbst verbunden. Bitte eines der Enden ändern.",
    "“{name}” is tied to itself. Please change one end.",
)
NO_FORM = Text(
    "Kein Blatt dieser Art ist bekannt; es wurde beiseitegelegt. Bitte zuordnen, wenn es gebraucht wird.",
    "No sheet of this kind is known; it was set aside. Please map it if it is needed.",
)
