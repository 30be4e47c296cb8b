"""Words of organisation names: legal forms, translations, and what is common.

The tables belong to the engine version. They are never computed from the lists in force, so that
a score depends on the two sides alone.
"""

from typing import Final

# Written-out forms become the short one before tokens are compared.
LEGAL_PHRASES: Final = {
    "public joint stock company": "pjsc",
    "open joint stock company": "ojsc",
    "closed joint stock company": "cjsc",
    "joint stock company": "jsc",
    "limited liability company": "llc",
    "limited liability partnership": "llp",
    "aktsionernoe obshchestvo": "jsc",
    "aktsionernoye obshchestvo": "jsc",
    "aktsionernoe obsestvo": "jsc",
    "obshchestvo s ogranichennoi otvetstvennostyu": "llc",
    "obshchestvo s ogranichennoy otvetstvennostyu": "llc",
    "private limited": "ltd",
    "free zone company": "fzc",
    "akcionernoe obsestvo": "jsc",
    "akcionernoe obshchestvo": "jsc",
    "sociedad anonima": "sa",
}

_LEGAL_FORMS_WORDS: Final = """
    ab ad ag ao aps as asa bhd bv bvba cjsc co company corp corporation cv doo dooel ead
    eood eurl fzc fzco fze fzllc gk gmbh gp inc incorporated jsc kft kg kk koo lda limited
    llc llp lp ltd ltda mbh nv oao ojsc ooo ood oy oyj pao pjsc plc pllc pt pte pty pvt sa
    sac sae sarl sas sasu sdn sl sll snc spa spol sro srl tbk tov ug zao zrt
"""
LEGAL_FORMS: Final = frozenset(_LEGAL_FORMS_WORDS.split())

# One word of each group stands for all of them.
_TRANSLATIONS: Final = (
    "factory plant works zavod fabrika mill",
    "aviation aviatsii aviatsiya avia aeronautical",
    "civil grazhdanskoi grazhdanskoy grazhdanskaya",
    "ural urals uralski uralskii uralskiy uralskij",
    "trading trade torgovy torgovyi torgovaya comercial comercio",
    "institute institut instituto",
    "research nauchno issledovatelsky issledovatelskii",
    "bank banka banco banque",
    "center centre tsentr zentrum centro",
    "shipping sudokhodnaya navigation naviera",
    "electronic electronics elektronik elektronika",
    "group gruppa grupo groupe gruppe",
    "technology technologies tekhnologii tehnologii",
    "industry industries industrial promyshlennost",
    "university universitet universidad",
    "military voennyi voenny voyenny",
    "machine mashin machinery",
    "building stroitelnyi construction stroitelstvo",
    "design konstruktorskoe konstruktorskoye",
    "bureau byuro buro",
)
TRANSLATION: Final = {word: group.split()[0] for group in _TRANSLATIONS for word in group.split()}

# What says little about who it is; the rest says much.
_COMMON_WORDS: Final = """
    a al and association bank bin building business capital center chemical china chinese
    civil commerce commercial construction consulting contracting corporation de del delta
    design des development di distribution du east eastern electric electronic el energy
    engineering enterprise enterprises equipment establishment exchange export express
    factory finance financial first fishing food for foundation freight fund general global
    golden government gulf group holding holdings hong house import imports industry
    information insurance institute international invest investment investments island kong
    la las limited line lines logistics los machine management marine maritime market
    marketing materials medical metal metals middle military mining motor national network
    new north northern of office oil organization pacific partners petrochemical petroleum
    power private production products project property public real red research resources
    royal russia russian sales san science scientific sea service services shanghai shenzhen
    ship shipping societe solutions south southern star state steel street supply system
    systems technical technology telecom textile the trade trading transport travel trust
    union united university west western with world y
"""
COMMON: Final = frozenset(_COMMON_WORDS.split())

WEIGHT_LEGAL: Final = 0.1
WEIGHT_COMMON: Final = 0.35


def weight_of(token: str) -> float:
    """Return how much a token says about who it is: 0.1 a legal form … 1.0 a rare word."""
    if token in LEGAL_FORMS:
        return WEIGHT_LEGAL
    if token in COMMON or TRANSLATION.get(token) in COMMON:
        return WEIGHT_COMMON
    if token.isdigit():
        return 0.6
    return {1: 0.25, 2: 0.5, 3: 0.7}.get(len(token), 1.0)
