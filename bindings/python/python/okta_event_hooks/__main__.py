"""`python -m okta_event_hooks` is the command `okta-event-hooks`."""

import sys

from ._command import main

sys.exit(main())
