"""The command `okta-event-hooks`, which is the same as the Rust binary."""

import signal
import sys

from ._native import run_command


def main() -> int:
    # The command watches for Ctrl-C itself. Where it does not, the process ends at once, as any other's.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command(["okta-event-hooks", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
