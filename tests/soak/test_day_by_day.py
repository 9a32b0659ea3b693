"""Real data, day after day: statuses turn on the days that were foretold and on no others."""

from datetime import date, timedelta

import pytest

from generator.assess import assess_package
from generator.examine import examine_package
from generator.obligations import public_obligations
from generator.read import DESCRIPTOR
from generator.settings import ROOT
from generator.standings import assess_reports, turning_days
from generator.vocabulary import load_vocabulary

SCHEMAS = ROOT / "schemas"
FIRST, LAST = date(2015, 1, 1), date(2032, 12, 31)
FOLDERS = sorted(
    folder
    for folder in [*(ROOT / "data").iterdir(), *(ROOT / "tests" / "packages").glob("*/999901-*")]
    if (folder / DESCRIPTOR).is_file() and folder.parent.name != "broken"
)


@pytest.mark.soak
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_statuses_turn_on_the_days_foretold(folder):
    """Every package there is, every day of eighteen years: what the cache of a build relies on."""
    package, _, _ = examine_package(folder, SCHEMAS)
    if package is None:
        pytest.skip("a package with errors is not assessed")
    obligations = public_obligations(load_vocabulary(SCHEMAS))
    told = {*assess_package(package, FIRST).turning_days, *turning_days(package, obligations)}
    before = None
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(number)
        found = assess_package(package, day)
        now = (found.targets, found.tasks, assess_reports(package, obligations, day))
        assert before is None or before == now or day in told, day
        before = now
