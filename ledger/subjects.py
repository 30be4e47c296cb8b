"""The subjects of shipments, each stored once, and the hits on them over the bases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from ledger.bulk import insert_rows
from ledger.compression import compress
from ledger.database import chunked, insert_once
from ledger.rows import Carried, Fingerprint, HitRow
from ledger.schema import carries, hit, subject
from screening.errors import UnavailableError

# Fingerprints kept in memory: 60 % of parties come again, and an entry takes some 150 bytes.
_MAX_KNOWN: Final = 200_000
_SUBJECT: Final = ("fingerprint", "kind", "canonical")


class KnownSubjects:
    """Fingerprints whose number is known from transactions that were committed."""

    def __init__(self) -> None:
        self._numbers: dict[Fingerprint, int] = {}

    def numbers(self, fingerprints: Iterable[Fingerprint]) -> dict[Fingerprint, int]:
        """Return the numbers of those subjects that are known."""
        known = self._numbers
        return {each: known[each] for each in fingerprints if each in known}

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Forget all numbers where one turns out to be of a party that was pruned meanwhile.

        Raises:
            UnavailableError: one was; the next try finds the right ones.
        """
        try:
            yield
        except IntegrityError as exc:
            if "foreign key" not in str(exc.orig).lower():
                raise
            self._numbers.clear()
            raise UnavailableError("ledger", "a party was pruned meanwhile") from exc

    def learn(self, numbers: Mapping[Fingerprint, int]) -> None:
        """Remember numbers; call it after COMMIT only, for a rolled back number is another's."""
        if len(self._numbers) + len(numbers) > _MAX_KNOWN:
            self._numbers.clear()
        self._numbers.update(numbers)


def number_subjects(
    connection: Connection, rows: Iterable[Carried], known: KnownSubjects
) -> dict[Fingerprint, int]:
    """Store the subjects that are new and return the number of each fingerprint."""
    by_fingerprint = {row.fingerprint: row for row in rows}
    numbers = known.numbers(by_fingerprint)
    numbers |= find_subjects(connection, by_fingerprint.keys() - numbers.keys())
    # The same order in every worker, or two of them would wait for each other.
    fresh = sorted(by_fingerprint.keys() - numbers.keys())
    values = [_values(by_fingerprint[fingerprint]) for fingerprint in fresh]
    insert_rows(connection, subject, _SUBJECT, values, once=("fingerprint",))
    return numbers | find_subjects(connection, fresh)


def _values(row: Carried) -> tuple[bytes, str, bytes]:
    return row.fingerprint, row.subject.kind.value, compress(row.canonical)


def find_subjects(
    connection: Connection, fingerprints: Iterable[Fingerprint]
) -> dict[Fingerprint, int]:
    """Return the numbers of those fingerprints that are stored."""
    found: dict[Fingerprint, int] = {}
    query = select(subject.c.fingerprint, subject.c.subject_no)
    for part in chunked(list(fingerprints)):
        rows = connection.execute(query.where(subject.c.fingerprint.in_(part)))
        found.update({Fingerprint(bytes(row.fingerprint)): row.subject_no for row in rows})
    return found


def record_hits(
    connection: Connection,
    rows: Iterable[HitRow],
    numbers: Mapping[Fingerprint, int],
    basis_no: int,
) -> None:
    """Put hits in force from a basis on; one that is in force with the same content stays."""
    wanted = {(numbers[row.fingerprint], row.listing_id): row for row in rows}
    if not wanted:
        return
    in_force = _in_force(connection, sorted({number for number, _ in wanted}))
    ended = {
        in_force[key]["hit_no"]
        for key, row in wanted.items()
        if key in in_force
        and in_force[key]["from_basis"] != basis_no
        and in_force[key]["said"] != (row.listing_content, row.score, row.detail)
    }
    _end(connection, ended, basis_no)
    fresh = [
        {
            "subject_no": key[0],
            "listing_id": row.listing_id,
            "listing_content": row.listing_content,
            "score": row.score,
            "detail": row.detail,
            "from_basis": basis_no,
        }
        for key, row in sorted(wanted.items(), key=lambda item: item[0])
        if key not in in_force or in_force[key]["hit_no"] in ended
    ]
    insert_once(connection, hit, fresh, ["subject_no", "listing_id", "from_basis"])


def end_hits(
    connection: Connection, shipment_nos: Sequence[int], kept: Sequence[HitRow], basis_no: int
) -> None:
    """End the hits on shipments' subjects that an earlier basis found and this one does not."""
    query = (
        select(hit.c.hit_no, hit.c.listing_id, subject.c.fingerprint)
        .join(subject, subject.c.subject_no == hit.c.subject_no)
        .join(carries, carries.c.subject_no == hit.c.subject_no)
        .where(hit.c.to_basis.is_(None), hit.c.from_basis < basis_no)
    )
    still = {(row.fingerprint, row.listing_id) for row in kept}
    gone = {
        row.hit_no
        for part in chunked(shipment_nos)
        for row in connection.execute(query.where(carries.c.shipment_no.in_(part)))
        if (bytes(row.fingerprint), row.listing_id) not in still
    }
    _end(connection, gone, basis_no)


def _in_force(
    connection: Connection, subject_nos: list[int]
) -> dict[tuple[int, str], dict[str, Any]]:
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for part in chunked(subject_nos):
        query = select(hit).where(hit.c.subject_no.in_(part), hit.c.to_basis.is_(None))
        for row in connection.execute(query):
            found[row.subject_no, row.listing_id] = {
                "hit_no": row.hit_no,
                "from_basis": row.from_basis,
                "said": (row.listing_content, row.score, bytes(row.detail)),
            }
    return found


def _end(connection: Connection, hit_nos: Iterable[int], basis_no: int) -> None:
    # In ascending order in every worker: two batches that end the same hits in the order of their
    # shipments would wait for each other.
    ordered = sorted(hit_nos)
    if ordered:
        change = update(hit).where(hit.c.hit_no == bindparam("ended")).values(to_basis=basis_no)
        connection.execute(change, [{"ended": number} for number in ordered])
