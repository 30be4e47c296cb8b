"""Every stream and key of the service, in one place, under one prefix."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

RECORD_FIELD: Final = "record"
# An intake entry that has this field, whatever it holds, gets an answer of its own.
ANSWER_FIELD: Final = "answer"
INTAKE_GROUP: Final = "customhouse"


class Lane(StrEnum):
    """The two ways in: express waits for an answer, bulk does not."""

    EXPRESS = "express"
    BULK = "bulk"


@dataclass(frozen=True, slots=True)
class Keys:
    """Names of streams and keys.

    In a name that is made of two parts, "%" is written as "%25" in the second one and ":" as "%3A".
    So the last colon stands between the parts, and no two pairs share a name.

    Args:
        prefix: put before every name; "{ch}:" keeps a cluster's keys on one slot.
    """

    prefix: str = ""

    def intake(self, lane: Lane) -> str:
        """Return the stream that producers write to."""
        return f"{self.prefix}intake:{lane}"

    @property
    def alerts(self) -> str:
        """The stream of events; fields `id` and `event`."""
        return f"{self.prefix}alerts"

    @property
    def dead(self) -> str:
        """The stream of dead letters; fields `reason`, `field`, `lane`, `entry`, `record`."""
        return f"{self.prefix}dead"

    @property
    def waiting(self) -> str:
        """The stream of records that wait for a newer worker or for their paused source."""
        return f"{self.prefix}waiting"

    def paused(self) -> str:
        """Hash of what is paused: "lane:bulk" or "source:…" → why."""
        return f"{self.prefix}paused"

    @property
    def heartbeats(self) -> str:
        """Hash of the service's processes: "bulk@host" → when it was there last, as JSON."""
        return f"{self.prefix}heartbeats"

    @property
    def answered(self) -> str:
        """Hash of doorbells: "drain bulk" → when a worker answered it last."""
        return f"{self.prefix}answered"

    @property
    def service(self) -> str:
        """Key that says whose streams these are, as JSON."""
        return f"{self.prefix}service"

    def quality(self, source: str) -> str:
        """List of the last 200 records of a source, "1" bad and "0" good."""
        return f"{self.prefix}quality:{source}"

    def result(self, *, source: str, shipment_id: str) -> str:
        """Key of a shipment's last result, as JSON; expires.

        Example:
            result(source="urn:erp", shipment_id="S:1") → "result:urn:erp:S%3A1"
        """
        return f"{self.prefix}result:{source}:{_second(shipment_id)}"

    def answer(self, lane: Lane, entry: str) -> str:
        """Key of what became of one entry that asked for it, as JSON; expires."""
        return f"{self.prefix}answer:{lane}:{_second(entry)}"

    def marker(self, alert_id: str) -> str:
        """Key that says an alert is on the stream already."""
        return f"{self.prefix}marker:{alert_id}"

    def alone(self, lane: Lane) -> str:
        """Hash of redelivered entries → how often each crashed a worker while running alone."""
        return f"{self.prefix}alone:{lane}"

    def slow(self, lane: Lane) -> str:
        """Hash of entries that take longer than a batch may → since when."""
        return f"{self.prefix}slow:{lane}"

    def taken(self) -> str:
        """Hash of lanes → how many of their entries were taken, of all that were ever added."""
        return f"{self.prefix}taken"

    def attempts(self, group: str) -> str:
        """Hash of the entries of alerts → how often each was handed over and not acked."""
        return f"{self.prefix}attempts:{group}"

    def aside(self, group: str) -> str:
        """Stream of events that a subscriber set aside."""
        return f"{self.prefix}aside:{group}"


def _second(part: str) -> str:
    return part.replace("%", "%25").replace(":", "%3A")
