"""Listen to alerts: usage: subscribe.py REDIS_URL [SECONDS]."""

import sys

from customhouse import Client

url = sys.argv[1]
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else None
with Client(url) as client:
    for alert in client.subscribe("example", "one", block_s=seconds):
        print(alert.type, alert.subject)
