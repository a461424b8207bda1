"""`env.py` runs inside Alembic alone: imported to look for doctests, it would fail."""

collect_ignore = ["env.py"]
