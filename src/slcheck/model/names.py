"""Names that stand for no single provider, wherever a provider is named."""

NATIONAL = "National"
"""The provider of a figure that covers the whole country."""

WHOLE_COUNTRY = frozenset(
    {
        NATIONAL, "England and Wales", "All providers", "All CRCs", "All NPS", "All NPS divisions",
        "CRC national", "NPS national", "CRC England and Wales", "NPS England and Wales",
    }
)  # fmt: skip
"""Other ways in which releases write it."""

SUMS = frozenset(
    {"total", "totals", "all", "overall", "grand total", "crc total", "total crc", "nps total", "total nps"}
)
"""Names of rows that add up all providers, or all of one framework; in lower case."""

TOTALS = SUMS | {
    "average", "mean", "median", "sub-total", "subtotal", "crc average", "nps average", "all crc average",
}  # fmt: skip
"""Names of rows that are made of the figures of others; in lower case."""
