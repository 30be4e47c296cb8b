"""What a record lacks, so that nobody can be screened by it: a name that is none is not CLEAR."""

from collections.abc import Sequence

from customhouse.verdict import Reason, ReasonCode
from ledger.rows import Carried
from screening.names.asking import is_placeholder, is_readable
from screening.subject import SubjectKind


def lacking(carried: Sequence[Carried]) -> tuple[Reason, ...]:
    """Return why a shipment cannot be CLEAR, whatever the lists say.

    A party without a name that can be read and without a number was not screened. A placeholder
    ("TO ORDER") beside a party that is named is usual; alone it says that nobody is.
    """
    # A vessel among the parties is what the record is about; one that carries goods is not.
    people = [c for c in carried if c.subject.kind is SubjectKind.PARTY or _is_party(c)]
    reasons = [_unreadable(each) for each in people if not _is_known(each) and not _is_open(each)]
    parties = [each for each in people if _is_party(each)]
    if parties and all(_is_open(each) for each in parties):
        said = "no party is named: placeholders stand where names are missing"
        reasons.append(Reason.of(ReasonCode.NOBODY_NAMED, said))
    return tuple(reasons)


def _unreadable(carried: Carried) -> Reason:
    said = f"{carried.ref} has neither a name that can be read nor a number"
    return Reason.of(ReasonCode.UNREADABLE_PARTY, said, carried.ref)


def _is_known(carried: Carried) -> bool:
    subject = carried.subject
    named = any(is_readable(name) and not is_placeholder(name) for name in subject.names)
    return named or bool(subject.identifiers)


def _is_open(carried: Carried) -> bool:
    """Tell whether placeholders alone stand where a name is missing."""
    return not _is_known(carried) and any(map(is_placeholder, carried.subject.names))


def _is_party(carried: Carried) -> bool:
    """Tell whether it is one of the record's parties, and not an owner or a carrier."""
    return carried.ref.startswith("parties.") and carried.ref.count(".") == 1
