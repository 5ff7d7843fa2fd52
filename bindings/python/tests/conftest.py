import sys

# `match` is new in Python 3.10.
collect_ignore = ["test_match.py"] if sys.version_info < (3, 10) else []
