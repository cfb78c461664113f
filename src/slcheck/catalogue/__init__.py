"""YAML in: target, provider and words files to a Catalogue."""

from slcheck.catalogue.load import load
from slcheck.catalogue.shapes import providers_schema, targets_schema
from slcheck.catalogue.word_shapes import words_schema

__all__ = ["load", "providers_schema", "targets_schema", "words_schema"]
