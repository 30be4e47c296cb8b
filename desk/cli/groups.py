"""Groups of commands that look after policies and records: the tables that their help shows."""

from typing import Final

from desk.cli.late import Late, late_typer

POLICY: Final = (
    Late(
        name="show",
        target="desk.cli.policies.commands:show",
        help="Show the policy in force, or a version of it, and every version there was.",
    ),
    Late(
        name="check",
        target="desk.cli.policies.commands:check",
        help="Check a policy's file, and show what it says otherwise than the one in force.",
    ),
    Late(
        name="preview",
        target="desk.cli.policies.commands:preview",
        help="Say how many alerts would appear, change and vanish.",
    ),
    Late(
        name="activate",
        target="desk.cli.policies.commands:activate",
        help="Bring a policy into force; open shipments are screened again with it.",
    ),
    Late(
        name="confirm",
        target="desk.cli.policies.commands:confirm_version",
        help="Agree, as the second person, to a policy that somebody else asked for.",
    ),
)
policy: Final = late_typer(POLICY, help="What counts as a hit, and what follows from it.")

AUDIT: Final = (
    Late(
        name="verify",
        target="desk.cli.trail.audit:verify",
        help="Find every row that was altered, removed, reordered or cut off.",
    ),
    Late(
        name="export",
        target="desk.cli.trail.audit:export",
        help="Write the audit trail of some days as NDJSON and CSV.",
    ),
)
LEDGER: Final = (
    Late(
        name="prune",
        target="desk.cli.trail.ledgers:prune_ledger",
        help="Remove what is past its time; what is on hold stays.",
    ),
    Late(
        name="hold",
        target="desk.cli.trail.ledgers:hold",
        help="Keep a shipment, a whole source or everything, whatever its age.",
    ),
    Late(
        name="holds",
        target="desk.cli.trail.ledgers:holds",
        help="Show what is held, by whom and why.",
    ),
    Late(
        name="lift",
        target="desk.cli.trail.ledgers:lift",
        help="End a hold; what is past its time goes with the next prune.",
    ),
)
ledger: Final = late_typer(LEDGER, help="How long things are kept.")
audit: Final = late_typer(AUDIT, help="What was recorded, and that nobody changed it.")
