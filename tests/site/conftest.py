"""Built sites and a real browser. Both sites stand below a sub-path, because a government portal gives us one."""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from generator.build import BuildOutcome, build
from generator.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 22)
SUB_PATH = "a/b"


@dataclass(frozen=True)
class BuiltSite:
    """A site on disk and on loopback; ``url`` ends with a slash."""

    folder: Path
    url: str
    settings: Settings
    outcome: BuildOutcome


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests have their own log."""


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


def _served(place: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    handler = functools.partial(_Quiet, directory=str(place))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The repository's own data, built once."""
    place = tmp_path_factory.mktemp("public")
    (place / SUB_PATH).parent.mkdir(parents=True)
    settings = settings_for(ROOT / "data", place)
    outcome = build(settings)
    server, url = _served(place)
    yield BuiltSite(settings.output, url, settings, outcome)
    server.shutdown()


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A data folder of two fixture packages that a test may change."""
    data = tmp_path / "data"
    for name in ("complete", "minimal"):
        shutil.copytree(ROOT / "tests" / "packages" / name / f"999901-{name}", data / f"999901-{name}")
    return data


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; nothing is downloaded."""
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if path is None:
        pytest.fail("no Chromium found: run tests/site/install-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


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
