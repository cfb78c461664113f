"""Result documents in: what an earlier run of ``slcheck check -f json`` wrote."""

from slcheck.recorded.load import load
from slcheck.recorded.parsing import is_results

__all__ = ["is_results", "load"]
