"""Country codes, and which of them trade as neighbours."""

from typing import Final

_ASSIGNED_TEXT: Final = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
_ASSIGNED: Final = frozenset(_ASSIGNED_TEXT.split())
# Kosovo's code is assigned by its users, yet stands in UN/LOCODE and in customs systems; ZZ is
# UN/LOCODE's and ours: unknown.
_MORE: Final = frozenset({"XK", "ZZ"})

# One place is written with either code, or the registered office and the works are apart: two
# codes of a group neither agree nor contradict.
_GROUPS: Final = (
    "CN HK MO TW",
    "RU UA",
    "RS XK",
    "MA EH",
    "IL PS",
    "FR GP MQ GF RE YT PM BL MF NC PF WF",
    "US PR VI GU AS MP UM",
    "NL AW CW SX BQ",
    "DK GL FO",
    "FI AX",
    "NO SJ",
    "GB GG JE IM",
    "CH LI",
)
_GROUP: Final = {code: group.split()[0] for group in _GROUPS for code in group.split()}


def is_country(code: str) -> bool:
    """Tell whether a code is assigned in ISO 3166-1 alpha-2, or XK or ZZ; in either case."""
    upper = code.upper()
    return upper in _ASSIGNED or upper in _MORE


def are_neighbours(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether a country of one side stands in one group with a country of the other."""
    groups = {_GROUP[code] for code in left if code in _GROUP}
    return any(_GROUP.get(code) in groups for code in right if code in _GROUP)
