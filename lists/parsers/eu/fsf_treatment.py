"""What becomes of every element and attribute of the EU's XML 1.1.

A test compares it with the publisher's schema.
"""

from typing import Final

_TEXT: Final = "text"
_LANGUAGE: Final = "ignored: language of the publication, not of the name"
_NUMBER: Final = "ignored: number of a detail; the listing has the entity's"
_SUMMARY: Final = "ignored: in which publication a detail stood; the entity's own is kept"

# Every element may have these; the entity's own number is the listing's.
_OPERABLE: Final = {
    "@logicalId": _NUMBER,
    "/remark": "text; labelled numbers",
    "/additionalInformation": "holds others",
    "/additionalInformation@key": _TEXT,
    "/additionalInformation@value": _TEXT,
}
_SUMMARIES: Final = ("regulationType", "publicationDate", "numberTitle", "publicationUrl")
_DETAIL: Final = {
    **_OPERABLE,
    "@regulationLanguage": _LANGUAGE,
    "/regulationSummary": _SUMMARY,
    **{f"/regulationSummary@{name}": _SUMMARY for name in _SUMMARIES},
}
_COUNTRY: Final = {"@countryIso2Code": "country", "@countryDescription": "country"}
_ELEMENTS: Final = {
    "regulation": {
        **_OPERABLE,
        "@programme": "programme, sub-list",
        "@numberTitle": "legal basis",
        "@entryIntoForceDate": "start, where there is no date of designation; text",
        "@publicationDate": _TEXT,
        "@regulationType": _TEXT,
        "@organisationType": _TEXT,
        "/publicationUrl": _TEXT,
        "/corrigendum": "holds others",
        **{f"/corrigendum@{name}": _TEXT for name in _SUMMARIES},
    },
    "subjectType": {"@code": "type", "@classificationCode": "type"},
    "nameAlias": {
        **_DETAIL,
        "@wholeName": "name",
        "@firstName": "name, part",
        "@middleName": "name, part",
        "@lastName": "name, part",
        "@nameLanguage": "name, language",
        "@strong": "name, kind",
        "@gender": "gender",
        "@function": _TEXT,
        "@title": _TEXT,
    },
    "citizenship": {
        **_DETAIL,
        **_COUNTRY,
        "@region": _TEXT,
        "@acquisitionDate": _TEXT,
        "@disenfranchisementDate": _TEXT,
    },
    "birthdate": {
        **_DETAIL,
        **_COUNTRY,
        **{
            f"@{name}": "date"
            for name in (
                "circa",
                "calendarType",
                "birthdate",
                "dayOfMonth",
                "monthOfYear",
                "year",
                "yearRangeFrom",
                "yearRangeTo",
            )
        },
        **{f"@{name}": "birth place" for name in ("city", "zipCode", "region", "place")},
    },
    "address": {
        **_DETAIL,
        **_COUNTRY,
        **{
            f"@{name}": "address"
            for name in ("street", "poBox", "zipCode", "city", "region", "place")
        },
        "@asAtListingTime": _TEXT,
        "/contactInfo": "holds others",
        "/contactInfo@key": _TEXT,
        "/contactInfo@value": _TEXT,
    },
    "identification": {
        **_DETAIL,
        **_COUNTRY,
        "@identificationTypeCode": "identifier, scheme",
        "@identificationTypeDescription": _TEXT,
        "@number": "identifier",
        "@latinNumber": "identifier",
        **{
            f"@{name}": _TEXT
            for name in (
                "diplomatic",
                "knownExpired",
                "knownFalse",
                "reportedLost",
                "revokedByIssuer",
                "issueDate",
                "issuedBy",
                "nameOnDocument",
                "validFrom",
                "validTo",
                "region",
            )
        },
    },
}
TREATMENT: Final = {
    **{path.removeprefix("/"): how for path, how in _OPERABLE.items()},
    "@logicalId": "number of the listing",
    "@designationDate": "start of the designation",
    "@delistingDate": "end of the designation",
    "@designationDetails": _TEXT,
    "@unitedNationId": _TEXT,
    "@euReferenceNumber": _TEXT,
    **dict.fromkeys(_ELEMENTS, "holds others"),
    **{f"{name}{path}": how for name, paths in _ELEMENTS.items() for path, how in paths.items()},
}
