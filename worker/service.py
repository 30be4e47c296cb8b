"""The wiring: one process's objects, made from the settings."""

from datetime import UTC, datetime, timedelta
from functools import partial

import redis

from customhouse.keys import Keys
from ledger.ledger import Ledger
from ledger.rows import Basis
from lists.history import listing_in
from lists.store.list_store import ListStore
from worker.alerts.alertstream import AlertStream
from worker.alerts.publishing import Publisher
from worker.batch import Batch
from worker.chores.activation import activate_if_moved
from worker.chores.auditing import Auditing
from worker.chores.causes import Causes
from worker.chores.refreshing import Refreshing
from worker.chores.relay import Relay
from worker.chores.settling import Settling
from worker.chores.telling import ListNews
from worker.chores.watching import ListWatch
from worker.deciding.deciding import Deciding
from worker.deciding.four_eyes import FourEyes
from worker.drain import Drain
from worker.intake.erasing import Erasures
from worker.intake.quality import SourceQuality
from worker.intake.stream import Intake
from worker.intake.waiting import WaitingRoom
from worker.policies.kept import Policies
from worker.rescreening.running import Rescreening
from worker.settings import Settings
from worker.verdicts.screener import Screener


def utc_now() -> datetime:
    """Return the time; everything else is handed it."""
    return datetime.now(UTC)


def connect(settings: Settings) -> redis.Redis:
    """Return a connection that notices a dead server within seconds."""
    return redis.Redis.from_url(
        settings.redis_url,
        socket_timeout=10,
        socket_connect_timeout=5,
        socket_keepalive=True,
        health_check_interval=5,
    )


class Service:
    """Everything one process works with."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keys = Keys(settings.prefix)
        self.redis = connect(settings)
        self.ledger = Ledger(settings.ledger_url)
        self.store = ListStore(settings.lists_dir)
        self.policies = Policies(self.ledger.trail, settings)
        self.screener = Screener(self.store, settings, utc_now, self.policies)
        self.publisher = Publisher(
            self.redis,
            self.keys,
            marker_ttl_s=settings.marker_ttl_s,
            result_ttl_s=settings.result_ttl_s,
        )
        self.quality = SourceQuality(self.redis, self.keys)
        self.waiting = WaitingRoom(self.redis, self.keys)
        self.intake = Intake(self.redis, self.keys, claim_idle_s=settings.claim_idle_s)
        self.erasures = Erasures(self.redis, self.keys)
        self.alerts = AlertStream(
            self.redis,
            self.keys,
            bound=settings.alerts_bound,
            lag_alarm=settings.group_lag_alarm,
        )
        self.deciding = Deciding(self.ledger, partial(listing_in, self.store), FourEyes())
        self.watch = ListWatch(self.ledger, self.store, settings.age_limits, now=utc_now)
        self.refreshing = Refreshing(self.store, settings.refresh_lists, now=utc_now)
        self.auditing = Auditing(self.ledger, self.store, settings.data_dir, now=utc_now)
        self.news = ListNews(self.ledger, self.store, now=utc_now)
        self.rescreening = Rescreening(
            self.ledger, self.store, self.screener, self.publisher, Causes(self.store), now=utc_now
        )

    def activate(self) -> Basis | None:
        """Make the lists in force the active basis, however long their index takes."""
        self.policies.keep_first(utc_now())
        return activate_if_moved(self.ledger, self.store, self.screener.policy, utc_now())

    def drain(self) -> Drain:
        """Return this process's drain."""
        batch = Batch(
            self.ledger,
            self.screener,
            self.publisher,
            self.quality,
            now=utc_now,
            margin=timedelta(days=self.settings.open_margin_days),
        )
        return Drain(self.intake, batch, self.settings)

    def relay(self) -> Relay:
        """Return this process's relay."""
        after = timedelta(seconds=self.settings.relay_after_s)
        return Relay(self.redis, self.ledger, self.publisher, after=after, now=utc_now)

    def settling(self) -> Settling:
        """Return this process's settling."""
        return Settling(
            self.ledger,
            self.store,
            self.screener,
            quality=self.quality,
            waiting=self.waiting,
            alerts=self.alerts,
            intake=self.intake,
            watch=self.watch,
            erasures=self.erasures,
            policies=self.policies,
            deciding=self.deciding,
            now=utc_now,
        )

    def close(self) -> None:
        """Give connections back."""
        self.redis.close()
        self.ledger.dispose()
