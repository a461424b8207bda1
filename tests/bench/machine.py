"""The machine that the figures come from, without a path nor a name of it."""

import os
import platform
from importlib.metadata import version

import psutil

LIBRARIES = ("pandas", "numpy", "sqlalchemy", "streamlit", "folium", "streamlit-folium", "plotly", "pgeocode")


def machine() -> dict[str, object]:
    """Cores, memory in GB, load before the bench began, versions."""
    return {
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "load_before": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }
