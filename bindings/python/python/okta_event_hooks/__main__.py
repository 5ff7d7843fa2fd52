"""`python -m okta_event_hooks` is the command `okta-event-hooks`."""

import sys

from ._command import main

if __name__ == "__main__":
    sys.exit(main())
