"""What must become true by itself, however a process died: looked at every other second."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from customhouse.keys import Lane
from ledger.ledger import Ledger
from ledger.runs.rows import Scope
from lists.store.list_store import ListStore
from worker.alerts.alertstream import AlertStream
from worker.alerts.events import erased_event
from worker.chores.activation import activate_if_moved
from worker.chores.watching import ListWatch
from worker.deciding.deciding import Deciding
from worker.intake.erasing import Erasures
from worker.intake.quality import SourceQuality
from worker.intake.stream import Intake
from worker.intake.waiting import WaitingRoom
from worker.policies.kept import Policies
from worker.verdicts.screener import Screener

log: Final = structlog.get_logger()
_GONE_AFTER_S: Final = 3600.0


class Settling:
    """Brings what was begun to its end."""

    def __init__(
        self,
        ledger: Ledger,
        store: ListStore,
        screener: Screener,
        *,
        quality: SourceQuality,
        waiting: WaitingRoom,
        alerts: AlertStream,
        intake: Intake,
        watch: ListWatch,
        erasures: Erasures,
        policies: Policies,
        deciding: Deciding,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._screener = screener
        self._quality = quality
        self._waiting = waiting
        self._alerts = alerts
        self._intake = intake
        self._watch = watch
        self._erasures = erasures
        self._policies = policies
        self._deciding = deciding
        self._told: dict[Lane, int] = {}
        self._now = now

    def run(self) -> None:
        """Activate a new snapshot, end what has expired, screen the unscreened, release, trim."""
        self._policies.keep_first(self._now())
        # A task has a minute: an index that is to be built is built by the re-screening.
        policy, at = self._screener.policy, self._now()
        activate_if_moved(self._ledger, self._store, policy, at, may_build=False)
        self._watch.run()
        self._tell_of_erasures()
        if expired := self._deciding.expire(self._now()):
            log.info("decisions.expired", decisions=expired)
        self._screen_unscreened()
        released = self._waiting.release_ready(self._quality.paused_sources())
        if released:
            log.info("records.released", records=released)
        self._alerts.trim()
        for lane in Lane:
            self._intake.forget_idle_consumers(lane, _GONE_AFTER_S)

    def _tell_of_erasures(self) -> None:
        erased = {lane: self._erasures.count(lane) for lane in Lane}
        fresh = {lane: n for lane, n in erased.items() if n > self._told.get(lane, 0)}
        if fresh:
            log.error("records.erased", **{lane.value: n for lane, n in fresh.items()})
            at = self._now()
            self._ledger.enqueue([erased_event(lane, n, at) for lane, n in fresh.items()])
        self._told = erased

    def _screen_unscreened(self) -> None:
        standing = self._screener.standing(self._ledger.active_basis())
        if standing.number is None or standing.unready is not None:
            return
        if self._ledger.runs.unfinished() is None and self._ledger.has_unscreened(self._now()):
            self._ledger.runs.begin(standing.number, Scope.UNSCREENED, self._now())
