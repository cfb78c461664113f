"""Spreadsheets in: any file to a Reading of observations, each with the cell it came from."""

from slcheck.reading.read import Hints, read

__all__ = ["Hints", "read"]
