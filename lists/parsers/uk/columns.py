"""The columns and elements of the British lists, and the field that each one is.

One table serves the UK Sanctions List (XML and CSV) and the retired ConList, which name the same
facts differently. Names are compared by their letters and digits alone: "Nationality(/ies)".
"""

from collections.abc import Iterable
from typing import Final

from lists.errors import ListError
from lists.sources import Source

# Prefix of a field that no rule knows.
UNKNOWN: Final = "?"

_SPELLINGS: Final = {
    "number": "uniqueid groupid",
    "ofsi group id": "ofsigroupid",
    "un reference": "unreferencenumber unref",
    "uk sanctions list reference": "uksanctionslistref",
    "last updated": "lastupdated",
    "name 1": "name1",
    "name 2": "name2",
    "name 3": "name3",
    "name 4": "name4",
    "name 5": "name5",
    "name 6": "name6",
    "name type": "nametype aliastype",
    "alias strength": "aliasstrength aliasquality",
    "title": "title",
    "foreign name": "namenonlatinscript nonlatinname",
    "script": "nonlatinscripttype",
    "language": "nonlatinscriptlanguage",
    "regime": "regimename regime",
    "type": "individualentityship designationtype grouptype",
    "authority": "designationsource",
    "sanctions imposed": "sanctionsimposed",
    "other information": "otherinformation",
    "statement of reasons": "ukstatementofreasons",
    "address 1": "addressline1 address1",
    "address 2": "addressline2 address2",
    "address 3": "addressline3 address3",
    "address 4": "addressline4 address4",
    "address 5": "addressline5 address5",
    "address 6": "addressline6 address6",
    "postal code": "addresspostalcode postzipcode",
    "country": "addresscountry country",
    "phone": "phonenumber phonenumbers tel fax",
    "website": "website websites",
    "e-mail": "emailaddress emailaddresses",
    "designated": "datedesignated uksanctionslistdatedesignated",
    "listed on": "listedon",
    "date of birth": "dob",
    "nationality": "nationalityies nationality nationalities",
    "national id": "nationalidentifiernumber nationalidentificationnumber ninumber",
    "national id details": "nationalidentifieradditionalinformation nationalidentificationdetails",
    "passport": "passportnumber",
    "passport details": "passportadditionalinformation passportdetails",
    "position": "position positions",
    "gender": "gender",
    "town of birth": "townofbirth",
    "country of birth": "countryofbirth",
    "type of entity": "typeofentity",
    "subsidiary": "subsidiaries subsidiary",
    "parent company": "parentcompany parentcompanies",
    "business number": "businessregistrationnumbers businessregistrationnumber businessregno",
    "imo": "imonumber imonumbers",
    "owner or operator": "currentowneroperators currentowneroperator currentowners",
    "previous owner or operator": "previousowneroperators previousowneroperator previousowners",
    "flag": "currentbelievedflagofship currentbelievedflagofships flagofship",
    "previous flag": "previousflags previousflag",
    "type of ship": "typeofship",
    "tonnage": "tonnageofship",
    "length": "lengthofship",
    "year built": "yearbuilt yearsbuilt",
    "hull number": "hullidentificationnumberhin hullidentificationnumber hullidentificationnumbers",
}
_FIELDS: Final = {
    spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings.split()
}

# Fields that form one fact together; every other field is a fact by itself.
GROUPS: Final = {
    "name": ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6", "name type",
             "alias strength"),
    # Only the ConList says of a name in another script whether it is a weak one.
    "foreign name": ("foreign name", "script", "language", "foreign strength"),
    "address": ("address 1", "address 2", "address 3", "address 4", "address 5", "address 6",
                "postal code", "country"),
    "designation": ("regime", "authority", "designated", "listed on"),
    "passport": ("passport", "passport details"),
    "national id": ("national id", "national id details"),
    "birth place": ("town of birth", "country of birth"),
}  # fmt: skip


def fields_of(names: Iterable[str]) -> dict[str, str]:
    """Return what each column or element holds, "postal code"; an unknown one is "?Its Name".

    If two columns have the same meaning, the second counts as unknown, so that none is hidden.
    """
    found: dict[str, str] = {}
    taken = set[str]()
    for name in names:
        known = _FIELDS.get("".join(char for char in name.casefold() if char.isalnum()))
        if known is None or known in taken:
            known = UNKNOWN + name
        found[name] = known
        taken.add(known)
    return found


def require(fields: Iterable[str], required: Iterable[str], place: str, source: Source) -> None:
    """Return if all required fields are there.

    Raises:
        ListError: one is not, so the file would lose data.
    """
    missing = sorted(set(required) - set(fields))
    if missing:
        reason = f"no column for {', '.join(missing)}: this is another file, or another format"
        raise ListError(source.id, place, reason)
