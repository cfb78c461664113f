"""Spreadsheets in: any file to a Reading of observations, each with the cell it came from."""

from slcheck.reading.read import Hints, read
from slcheck.reading.source import load as load_source
from slcheck.reading.source import shown_name

__all__ = ["Hints", "load_source", "read", "shown_name"]
