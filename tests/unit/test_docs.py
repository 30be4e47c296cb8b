"""The documentation says what is so."""

import re
from pathlib import Path

import pytest

from customhouse.roles import DE_3035
from worker.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted([*DOCS.glob("*.md"), DOCS.parent / "README.md"])


def test_every_setting_is_in_the_operations_page() -> None:
    text = (DOCS / "operations.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `CUSTOMHOUSE_(\w+)` \| ([^|]*) \|", text, re.MULTILINE))
    defaults = {
        name.upper(): "" if field.default in ("", None, ()) else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert {name: value.strip() for name, value in rows.items()} == defaults


def test_every_role_is_in_the_integration_page() -> None:
    text = (DOCS / "integration.md").read_text("utf-8")
    assert [role for role, code in DE_3035.items() if f"| {role} | {code} |" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
