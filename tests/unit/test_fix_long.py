"""Files of the largest kind: an answer comes, and it is no longer than anybody reads."""

import pytest

from tests.fixing import fix_one


@pytest.mark.parametrize(
    "content",
    [
        "task_id," + "甲," * 200_000,
        "task_id,indicator_id" + "," * 200_000 + "\n",
        "task_id,indicator_id\n" + "1\n" * 50_000,
        "," * 500_000,
        "\n" * 150_000,
        '"' * 300_000,
        "task_id;" * 100_000,
        "a" * 2_000_000,
        "１" * 1_000_000,
    ],
    ids=["wide", "commas", "short-rows", "nothing", "blank-lines", "quotes", "names", "one-cell", "full-width"],
)
def test_files_made_to_take_long_end(content):
    """Wide, long, empty or of one sign: an answer comes, and it is short enough to read."""
    fixed = fix_one("task_indicators.csv", content)
    assert len(fixed.issues) <= 1000
    assert len(fixed.repairs) <= 10
