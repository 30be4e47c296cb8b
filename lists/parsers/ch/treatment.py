"""What becomes of every element and attribute below a target of the Swiss list.

The publisher's schema is not at hand: the table follows its files.
"""

from typing import Final

_TEXT: Final = "text"
_HOLDER: Final = "holds others"
_NUMBER: Final = "ignored: number of a detail; the listing has the target's"
_QUALITY: Final = "text, where it is not good"
_IDENTITY: Final = {
    "@ssid": _NUMBER,
    "@main": "whether its primary name is the listing's",
    "/name": _HOLDER,
    "/name@ssid": _NUMBER,
    "/name@name-type": "name, kind",
    "/name@quality": "name, kind",
    "/name@lang": "name, language",
    "/name/name-part": _HOLDER,
    "/name/name-part@order": "name",
    "/name/name-part@name-part-type": "name, part",
    "/name/name-part/value": "name",
    "/name/name-part/spelling-variant": "name",
    "/name/name-part/spelling-variant@lang": "name, language",
    "/name/name-part/spelling-variant@script": "name, script",
    "/name/name-part/spelling-variant@spelling-variant-type": "ignored: how it was romanised",
    "/day-month-year": _HOLDER,
    **{f"/day-month-year@{name}": "date" for name in ("year", "month", "day", "calendar")},
    "/day-month-year@quality": _QUALITY,
    "/day-month-year@ssid": _NUMBER,
    "/place-of-birth": _HOLDER,
    "/place-of-birth@place-id": "birth place",
    "/place-of-birth@quality": _QUALITY,
    "/place-of-birth@ssid": _NUMBER,
    "/nationality": _HOLDER,
    "/nationality@ssid": _NUMBER,
    "/nationality/country": "country",
    "/nationality/country@iso-code": "country",
    "/address": _HOLDER,
    "/address@place-id": "address",
    "/address@quality": _QUALITY,
    "/address@main": "ignored: all addresses count",
    "/address@current": "text, where it is false",
    "/address@ssid": _NUMBER,
    **{f"/address/{name}": "address" for name in ("c-o", "address-details", "p-o-box", "zip-code")},
    "/address/remark": _TEXT,
    "/identification-document": _HOLDER,
    "/identification-document@document-type": "identifier, scheme",
    "/identification-document@ssid": _NUMBER,
    "/identification-document/number": "identifier",
    "/identification-document/issuer": "identifier, country",
    "/identification-document/issuer@code": "identifier, country",
    "/identification-document/date-of-issue": _TEXT,
    "/identification-document/expiry-date": _TEXT,
    "/identification-document/place-of-issue": _TEXT,
    "/identification-document/place-of-issue@place-id": _TEXT,
    "/identification-document/remark": _TEXT,
}
_BODY: Final = {
    "@sex": "gender",
    "@object-type": "type",
    "/identity": _HOLDER,
    **{f"/identity{path}": how for path, how in _IDENTITY.items()},
    "/justification": _TEXT,
    "/justification@ssid": _NUMBER,
    "/other-information": "text; labelled numbers",
    "/other-information@ssid": _NUMBER,
    "/relation": _HOLDER,
    "/relation@target-id": "relation",
    "/relation@relation-type": "relation",
    "/relation@ssid": _NUMBER,
    "/relation/remark": _TEXT,
}
# <modification> is read for its type and dates, then taken out: it repeats what the target said.
TREATMENT: Final = {
    "@ssid": "number of the listing",
    "@sanctions-set-id": "programme",
    "sanctions-set-id": "programme",
    "foreign-identifier": _TEXT,
    "generic-attribute": _TEXT,
    "generic-attribute@name": _TEXT,
    "generic-attribute@ssid": _NUMBER,
    **dict.fromkeys(("individual", "entity", "object"), _HOLDER),
    **{
        f"{body}{path}": how
        for body in ("individual", "entity", "object")
        for path, how in _BODY.items()
    },
}
