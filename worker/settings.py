"""Every setting of the service, read once, from the environment (CUSTOMHOUSE_…)."""

import json
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from lists.errors import ListError
from lists.limits import AgeLimits, read_limits
from screening.policy import REVIEW, STRONG, Policy
from worker.retention import Retention, read_retention

_PREFIX: Final = "CUSTOMHOUSE_"
_REDIS_URL: Final = "redis://127.0.0.1:6379/0"
# Variables for our own tests; no process of the service reads them.
_TESTS: Final = "CUSTOMHOUSE_TEST_"


class Settings(BaseSettings):
    """Settings of the service; docs/operations.md lists them, and a test compares."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    data_dir: Path = Field(default=Path("customhouse-data"), description="lists, ledger, queue")
    redis_url: str = Field(default=_REDIS_URL, description="Redis or Valkey ≥ 7")
    redis_password: str = Field(
        default="", repr=False, description="put into redis_url, which then needs no quoting"
    )
    database_url: str = Field(
        default="", description="ledger; empty: SQLite in the data folder, else postgresql+psycopg"
    )
    prefix: str = Field(default="", description="put before every stream and key")
    threshold: float = Field(default=REVIEW, ge=0, le=1, description="least score of a hit")
    strong: float = Field(default=STRONG, ge=0, le=1, description="least score of a strong hit")
    required_lists: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="lists without which nothing is screened, separated by commas; empty: all in"
        " force",
    )
    refresh_lists: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="published lists that are kept fresh, separated by commas; empty: those in"
        " force; none: no list",
    )
    list_age_limits: str = Field(
        default="",
        description="limits of age other than the registered ones: un_sc=400d, us_csl=96h,"
        " uk_conlist=none",
    )
    unknown_age: Literal["finding", "unscreened"] = Field(
        default="finding",
        description="what a list whose age nobody knows makes of a verdict",
    )
    batch_size: int = Field(default=200, ge=1, le=5000, description="records per batch")
    batch_budget_s: float = Field(
        default=3.0, gt=0, le=30, description="seconds of screening after which a batch is parted"
    )
    slice_s: float = Field(default=3.0, gt=0, le=30, description="seconds one drain works")
    claim_idle_s: float = Field(
        default=20.0, gt=0, description="seconds after which a dead worker's records are claimed"
    )
    max_crashes: int = Field(
        default=3, ge=1, description="times a record may crash a worker alone before it is dead"
    )
    relay_after_s: float = Field(default=1.0, gt=0, description="age of an alert the relay takes")
    result_ttl_s: int = Field(default=86_400, ge=1, description="seconds a result key lives")
    marker_ttl_s: int = Field(default=604_800, ge=60, description="seconds a marker lives")
    intake_bound: int = Field(default=100_000, ge=1, description="records in an intake stream")
    alerts_bound: int = Field(default=100_000, ge=1, description="alerts kept on the stream")
    group_lag_alarm: int = Field(default=10_000, ge=1, description="alerts a group may be behind")
    open_margin_days: int = Field(
        default=7, ge=0, description="days after the last arrival that a shipment is re-screened"
    )
    party_cache: int = Field(default=100_000, ge=0, description="screened parties remembered")
    retention: str = Field(
        default="10y",
        description="how long things are kept: 10y, CLEAR=5y, dead=90d; `ledger prune` removes",
    )
    heartbeat_file: Path | None = Field(
        default=None, description="touched every few seconds by a process that lives"
    )
    log_json: bool | None = Field(default=None, description="JSON logs; default: unless terminal")

    @model_validator(mode="before")
    @classmethod
    def _join_password(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return the settings with the password in the address, where one of both has it."""
        password = str(values.get("redis_password") or "")
        scheme, separator, rest = str(values.get("redis_url", _REDIS_URL)).partition("://")
        if not password or not separator or "@" in rest:
            return values
        url = f"{scheme}://:{quote(password, safe='')}@{rest}"
        return {**values, "redis_url": url, "redis_password": ""}

    @field_validator("required_lists", "refresh_lists", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Return the names in "a, b" or in ["a", "b"], which is JSON."""
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            try:
                return json.loads(value)
            except ValueError as exc:
                raise ValueError(
                    "name the lists separated by commas: us_ofac_sdn,own:mine"
                ) from exc
        return tuple(name.strip() for name in value.split(",") if name.strip())

    @field_validator("list_age_limits")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            read_limits(value)
        except ListError as exc:
            raise ValueError(str(exc)) from exc
        return value

    @field_validator("retention")
    @classmethod
    def _keeps(cls, value: str) -> str:
        read_retention(value)
        return value

    @property
    def kept_for(self) -> Retention:
        """How long things are kept."""
        return read_retention(self.retention)

    @property
    def age_limits(self) -> AgeLimits:
        """How old each list may be."""
        return AgeLimits(
            set_by_hand=read_limits(self.list_age_limits),
            is_unknown_too_old=self.unknown_age == "unscreened",
        )

    @property
    def unsaid_seeds(self) -> set[str]:
        """The settings of the first policy that nobody set: they must not look as if set."""
        return {"threshold", "strong", "required_lists"} - self.model_fields_set

    @property
    def ledger_url(self) -> str:
        """SQLAlchemy URL of the ledger."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.data_dir.resolve() / 'ledger.sqlite'}"

    @property
    def shared(self) -> dict[str, str]:
        """What all processes of a service must agree on, in words and without a password."""
        ledger = self.ledger_url.rpartition("@")[2]
        return {
            "threshold": f"{self.threshold:g}",
            "strong": f"{self.strong:g}",
            "required_lists": ",".join(self.required_lists),
            "refresh_lists": ",".join(self.refresh_lists),
            "list_age_limits": self.list_age_limits,
            "unknown_age": self.unknown_age,
            "open_margin_days": str(self.open_margin_days),
            "database_url": ledger,
        }

    @property
    def policy(self) -> Policy:
        """What counts as a hit, and as a strong one."""
        return Policy(review=self.threshold, strong=self.strong)

    @property
    def lists_dir(self) -> Path:
        """Folder of the list store."""
        return self.data_dir / "lists"


def ignored_variables(names: Iterable[str]) -> dict[str, str]:
    """Return the variables that look like settings and are none, with the nearest setting.

    Args:
        names: of environment variables, in any case.

    Returns:
        {"CUSTOMHOUSE_TRESHOLD": "CUSTOMHOUSE_THRESHOLD"}; "" where none is near.
    """
    known = [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]
    ours = [n for n in names if n.upper().startswith(_PREFIX) and not n.startswith(_TESTS)]
    return {
        name: next(iter(get_close_matches(name.upper(), known, n=1, cutoff=0.8)), "")
        for name in sorted(ours)
        if name.upper() not in known
    }
