"""What OFAC's labels mean. All formats use the same labels, in elements or in remarks."""

import re
from functools import lru_cache
from typing import Final

from lists.reading.building import Draft
from lists.reading.parsed import Reading
from lists.reading.territories import is_usual_name
from lists.sources import Source
from screening.listing import (
    CountryRelation,
    EntityType,
    Gender,
    Listing,
    NameKind,
    PartKind,
    RelationKind,
)

AUTHORITY: Final = "OFAC"
TYPES: Final = {
    "": EntityType.ORGANISATION,
    "entity": EntityType.ORGANISATION,
    "other entity": EntityType.ORGANISATION,
    "location": EntityType.ADDRESS,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
# "a.k.a.", "aka", "A.K.A."; "n.k.a." is what it is called now.
ALIASES: Final = {
    "aka": NameKind.ALIAS,
    "fka": NameKind.PREVIOUS,
    "nka": NameKind.ALIAS,
}
RELATIONS: Final = {
    "associate of": RelationKind.LINKED_TO,
    "providing support to": RelationKind.SUPPORTS,
    "acting for or on behalf of": RelationKind.ACTS_FOR,
    "owned or controlled by": RelationKind.OWNED_BY,
    "family member of": RelationKind.FAMILY,
    "playing a significant role in": RelationKind.OTHER,
    "leader or official of": RelationKind.LEADS,
    "principal executive officer": RelationKind.LEADS,
    "owns, controls, or operates": RelationKind.OWNS,
    "property in the interest of": RelationKind.OTHER,
}
# Other parts are a whole name: of an entity, a vessel, an aircraft.
NAME_PARTS: Final = {
    "last name": PartKind.FAMILY,
    "first name": PartKind.GIVEN,
    "middle name": PartKind.MIDDLE,
    "maiden name": PartKind.MAIDEN,
    "patronymic": PartKind.PATRONYMIC,
    "matronymic": PartKind.MATRONYMIC,
}

# Labels by scheme, as OFAC's reference values have them.
_SCHEMES: Final = {
    "passport": """Passport; Diplomatic Passport; British National Overseas Passport;
        Stateless Person Passport; Stateless Person ID Card; Travel Document Number;
        Refugee ID Card""",
    "tax": """Tax ID No.; R.F.C.; RFC; NIT #; RUC #; RIF #; C.U.I.T.; C.N.P.J. #; CNPJ #; CNPJ;
        C.N.P.J.; US FEIN; Italian Fiscal Code; Fiscal Code; N.I.F.; C.I.F.; RTN;
        Romanian Tax Registration; Paraguayan tax identification number;
        Numero Unico de Identificacao Tributaria (NUIT)""",
    "vat": "V.A.T. Number",
    "registration": """Registration Number; Registration ID; Business Registration Number;
        Business Registration Document #; Company Number; UK Company Number;
        Folio Mercantil No.; Commercial Registry Number; Trade License No.; C.R. No.;
        Matricula Mercantil No; Economic Register Number (CBLS);
        Istanbul Chamber of Comm. No.; Central Registration System Number; Business Number;
        Chamber of Commerce Number; Dubai Chamber of Commerce Membership No.;
        Enterprise Number; Public Registration Number; Registered Charity No.;
        Branch Unit Number; Certificate of Incorporation Number; Romanian C.R.;
        MSB Registration Number; RSIN; Registration Certificate Number (Dubai)""",
    "national_id": """National ID No.; National Foreign ID Number; Cedula No.; C.U.R.P.; C.U.I.;
        C.U.I.P.; C.U.I.P; D.N.I.; SSN; Personal ID Card; Citizen's Card Number; Kenyan ID No.;
        Moroccan Personal ID No.; Bosnian Personal ID No.; N.I.E.; I.F.E.;
        Tazkira National ID Card; Numero de Identidad; Tarjeta de Identidad;
        Credencial electoral; Electoral Registry No.; Turkish Identification Number;
        UAE Identification; Residency Number; Romanian Permanent Resident;
        Cartilla de Servicio Militar Nacional; Military Registration Number;
        Birth Certificate Number; CNP (Personal Numerical Code)""",
    "id": """Identification Number; License; Permit Number; File Number; LE Number;
        Immigration No.; VisaNumberID; Pilot License Number; SRE Permit No.; C.I.N.;
        Public Security and Immigration No.; Seafarer's Identification Document;
        Tourism License No.; Organization Code; Serial No.;
        Afghan Money Service Provider License Number""",
    "drivers_license": "Driver's License No.",
    "ogrn": "Russian State Individual Business Registration Number Pattern (OGRNIP)",
    "uscc": """Unified Social Credit Code (USCC);
        United Social Credit Code Certificate (USCCC)""",
    "okpo": "Government Gazette Number",
    "lei": "Legal Entity Number",
    "duns": "D-U-N-S Number",
    "bic": "SWIFT/BIC",
    "bik": "BIK (RU)",
    "isin": "ISIN",
    "giin": "Global Intermediary Identification Number",
    "imo": "Vessel Registration Identification",
    "mmsi": "MMSI",
    "call_sign": "Vessel Call Sign; Other Vessel Call Sign",
    "tail": "Aircraft Tail Number; Previous Aircraft Tail Number",
    "serial": """Aircraft Serial Identification; Aircraft Manufacturer's Serial Number (MSN);
        Aircraft Construction Number (also called L/N or S/N or F/N)""",
    "icao24": "Aircraft Mode S Transponder Code",
}
_DATES: Final = """DOB; Birthdate; Vessel Year of Build; Organization Established Date;
    Aircraft Manufacture Date"""
_TIES: Final = {
    CountryRelation.NATIONALITY: "nationality; Nationality Country",
    CountryRelation.CITIZENSHIP: "citizen; Citizenship Country",
    CountryRelation.REGISTRATION: "Nationality of Registration; Registration Country",
    CountryRelation.FLAG: "Vessel Flag",
    CountryRelation.FORMER_FLAG: "Former Vessel Flag; Other Vessel Flag",
}
_BIRTH_PLACES: Final = "POB; Place of Birth"
_GENDER: Final = "gender"
_OWNER: Final = "vessel owner"
# They have no field, so their text is kept. "Listing Date (…)" comes in many forms.
_TEXTS: Final = re.compile(
    r"secondary sanctions risk|additional sanctions information|executive order\b.*"
    r"|transactions prohibited for persons.*|caatsa section.*|peesa information"
    r"|ifca determination|organization type|target type|website|email address|phone number"
    r"|equity ticker|micex code|issuer name|un/locode|trademark number|title"
    r"|chinese commercial code"
    r"|(?:listing|effective|purchase/sales for divestment) date.*"
    r"|aircraft (?:model|operator)|(?:other )?vessel type"
    r"|vessel (?:gross registered )?tonnage|digital currency address - \w+"
)
# Aircraft are listed under their registration: "EP-GOM", "N200VR".
_TAIL: Final = re.compile(r"[A-Z0-9]{1,3}-[A-Z0-9]{2,6}|N\d[0-9A-Z]{1,4}|YV\d{3,4}T?")
WALLET: Final = "digital currency address - "
_IMO: Final = re.compile(r"IMO ?(\d{7})")


def _by_label(groups: dict[str, str]) -> dict[str, str]:
    return {
        " ".join(label.split()).lower(): meaning
        for meaning, labels in groups.items()
        for label in labels.split(";")
    }


_SCHEME: Final = _by_label(_SCHEMES)
_RELATION: Final = _by_label({tie.value: labels for tie, labels in _TIES.items()})
_DATED: Final = frozenset(_by_label({"": _DATES}))
_BORN: Final = frozenset(_by_label({"": _BIRTH_PLACES}))
# What a rule reads, in lower case: the remarks are searched for these.
NUMBERS: Final = frozenset(_SCHEME)
TIES: Final = frozenset(_RELATION)
LABELS: Final = frozenset({*_SCHEME, *_RELATION, *_DATED, *_BORN, _GENDER})


def alias_kind(written: str, reading: Reading, *, is_weak: bool) -> NameKind:
    """Return the kind of an alias written "a.k.a.", "A.K.A." or "aka"."""
    if is_weak:
        return NameKind.WEAK_ALIAS
    kind = ALIASES.get(written.replace(".", "").lower())
    if kind is None:
        reading.unread(f"alias type {written}")
    return kind or NameKind.ALIAS


def entity_type(written: str, reading: Reading) -> EntityType:
    """Return what a listed entity is; "" is an entity."""
    kind = TYPES.get(written.lower())
    if kind is None:
        reading.unread(f"type {written}")
    return kind or EntityType.UNKNOWN


def relation_kind(written: str, reading: Reading) -> RelationKind:
    """Return how one is related to another."""
    kind = RELATIONS.get(written.lower())
    if kind is None:
        reading.unread(f"relation {written}")
    return kind or RelationKind.OTHER


def finish(draft: Draft, source: Source, number: str) -> Listing:
    """Return the listing; an aircraft's name that is a registration also becomes a number.

    Raises:
        ValueError: there is no name but weak aliases, or no number.
    """
    if draft.type is EntityType.AIRCRAFT:
        for name in draft.names:
            if name.kind is NameKind.PRIMARY and _TAIL.fullmatch(name.text):
                draft.number("tail", name.text)
    return draft.finish(source.id, number)


def land(written: str) -> str:
    """Return a country or region without the prefix "Region:", which only some formats use."""
    return written.removeprefix("Region: ")


@lru_cache(maxsize=1024)
def plain_label(label: str) -> str:
    """Return a label in one form: "secondary sanctions risk" for "Secondary sanctions risk:"."""
    return label.replace("’", "'").strip(" :-").lower()


def keep(draft: Draft, reading: Reading, label: str, value: str, country: str = "") -> None:
    """Add a labelled value; it becomes a remark where it has no field of its own."""
    plain = plain_label(label)
    # A wallet's currency is in its label alone.
    if put(draft, label, value, country) and not plain.startswith(WALLET):
        return
    if _TEXTS.fullmatch(plain) is None:
        reading.unread(f"label {label}")
    draft.remark(f"{label} {value} ({country})" if country else f"{label} {value}")


def put(draft: Draft, label: str, value: str, country: str = "") -> bool:
    """Add a labelled value; return False where it has no field of its own."""
    plain = plain_label(label)
    if not value:
        return True
    if plain in _SCHEME:
        _put_number(draft, plain, value, country)
    elif plain in _DATED:
        draft.date(value)
    elif plain in _RELATION:
        draft.tie(value, CountryRelation(_RELATION[plain]))
    elif plain in _BORN:
        draft.birth_places.append(value)
    elif plain.startswith(WALLET):
        draft.number("crypto_wallet", value)
    elif plain == _OWNER:
        draft.relation(RelationKind.OWNED_BY, value)
    else:
        return plain == _GENDER and _put_gender(draft, value)
    return True


def _put_number(draft: Draft, label: str, value: str, country: str) -> None:
    if not country:
        value, country = _without_country(value)
    scheme, imo = _SCHEME[label], _IMO.fullmatch(value)
    if imo is not None:
        # IMO also numbers companies, and OFAC gives a few of those numbers under a ship's label.
        is_ship = scheme == "imo" and draft.type is EntityType.VESSEL
        draft.number("imo" if is_ship else "imo_company", imo[1], country)
    elif scheme == "imo":
        draft.number("registration", value, country)
    else:
        draft.number(scheme, value, country)


def _without_country(text: str) -> tuple[str, str]:
    """Return a number and the country in brackets after it; other brackets stay."""
    value = text.strip()
    if value.endswith(")"):
        before, _, inside = value[:-1].rpartition("(")
        if is_usual_name(inside):
            return before.strip(), inside
    return value, ""


def _put_gender(draft: Draft, value: str) -> bool:
    said = {"male": Gender.MALE, "female": Gender.FEMALE}.get(value.lower())
    if said is None:
        return False
    # Contradictory values leave the gender open.
    draft.gender = said if draft.gender in (None, said) else None
    return True
