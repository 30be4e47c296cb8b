"""Stand-ins that keep their promises in memory; each runs the contract suite of the real thing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from datetime import datetime

from customhouse.keys import Keys, Lane
from ledger.decisions.rows import Decision, DecisionRow, Ending, Licence, Signature
from ledger.errors import BasisMovedError
from ledger.rows import (
    Basis,
    Carried,
    Current,
    DeadRow,
    EntryName,
    Fingerprint,
    IntakeRow,
    OutboxRow,
    Recorded,
    ShipmentKey,
    ShipmentRow,
    VerdictRow,
)
from ledger.values import current
from lists.identity import SnapshotId
from screening.errors import UnavailableError
from screening.hit import Hit
from screening.listing import Listing
from screening.policy import Policy
from screening.watchlist import Watchlist
from worker.alerts.publishing import Publication, Publisher
from worker.intake.messages import Entry, Message
from worker.verdicts.standing import Standing


@dataclass
class LedgerState:
    """All that a ledger in memory holds."""

    bases: list[Basis] = field(default_factory=list)
    heads: dict[ShipmentKey, Current] = field(default_factory=dict)
    carried: dict[int, tuple[Carried, ...]] = field(default_factory=dict)
    recorded: dict[EntryName, Recorded] = field(default_factory=dict)
    dead: dict[EntryName, DeadRow] = field(default_factory=dict)
    outbox: dict[str, OutboxRow] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    licences: list[Licence] = field(default_factory=list)
    assignees: dict[str, str] = field(default_factory=dict)
    shipments: int = 0

    def copied(self) -> "LedgerState":
        """Return a copy that can be changed and thrown away."""
        return LedgerState(**{name: copy(value) for name, value in vars(self).items()})


class FakeLedger:
    """A ledger in memory: a batch is kept whole or not at all."""

    def __init__(self) -> None:
        self.state = LedgerState()
        self.published: dict[str, datetime] = {}

    def activate(self, snapshot: str, policy: str, engine: str, at: datetime) -> Basis:
        """Put a new basis in force."""
        number = len(self.state.bases) + 1
        basis = Basis(
            number=number, snapshot=SnapshotId(snapshot), policy=policy, engine=engine,
            activated_at=at,
        )  # fmt: skip
        self.state.bases.append(basis)
        return basis

    def active_basis(self) -> Basis | None:
        """Return the basis in force."""
        return self.state.bases[-1] if self.state.bases else None

    @contextmanager
    def batch(self, basis: int | None) -> Iterator["FakeBook"]:
        """Open the transaction of a batch."""
        active = self.active_basis()
        number = None if active is None else active.number
        if number != basis:
            raise BasisMovedError(basis, number)
        book = FakeBook(self.state.copied())
        yield book
        self.state = book.state

    @contextmanager
    def deciding(self) -> Iterator["FakeDecidingBook"]:
        """Open the transaction of a decision."""
        book = FakeDecidingBook(self.state.copied())
        yield book
        self.state = book.state

    @contextmanager
    def decisions(self) -> Iterator["FakeDecidingBook"]:
        """Open what there is to read of decisions."""
        yield FakeDecidingBook(self.state.copied())

    def mark_published(self, alert_ids: Iterable[str], at: datetime) -> None:
        """Note that alerts are on the stream."""
        self.published |= dict.fromkeys(alert_ids, at)


class FakeBook:
    """The open transaction of a batch in memory."""

    def __init__(self, state: LedgerState) -> None:
        self.state = state

    def recorded(self, entries: Iterable[EntryName]) -> dict[EntryName, Recorded]:
        """Return what became of those entries that are recorded already."""
        return {each: self.state.recorded[each] for each in entries if each in self.state.recorded}

    def lock(self, keys: Iterable[ShipmentKey]) -> dict[ShipmentKey, Current | None]:
        """Return what is in force for each shipment."""
        return {key: self.state.heads.get(key) for key in keys}

    def decisions_on(
        self, name_keys: Collection[str], keys: Collection[ShipmentKey]
    ) -> list[Decision]:
        """Return what was decided on parties of these names, and on reasons of these shipments."""
        return [
            each
            for each in self.state.decisions.values()
            if (each.hit is None and each.key in keys)
            or (each.hit is not None and each.hit.name_key in name_keys)
        ]

    def add(self, shipments: Sequence[ShipmentRow]) -> None:
        """Record shipments in order."""
        for row in shipments:
            if row.hits and row.basis is None:
                raise ValueError("a hit needs the basis that it was found on")
            self.state.shipments += 1
            self.state.carried[self.state.shipments] = row.carried
            before = self.state.heads.get(row.key)
            if row.superseded and before is not None:
                self.state.heads[row.key] = replace(before, sequence=row.sequence)
            else:
                self.state.heads[row.key] = current(self.state.shipments, row)

    def note_intake(self, rows: Sequence[IntakeRow]) -> None:
        """Record the fate of entries."""
        for row in rows:
            if row.entry in self.state.recorded:
                raise UnavailableError("ledger", "another worker recorded an entry meanwhile")
            self.state.recorded[row.entry] = Recorded(fate=row.fate, key=row.key)

    def bury(self, rows: Sequence[DeadRow]) -> None:
        """Keep records that can never be screened."""
        for row in rows:
            self.state.dead.setdefault(row.entry, row)

    def enqueue(self, rows: Sequence[OutboxRow]) -> None:
        """Put events in the outbox."""
        for row in rows:
            self.state.outbox.setdefault(row.alert_id, row)

    def reverdict(self, shipment_no: int, row: VerdictRow) -> bool:
        """Give a shipment its verdict on another basis, if it is still current."""
        if all(head.shipment_no != shipment_no for head in self.state.heads.values()):
            return False
        self.restate([(shipment_no, row)])
        return True

    def restate(self, rows: Sequence[tuple[int, VerdictRow]]) -> None:
        """Give shipments that are current other verdicts on the same hits, by their numbers."""
        heads = {head.shipment_no: head for head in self.state.heads.values()}
        for number, row in rows:
            self.state.heads[heads[number].key] = replace(
                heads[number], sequence=row.sequence, outcome=row.outcome, basis=row.basis,
                verdict=row.verdict,
            )  # fmt: skip


class FakeDecidingBook(FakeBook):
    """The open transaction of a decision in memory."""

    def alert(self, alert_id: str) -> OutboxRow | None:
        """Return an event of a shipment by its id."""
        return self.state.outbox.get(alert_id)

    def alerts_of(self, key: ShipmentKey) -> list[OutboxRow]:
        """Return the alerts of a shipment, the newest first."""
        found = [row for row in self.state.outbox.values() if row.key == key]
        return [row for row in reversed(found) if ".shipment." in row.type]

    def alerts_of_all(self, keys: Collection[ShipmentKey]) -> dict[ShipmentKey, list[OutboxRow]]:
        """Return the alerts of each shipment, the newest first."""
        return {key: self.alerts_of(key) for key in keys}

    def decision(self, number: int) -> Decision | None:
        """Return a decision by its number."""
        return self.state.decisions.get(number)

    def given_together(self, number: int) -> list[Decision]:
        """Return the decisions that were given together, of which this is the first."""
        found = self.state.decisions.values()
        return [each for each in found if number in (each.no, each.given_with)]

    def expired(self, at: datetime, limit: int) -> list[Decision]:
        """Return decisions whose time is over, and whose end nobody has noted yet."""
        found = self.state.decisions.values()
        return [each for each in found if each.has_expired(at) and each.ending is None][:limit]

    def carried(self, shipment_nos: Iterable[int]) -> dict[int, list[Carried]]:
        """Return the subjects of each shipment."""
        return {number: list(self.state.carried[number]) for number in shipment_nos}

    def concerned(
        self,
        fingerprints: Collection[Fingerprint],
        own: ShipmentKey,
        at: datetime,  # noqa: ARG002  here every shipment is open
    ) -> list[Current]:
        """Return the shipments on which a decision may change something."""
        return [
            head
            for key, head in sorted(self.state.heads.items())
            if key == own
            or any(c.fingerprint in fingerprints for c in self.state.carried[head.shipment_no])
        ]

    def decide(self, rows: Sequence[DecisionRow]) -> list[int]:
        """Record decisions that are given together, and return their numbers."""
        first = len(self.state.decisions) + 1
        for number, row in enumerate(rows, first):
            fields = {each.name: getattr(row, each.name) for each in dataclass_fields(row)}
            fields["given_with"] = None if number == first else first
            self.state.decisions[number] = Decision(
                **fields, no=number, canonical=self._canonical(row)
            )
        return list(range(first, first + len(rows)))

    def _canonical(self, row: DecisionRow) -> bytes | None:
        known = {each.fingerprint: each for found in self.state.carried.values() for each in found}
        return None if row.hit is None else known[row.hit.fingerprint].canonical

    def licences(self, number: str | None = None) -> list[Licence]:
        """Return the licences, or the one of a number."""
        return [each for each in self.state.licences if number in (None, each.number)]

    def assignees(self, alert_ids: Collection[str]) -> dict[str, str]:
        """Return who has each of those alerts that somebody has."""
        return {each: who for each in alert_ids if (who := self.state.assignees.get(each))}

    def assign(
        self,
        alert_id: str,
        assignee: str,
        signed: Signature,  # noqa: ARG002  the real one needs it
    ) -> None:
        """Record who has an alert from now on."""
        self.state.assignees[alert_id] = assignee

    def confirm(self, number: int, signed: Signature) -> None:
        """Record that a second person has confirmed a decision."""
        self.state.decisions[number] = replace(self.state.decisions[number], confirmed=signed)

    def end(self, number: int, why: Ending, signed: Signature) -> None:
        """Record that a decision has come to its end."""
        found = self.state.decisions[number]
        self.state.decisions[number] = replace(found, ending=why, ended=signed)


class FakeScreener:
    """Finds the hits that a test has planted by the name of a party."""

    def __init__(self, hits: Mapping[str, tuple[Hit, ...]]) -> None:
        self.hits = hits

    def standing(self, basis: Basis | None) -> Standing:
        """Return a standing that is ready."""
        return Standing(
            basis=basis, view_json=None, unready=None, watchlist=Watchlist.of(()), policy=Policy()
        )

    def screen(
        self, carried: Iterable[Carried], _standing: Standing
    ) -> dict[Fingerprint, tuple[Hit, ...]]:
        """Return the planted hits."""
        return {each.fingerprint: self.hits.get(each.name, ()) for each in carried}

    def listing(self, _standing: Standing, _listing_id: str) -> Listing | None:
        """Return no listing."""
        return None

    def degradation(self, _standing: Standing) -> str:
        """Return what tells this state of the lists from another."""
        return "never"


class FakePublisher(Publisher):
    """Remembers what it was to publish; makes publications as the real one does."""

    def __init__(self) -> None:
        self._keys = Keys()
        self.published: dict[str, Publication] = {}
        self.results: dict[ShipmentKey, Current] = {}
        self.answers: dict[str, bytes] = {}
        self.acknowledged: list[str] = []

    def finish(
        self,
        lane: Lane,  # noqa: ARG002  the real one needs it
        entries: Sequence[Entry],
        publications: Sequence[Publication],
        results: Sequence[Current] = (),
        answers: Mapping[str, bytes] | None = None,
    ) -> int:
        """Remember all of it."""
        new = {each.marker: each for each in publications if each.marker not in self.published}
        self.published |= new
        self.results |= {each.key: each for each in results}
        self.answers |= answers or {}
        self.acknowledged += [entry.id for entry in entries]
        return len(new)


class FakeQuality:
    """Lets every source flow but those that a test has paused."""

    def __init__(self, *paused: str) -> None:
        self.paused = set(paused)
        self.noted: list[Message] = []

    def judge(self, _messages: Sequence[Message]) -> set[str]:
        """Return the sources that a test has paused."""
        return self.paused

    def note(self, messages: Sequence[Message]) -> None:
        """Remember the messages."""
        self.noted += messages
