"""The command line."""

from collections.abc import Sequence

from a11ycheck.signals import Signals

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a bug raises its exception.

    `arguments` are by default those of the process, which then ends with this call: signals are handled
    from here on, before the imports, which take most of a second.
    """
    signals = Signals()
    signals.install()
    try:
        from a11ycheck.cli.app import run  # noqa: PLC0415 - see above

        return run(arguments, signals)
    finally:
        signals.ignore() if arguments is None else signals.restore()
