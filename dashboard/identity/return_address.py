"""Where a visitor goes after a login: a page of Vigie, and nowhere else."""

from urllib.parse import urlsplit

HOME = "/"
_LONGEST = 1000


def own_page(asked: str | None) -> str:
    """The asked address when it is a page of ours, the first page otherwise.

    >>> own_page("/departement?departement=48"), own_page("https://ailleurs.example"), own_page("//ailleurs.example")
    ('/departement?departement=48', '/', '/')
    """
    if not asked or len(asked) > _LONGEST or not asked.isascii() or not asked.isprintable():
        return HOME
    # A browser reads a backslash as a slash, and "//" as the name of a host.
    if "\\" in asked or not asked.startswith("/") or asked.startswith("//"):
        return HOME
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc or parts.path.startswith(("/connexion", "/deconnexion")):
        return HOME
    return asked
