"""slcheck: probation service levels checked against their declared targets, exactly."""

__version__ = "0.1.0"
