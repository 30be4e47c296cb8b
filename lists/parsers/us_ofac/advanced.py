"""OFAC's ADVANCED XML: parties with typed names, features, documents and places.

The file is read twice: for what parties refer to (lists.parsers.us_ofac.references), then for the
parties.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lists.errors import ListError
from lists.parsers.us_ofac.dates import period_of
from lists.parsers.us_ofac.labels import AUTHORITY, alias_kind, finish, keep, land, relation_kind
from lists.parsers.us_ofac.names import part_kinds, written
from lists.parsers.us_ofac.references import TAGS, Place, References, read_references
from lists.parsers.us_ofac.remarks import read_text_remarks
from lists.reading.building import Draft
from lists.reading.parsed import Reading
from lists.reading.xml_stream import Element, entries, local_name, whole_text
from lists.sources import Source
from screening.listing import EntityType, Listing, NameKind

# What becomes of each element and attribute of the schema, reference values apart.
_READ: Final = """
    Sanctions DateOfIssue Year Month Day ReferenceValueSets Locations Location LocationAreaCode
    LocationCountry LocationPart LocationPartValue Value IDRegDocuments IDRegDocument
    IDRegistrationNo DistinctParties DistinctParty Profile Identity Alias DocumentedName
    DocumentedNamePart NamePartValue NamePartGroups MasterNamePartGroup NamePartGroup Feature
    FeatureVersion DatePeriod VersionDetail VersionLocation Start End From To ProfileRelationships
    ProfileRelationship SanctionsEntries SanctionsEntry EntryEvent Date SanctionsMeasure
    @ID @AreaCodeID @CountryID @LocPartTypeID @IDRegDocTypeID @IdentityID @IssuedBy-CountryID
    @IssuedIn-LocationID @ValidityID @IDRegDocDateTypeID @PartySubTypeID @Primary @False
    @AliasTypeID @LowQuality @DocNameStatusID @NamePartGroupID @ScriptID @NamePartTypeID
    @FeatureTypeID @ReliabilityID @DetailReferenceID @LocationID @From-ProfileID @To-ProfileID
    @RelationTypeID @Former @ProfileID @ListID @LegalBasisID @SanctionsTypeID @Approximate
"""
_TEXT: Final = """
    Comment IssuingAuthority DocumentDate LimitationsToListing SupportingInfo Text DirectURL
    ExternalReference ExRefValue SubLink Description
"""
_IGNORED: Final = {
    "points back to what points here": """
        FeatureVersionReference IDRegDocumentReference DocumentedNameReference IdentityReference
        ProfileRelationshipReference SanctionsEntryReference @FeatureVersionID @IDRegDocumentID
        @DocumentedNameID @ProfileRelationshipID @SanctionsEntryID @FixedRef @EntryProfileRef
    """,
    "OFAC has one value, or Unknown, for all": """
        @CalendarTypeID @CountryRelevanceID @LocPartValueTypeID @LocPartValueStatusID
        @ScriptStatusID @Acronym @DetailTypeID @IdentityFeatureLinkTypeID @EntryEventTypeID
        @RelationQualityID @YearFixed @MonthFixed @DayFixed
    """,
    "OFAC has none; the elements that say something are counted if they come": """
        IDRegDocumentMention DocumentedNameCountry SanctionsEntryLinks SanctionsEntryLink
        DurationMinimum DurationMaximum Years Months Days @ReferenceType @LeadingChars
        @TrailingChars @ExRefTypeID @TargetTypeID @SupInfoTypeID @EntryLinkTypeID
        @EntryA-SanctionsEntryID @EntryB-SanctionsEntryID
    """,
    "says what changed since an earlier file": """
        @Version @DeltaBaseVersion @DeltaAction @EntryDeltaFlag
    """,
}
TREATMENT: Final = {
    name: how
    for how, names in {"read": _READ, "kept as text": _TEXT, **_IGNORED}.items()
    for name in names.split()
}
_RARE: Final = ("{*}DocumentedNameCountry", "{*}DurationMinimum", "{*}DurationMaximum")
_SDN: Final = "SDN List"
_FALSE: Final = "False"
_ADDRESS: Final = "Location"


def parse(
    path: Path, source: Source, reading: Reading, *, allow_incomplete: bool
) -> Iterator[Listing]:
    """Yield the parties of a file.

    Raises:
        ListError: not XML, cut off, or without parties.
    """
    del allow_incomplete  # an excerpt cannot be told from a whole file
    found = read_references(path, source, reading)
    if not found.names:
        raise ListError(source.id, path.name, "the file has no parties")
    orphans = found.entries.keys() - found.names.keys()
    reading.counts["orphan entries"] += len(orphans)
    for profile in _profiles(path, source):
        number = profile.get("ID") or ""
        try:
            yield finish(_draft(profile, number, source, found, reading), source, number)
        except ValueError as exc:
            reading.problem(f"{path.name}, profile {number}", str(exc))


def _profiles(path: Path, source: Source) -> Iterator[Element]:
    for element in entries(path, source, *TAGS, keep_namespaces=True):
        name = local_name(element)
        if name == "DistinctParty":
            yield from element.iterchildren("{*}Profile")
        elif name in ("ProfileRelationship", "SanctionsEntry"):
            return


def _draft(
    profile: Element, number: str, source: Source, found: References, reading: Reading
) -> Draft:
    kind = found.types.get(profile.get("PartySubTypeID") or "")
    draft = Draft(type=kind or EntityType.UNKNOWN)
    for child in profile.iterchildren("{*}*"):
        name = local_name(child)
        if name == "Identity":
            _identify(draft, child, found, reading)
        elif name == "Feature":
            _feature(draft, child, found, reading)
        elif name not in ("Comment", "SanctionsEntryReference"):
            reading.unread(f"element {name}")
            draft.remark(whole_text(child), label=name)
    party = profile.getparent()
    comments = [*profile.iterdescendants("{*}Comment")]
    comments += [] if party is None else party.iterchildren("{*}Comment")
    for comment in comments:
        if comment.text is not None:
            read_text_remarks(draft, comment.text)
    for rare in profile.iterdescendants(*_RARE):
        reading.unread(f"element {local_name(rare)}")
    _designate(draft, number, source, found)
    _relate(draft, number, source, found, reading)
    return draft


def _identify(draft: Draft, identity: Element, found: References, reading: Reading) -> None:
    if identity.get("False") == "true":
        draft.remark(whole_text(identity), label="false identity")
        return
    kinds = part_kinds(identity, found.values)
    for alias in identity.iterchildren("{*}Alias"):
        kind = NameKind.PRIMARY
        if alias.get("Primary") != "true":
            label = found.value("AliasType", alias.get("AliasTypeID"))
            kind = alias_kind(label, reading, is_weak=alias.get("LowQuality") == "true")
        for name in written(alias, kinds, found.values):
            draft.name(name.text, kind, script=name.script, parts=name.parts)
    for document in found.documents.get(identity.get("ID") or "", ()):
        keep(draft, reading, document.label, document.number, document.country)
        draft.remark(document.note, label=f"{document.label} {document.number}")


def _feature(draft: Draft, feature: Element, found: References, reading: Reading) -> None:
    label = found.value("FeatureType", feature.get("FeatureTypeID"))
    for version in feature.iterchildren("{*}FeatureVersion"):
        is_false = found.value("Reliability", version.get("ReliabilityID")) == _FALSE
        for value in version.iterchildren(
            "{*}DatePeriod", "{*}VersionDetail", "{*}VersionLocation"
        ):
            if (number := value.get("LocationID")) is not None:
                _locate(draft, label, found.places.get(number), reading)
                continue
            text = _value(value, found)
            if text and is_false:
                draft.remark(f"{label} {text}", label="false")
            elif text:
                keep(draft, reading, label, text)


def _value(value: Element, found: References) -> str:
    if local_name(value) == "DatePeriod":
        return period_of(value)
    detail = found.value("DetailReference", value.get("DetailReferenceID"))
    return detail or (value.text or "").strip()


def _locate(draft: Draft, label: str, place: Place | None, reading: Reading) -> None:
    """Add an address, or the country of a nationality or a flag."""
    if place is None:
        reading.counts["missing places"] += 1
        return
    parts = place.parts
    if label == _ADDRESS:
        draft.address(
            *(parts.get(f"ADDRESS{number}") for number in (1, 2, 3)),
            city=parts.get("CITY"),
            region=parts.get("STATE/PROVINCE"),
            postal_code=parts.get("POSTAL CODE"),
            country=land(place.country or parts.get("REGION") or parts.get("UNKNOWN") or ""),
        )
    else:
        keep(draft, reading, label, ", ".join([*parts.values()]) or place.country)


def _designate(draft: Draft, number: str, source: Source, found: References) -> None:
    entries_of = found.entries.get(number, [])
    is_sdn = source.id == "us_ofac_sdn"
    ours = [entry for entry in entries_of if (entry.list_name == _SDN) == is_sdn] or entries_of
    for entry in ours:
        for program in entry.programs:
            draft.program(
                program,
                authority=AUTHORITY,
                legal_basis="; ".join(entry.legal_bases),
                start=entry.start,
            )
    for entry in entries_of:
        draft.remark(f"{entry.list_name} since {entry.start}", label="list")
        for measure in entry.measures:
            draft.remark(measure, label="measure")
        for note in entry.notes:
            draft.remark(note)


def _relate(draft: Draft, number: str, source: Source, found: References, reading: Reading) -> None:
    for related in found.relations.get(number, ()):
        name = found.names.get(related.profile)
        # The related party may be on another of OFAC's lists, which this file does not hold.
        listing_id = f"{source.id}:{related.profile}" if name is not None else None
        kind = relation_kind(related.kind, reading)
        draft.relation(kind, name or f"profile {related.profile}", listing_id)
        draft.remark(related.note, label=f"{related.kind} {name or related.profile}")
