"""What ``fix`` makes of each file of the corpus, by itself: quick enough to be asked of a program broken on purpose.

``test_mistakes`` asks the same with the checks before and after it, and accepts new words.
"""

import pytest

from generator.fix import Written, fix_content, format_fixed
from generator.vocabulary import load_vocabulary
from tests.mistakes.corpus import CHINESE, HERE, SCHEMAS, outcome, read_cases, tokens_of_repairs

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.removesuffix(".csv"))
def test_a_file_is_fixed_in_the_words_that_were_reviewed(case):
    """What was done and proposed and where, and all that is said of it."""
    fixed = fix_content(f"{case.table}.csv", case.content, SCHEMAS)
    assert (case.fix, case.repairs) == (outcome(fixed), tokens_of_repairs(fixed))
    said = format_fixed([Written(one) for one in fixed], "text", load_vocabulary(SCHEMAS), CHINESE, is_written=False)
    expected = (HERE / "expected" / f"{case.file.removesuffix('.csv')}.txt").read_text(encoding="utf-8")
    assert f"—— gongkai fix ——\n{said}\n——" in expected
