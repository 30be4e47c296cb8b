"""Every list that an authority publishes: who, where, how large it is and how old it may get.

Addresses, sizes and cadences: the publishers' pages and crawlers, read in November 2026.
"""

from typing import Final

from lists.identity import SourceId
from lists.publication import DateOrder
from lists.sources import Source

_HOUR_S: Final = 3_600
# Freezes bind at once, so nobody may rely for longer on a list that nobody confirmed.
_MAX_AGE_S: Final = 48 * _HOUR_S
# The most that any list may have, and only for a reason that stands beside it.
_LONGEST_AGE_S: Final = 96 * _HOUR_S
_OFAC: Final = "US Treasury, Office of Foreign Assets Control"
_OFAC_EXPORTS: Final = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
# OFAC sends on to files signed for minutes in a cloud store.
_OFAC_HOSTS: Final = ("treas.gov", "treasury.gov", "amazonaws.com")
_US_WORK: Final = "a work of the US Government"

PUBLISHED: Final[tuple[Source, ...]] = (
    Source(
        id=SourceId("us_ofac_sdn"),
        authority=_OFAC,
        title="Specially Designated Nationals and Blocked Persons List",
        licence=_US_WORK,
        format="legacy CSV set; XML, ADVANCED XML and ENHANCED XML from disk",
        urls={
            name: f"{_OFAC_EXPORTS}/{name.upper()}"
            for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
        },
        cadence_s=2 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=8_000,
        file_names=("sdn", "alt.", "add."),
        date_order=DateOrder.MONTH_FIRST,
        redirect_hosts=_OFAC_HOSTS,
    ),
    Source(
        id=SourceId("us_ofac_cons"),
        authority=_OFAC,
        title="Consolidated non-SDN lists: SSI, NS-MBS, CMIC, CAPTA, PLC, FSE",
        licence=_US_WORK,
        format="legacy CSV set; XML, ADVANCED XML and ENHANCED XML from disk",
        urls={
            name: f"{_OFAC_EXPORTS}/{name.upper()}"
            for name in ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv")
        },
        cadence_s=2 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=300,
        # It has had 350 to 500 entries for years, the SDN list many thousands.
        max_entries=2_000,
        file_names=("cons",),
        date_order=DateOrder.MONTH_FIRST,
        redirect_hosts=_OFAC_HOSTS,
    ),
    Source(
        id=SourceId("us_csl"),
        authority="US Department of Commerce, International Trade Administration",
        title="Consolidated Screening List: Entity List, Denied Persons, Unverified, MEU …",
        licence=_US_WORK,
        format="CSV, JSON",
        # In May 2024 a sub-list vanished from the file for days.
        sub_lists=(
            "Entity List (EL) - Bureau of Industry and Security",
            "Denied Persons List (DPL) - Bureau of Industry and Security",
            "Unverified List (UVL) - Bureau of Industry and Security",
            "Military End User (MEU) List - Bureau of Industry and Security",
            "Specially Designated Nationals (SDN) - Treasury Department",
        ),
        urls={
            "consolidated.json": (
                "https://api.trade.gov/static/consolidated_screening_list/consolidated.json"
            )
        },
        cadence_s=12 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=8_000,
        redirect_hosts=("trade.gov",),
    ),
    Source(
        id=SourceId("us_bis_dpl"),
        authority="US Department of Commerce, Bureau of Industry and Security",
        title="Denied Persons List",
        licence=_US_WORK,
        format="tab- or comma-separated text",
        urls={"dpl.txt": "https://www.bis.doc.gov/dpl/dpl.txt"},
        cadence_s=12 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=400,
        redirect_hosts=("bis.doc.gov", "bis.gov"),
    ),
    Source(
        id=SourceId("un_sc"),
        authority="United Nations Security Council",
        title="Consolidated List",
        licence="the publisher's terms",
        format="XML",
        urls={"consolidated.xml": ("https://scsanctions.un.org/resources/xml/en/consolidated.xml")},
        cadence_s=4 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=600,
        redirect_hosts=("un.org",),
    ),
    Source(
        id=SourceId("eu_fsf"),
        authority="European Commission, Financial Sanctions Files",
        title="Consolidated list of persons, groups and entities under EU financial sanctions",
        licence="Commission reuse",
        format="XML 1.1",
        urls={
            "xmlFullSanctionsList_1_1.xml": (
                "https://webgate.ec.europa.eu/fsd/fsf/public/files/"
                "xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw"
            )
        },
        cadence_s=4 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=4_000,
        redirect_hosts=("ec.europa.eu",),
    ),
    Source(
        id=SourceId("eu_annexes"),
        authority="Council of the European Union",
        title="Regulation (EU) 833/2014, Annex IV and other annexes of the Official Journal",
        licence="EU reuse",
        format="our CSV, of which an excerpt ships; the consolidated text in Formex XML",
        # Of about 1,750 rows Annex IV has 921 and Annex XLII 633.
        sub_lists=tuple(
            f"EU 833/2014 Annex {number}" for number in ("IV", "XIV", "XV", "XLII", "XLV", "XLVII")
        ),
        min_entries=1_200,
        # Nobody publishes it as one file: somebody loads it, and weekends pass.
        max_age_s=_LONGEST_AGE_S,
    ),
    Source(
        id=SourceId("uk_sanctions"),
        authority="UK Foreign, Commonwealth and Development Office",
        title="UK Sanctions List",
        licence="Open Government Licence 3.0",
        format="XML, CSV",
        urls={
            "UK-Sanctions-List.xml": (
                "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml"
            )
        },
        cadence_s=2 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=3_000,
        date_order=DateOrder.DAY_FIRST,
        redirect_hosts=("fcdo.gov.uk",),
    ),
    Source(
        id=SourceId("uk_conlist"),
        authority="UK Treasury, Office of Financial Sanctions Implementation",
        title="Consolidated List of Financial Sanctions Targets, retired on 28 January 2026",
        licence="Open Government Licence 3.0",
        format="xlsx, CSV; for history",
        min_entries=3_000,
        date_order=DateOrder.DAY_FIRST,
    ),
    Source(
        id=SourceId("ch_seco"),
        authority="Swiss State Secretariat for Economic Affairs",
        title="Sanctions list (SESAM)",
        licence="the publisher's terms",
        format="XML",
        urls={
            "swiss-sanctions-list.xml": (
                "https://www.sesam.search.admin.ch/sesam-search-web/pages/"
                "downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction"
            )
        },
        cadence_s=2 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=4_000,
        redirect_hosts=("admin.ch",),
    ),
    Source(
        id=SourceId("ca_sema"),
        authority="Global Affairs Canada",
        title="Consolidated Canadian Autonomous Sanctions List",
        licence="Open Government Licence - Canada",
        format="XML",
        urls={
            "sema-lmes.xml": (
                "https://www.international.gc.ca/world-monde/assets/office_docs/"
                "international_relations-relations_internationales/sanctions/sema-lmes.xml"
            )
        },
        cadence_s=4 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=3_000,
        redirect_hosts=("international.gc.ca",),
    ),
    Source(
        id=SourceId("au_dfat"),
        authority="Australian Department of Foreign Affairs and Trade",
        title="Consolidated List",
        licence="CC BY",
        format="xlsx",
        urls={
            "Australian_Sanctions_Consolidated_List.xlsx": (
                "https://www.dfat.gov.au/sites/default/files/"
                "Australian_Sanctions_Consolidated_List.xlsx"
            )
        },
        cadence_s=4 * _HOUR_S,
        max_age_s=_MAX_AGE_S,
        min_entries=2_000,
        redirect_hosts=("dfat.gov.au",),
    ),
)
