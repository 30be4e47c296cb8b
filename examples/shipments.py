"""Write examples/shipments.ndjson: what `make demo` submits. All innocent names are made up."""

import json
from pathlib import Path
from typing import Any

INNOCENT = [
    ("Alpenblick Werkzeuge GmbH", "AT", "Northfield Garden Tools Ltd", "GB", "pruning shears"),
    ("Bellweather Orchard Foods", "NZ", "Kestrel Bay Groceries", "AU", "dried apples"),
    ("Ceramica Valdonna S.p.A.", "IT", "Tilehaven Pty", "AU", "wall tiles"),
    ("Duinrand Bloemen B.V.", "NL", "Petalwise Florists", "IE", "cut tulips"),
    ("Estrela do Minho Textil Lda", "PT", "Cottonwood & Daughters", "CA", "bed linen"),
    ("Fjordvik Laks AS", "NO", "Sakuragaoka Suisan", "JP", "frozen salmon"),
    ("Glenbarrow Distillery", "GB", "Oakcask Importers", "US", "whisky"),
    ("Hanbit Stationery", "KR", "Paperlane Schools Supply", "PH", "notebooks"),
    ("Isarwinkel Brauhaus", "DE", "Hopgarden Beverages", "SE", "beer"),
    ("Jacaranda Coffee Estates", "KE", "Morningcup Roasters", "DK", "green coffee"),
    ("Kopparlund Möbler AB", "SE", "Winterhouse Interiors", "FI", "shelves"),
    ("Lumbrera Juguetes", "ES", "Playmeadow Toys", "IE", "wooden toys"),
    ("Maplecreek Syrup Cooperative", "CA", "Breakfast Barn", "GB", "maple syrup"),
    ("Nilgiri Leaf Tea Gardens", "IN", "Teapot Lane", "GB", "tea"),
    ("Olivar de la Sierra Baja", "ES", "Mediterranea Delikatessen", "DE", "olive oil"),
    ("Puszta Paprika Kft", "HU", "Spicebox Kitchens", "NL", "paprika"),
    ("Quintal Cork Products", "PT", "Bottlestop Wines", "ZA", "cork stoppers"),
    ("Rosenhügel Seifen", "AT", "Bathhouse Row", "US", "soap"),
    ("Sundance Saddlery", "US", "Pferdehof Lindental", "DE", "saddles"),
    ("Tasman Wool Growers", "NZ", "Strickstube Nordlicht", "DE", "merino yarn"),
]

# POLA DUDINKA of lists/ofac_excerpt, under a made-up name: the number alone must tell.
LISTED_IMO = "9190107"


def shipment(number: int, parties: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    return {
        "shipment_id": f"DEMO-{number:03}",
        "source": "urn:demo:forwarder",
        "revision": 0,
        "parties": parties,
        **rest,
    }


def party(role: str, name: str, country: str, **rest: Any) -> dict[str, Any]:
    return {"role": role, "names": [{"text": name}], "country": country, **rest}


def innocent() -> list[dict[str, Any]]:
    return [
        shipment(
            number,
            [party("consignor", seller, origin), party("consignee", buyer, destination)],
            goods=[{"line": 1, "description": goods}],
        )
        for number, (seller, origin, buyer, destination, goods) in enumerate(INNOCENT, 1)
    ]


def suspicious() -> list[dict[str, Any]]:
    forwarder = party("freight_forwarder", "Blue Pelican Forwarding", "AE")
    return [
        shipment(
            21,
            [forwarder, party("consignee", "Ural Civil Aviation Factory", "RU")],
            goods=[{"line": 1, "description": "refrigeration unit", "hs": "841869"}],
        ),
        shipment(
            22,
            [party("CZ", "Quayside Electronics", "HK"), party("end_user", "Akmetron JSC", "RU")],
            goods=[{"line": 1, "description": "integrated circuits", "hs": "854231"}],
        ),
        shipment(
            23,
            [forwarder, party("notify_party", "Harbourlight Agencies", "OM")],
            transport=[{"mode": "1", "vessel": {"name": "Morning Gull", "imo": LISTED_IMO}}],
        ),
        shipment(
            24,
            [party("consignor", "Mile Haoxiang Technology", "CN"), forwarder],
            goods=[{"line": 1, "description": "two-stroke engine for models", "hs": "840732"}],
        ),
    ]


def main() -> None:
    lines = [json.dumps(found, ensure_ascii=False) for found in innocent() + suspicious()]
    # A record of the same content again, and one that cannot be read: both have their fate.
    lines += [lines[20], '{"shipment_id": "DEMO-025", "source": "urn:demo:forwarder"}']
    Path(__file__).with_suffix(".ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
