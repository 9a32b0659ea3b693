"""Built sites and a real browser. Both sites stand below a sub-path, because a government portal gives us one."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from generator.build import BuildOutcome, build
from generator.settings import Settings
from tests.site.programs import MissingProgramError, chromium
from tests.site.serving import served

# How long a page may take to come to what is expected of it: as long as a busy machine needs, since speed is no matter.
expect.set_options(timeout=60_000)
ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "tests" / "packages"
AS_OF = date(2026, 11, 22)
SUB_PATH = "a/b"


@dataclass(frozen=True)
class BuiltSite:
    """A site on disk and on loopback; ``url`` and ``root_url`` end with a slash.

    ``url`` stands below a sub-path. ``root_url`` is the same site at the root of a host, for what works only there:
    the page for what is not found, which cannot know its place as long as no public address is set.
    """

    folder: Path
    url: str
    root_url: str
    settings: Settings
    outcome: BuildOutcome


def settings_for(data: Path, place: Path, **changes: Any) -> Settings:
    """Settings of a build that touches nothing outside ``place``."""
    return Settings(
        root=ROOT,
        data=data,
        output=place / SUB_PATH,
        cache=place.parent / f"{place.name}-cache",
        as_of=AS_OF,
        **changes,
    )


def _shared(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder of this run of the tests; where several processes run them, they all share it."""
    base = factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name


@contextmanager
def _built(data: Path, place: Path) -> Iterator[BuiltSite]:
    """One process builds; for the next there is nothing left to do."""
    settings = settings_for(data, place)
    settings.output.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = build(settings)
    with served(place) as host, served(settings.output) as root_url:
        yield BuiltSite(settings.output, f"{host}{SUB_PATH}/", root_url, settings, outcome)


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The repository's own data, built once. No test changes it."""
    with _built(ROOT / "data", _shared(tmp_path_factory, "public")) as site:
        yield site


@pytest.fixture(scope="session")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The fixture packages, built once: every status there is, and a locality whose data is broken."""
    data = tmp_path_factory.mktemp("fixture-data")
    for name in ("complete", "minimal"):
        shutil.copytree(PACKAGES / name / f"999901-{name}", data / f"999901-{name}")
    shutil.copytree(PACKAGES / "broken" / "reference-broken" / "999901-broken", data / "999901-broken")
    with _built(data, _shared(tmp_path_factory, "fixture")) as site:
        yield site


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where two fixture packages were built for the first time: its data, site, cache and outcome.

    One process builds; the others wait for it and find it there. No test changes it: see :func:`small_site`.
    """
    place = _shared(tmp_path_factory, "first")
    place.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = place / "outcome"
        if not outcome.exists():
            for name in ("complete", "minimal"):
                shutil.copytree(PACKAGES / name / f"999901-{name}", place / "data" / f"999901-{name}")
            (place / "www" / "a").mkdir(parents=True)
            built = build(settings_for(place / "data", place / "www", workers=1))
            outcome.write_bytes(pickle.dumps(built))
    return place


@pytest.fixture
def small_site(first_build: Path, small_data: Path, tmp_path: Path) -> tuple[Settings, BuildOutcome]:
    """A small site that a test may rebuild, with its cache, and what came of its first build."""
    for name in ("www", "www-cache"):
        shutil.copytree(first_build / name, tmp_path / name, symlinks=True)
    return settings_for(small_data, tmp_path / "www", workers=1), pickle.loads((first_build / "outcome").read_bytes())


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A data folder of two fixture packages that a test may change."""
    data = tmp_path / "data"
    for name in ("complete", "minimal"):
        shutil.copytree(PACKAGES / name / f"999901-{name}", data / f"999901-{name}")
    return data


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; nothing is downloaded."""
    try:
        path = chromium()
    except MissingProgramError as error:
        pytest.fail(str(error))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@dataclass
class Watched:
    """A browser page that remembers what it asked for and what went wrong."""

    page: Page
    requests: list[str]
    faults: list[str]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens pages of a given width and colour scheme; every request and error is noted."""
    opened: list[Page] = []

    def open_(width: int = 1280, scheme: str = "light", *, script: bool = True) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        page = context.new_page()
        opened.append(page)
        watched = Watched(page, [], [])

        def note(request: Request) -> None:
            watched.requests.append(request.url)

        page.on("request", note)
        page.on("pageerror", lambda error: watched.faults.append(str(error)))
        page.on("response", lambda answer: watched.faults.append(answer.url) if answer.status >= 400 else None)
        return watched

    yield open_
    for page in opened:
        page.context.close()
