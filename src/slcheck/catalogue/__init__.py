"""YAML in: target, provider and words files to a Catalogue, and a waivers file to Waivers."""

from slcheck.catalogue.load import load, load_part
from slcheck.catalogue.shapes import providers_schema, targets_schema, waivers_schema
from slcheck.catalogue.waivers import load_waivers
from slcheck.catalogue.word_shapes import words_schema

__all__ = ["load", "load_part", "load_waivers", "providers_schema", "targets_schema", "waivers_schema", "words_schema"]
