"""Make screening/tables/legal_forms.json from GLEIF's list of legal forms.

A written-out form counts if it is of a known family or seen in real names; a short form counts if
real names end or begin with it, or if it is on our own list: an abbreviation is often a word, too.
"""

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from fitting.places import DATA, TABLES
from screening.names.folding import fold_text

# What a folded local name holds tells its family.
FAMILIES: Final = {
    "llc": "limited liability company|beschrankter haftung|responsabilite limitee|"
    "responsabilidad limitada|responsabilita limitata|responsabilidade limitada|ogranichenn|"
    "obmezhen|abmezhavan|ograniczon|omejen|ogranicenom|ogranicena|raspundere limitata|korlatolt|"
    "beperkte aansprakelijkheid|rucenim|private limited|besloten vennootschap|anpartsselskab|"
    "limited sirketi|osauhing|sia|einkahlutafelag|sendirian berhad|private company",
    "jsc": "joint stock|aktiengesellschaft|anonym|anonim|anonima|akcyjna|aktsioner|aktsionern|"
    "akcionarsko|akcionersko|dionicko|aktiebolag|aktieselskab|aksjeselskap|allmennaksjeselskap|"
    "osakeyhtio|reszvenytarsasag|akciova|per azioni|por acoes|naamloze|aktsiaselts|hlutafelag|"
    "public limited|public company|kabushiki|gufen|berhad|perseroan terbatas|akcine|delniska",
    "partnership": "partnership|kommandit|commandite|comandita|comanditaria|komandit|"
    "offene handelsgesellschaft|nom collectif|nome collettivo|colectiva|vennootschap onder firma|"
    "interessentskab|jawna|partnerschaft|partnerska",
    "state": "unitarn|gosudarstven|state enterprise|state owned|przedsiebiorstwo panstwowe",
    "cooperative": "cooperativ|genossenschaft|kooperativ|spoldziel|osuuskunta|andels",
}  # fmt: skip
# Real trade data has these; those of GLEIF's list that no name of its sample ends with included.
CURATED: Final = {
    "llc": "llc ltd limited ooo tov too gmbh ggmbh sarl srl sro doo dooel eood sprl bv bvba kft "
    "ehf aps oue ou sia uab zoo lda ltda pvt pte pty sdn fze fzc fzco fzllc dmcc spolka ood mchj "
    "llp tdv tzov limitada sasu eurl wll nv cv unipessoal ca mmc tnhh fzllc spzoo mchs hcs odo",
    "jsc": "jsc ojsc cjsc pjsc oao zao ao pao ag sa sab ab asa oyj oy spa nv plc inc corp "
    "corporation incorporated bhd tbk pt kk ad dd ead as sae saog saoc psc pjs sas nyrt zrt "
    "prjsc prat kgaa se aktiengesellschaft aktiebolag sac pcl pao npao saa ehf",
    "partnership": "lp kg ohg gbr kgaa snc scs sca cv vof ks ky llp pllc lllp",
    "unitary": "fgup gup mup fgbu fku fgku",
    "cooperative": "coop",
    "other": "co company cie ip aktb est firm pmc chvk",
    "sole": "eirl",
}
# Written out: what stands for it; nothing where it only says the trade.
PHRASES: Final = {
    "public joint stock company": "pjsc", "open joint stock company": "ojsc",
    "closed joint stock company": "cjsc", "joint stock company": "jsc", "joint stock co": "jsc",
    "private joint stock company": "prjsc", "limited liability company": "llc",
    "limited liability partnership": "llp", "limited liability co": "llc", "co ltd": "ltd",
    "company limited": "ltd", "private limited": "ltd", "pvt ltd": "ltd", "pte ltd": "ltd",
    "pty ltd": "ltd", "sdn bhd": "ltd", "free zone company": "fzc",
    "free zone establishment": "fze",
    "fz llc": "fzllc", "gmbh co kg": "kg", "s a de c v": "sa", "sa de cv": "sa", "s p a": "spa",
    "s r l": "srl", "s a r l": "sarl", "s a": "sa", "l l c": "llc", "a s": "as", "a o": "ao",
    "sp z o o": "zoo", "spolka z o o": "zoo", "d o o": "doo", "s r o": "sro", "z o o": "zoo",
    "sherkat sahami khass": "jsc", "sherkate sahami khass": "jsc", "sherkat sahami": "jsc",
    "sahami khass": "jsc", "sahami aam": "jsc", "anonim sirketi": "as", "limited sirketi": "ltd",
    "ltd sti": "ltd", "san ve tic": "", "sanayi ve ticaret": "", "youxian gongsi": "ltd",
    "youxian zeren gongsi": "ltd", "gufen youxian gongsi": "ltd", "kabushiki kaisha": "kk",
    "mas uliyati cheklangan jamiyati": "mchj", "joint venture": "jv",
    "societate cu raspundere limitata": "srl", "societatea cu raspundere limitata": "srl",
    "gesellschaft mit beschrankter haftung": "gmbh", "aktiengesellschaft": "ag",
    "naamloze vennootschap": "nv", "besloten vennootschap": "bv", "sociedad anonima": "sa",
    "societe anonyme": "sa", "societa per azioni": "spa", "perseroan terbatas": "pt",
    "free zone co": "fzc", "limited partnership": "lp", "public limited company": "plc",
    "sp z oo": "zoo", "sp zoo": "zoo", "spolka z oo": "zoo",
    "s de rl de cv": "srl", "s de r l de c v": "srl", "s de rl": "srl", "s a c": "sac",
    "sapi de cv": "sa", "s a p i de c v": "sa", "cong ty tnhh": "ltd", "cong ty co phan": "jsc",
    "cong ty trach nhiem huu han": "ltd", "cong ty": "co", "public company limited": "pcl",
    "federal state unitary enterprise": "fgup", "state unitary enterprise": "gup",
    "federalnoe gosudarstvennoe unitarnoe predpriyatie": "fgup",
    "gosudarstvennoe unitarnoe predpriyatie": "gup",
    "individual entrepreneur": "ip", "individualny predprinimatel": "ip",
    "incorporated company": "inc", "jont stock company": "jsc",
    "limited liability": "llc", "designated activity company": "dac",
    "private military company": "pmc", "chastnaya voennaya kompaniya": "pmc",
    "tovarystvo z obmezhenoyu vidpovidalnistyu": "tov",
    "proprietary limited": "ltd", "aktiebolag": "ab", "osakeyhtio": "oy", "aktieselskab": "as",
    "anpartsselskab": "aps", "aksjeselskap": "as", "kommanditgesellschaft": "kg",
}  # fmt: skip
# Russian and its neighbours in several romanisations, put together from their words.
RUSSIAN_COMPANY: Final = (
    "obshchestvo",
    "obschestvo",
    "obsestvo",
    "obscestvo",
    "obshestvo",
    "obs estvo",
)
RUSSIAN_SHARES: Final = (
    "aktsionernoe",
    "aktsionernoye",
    "akcionernoe",
    "akcionernoye",
    "akzionernoe",
    "akcionerne",
    "aktsionerne",
)
RUSSIAN_LIMITED: Final = (
    "s ogranichennoi otvetstvennostyu", "s ogranichennoy otvetstvennostyu",
    "s ogranicennoj otvetstvennost u", "s ogranicennoj otvetstvennostu",
    "s ogranichennoj otvetstvennostyu", "s ogranichennoi otvetstvennostiu",
    "s ogranicennoi otvetstvennostu", "s ogranichennoy otvetstvennostju",
    "s ogranicennoj otvetstvennost iu", "s ogranicennoj otvetstvennostju",
)  # fmt: skip
RUSSIAN_KINDS: Final = {
    "otkrytoe": "ojsc",
    "otkrytoye": "ojsc",
    "zakrytoe": "cjsc",
    "zakrytoye": "cjsc",
    "publichnoe": "pjsc",
    "publichnoye": "pjsc",
    "publicnoe": "pjsc",
    "nepublichnoe": "jsc",
    "nepublichnoye": "jsc",
    "": "jsc",
}
STANDS_FOR: Final = {
    "llc": "llc", "jsc": "jsc", "partnership": "lp", "state": "fgup", "cooperative": "coop",
}  # fmt: skip
# Words that are more often something else.
NOT_FORMS: Final = frozenset(
    [
        "asc",
        "bt",
        "cic",
        "dp",
        "ee",
        "ei",
        "epp",
        "fcr",
        "fi",
        "lg",
        "mb",
        "pat",
        "pc",
        "sam",
        "ss",
        "state",
        "tp",
        "vat",
        "cooperative",
    ]
)
_LEAST_SEEN: Final = 12
_LEAST_AT_AN_END: Final = 0.85
_BLANKS: Final = re.compile(r"[^a-z0-9]+")


def main() -> None:
    """Write the table."""
    seen, at_end = _real_names()
    forms = {form: family for family, words in CURATED.items() for form in words.split()}
    phrases = {**PHRASES, **dict(_russian())}
    for name, abbreviations in _legal_forms():
        family = _family_of(name)
        for short in abbreviations:
            is_form = seen[short] >= _LEAST_SEEN and at_end[short] / seen[short] >= _LEAST_AT_AN_END
            if is_form and short not in NOT_FORMS and " " not in short and 2 <= len(short) <= 8:
                forms.setdefault(short, family)
        known = [short for short in abbreviations if short in forms]
        if " " in name and family != "other":
            phrases.setdefault(name, known[0] if known else STANDS_FOR[family])
    for short in set(phrases.values()) - {""} - forms.keys():
        forms[short] = short if short in FAMILIES else "other"
    forms = {form: family for form, family in forms.items() if form not in NOT_FORMS}
    table = {"forms": dict(sorted(forms.items())), "phrases": dict(sorted(phrases.items()))}
    (TABLES / "legal_forms.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(f"{len(forms)} forms, {len(phrases)} written out")


def _russian() -> Iterator[tuple[str, str]]:
    for company in RUSSIAN_COMPANY:
        for limited in RUSSIAN_LIMITED:
            yield f"{company} {limited}", "ooo"
        for shares in RUSSIAN_SHARES:
            for kind, form in RUSSIAN_KINDS.items():
                yield f"{kind} {shares} {company}".strip(), form


def _legal_forms() -> Iterator[tuple[str, list[str]]]:
    path = DATA / "codes" / "gleif_elf-codes-1.4.1.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            abbreviations = [_folded(part) for cell in row[9:11] for part in cell.split(";")]
            for name in {_folded(row[5]), _folded(row[8])} - {""}:
                yield name, [short for short in abbreviations if short]


def _family_of(name: str) -> str:
    for family, pattern in FAMILIES.items():
        if re.search(pattern, name):
            return family
    return "other"


def _real_names() -> tuple[Counter[str], Counter[str]]:
    """Return how often each word occurs in company names, and how often at an end."""
    seen, at_end = Counter[str](), Counter[str]()
    with gzip.open(DATA / "names" / "gleif_names_dev.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            words = _folded(row["legal_name"]).split()
            seen.update(words)
            at_end.update(words[-1:])
            at_end.update(words[:1] if len(words) > 1 else ())
    return seen, at_end


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", fold_text(text)).strip()


if __name__ == "__main__":
    main()
