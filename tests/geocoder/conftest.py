"""These files run in processes of their own, beside addok: there is no test here."""

collect_ignore_glob = ["*.py"]
