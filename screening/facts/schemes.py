"""What a number's scheme is called: lists and records spell one scheme in many ways."""

from functools import lru_cache
from typing import Final

# Spellings in lower case, letters and digits alone; a trailing "number", "no", "code" … may stand
# or not. FollowTheMoney's properties, OFAC's labels, and what records hold.
_SPELLINGS: Final = {
    "imo": "imo imonumber imoship shipimo vesselimo imovessel imovesselnumber "
    "vesselregistrationidentificationimo vesselregistrationidentification",
    "imo_company": "imocompany companyimo companynumberimo identificationnumberimo "
    "imoownernumber imocompanynumber",
    "mmsi": "mmsi maritimemobileserviceidentity",
    "call_sign": "callsign vesselcallsign radiocallsign",
    "lei": "lei leicode legalentity legalentitynumber legalentityidentifier",
    "inn": "inn inncode taxidinn инн taxpayeridentificationinn",
    "ogrn": "ogrn ogrncode ogrnip psrn огрн огрнип primarystateregistrationnumber "
    "mainstateregistrationnumber",
    "kpp": "kpp кпп",
    "okpo": "okpo окпо governmentgazette",
    "edrpou": "edrpou єдрпоу едрпоу usreou edrpouua",
    "uscc": "uscc usc usccode unifiedsocialcredit unifiedsocialcreditcode "
    "unifiedsocialcreditcodeuscc unifiedsocialcreditidentifier",
    "duns": "duns dunsnumber dnbduns dunandbradstreet",
    "uei": "uei ueicode uniqueentity uniqueentityid sam samuei",
    "npi": "npi npicode",
    "bic": "bic swift swiftbic bicswift swiftcode biccode businessidentifiercode",
    "iban": "iban internationalbankaccountnumber",
    "vat": "vat vatcode vatid vatin vatreg vatregistration umsatzsteuerid ustid nif tva",
    "eori": "eori eorinumber economicoperatorsregistrationandidentification",
    "tax": "tax taxid tin taxnumber taxpayer taxpayerid taxidentification taxcode steuernummer "
    "taxregistration taxpayeridentification nit ruc rif rfc cuit cnpj cpf rut pan gstin unp "
    "fiscal fiscalcode codicefiscale ein",
    "registration": "registration registrationid registrationnumber company companynumber "
    "companyregistration businessregistration businessnumber commercialregistry "
    "commercialregistration commercialregister chamberofcommerce tradelicense tradelicence "
    "tradelicenseno businesslicense businesslicence cr crn crno reg regno regnumber "
    "economicregister economicregistercbls centralregistrationsystem matriculamercantil "
    "foliomercantil istanbulchamberofcomm enterprise kvk hrb siren siret krs "
    "registeredcharity publicregistration",
    "national_id": "nationalid nationalidentity nationalidentification nationalidcard "
    "nationalidnumber identitycard idcard personalid personalidentification personalcode curp "
    "cedula cedulano cui dni ssn nationalinsurance citizenscard tazkira pesel birthcertificate",
    "id": "id idnumber identification identificationnumber identity registrationidentification",
    "passport": "passport passportnumber passportno reisepass diplomaticpassport "
    "stateless refugee travel traveldocument",
    "drivers_license": "driverslicense driverlicense driverslicence drivinglicence",
    "tail": "tail tailnumber aircrafttail aircraftregistration aircraft registrationmark "
    "aircraftregistrationmark",
    "serial": "serial serialnumber msn aircraftserial manufacturersserial "
    "aircraftmanufacturersserialnumbermsn manufacturerserial constructionnumber "
    "aircraftconstruction aircraftconstructionnumberalsocalledlnorsnorfn",
    "icao24": "icao24 icao24bit modes modescode hexcode",
    "crypto_wallet": "cryptowallet wallet walletaddress publickey cryptoaddress "
    "digitalcurrencyaddress bitcoin bitcoinaddress ethereumaddress "
    "xbt btc eth usdt usdc ltc xmr trx "
    "bch dash zec xrp bsv btg etc arb bnb xvg ethereum litecoin monero tether tron",
    "container": "container containernumber iso6346",
    "country": "country",
}
_SCHEME: Final = {
    spelling: scheme for scheme, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
_TAILS: Final = ("number", "code", "no", "nr", "num", "id", "n")
# OFAC names the currency behind this: "Digital Currency Address - XBT".
_WALLET: Final = "digitalcurrencyaddress"


@lru_cache(maxsize=4096)
def scheme_name(text: str) -> str:
    """Return a scheme's one name: "imo" for "IMO_number"; an unknown one in lower case."""
    plain = text.strip().lower()
    spelling = "".join(char for char in plain if char.isalnum())
    if spelling.startswith(_WALLET):
        return "crypto_wallet"
    known = _SCHEME.get(spelling) or _without_tail(spelling)
    return known or plain.replace(" ", "_").replace("-", "_")


def _without_tail(spelling: str) -> str | None:
    for tail in _TAILS:
        known = _SCHEME.get(spelling.removesuffix(tail))
        if known is not None:
            return known
    return None
