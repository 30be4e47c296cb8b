"""What would be told of lists or a policy that are not in force, for people and programs."""

from desk.cli.printing import print_line, tell
from worker.rescreening.previewing import Preview


def print_preview(found: Preview, as_json: bool) -> None:
    """Print how many alerts would appear, change and vanish, and the first of them."""
    counts = {kind.split(".")[2]: count for kind, count in sorted(found.told.items())}
    data = {
        "parties": found.parties,
        "hits": found.hits,
        "shipments": found.shipments,
        "told": counts,
        "sample": [
            {"source": each.key.source, "shipment_id": each.key.shipment_id,
             "type": each.type, "names": each.names} for each in found.sample
        ],
    }  # fmt: skip
    appear, change, vanish = (counts.get(each, 0) for each in ("flagged", "changed", "cleared"))
    said = (
        f"alerts that would appear: {appear:,}, change: {change:,}, vanish: {vanish:,};"
        f" {found.parties:,} parties looked at, {found.hits:,} hits and {found.shipments:,}"
        " shipments judged; nothing was written"
    )
    tell(said, data, as_json=as_json)
    if not as_json:
        for each in found.sample:
            kind = each.type.split(".")[2]
            print_line(f"  {kind:9} {each.key.shipment_id}  {', '.join(each.names)}")
