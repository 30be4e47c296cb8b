"""`customhouse backup` and `customhouse restore`: queue, ledger and lists together."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from desk.backup.backing_up import back_up
from desk.backup.manifest import Manifest
from desk.backup.restoring import restore as restore_backup
from desk.cli.against import time_words
from desk.cli.located import located
from desk.cli.printing import JsonOption, notices, print_indented, print_json, print_line
from desk.service.opening import open_whole
from desk.service.place import Place


@located
def backup(
    place: Place,
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    as_json: JsonOption = False,
) -> None:
    """Copy queue, ledger and lists of the running service into a folder; nothing is stopped."""
    with open_whole(place) as service, notices().status("copying …"):
        manifest = back_up(service, folder)
    _say(manifest, f"{folder} is written", as_json)
    if not manifest.has_ledger:
        said = "the ledger is not in it: back up its PostgreSQL now, by pg_dump"
        notices().print(said, style="yellow", markup=False)


@located
def restore(
    place: Place,
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="What `backup` wrote.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Make a service of a backup, in a new data folder and an empty Redis; then start it."""
    own_redis = not place.has_queue and "CUSTOMHOUSE_REDIS_URL" not in os.environ
    with notices().status("restoring …"):
        manifest = restore_backup(folder, place.settings, own_redis=own_redis)
    data = place.settings.data_dir
    _say(manifest, f"{data} is as it was; start it: customhouse up --data {data}", as_json)


def _say(manifest: Manifest, said: str, as_json: bool) -> None:
    if as_json:
        print_json(asdict(manifest))
        return
    ledger = "the ledger, " if manifest.has_ledger else ""
    held = f"{ledger}{manifest.keys:,} keys of the queue, {manifest.list_files:,} files of lists"
    print_line(said)
    print_indented(held, 4)
    print_indented(f"all that was accepted until {time_words(manifest.begun_at)} is in it", 4)
