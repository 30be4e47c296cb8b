"""Every policy that was ever in force or proposed, and what was decided about it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, select

from ledger.database import insert_once
from ledger.trail.acts import newest_act, note_act
from ledger.trail.leaves import append_rows
from ledger.trail.rows import Act, ActKind, KeptPolicy
from ledger.trail.tables import policy
from screening.errors import UnavailableError


def keep_policy(connection: Connection, policy_id: str, content: bytes, at: datetime) -> KeptPolicy:
    """Keep a policy and return it with its version; one that is kept already stays."""
    found = find_policy(connection, policy_id)
    if found is not None:
        return found
    values = {"policy_id": policy_id, "content": content, "kept_at": at}
    insert_once(connection, policy, [values], ["policy_id"])
    kept = find_policy(connection, policy_id)
    if kept is None:
        raise UnavailableError("ledger", f"policy {policy_id} could not be kept")
    append_rows(connection, "policy", [kept.version])
    return kept


def find_policy(connection: Connection, policy_id: str) -> KeptPolicy | None:
    """Return a policy by its id."""
    row = connection.execute(select(policy).where(policy.c.policy_id == policy_id)).one_or_none()
    return None if row is None else _kept(row)


def policies(connection: Connection) -> list[KeptPolicy]:
    """Return every policy in the order of its version."""
    return [_kept(row) for row in connection.execute(select(policy).order_by(policy.c.policy_no))]


def policy_in_force(connection: Connection) -> KeptPolicy | None:
    """Return the policy that was activated last."""
    last = newest_act(connection, ActKind.POLICY_ACTIVATED)
    return None if last is None else find_policy(connection, last.data["policy"])


def decide_policy(connection: Connection, act: Act, content: bytes) -> bool:
    """Keep a policy with what was decided about it: proposed, or activated.

    Args:
        act: its data name the policy's id.

    Returns:
        False if an act of that kind and ref is there already; then nothing is decided.
    """
    kept = keep_policy(connection, act.data["policy"], content, act.at)
    return note_act(connection, replace(act, data={**act.data, "version": kept.version}))


def _kept(row: Row[tuple[int, str, bytes, datetime]]) -> KeptPolicy:
    return KeptPolicy(
        version=row.policy_no, id=row.policy_id, content=bytes(row.content), kept_at=row.kept_at
    )
