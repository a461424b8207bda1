"""The door through which pages check an address: the only module here that knows the geocoders."""

from etl.address_check import Checked, candidates, check

__all__ = ["Checked", "candidates", "check"]
