"""The command line: thin. Each command reads its arguments, calls one function and says what came of it.

One file a group of commands; ``options`` is what they share.
"""

import sys
import traceback

import click

from generator import __version__
from generator.cli.building import build, is_published, serve
from generator.cli.checking import check
from generator.cli.comparing import diff
from generator.cli.drafting import report
from generator.cli.fixing import fix
from generator.cli.options import HELP
from generator.cli.publishing import rollback, verify
from generator.cli.reviewing import review
from generator.cli.starting import new
from generator.cli.workbooks import workbook
from generator.errors import EXIT_FAULT, GongkaiError, exit_code_of, refusal_of


@click.group(context_settings=HELP)
@click.version_option(__version__, prog_name="gongkai")
def gongkai() -> None:
    """Publishes whether local governments do what their plans promise.

    Exit codes: 0 fine, 1 the data has errors, 2 wrong usage or settings, 3 our fault.
    """


for _command in (check, fix, workbook, new, build, is_published, verify, rollback, serve, diff, review, report):
    gongkai.add_command(_command)


def main() -> None:
    """Entry point: our errors end with one plain line and their exit code; what was not foreseen shows where."""
    try:
        gongkai.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_FAULT)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GongkaiError as error:
        click.echo(f"gongkai: {error}", err=True)
        sys.exit(exit_code_of(error))
    except OSError as error:
        refusal = refusal_of(error)
        if refusal:
            click.echo(f"gongkai: {refusal}", err=True)
        else:
            traceback.print_exc()
        sys.exit(EXIT_FAULT)
    except Exception as error:  # noqa: BLE001 - whatever was not foreseen is our fault and says so
        traceback.print_exc()
        sys.exit(exit_code_of(error))


__all__ = ["gongkai", "main"]
