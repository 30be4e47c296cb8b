"""`customhouse schema`: the contract, generated from its models."""

from pathlib import Path
from typing import Annotated

import typer

from desk.cli.printing import print_line
from desk.service.schemas import Document, file_name, render


def schema(
    document: Annotated[Document | None, typer.Argument(help="What to print.")] = None,
    write: Annotated[
        Path | None, typer.Option(help="Write all of them under this folder: docs/")
    ] = None,
) -> None:
    """Print a JSON Schema or the AsyncAPI document of the streams."""
    if (document is None) == (write is None):
        raise typer.BadParameter("name one of shipment, alert, own-list, asyncapi, or give --write")
    if document is not None:
        typer.echo(render(document), nl=False)
    if write is not None:
        folder = write / "schemas"
        folder.mkdir(parents=True, exist_ok=True)
        for each in Document:
            (folder / file_name(each)).write_text(render(each), encoding="utf-8")
        print_line(f"written: {folder}")
