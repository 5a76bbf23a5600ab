"""The command line of the dashboard: ``python -m dashboard``."""

from __future__ import annotations

import typer

from dashboard.commands_brief import brief
from dashboard.commands_publish import command as publish

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What the dashboard prints.")


@app.callback()
def main() -> None:
    """What the dashboard prints."""


app.command()(brief)
app.command("publish")(publish)

if __name__ == "__main__":
    app()
