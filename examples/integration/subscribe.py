"""Listen to alerts: usage: subscribe.py REDIS_URL [SECONDS].

Ends after so many quiet seconds; goes on for ever without.
"""

import sys

from customhouse import Alert, Client, UndecodableError


def handle(alert: Alert) -> None:
    """Do what your house does with an alert. What raises here comes again."""
    print(alert.type, alert.subject)


url = sys.argv[1]
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else None
with Client(url) as client:
    for delivery in client.subscribe("example", "one", block_s=seconds).deliveries():
        try:
            with delivery as alert:
                handle(alert)
        except UndecodableError as exc:
            print(exc, file=sys.stderr)
            delivery.set_aside()
