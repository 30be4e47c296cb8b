"""One made-up list in OFAC's four formats: a person, a vessel and an organisation."""

from pathlib import Path

NULL = b"-0- "


def row(*columns: str) -> bytes:
    """Return a CSV row as the publisher writes it; "" is a null."""
    cells = [f'"{text}"'.encode() if text else NULL for text in columns[1:]]
    return b",".join([columns[0].encode(), *cells]) + b"\r\n"


def as_csv(folder: Path) -> Path:
    person = (
        "DOB 30 Aug 1976; POB Reedtown, Russia; nationality Russia; Gender Male; "
        "Passport 530000001 (Russia) issued 02 May 2020 expires 02 May 2030; a.k.a. 'THE QUILL'; "
        "Linked To: EGRET WORKS LLC."
    )
    vessel = (
        "Vessel Registration Identification IMO 9074729; MMSI 123456789; Former Vessel Flag Malta."
    )
    works = (
        "Organization Established Date 1999; Tax ID No. 7700000001 (Russia); SWIFT/BIC EGREIIRT."
    )
    (folder / "sdn.csv").write_bytes(
        row("7", "QUILLFEATHER, Bo Nib", "individual", "TEST-A", "Clerk", *[""] * 6, person)
        + row("8", "GREY HERON", "vessel", "TEST-A", "", "5ABC2", "Tanker", "", "", "Panama",
              "Egret Works", vessel)
        + row("9", "EGRET WORKS LLC", "", "TEST-A] [TEST-B", *[""] * 7, works)
    )  # fmt: skip
    (folder / "alt.csv").write_bytes(
        row("7", "1", "aka", "QUILLFEATHER, Bob", "") + row("9", "2", "fka", "EGRET FACTORY", "")
    )
    (folder / "add.csv").write_bytes(
        row("9", "1", "1 Quay Street, Floor 2", "Moscow 107996", "Russia", "")
        + row("7", "2", "", "", "", "") + row("8", "3", "", "", "", "")
    )  # fmt: skip
    (folder / "sdn_comments.csv").write_bytes(row("10", "left behind"))
    return folder


def as_xml(folder: Path, namespace: str = "http://tempuri.org/sdnList.xsd") -> Path:
    file = folder / "sdn.xml"
    file.write_text(XML.replace("NAMESPACE", namespace), encoding="utf-8")
    return file


def as_enhanced(folder: Path) -> Path:
    file = folder / "SDN_ENHANCED.XML"
    file.write_text(ENHANCED, encoding="utf-8")
    return file


def as_advanced(folder: Path) -> Path:
    file = folder / "SDN_ADVANCED.XML"
    file.write_text(ADVANCED, encoding="utf-8")
    return file


def _number(label: str, value: str, country: str = "", more: str = "") -> str:
    where = f"<idCountry>{country}</idCountry>" if country else ""
    return f"<id><uid>1</uid><idType>{label}</idType><idNumber>{value}</idNumber>{where}{more}</id>"


XML = f"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="NAMESPACE">
<publshInformation><Publish_Date>02/23/2024</Publish_Date><Record_Count>3</Record_Count>
</publshInformation>
<sdnEntry><uid>7</uid><firstName>Bo Nib</firstName><lastName>QUILLFEATHER</lastName>
<title>Clerk</title><sdnType>Individual</sdnType><remarks>(Linked To: EGRET WORKS LLC)</remarks>
<programList><program>TEST-A</program></programList>
<idList>{_number("Gender", "Male")}{
    _number(
        "Passport", "530000001", "Russia",
        "<issueDate>02 May 2020</issueDate><expirationDate>02 May 2030</expirationDate>",
    )
}</idList>
<akaList><aka><uid>1</uid><type>a.k.a.</type><category>strong</category>
<lastName>QUILLFEATHER</lastName><firstName>Bob</firstName></aka>
<aka><uid>2</uid><type>a.k.a.</type><category>weak</category><lastName>THE QUILL</lastName></aka>
</akaList>
<nationalityList><nationality><uid>1</uid><country>Russia</country><mainEntry>true</mainEntry>
</nationality></nationalityList>
<dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>30 Aug 1976</dateOfBirth>
<mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
<placeOfBirthList><placeOfBirthItem><uid>1</uid><placeOfBirth>Reedtown, Russia</placeOfBirth>
<mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList></sdnEntry>
<sdnEntry><uid>8</uid><lastName>GREY HERON</lastName><sdnType>Vessel</sdnType>
<programList><program>TEST-A</program></programList>
<idList>{_number("Vessel Registration Identification", "IMO 9074729")}{
    _number("MMSI", "123456789")
}{_number("Former Vessel Flag", "Malta")}</idList>
<vesselInfo><callSign>5ABC2</callSign><vesselType>Tanker</vesselType>
<vesselFlag>Panama</vesselFlag><vesselOwner>Egret Works</vesselOwner></vesselInfo></sdnEntry>
<sdnEntry><uid>9</uid><lastName>EGRET WORKS LLC</lastName><sdnType>Entity</sdnType>
<programList><program>TEST-A</program><program>TEST-B</program></programList>
<idList>{_number("Tax ID No.", "7700000001", "Russia")}{_number("SWIFT/BIC", "EGREIIRT")}{
    _number("Organization Established Date", "1999")
}</idList>
<akaList><aka><uid>3</uid><type>f.k.a.</type><category>strong</category>
<lastName>EGRET FACTORY</lastName></aka></akaList>
<addressList><address><uid>1</uid><address1>1 Quay Street</address1><address2>Floor 2</address2>
<city>Moscow</city><postalCode>107996</postalCode><country>Russia</country></address>
</addressList></sdnEntry>
</sdnList>"""  # fmt: skip


def _written(text: str, script: str, is_primary: bool) -> str:
    return (
        f"<translation><isPrimary>{str(is_primary).lower()}</isPrimary><script>{script}</script>"
        f"<formattedFullName>{text}</formattedFullName><nameParts/></translation>"
    )


def _named(text: str, kind: str = "", weak: bool = False, native: str = "") -> str:
    alias = f"<aliasType>{kind}</aliasType>" if kind else ""
    other = _written(native, "Cyrillic", is_primary=False) if native else ""
    return (
        f"<name><isPrimary>{str(not kind).lower()}</isPrimary>{alias}"
        f"<isLowQuality>{str(weak).lower()}</isLowQuality>"
        f"<translations>{other}{_written(text, 'Latin', is_primary=True)}</translations></name>"
    )


def _featured(label: str, value: str) -> str:
    return f"<feature><type>{label}</type><value>{value}</value></feature>"


def _documented(label: str, value: str, country: str = "", more: str = "") -> str:
    where = f"<issuingCountry>{country}</issuingCountry>" if country else ""
    return (
        f"<identityDocument><type>{label}</type><documentNumber>{value}</documentNumber>"
        f"<isValid>true</isValid>{where}{more}</identityDocument>"
    )


def _entity(number: int, kind: str, programs: str, body: str) -> str:
    listed = "".join(f"<sanctionsProgram>{name}</sanctionsProgram>" for name in programs.split())
    return f"""<entity id="{number}"><generalInfo><identityId>1</identityId>
<entityType>{kind}</entityType></generalInfo>
<sanctionsLists><sanctionsList datePublished="2024-02-23">SDN List</sanctionsList></sanctionsLists>
<sanctionsPrograms>{listed}</sanctionsPrograms>
<legalAuthorities><legalAuthority>Order 1</legalAuthority></legalAuthorities>{body}</entity>"""


_PERSON = f"""<names>{_named("QUILLFEATHER, Bo Nib", native="Перо")}{
    _named("QUILLFEATHER, Bob", "A.K.A.")
}{_named("THE QUILL", "A.K.A.", weak=True)}</names>
<features>{_featured("Birthdate", "30 Aug 1976")}{_featured("Place of Birth", "Reedtown, Russia")}{
    _featured("Nationality Country", "Russia")
}{_featured("Gender", "Male")}{_featured("Title", "Clerk")}</features><identityDocuments>{
    _documented("Passport", "530000001", "Russia", "<issueDate>2020-05-02</issueDate>")
}</identityDocuments><relationships><relationship><type>Acting for or on behalf of</type>
<relatedEntity entityId="9">EGRET WORKS LLC</relatedEntity></relationship></relationships>"""
_VESSEL = f"""<names>{_named("GREY HERON")}</names><features>{
    _featured("Vessel Call Sign", "5ABC2")
}{_featured("VESSEL TYPE", "Tanker")}{_featured("Vessel Flag", "Panama")}{
    _featured("Former Vessel Flag", "Malta")
}{_featured("MMSI", "123456789")}{_featured("Vessel Owner", "Egret Works")}</features>
<identityDocuments>{_documented("Vessel Registration Identification", "IMO 9074729")}
</identityDocuments>"""
_WORKS = f"""<names>{_named("EGRET WORKS LLC")}{_named("EGRET FACTORY", "F.K.A.")}</names>
<addresses><address><country>Russia</country><translations><translation><isPrimary>true</isPrimary>
<script>Latin</script><addressParts>
<addressPart><type>ADDRESS1</type><value>1 Quay Street</value></addressPart>
<addressPart><type>ADDRESS2</type><value>Floor 2</value></addressPart>
<addressPart><type>CITY</type><value>Moscow</value></addressPart>
<addressPart><type>POSTAL CODE</type><value>107996</value></addressPart>
</addressParts></translation></translations></address></addresses>
<features>{_featured("Organization Established Date", "1999")}{
    _featured("SWIFT/BIC", "EGREIIRT")
}</features><identityDocuments>{
    _documented("Tax ID No.", "7700000001", "Russia")
}</identityDocuments>"""
ENHANCED = f"""<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://www.example.org/ENHANCED_XML">
<publicationInfo><dataAsOf>2024-02-23T00:00:00</dataAsOf></publicationInfo>
<referenceValues><referenceValue refId="1"><value>X</value></referenceValue></referenceValues>
<entities>{_entity(7, "Individual", "TEST-A", _PERSON)}{_entity(8, "Vessel", "TEST-A", _VESSEL)}{
    _entity(9, "Entity", "TEST-A TEST-B", _WORKS)
}</entities></sanctionsData>"""


def _values(kind: str, *texts: str) -> str:
    """Return reference values of one kind; the number of each is its place, from 1."""
    values = "".join(f'<{kind} ID="{at}">{text}</{kind}>' for at, text in enumerate(texts, 1))
    return f"<{kind}Values>{values}</{kind}Values>"


def _parted(parts: list[tuple[int, str]], script: int = 1) -> str:
    """Return a name of (number of the group, text) parts; group n is of part type n."""
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" ScriptID="{script}">{text}'
        "</NamePartValue></DocumentedNamePart>"
        for group, text in parts
    )
    return f'<DocumentedName ID="1" DocNameStatusID="{script}">{values}</DocumentedName>'


def _alias(names: str, kind: int = 4, weak: bool = False) -> str:
    return (
        f'<Alias AliasTypeID="{kind}" Primary="{str(kind == 4).lower()}" '
        f'LowQuality="{str(weak).lower()}">{names}</Alias>'
    )


def _party(number: int, sub_type: int, aliases: str, features: str = "") -> str:
    groups = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{at}" NamePartTypeID="{at}"/>'
        "</MasterNamePartGroup>"
        for at in (1, 2, 3, 4)
    )
    return (
        f'<DistinctParty FixedRef="{number}"><Comment/><Profile ID="{number}" '
        f'PartySubTypeID="{sub_type}"><Identity ID="10{number}" Primary="true" False="false">'
        f"{aliases}<NamePartGroups>{groups}</NamePartGroups></Identity>{features}</Profile>"
        "</DistinctParty>"
    )


def _feature(kind: int, value: str) -> str:
    return (
        f'<Feature ID="1" FeatureTypeID="{kind}"><FeatureVersion ID="1" ReliabilityID="1">'
        f"<Comment/>{value}</FeatureVersion></Feature>"
    )


def _detail(text: str) -> str:
    return f'<VersionDetail DetailTypeID="1">{text}</VersionDetail>'


def _day(year: int, month: int, day: int) -> str:
    return f"<Year>{year}</Year><Month>{month}</Month><Day>{day}</Day>"


def bounds(first: str, last: str, about: str = "false") -> str:
    """Return a DatePeriod that begins on one day and ends on another."""
    return "".join(
        f'<{name} Approximate="{about}"><From>{day}</From><To>{day}</To></{name}>'
        for name, day in (("Start", first), ("End", last))
    ).join(["<DatePeriod>", "</DatePeriod>"])


def _part(kind: int, text: str) -> str:
    return (
        f'<LocationPart LocPartTypeID="{kind}"><LocationPartValue Primary="true"><Comment/>'
        f"<Value>{text}</Value></LocationPartValue></LocationPart>"
    )


def _document(number: int, kind: int, value: str, where: str = "", more: str = "") -> str:
    issuer = f' IssuedBy-CountryID="{where}"' if where else ""
    return (
        f'<IDRegDocument ID="1" IDRegDocTypeID="{kind}" IdentityID="10{number}"{issuer} '
        f'ValidityID="1"><Comment/><IDRegistrationNo>{value}</IDRegistrationNo>{more}'
        "</IDRegDocument>"
    )


def _listed(number: int, *programs: str) -> str:
    measures = "".join(
        f'<SanctionsMeasure SanctionsTypeID="2"><Comment>{program}</Comment></SanctionsMeasure>'
        for program in programs
    )
    return (
        f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1">'
        f'<EntryEvent LegalBasisID="1"><Date>{_day(2024, 2, 23)}</Date></EntryEvent>'
        f'<SanctionsMeasure SanctionsTypeID="1"/>{measures}</SanctionsEntry>'
    )


_BORN = bounds(_day(1976, 8, 30), _day(1976, 8, 30))
_FOUNDED = bounds(_day(1999, 1, 1), _day(1999, 12, 31))
_ISSUED = bounds(_day(2020, 5, 2), _day(2020, 5, 2)).join(
    ['<DocumentDate IDRegDocDateTypeID="1">', "</DocumentDate>"]
)
ADVANCED = f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0">
<DateOfIssue>{_day(2024, 2, 23)}</DateOfIssue>
<ReferenceValueSets>{_values("AliasType", "A.K.A.", "F.K.A.", "N.K.A.", "Name")}{
    _values("Country", "Russia", "Panama", "Malta")
}{_values("DetailReference", "Male", "Tanker")}{
    _values(
        "FeatureType", "Birthdate", "Place of Birth", "Nationality Country", "Gender",
        "Vessel Call Sign", "VESSEL TYPE", "Vessel Flag", "Former Vessel Flag", "MMSI", "Location",
        "Organization Established Date", "SWIFT/BIC", "Vessel Owner", "Title",
    )
}{_values("IDRegDocDateType", "Issue Date")}{
    _values("IDRegDocType", "Passport", "Vessel Registration Identification", "Tax ID No.")
}{_values("LegalBasis", "Order 1")}{_values("List", "SDN List")}{
    _values("LocPartType", "Unknown", "ADDRESS1", "ADDRESS2", "CITY", "POSTAL CODE")
}{_values("NamePartType", "Last Name", "First Name", "Middle Name", "Entity Name")}
<PartySubTypeValues>
<PartySubType ID="1" PartyTypeID="3">Vessel</PartySubType>
<PartySubType ID="2" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="3" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>{
    _values("PartyType", "Individual", "Entity", "Transport")
}{_values("RelationType", "Acting for or on behalf of")}{
    _values("Reliability", "Unknown", "False")
}{
    _values("SanctionsType", "Block", "Program")
}{_values("Script", "Latin", "Cyrillic")}{_values("Validity", "Valid", "Fraudulent")}
</ReferenceValueSets>
<Locations>
<Location ID="1"><LocationCountry CountryID="1"/>{_part(2, "1 Quay Street")}{_part(3, "Floor 2")}{
    _part(4, "Moscow")
}{_part(5, "107996")}</Location>
<Location ID="2">{_part(1, "Russia")}</Location>
<Location ID="3">{_part(1, "Panama")}</Location>
<Location ID="4">{_part(1, "Malta")}</Location></Locations>
<IDRegDocuments>{_document(7, 1, "530000001", "1", _ISSUED)}{_document(8, 2, "IMO 9074729")}{
    _document(9, 3, "7700000001", "1")
}</IDRegDocuments>
<DistinctParties>{
    _party(
        7, 3,
        _alias(_parted([(4, "Перо")], 2) + _parted([(1, "QUILLFEATHER"), (2, "Bo"), (3, "Nib")]))
        + _alias(_parted([(1, "QUILLFEATHER"), (2, "Bob")]), 1)
        + _alias(_parted([(4, "THE QUILL")]), 1, weak=True),
        _feature(1, _BORN) + _feature(2, _detail("Reedtown, Russia"))
        + _feature(3, '<VersionDetail/><VersionLocation LocationID="2"/>')
        + _feature(4, '<VersionDetail DetailReferenceID="1"/>') + _feature(14, _detail("Clerk")),
    )
}{
    _party(
        8, 1, _alias(_parted([(4, "GREY HERON")])),
        _feature(5, _detail("5ABC2")) + _feature(6, '<VersionDetail DetailReferenceID="2"/>')
        + _feature(7, '<VersionLocation LocationID="3"/>')
        + _feature(8, '<VersionLocation LocationID="4"/>') + _feature(9, _detail("123456789"))
        + _feature(13, _detail("Egret Works")),
    )
}{
    _party(
        9, 2,
        _alias(_parted([(4, "EGRET WORKS LLC")])) + _alias(_parted([(4, "EGRET FACTORY")]), 2),
        _feature(10, '<VersionLocation LocationID="1"/>') + _feature(11, _FOUNDED)
        + _feature(12, _detail("EGREIIRT")),
    )
}</DistinctParties>
<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="7" To-ProfileID="9"
RelationTypeID="1" Former="false"><Comment/></ProfileRelationship></ProfileRelationships>
<SanctionsEntries>{_listed(7, "TEST-A")}{_listed(8, "TEST-A")}{_listed(9, "TEST-A", "TEST-B")}
</SanctionsEntries>
<SanctionsEntryLinks/></Sanctions>"""  # fmt: skip
