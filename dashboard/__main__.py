"""The command line of the dashboard: ``python -m dashboard``."""

from __future__ import annotations

import typer

from dashboard.commands_brief import brief

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What the dashboard prints.")


@app.callback()
def main() -> None:
    """What the dashboard prints."""


app.command()(brief)

if __name__ == "__main__":
    app()
