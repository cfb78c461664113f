"""The same workbook judged by pandas and pandera, by a comparison with the target and nothing else.

No placing, no reconciling with the printed percentage, no rounding, no declared targets: the least that anybody would
write. Prints how many figures miss the target of their row; exits with 1 where some do.
"""

import sys

import pandas as pd
import pandera.errors
import pandera.pandas as pa


def main(path: str) -> int:
    """Judge the first sheet of the workbook at ``path``."""
    frame = pd.read_excel(path, engine="openpyxl")
    frame["Level"] = frame["Target"].str.rstrip("%").astype(float)
    frame["Value"] = 100 * frame["Numerator"] / frame["Denominator"]
    schema = pa.DataFrameSchema(
        {"Value": pa.Column(float, pa.Check.in_range(0, 100)), "Level": pa.Column(float)},
        checks=pa.Check(lambda each: each["Value"] >= each["Level"], name="target"),
    )
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as missed:
        print(missed.failure_cases["index"].nunique(), "of", len(frame), "miss their target")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
