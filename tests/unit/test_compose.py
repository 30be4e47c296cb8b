"""The Compose file and the Dockerfile, checked without a container engine."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import check_jsonschema
import jsonschema
import orjson
import pytest
import yaml
from celery.bin.beat import beat
from celery.bin.worker import worker

ROOT = Path(__file__).parents[2]
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
HEARTBEAT = "CUSTOMHOUSE_HEARTBEAT_FILE"
CELERY_COMMANDS = {"worker": worker, "beat": beat}


def our_services() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in SERVICES.items() if "build" in service}


def test_the_file_follows_the_compose_specification() -> None:
    vendor = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
    schema = orjson.loads((vendor / "compose-spec.json").read_bytes())
    jsonschema.validate(COMPOSE, schema)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_waits_only_for_services_that_can_meet_the_condition(service: str) -> None:
    for needed, how in SERVICES[service].get("depends_on", {}).items():
        assert needed in SERVICES
        if how["condition"] == "service_healthy":
            assert "test" in SERVICES[needed]["healthcheck"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_mounts_only_named_volumes_that_are_defined(service: str) -> None:
    mounted = {volume.split(":")[0] for volume in SERVICES[service].get("volumes", ())}
    assert mounted <= COMPOSE["volumes"].keys()


def test_a_secret_comes_from_the_environment_and_is_required() -> None:
    secrets = [
        str(value)
        for service in SERVICES.values()
        for key, value in service.get("environment", {}).items()
        if re.search("PASSWORD|SECRET|TOKEN|KEY", key)
    ]
    assert secrets
    assert all(re.fullmatch(r"\$\{\w+:\?[^}]+\}", secret) for secret in secrets)


def test_no_url_carries_a_password() -> None:
    assert not re.search(r"://[^/\s@]*:[^/\s@]*@", COMPOSE_TEXT)


def test_no_service_has_a_fixed_name_so_that_workers_scale() -> None:
    assert "name" not in COMPOSE
    assert not any("container_name" in service for service in SERVICES.values())


@pytest.mark.parametrize("service", our_services())
def test_our_services_share_servers_and_data(service: str) -> None:
    environment = SERVICES[service]["environment"]
    assert environment["CUSTOMHOUSE_REDIS_URL"].startswith("redis://valkey:")
    assert "@postgres:" in environment["CUSTOMHOUSE_DATABASE_URL"]
    assert f"data:{environment['CUSTOMHOUSE_DATA_DIR']}" in SERVICES[service]["volumes"]


@pytest.mark.parametrize("service", our_services())
def test_a_command_is_a_list_that_starts_a_program_of_ours(service: str) -> None:
    command = SERVICES[service]["command"]
    assert all(isinstance(word, str) for word in command)
    celery = ["celery", "--quiet", "-A", "worker.app"]
    assert command[0] == "customhouse" or command[:4] == celery


@pytest.mark.parametrize("service", ["worker", "express", "refresh", "beat"])
def test_celery_knows_every_option_of_a_command(service: str) -> None:
    name, *words = SERVICES[service]["command"][4:]
    known = {option for parameter in CELERY_COMMANDS[name].params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_queue_has_exactly_one_kind_of_worker() -> None:
    queues = [
        queue
        for service in our_services().values()
        if "--queues" in service["command"]
        for queue in service["command"][service["command"].index("--queues") + 1].split(",")
    ]
    assert sorted(queues) == ["bulk", "chores", "express", "refresh", "rescreen"]


def test_valkey_keeps_its_keys_and_asks_for_a_password() -> None:
    lines = COMPOSE["configs"]["valkey"]["content"].splitlines()
    assert {"appendonly yes", "maxmemory-policy noeviction"} <= set(lines)
    assert any(line.startswith("requirepass ${VALKEY_PASSWORD:?") for line in lines)
    assert SERVICES["valkey"]["volumes"] == ["valkey:/data"]


def test_what_upstreams_need_is_published_to_this_machine_alone_by_default() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"valkey": ["${UPSTREAM_LISTEN:-127.0.0.1:6379}:6379"]}


@pytest.mark.parametrize("service", ["worker", "express", "refresh", "beat"])
def test_health_of_a_container_is_that_of_its_own_process(service: str, tmp_path: Path) -> None:
    found = SERVICES[service]
    kind, words = found["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    alive = tmp_path / "alive"
    # In a Compose file a dollar is written twice.
    words = words.replace("$$", "$").replace(found["environment"][HEARTBEAT], str(alive))
    assert not is_healthy(words)
    alive.touch()
    assert is_healthy(words)
    os.utime(alive, (1_700_000_000, 1_700_000_000))
    assert not is_healthy(words)


def is_healthy(words: str) -> bool:
    done = subprocess.run(["sh", "-c", words], check=False, capture_output=True)
    return done.returncode == 0


def test_the_image_runs_as_a_user_without_privileges() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert users == ["customhouse"]
    assert "user" not in {key for service in our_services().values() for key in service}


def test_the_image_installs_wheels_with_hashes_only() -> None:
    for option in ("--no-deps", "--require-hashes", "--only-binary :all:"):
        assert option in DOCKERFILE


def test_the_image_holds_every_file_that_it_copies() -> None:
    copied = re.findall(r"^COPY (\S+) ", DOCKERFILE, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert all((ROOT / path).exists() and f"!{path}" in ignored for path in copied)
