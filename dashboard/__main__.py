"""`python -m dashboard [--port 8501]`: serve the application on this machine."""

import argparse
import contextlib
import sys
from socket import socket

import uvicorn

from config.safety import UnsafeSettings, require_safe
from config.settings import settings
from geodata.readiness import DatabaseNotReady, require_ready


class _Server(uvicorn.Server):
    """Says where to look once the port answers, not before."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            address = f"http://{self.config.host}:{self.config.port}"
            print(  # noqa: T201
                f"Vigie : ouvrir {address} dans un navigateur, Ctrl+C pour arrêter (open {address}, Ctrl+C stops it).",
                flush=True,
            )


def main() -> None:
    """Prepare what is missing, then serve until interrupted; leaves with a sentence when it cannot begin."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Serve Vigie.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8501)
    options = parser.parse_args()
    try:
        require_safe(settings(), listens_on=options.host)
    except (UnsafeSettings, ValueError) as refusal:
        sys.exit(str(refusal))
    with socket() as trial:
        if trial.connect_ex((options.host, options.port)) == 0:
            sys.exit(f"Le port {options.port} est déjà pris : arrêter l’autre serveur, ou choisir --port 8502.")
    try:
        require_ready()
    except DatabaseNotReady as refusal:
        sys.exit(str(refusal))
    # Imported last: Streamlit takes a second, and a refusal should not wait for it.
    from dashboard.server import application

    config = uvicorn.Config(
        application,
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
    )
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config).run()


if __name__ == "__main__":
    main()
