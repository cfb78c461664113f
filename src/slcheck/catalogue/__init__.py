"""YAML in: target and provider files to a Catalogue."""

from slcheck.catalogue.load import load
from slcheck.catalogue.shapes import providers_schema, targets_schema

__all__ = ["load", "providers_schema", "targets_schema"]
