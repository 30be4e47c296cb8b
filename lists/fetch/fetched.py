"""A file that was downloaded, and how its publisher recognises it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """How a publisher recognises the version of a file that we have; "" if it does not say."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the file only if it is another version."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


NOTHING_KNOWN: Final = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that was downloaded.

    Attributes:
        url: where it is published. A redirect may lead to an address that is valid for minutes.
        sha256: hash of its unpacked bytes.
    """

    url: str
    sha256: str
    size: int
    validators: Validators
    headers: Mapping[str, str]
