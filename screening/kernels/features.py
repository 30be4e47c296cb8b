"""What two names say about being one, by name: the inputs of the model."""

from typing import Final

# The order is the compiled code's; the sign says in which direction more of it moves the score:
# 1 up, -1 down.
FEATURES: Final[dict[str, int]] = {
    "worst pair": 1,
    "coverage of the worse side": 1,
    "coverage of the better side": 1,
    "coverage by at most one edit": 1,
    "left over on both sides": -1,
    "left over asked": -1,
    "left over listed": -1,
    "rarest pair": 1,
    "all pairs": 1,
    "order": 1,
    "written as one": 1,
    "edits as one": -1,
    "most edits in a pair": -1,
    "edits": -1,
    "edits in short words": -1,
    "first letters changed": -1,
    "legal form": 1,
    "one pair": -1,
    "numbers left over": -1,
    "initials": -1,
    "by sound": -1,
    "edits, organisation": -1,
    "one pair, organisation": -1,
    "left over on both sides, person": -1,
    "numbers left over, vessel": -1,
    "left over listed, person": -1,
    "father and son swapped": -1,
    "the same words": 1,
    "common words alone": -1,
}
