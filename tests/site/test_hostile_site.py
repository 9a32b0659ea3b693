"""Hostile data in a real browser, on every page of a built site: no script of it runs, no other host is asked, the
policy refuses nothing because there is nothing to refuse, and the text stands there as it was written.

One locality keeps its attacks in the files of its package, as far as validation lets them through. In the other they
are put into the records behind validation: what pages do must not hang on what was refused before.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from generator.build import build, locality
from generator.examine import examine_package
from generator.model import Package
from generator.pages.escape import visible_text
from generator.publish import site_files
from generator.publisher import Publisher
from generator.schemas import load_schemas
from tests.poison import free_fields, poisoned
from tests.site.conftest import PACKAGES, ROOT, SUB_PATH, settings_for
from tests.site.page_kinds import samples
from tests.site.payloads import CONTEXTS, MARKUP, PAYLOADS
from tests.site.serving import served
from tests.site.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile-site")]
SCHEMAS = ROOT / "schemas"
BEHIND, THROUGH = "999901-complete", "999902-through"
PUBLISHER = Publisher(
    kind="official",
    name=MARKUP["script"],
    site_id_code=MARKUP["link that runs"],
    region_code="999901",
    operator=CONTEXTS["end of attribute"],
    address=MARKUP["image with handler"],
    phone="</dd><script>window.hit=1</script>",
    icp="{{ 7 * 7 }} [x](javascript:window.hit=1)",
    police_record="**x**{: onclick=window.hit=1 }",
    correction_url="https://www.example.gov.cn/?a='\"><script>window.hit=1</script>&title={title}&address={address}",
)
POLICY = "Content Security Policy"
SITE_NAME = "公开</title><img src=x onerror=window.hit=1>"
# Sees to it that whatever a page does, it is known: violations of the policy, dialogs and what attacks set.
WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => {
  refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
}, true);
for (const name of ["alert", "confirm", "prompt"]) { window[name] = () => { window.hit = name; }; }
"""
# What is downloaded but shown on no page.
NOT_ON_PAGES = {("documents", "terms")}
# Addresses are opened one by one, so only some of the attacks are tried with every landing; all of them in a soak.
SOME = list(PAYLOADS.values())[::6]
NO_MARKUP = [text for text in PAYLOADS.values() if text not in MARKUP.values()]


class Words:
    """Gives every position another attack, with a number by which it is known again."""

    def __init__(self, offset: int, attacks: Iterable[str] = PAYLOADS.values()) -> None:
        self.given: dict[str, tuple[str, str]] = {}
        self._offset = offset
        self._numbers = count()
        self._attacks = list(attacks)

    def __call__(self, table: str, field: str) -> str:
        number = next(self._numbers)
        text = f"{self._attacks[(number + self._offset) % len(self._attacks)]} 记{number}号"
        self.given[text] = (table, field)
        return text


@dataclass(frozen=True)
class Hostile:
    """The site, where it is served, and what was put into the records of one locality and the files of the other."""

    folder: Path
    url: str
    behind: dict[str, tuple[str, str]]
    through: dict[str, tuple[str, str]]

    @property
    def pages(self) -> list[str]:
        """Addresses of all pages."""
        files = [address for address in site_files(self.folder) if address.endswith(".html")]
        return [path.removesuffix("index.html") for path in files]


def _write(folder: Path, rows: dict[str, list[list[str]]], descriptor: dict) -> None:
    for name, table in rows.items():
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(table)
        (folder / f"{name}.csv").write_text(buffer.getvalue(), encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def make_package_with(words: Words, folder: Path) -> dict[str, tuple[str, str]]:
    """A copy of the complete package with an attack in every free text of its files that validation lets through.

    Where it finds a fault with a row, the row gets its own words again. Returns what is left, with its place.
    """
    shutil.copytree(PACKAGES / "complete" / BEHIND, folder)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor |= {"name": folder.name, "description": "虚构"}
    descriptor["locality"] |= {"code": folder.name[:6]}
    own = deepcopy(descriptor)
    descriptor |= {"name": folder.name, "title": words("package", "title"), "description": words("package", "x")}
    descriptor["sources"][0]["title"] = words("package", "sources")
    descriptor["contributors"][0]["title"] = words("package", "contributors")
    descriptor["licenses"][0]["title"] = words("licence", "title")
    schemas = load_schemas(SCHEMAS)
    sound, rows, placed = {}, {}, {}
    for name, schema in schemas.items():
        table = list(csv.reader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"), newline="")))
        sound[name] = [list(row) for row in table]
        free = [place for place, column in enumerate(table[0]) if column in {f.name for f in free_fields(schema)}]
        for number, row in enumerate(table[1:], start=2):
            for place in free:
                if row[place]:
                    row[place] = words(name, table[0][place])
                    placed[name, number, table[0][place]] = row[place]
        rows[name] = table
    for _ in range(30):
        _write(folder, rows, descriptor)
        package, _, log = examine_package(folder, SCHEMAS)
        errors = [issue for issue in log.issues if issue.severity == "error"]
        if package is not None:
            break
        for issue in errors:
            name = issue.file.removesuffix(".csv")
            if name not in rows:
                key = re.split(r"[.\[]", issue.column)[0]
                assert descriptor[key] != own[key], issue
                descriptor[key] = own[key]
                continue
            columns = [issue.column] if issue.column in rows[name][0] else rows[name][0]
            for column in columns:
                place = rows[name][0].index(column)
                rows[name][issue.row - 1][place] = sound[name][issue.row - 1][place]
                placed.pop((name, issue.row, column), None)
    assert package is not None, errors[:3]
    return {text: (name, column) for (name, _, column), text in placed.items()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Iterator[Hostile]:
    """The site, built once from both packages, on behalf of a publisher whose settings are hostile too."""
    base = tmp_path_factory.mktemp("hostile")
    with _hostile(base, 0) as site:
        yield site


class _hostile:  # noqa: N801 - a context manager that reads as a verb
    """Builds and serves the site whose attacks begin at ``offset`` of their list, also in other ``languages``."""

    def __init__(self, base: Path, offset: int, languages: tuple[str, ...] = ()) -> None:
        self.base, self.offset, self.languages = base, offset, languages

    def __enter__(self) -> Hostile:
        data, words = self.base / "data", Words(self.offset)
        shutil.copytree(PACKAGES / "complete" / BEHIND, data / BEHIND)
        through = make_package_with(Words(self.offset, NO_MARKUP), data / THROUGH)

        def examined(folder: Path, schemas: Path):
            package, raw, log = examine_package(folder, schemas)
            if folder.name == BEHIND and package is not None:
                package = self._poisoned(package, words)
            return package, raw, log

        settings = settings_for(
            data,
            self.base / "site",
            publisher=PUBLISHER,
            site_name=SITE_NAME,
            site_url="https://www.example.gov.cn/gongkai/",
            languages=self.languages,
            workers=1,
        )
        settings.output.parent.mkdir(parents=True, exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(locality, "examine_package", examined)
            outcome = build(settings)
        assert {BEHIND: "", THROUGH: ""} == {row.locality_id: row.fault for row in outcome.localities}
        assert not outcome.has_errors
        self._server = served(self.base / "site")
        url = f"{self._server.__enter__()}{SUB_PATH}/"
        return Hostile(settings.output, url, words.given, through)

    @staticmethod
    def _poisoned(package: Package, words: Words) -> Package:
        texts = {name: "\n\n".join(PAYLOADS.values()) for name in package.narratives}
        return replace(poisoned(package, words), narratives=texts)

    def __exit__(self, *error: object) -> None:
        self._server.__exit__(*error)


@dataclass
class Visitor:
    """A browser page that tells what went wrong on every page it visits."""

    page: Page
    origin: str
    requests: list[str]
    said: list[str]

    def faults(self) -> list[str]:
        """What happened on the page that must not, since this was asked the last time."""
        found = [f"asked {url}" for url in self.requests if not url.startswith((self.origin, "data:", "blob:"))]
        found += [f"said {text}" for text in self.said]
        found += [f"refused {text}" for text in self.page.evaluate("window.refused")]
        if hit := self.page.evaluate("window.hit"):
            found.append(f"ran {hit}")
        self.requests.clear()
        self.said.clear()
        return found

    def use(self) -> None:
        """Open what is closed, point at things, move the focus around, and have the charts drawn."""
        self.page.evaluate("""() => {
            document.querySelectorAll("details").forEach((one) => { one.open = true; });
            for (const node of document.querySelectorAll("main *")) {
              for (const kind of ["pointerenter", "mouseover", "focus"]) { node.dispatchEvent(new Event(kind)); }
            }
        }""")
        if self.page.locator("[data-chart]").count():
            self.page.mouse.wheel(0, 1)
            for chart in self.page.locator("[data-chart]").all():
                chart.scroll_into_view_if_needed()
            wait_until(self.page, "!document.querySelector('[data-chart]:not([data-drawn])')")


@pytest.fixture
def visitor(open_page) -> Callable[[str], Visitor]:
    """Opens the browser page of a visitor to a site."""

    def visit(url: str) -> Visitor:
        watched = open_page()
        watched.page.add_init_script(WATCH)
        made = Visitor(watched.page, "/".join(url.split("/")[:3]), watched.requests, [])
        watched.page.on("console", lambda line: made.said.append(line.text) if POLICY in line.text else None)
        watched.page.on("dialog", lambda dialog: (made.said.append(dialog.message), dialog.dismiss()))
        return made

    return visit


def folded(text: str) -> str:
    """A text as pages show it: what can be seen, white space folded."""
    return " ".join(visible_text(text).split())


def visited(site: Hostile, visitor: Visitor) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Every page of a site: what went wrong on it, and the text that stands on it."""
    faults, texts = {}, {}
    for address in site.pages:
        visitor.page.goto(site.url + quote(address))
        visitor.use()
        texts[address] = folded(visitor.page.evaluate("document.body.textContent"))
        if found := visitor.faults():
            faults[address] = found
    return faults, texts


def distorted(texts: dict[str, str], place: str, words: dict[str, tuple[str, str]]) -> list[str]:
    """Texts whose number stands on a page of a locality, but not as they were written."""
    everything = "\n".join(text for address, text in texts.items() if address.startswith(place))
    numbered = {text: text.rsplit(" ", 1)[1] for text in words}
    return [text for text, number in numbered.items() if f" {number}" in everything and folded(text) not in everything]


def places_shown(texts: dict[str, str], place: str, words: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """Tables and fields whose texts stand on pages of a locality, at least one of each."""
    everything = "\n".join(text for address, text in texts.items() if address.startswith(place))
    return {where for text, where in words.items() if folded(text) in everything}


def test_nothing_acts_and_all_can_be_read(hostile, visitor):
    """Every page of the site, opened and used: attacks in every field, every attack in some fields."""
    faults, texts = visited(hostile, visitor(hostile.url))
    assert len(texts) > 120
    assert {} == faults, faults
    for place, words in ((BEHIND, hostile.behind), (THROUGH, hostile.through)):
        assert [] == distorted(texts, place, words)
    free = {(name, field.name) for name, schema in load_schemas(SCHEMAS).items() for field in free_fields(schema)}
    assert NOT_ON_PAGES == free - places_shown(texts, BEHIND, hostile.behind)
    assert len(hostile.behind) > 2 * len(PAYLOADS)
    assert len(hostile.through) > len(PAYLOADS)


def test_every_attack_was_given_to_some_field(hostile):
    """None was left out, and some come as far as the pages in the files of a package."""
    assert set(PAYLOADS.values()) == {text.rsplit(" ", 1)[0] for text in hostile.behind}
    assert len({text.rsplit(" ", 1)[0] for text in hostile.through}) > len(NO_MARKUP) // 2


def test_markup_comes_no_further_than_validation(tmp_path):
    """With an attack of HTML in every free text of its files, a package is refused for each of them."""
    assert {} == make_package_with(Words(0, MARKUP.values()), tmp_path / THROUGH)


@pytest.mark.parametrize("page", ["search/", f"{THROUGH}/search/"])
@pytest.mark.parametrize("attacks", [SOME, pytest.param(list(PAYLOADS.values()), marks=pytest.mark.soak)])
def test_nothing_in_a_query_acts(hostile, visitor, page, attacks):
    """An address with an attack in it, as somebody may send one: it is searched for, and is nothing else."""
    there = visitor(hostile.url)
    for attack in attacks:
        there.page.goto(f"{hostile.url}{page}?q={quote(attack)}")
        there.page.wait_for_selector(".gk-search__state:not(:empty)")
        assert folded(attack)[:80] == folded(there.page.input_value("#gk-query"))[:80], attack
        assert [] == there.faults(), attack


@pytest.mark.parametrize("attacks", [SOME, pytest.param(list(PAYLOADS.values()), marks=pytest.mark.soak)])
def test_nothing_in_the_choice_of_rows_acts(hostile, visitor, attacks):
    """An address that chooses rows of a table by an attack."""
    there = visitor(hostile.url)
    there.page.goto(f"{hostile.url}{THROUGH}/tasks/")
    names = there.page.locator("[data-filter-name]").evaluate_all("all => all.map(one => one.dataset.filterName)")
    assert names
    for attack in attacks:
        query = "&".join(f"{quote(name)}={quote(attack)}" for name in (*names, "q", "sort"))
        there.page.goto(f"{hostile.url}{THROUGH}/tasks/?{query}#{quote(attack)}")
        assert [] == there.faults(), attack


@pytest.mark.soak
@pytest.mark.parametrize("offset", range(5, len(PAYLOADS), 9))
def test_every_attack_in_many_fields(tmp_path, visitor, offset):
    """The same site again and again, with the attacks moved on to other fields."""
    with _hostile(tmp_path, offset) as site:
        faults, texts = visited(site, visitor(site.url))
        assert {} == faults, faults
        for place, words in ((BEHIND, site.behind), (THROUGH, site.through)):
            assert [] == distorted(texts, place, words)


@pytest.mark.soak
def test_other_languages_are_as_safe(tmp_path, visitor):
    """The pages of another edition, whose words go through a catalogue and may stand in another order."""
    with _hostile(tmp_path, 3, ("en",)) as site:
        faults, texts = visited(site, visitor(site.url))
        assert {} == faults, faults
        assert sum(address.startswith("en/") for address in texts) > 100
        for place, words in ((BEHIND, site.behind), (THROUGH, site.through)):
            assert [] == distorted(texts, f"en/{place}", words)
            assert len(places_shown(texts, f"en/{place}", words)) > 40, place


def test_the_visitor_notices_what_acts(hostile, visitor):
    """What the tests above look for is seen where it happens: a script that runs, a request, a policy that refuses."""
    there = visitor(hostile.url)
    there.page.goto(hostile.url)
    assert [] == there.faults()
    there.page.evaluate(
        "document.body.append(document.createRange().createContextualFragment('<img src=x onerror=1>'))"
    )
    there.page.evaluate("fetch('https://evil.example/').catch(() => {})")
    there.page.evaluate("window.hit = 1")
    there.page.wait_for_timeout(200)
    found = " ".join(there.faults())
    for sign in ("script-src-attr", "connect-src", "ran 1", POLICY):
        assert sign in found, sign


def test_pages_keep_to_their_policy(public_site, fixture_site, visitor):
    """Every kind of page of the real data works under its policy: charts are drawn, colours turned, links copied."""
    there = visitor(public_site.url)
    for one in samples(public_site, fixture_site):
        there.origin = "/".join(one.url.split("/")[:3])
        there.page.goto(one.url)
        there.use()
        if there.page.locator("label[for=__palette_1]").count():
            there.page.evaluate("document.querySelector('label[for=__palette_1]').click()")
        for button in there.page.locator("[data-do]:visible, [data-copy]:visible").all()[:4]:
            if button.get_attribute("data-do") != "print":
                button.click(no_wait_after=True)
        there.page.wait_for_load_state("networkidle")
        assert [] == there.faults(), one.kind
