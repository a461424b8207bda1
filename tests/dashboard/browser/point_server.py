"""The application's server with the page of one point in front: the same files, headers and first HTML."""

import sys
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard import fixed_files
from dashboard.middleware import FrenchFirstPage, SecurityHeaders
from dashboard.server import fixed_file, health

application = st.App(
    Path(__file__).with_name("point_page.py"),
    routes=[Route(f"/{fixed_files.FOLDER}/{{name}}", fixed_file), Route("/sante", health)],
    middleware=[Middleware(SecurityHeaders), Middleware(FrenchFirstPage)],
)

if __name__ == "__main__":
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
