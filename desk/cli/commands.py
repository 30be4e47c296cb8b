"""Every command, and where it is: the table that `customhouse --help` shows."""

from typing import Annotated, Final

import typer

from desk.cli.late import Late, late_typer
from desk.version import VERSION
from screening.engine import ENGINE_VERSION

_RUN: Final = "Run the service"
_USE: Final = "Screen shipments"
_DECIDE: Final = "Decide"
_LISTS: Final = "Lists and names"
_CARE: Final = "Look after it"

LISTS: Final = (
    Late(
        name="load",
        target="desk.cli.lists.loading:load",
        help="Load a list from disk and bring it into force; open shipments are screened again.",
    ),
    Late(
        name="import",
        target="desk.cli.lists.loading:import_folder",
        help="Load every list of a folder at once, for machines without a network.",
    ),
    Late(
        name="refresh",
        target="desk.cli.lists.loading:refresh",
        help="Download the published lists and bring them into force.",
    ),
    Late(
        name="accept",
        target="desk.cli.lists.loading:accept",
        help="Bring the list into force that the gate refused last; names and reason are kept.",
    ),
    Late(
        name="drop",
        target="desk.cli.lists.loading:drop",
        help="Take a list out of force; open shipments are screened again without it.",
    ),
    Late(
        name="template",
        target="desk.cli.lists.loading:template",
        help="Print a file to begin a list of your own with.",
    ),
    Late(
        name="show",
        target="desk.cli.lists.tables:show",
        help="Show the lists in force, their size and age, and what the gate refused.",
    ),
    Late(
        name="sources",
        target="desk.cli.lists.tables:show_sources",
        help="Show every list that can be loaded, and how often its publisher is asked.",
    ),
    Late(
        name="counts",
        target="desk.cli.lists.tables:counts",
        help="Count what the lists in force hold.",
    ),
    Late(
        name="listing",
        target="desk.cli.lists.listings:listing",
        help="Show one listing with all that its list says.",
    ),
    Late(
        name="search",
        target="desk.cli.lists.listings:search",
        help="Find listings by a name, however it is spelt, or by text that they hold.",
    ),
    Late(
        name="export",
        target="desk.cli.lists.listings:export",
        help="Write the lists in force as JSON lines: `export us_ofac_sdn --format ftm OUT`.",
    ),
    Late(
        name="diff",
        target="desk.cli.lists.changes:diff",
        help=(
            "Show what was added (+), changed (~) and removed (-) between two snapshots or"
            " versions."
        ),
    ),
    Late(
        name="snapshots",
        target="desk.cli.lists.changes:snapshots",
        help="Show what came into force when, the newest last.",
    ),
    Late(
        name="history",
        target="desk.cli.lists.changes:history",
        help="Show when a listing came, changed and went.",
    ),
)
lists: Final = late_typer(LISTS, help="The sanctions lists in force.")

COMMANDS: Final = (
    Late(
        name="up",
        target="desk.cli.service.up:up",
        help="Run the service here: queue, workers, beat and ledger; Ctrl-C stops it cleanly.",
        panel=_RUN,
    ),
    Late(
        name="demo",
        target="desk.cli.service.demo:demo",
        help="Screen example shipments from end to end and show the alerts as they happen.",
        panel=_RUN,
    ),
    Late(
        name="migrate",
        target="desk.cli.service.migrating:migrate",
        help="Bring the ledger's tables up to date; what is there already stays.",
        panel=_RUN,
    ),
    Late(
        name="submit",
        target="desk.cli.shipments.submitting:submit",
        help="Submit shipments; what cannot be screened is refused here, line by line.",
        panel=_USE,
    ),
    Late(
        name="status",
        target="desk.cli.shipments.statuses:status",
        help="Show what is in force for a shipment: its outcome, what it rests on, and every hit.",
        panel=_USE,
    ),
    Late(
        name="receipt",
        target="desk.cli.shipments.receipts:receipt",
        help="Show what a verdict was made of: record, lists, policy, engine, hits and decisions.",
        panel=_USE,
    ),
    Late(
        name="replay",
        target="desk.cli.shipments.receipts:replay",
        help="Compute a verdict again from its receipt and the kept lists, and compare.",
        panel=_USE,
    ),
    Late(
        name="shipment",
        target="desk.cli.shipments.statuses:shipment",
        help="Change what is known of a shipment.",
        panel=_USE,
    ),
    Late(
        name="monitor",
        target="desk.cli.watching.monitoring:monitor",
        help="Customers, suppliers, staff and vessels, watched without a shipment.",
        panel=_USE,
    ),
    Late(
        name="alerts",
        target="desk.cli.shipments.alerts:alerts",
        help="Show alerts: the last ones, those of a group, or those the ledger kept.",
        panel=_USE,
    ),
    Late(
        name="decide",
        target="desk.cli.decisions.deciding:decide",
        help="Say of a hit, or of a reason of UNSCREENED, what it is.",
        panel=_DECIDE,
    ),
    Late(
        name="confirm",
        target="desk.cli.decisions.deciding:confirm",
        help="Confirm a decision as its second person, and those that were given with it.",
        panel=_DECIDE,
    ),
    Late(
        name="decisions",
        target="desk.cli.decisions.deciding:decisions",
        help="What people decided, and what became of it.",
        panel=_DECIDE,
    ),
    Late(
        name="licences",
        target="desk.cli.decisions.licences:licences",
        help="Licences, which releases draw on.",
        panel=_DECIDE,
    ),
    Late(
        name="groups",
        target="desk.cli.shipments.alerts:groups",
        help="The consumer groups of the alerts stream.",
        panel=_USE,
    ),
    Late(
        name="lists",
        target="desk.cli.commands:lists",
        help="The sanctions lists in force.",
        panel=_LISTS,
    ),
    Late(
        name="policy",
        target="desk.cli.groups:policy",
        help="What counts as a hit, and what follows from it.",
        panel=_LISTS,
    ),
    Late(
        name="match",
        target="desk.cli.matching:match",
        help="Look a name up in the lists in force, and see why it hits.",
        panel=_LISTS,
    ),
    Late(
        name="validate",
        target="desk.cli.validating:validate",
        help="Measure how surely varied listed names are found, and how often innocents alarm.",
        panel=_LISTS,
    ),
    Late(
        name="rescreen",
        target="desk.cli.shipments.rescreening:rescreen",
        help="Screen again what a change of lists or policy can alter, and follow the progress.",
        panel=_LISTS,
    ),
    Late(
        name="doctor",
        target="desk.cli.service.doctor:doctor",
        help="Look at everything the service needs; exit code 1 if anything is wrong.",
        panel=_CARE,
    ),
    Late(
        name="lane",
        target="desk.cli.service.lanes:lane",
        help="The lanes: what flows, what is paused.",
        panel=_CARE,
    ),
    Late(
        name="dead",
        target="desk.cli.shipments.dead:dead",
        help="Dead letters: records that can never be screened as they are.",
        panel=_CARE,
    ),
    Late(
        name="ledger",
        target="desk.cli.groups:ledger",
        help="How long things are kept.",
        panel=_CARE,
    ),
    Late(
        name="audit",
        target="desk.cli.groups:audit",
        help="What was recorded, and that nobody changed it.",
        panel=_CARE,
    ),
    Late(
        name="backup",
        target="desk.cli.service.backups:backup",
        help=(
            "Copy queue, ledger and lists of the running service into a folder; nothing is stopped."
        ),
        panel=_CARE,
    ),
    Late(
        name="restore",
        target="desk.cli.service.backups:restore",
        help=(
            "Make a service of a backup, in a new data folder and an empty Redis; then start it."
        ),
        panel=_CARE,
    ),
    Late(
        name="metrics",
        target="desk.cli.service.metrics:metrics",
        help="Print the state of the service in Prometheus text format.",
        panel=_CARE,
    ),
    Late(
        name="schema",
        target="desk.cli.service.schemas:schema",
        help="Print a JSON Schema or the AsyncAPI document of the streams.",
        panel=_CARE,
    ),
)
app: Final = late_typer(
    COMMANDS,
    name="customhouse",
    help="Open-source sanctions screening for shipments: records in, alerts out.",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"customhouse {VERSION}, engine {ENGINE_VERSION}")
        raise typer.Exit


@app.callback()
def customhouse(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which this is."),
    ] = False,
) -> None:
    """Open-source sanctions screening for shipments: records in, alerts out."""
