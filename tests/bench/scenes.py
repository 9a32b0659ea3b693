"""Scenes: the rows of DESIGN section 7. Each builds what it needs and says what was measured and what was asked for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import readers
from tests.bench.measuring import Run, run_module
from tests.bench.works import change_one_cell, size_of, write_nation, write_series

DAY = "2026-11-22"
WORKERS = 2
TASKS, INDICATORS, SERIES_PACKAGES = 120, 1000, 10
SMALL, MIDDLE, LARGE = 10, 50, 200
OPEN_SDG_SECONDS = 312  # measured for DESIGN section 7


@dataclass(frozen=True, slots=True)
class Row:
    """One budget: what was measured, in the unit of the budget, and whether it is met. ``more`` holds the figures."""

    name: str
    measured: float
    budget: float
    unit: str
    more: Mapping[str, Any] = field(default_factory=dict)
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """True when the budget is kept."""
        return self.measured >= self.budget if self.at_least else self.measured <= self.budget

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON."""
        return {**asdict(self), "is_met": self.is_met}


class Nation:
    """Packages of one size, built by turns; the place keeps its cache from one build to the next."""

    def __init__(self, place: Path, localities: int) -> None:
        self.localities = localities
        self._data, self._place = place / f"data-{localities}", place / f"nation-{localities}"
        self.ids = write_nation(self._data, localities, TASKS)
        self.full = self.build()

    @property
    def site(self) -> Path:
        """The built site."""
        return self._place / "site"

    @property
    def data(self) -> Path:
        """The packages."""
        return self._data

    def build(self, *options: str) -> Run:
        """One build."""
        run = run_module("tests.bench.once", self._data, self._place, DAY, WORKERS, *options)
        if run.result["broken"]:
            raise ValueError(f"the synthetic data of {self.localities} localities has errors")
        return run

    def change(self) -> Run:
        """One cell changed and built; the national downloads stay as they are."""
        change_one_cell(self._data, self.ids[0])
        run = self.build("--keep-national")
        if run.result["built"] != 1:
            raise ValueError(f"{run.result['built']} localities were built anew, not the one that changed")
        return run


def series(place: Path) -> list[Row]:
    """A thousand indicators of 200 rows: a hundred in each of ten packages, as a locality is the unit of work."""
    data = place / "data-series"
    write_series(data, SERIES_PACKAGES, INDICATORS // SERIES_PACKAGES)
    run = run_module("tests.bench.once", data, place / "series", DAY, WORKERS)
    if run.result["broken"]:
        raise ValueError("the synthetic series have errors")
    more = {**size_of(data), **run.as_dict(), **run.result, "open_sdg_seconds": OPEN_SDG_SECONDS}
    return [
        Row("1,000 indicators × 200 rows: full build", round(run.seconds, 1), 30, "s", more),
        Row("1,000 indicators × 200 rows: memory", round(run.memory / 1e6), 600, "MB"),
    ]


def nations(place: Path, *, with_readers: bool) -> tuple[list[Row], dict[str, Any]]:
    """Ten, fifty and two hundred localities: the whole, a cell, nothing, how the whole grows, and what readers get."""
    small, middle, large = (Nation(place, number) for number in (SMALL, MIDDLE, LARGE))
    growth = {str(one.localities): _growth(one) for one in (small, middle, large)}
    few, many = (min((one.change() for _ in range(3)), key=_seconds) for one in (small, large))
    idle = min((large.build() for _ in range(3)), key=_seconds)
    pages = large.full.result["pages"]
    rows = [
        Row(
            "200 localities × 120 tasks: a page, 2 workers",
            round(1000 * large.full.seconds / pages, 2),
            5,
            "ms",
            {"pages": pages, **large.full.as_dict()},
        ),
        Row("one cell changed, 10 localities", round(few.seconds, 2), 3, "s", few.as_dict()),
        Row("one cell changed, 200 localities", round(many.seconds, 2), 3, "s", many.as_dict()),
        Row("the same as a ratio", round(many.seconds / few.seconds, 2), 1.3, "×"),
        Row("nothing changed, 200 localities", round(idle.seconds, 2), 2, "s", idle.as_dict()),
        stock(place, middle),
        *(readers.rows(Row, small.site) if with_readers else ()),
    ]
    return rows, growth


def stock(place: Path, nation: Nation) -> Row:
    """Our whole build of the pages of a nation against plain MkDocs on the same pages.

    It is a nation of some size: in one of few localities the portal and the downloads of all together, which plain
    MkDocs has not, weigh as much as the pages.
    """
    theirs = place / "stock"
    run_module("tests.bench.stock", "pages", nation.data, theirs, DAY)
    plain = run_module("tests.bench.stock", "build", theirs)
    own = nation.full
    scale = plain.result["pages"] / own.result["pages"]
    return Row(
        f"our whole build as a ratio of plain MkDocs with search, {nation.localities} localities",
        round(own.seconds * scale / plain.seconds, 2),
        0.5,
        "×",
        {"own": own.as_dict() | own.result, "plain": plain.as_dict() | plain.result},
    )


def _growth(nation: Nation) -> dict[str, Any]:
    run = nation.full
    pages = run.result["pages"]
    return {**run.as_dict(), "pages": pages, "ms_a_page": round(1000 * run.seconds / pages, 2)}


def _seconds(run: Run) -> float:
    return run.seconds
