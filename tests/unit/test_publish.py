"""Publish: the new site takes its place whole, or the old one stays as it was."""

import json
from pathlib import Path

import pytest

from generator.artifacts import link_tree, tree_manifest, write_json
from generator.errors import SiteError
from generator.publish import Place, claim, publish_site, published_release, site_files, stands, verify_site
from tests.published import site_manifest
from tests.trees import OTHER, PLACE, built, locality, portal, publish


@pytest.fixture
def output(tmp_path) -> Path:
    """Where the site goes; its folder has nothing else in it."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "site"


@pytest.fixture
def cache(tmp_path) -> Path:
    """Where built trees lie."""
    return tmp_path / "cache"


def test_site_is_portal_and_localities(output, cache):
    """The portal lies at the root, each locality in its folder in each language, with the day, the release and what
    belongs to the site beside them.
    """
    made = publish(output, [portal(cache)], [locality(cache, english=True)])
    own = [
        f"{folder}/{name}"
        for folder in (PLACE, f"en/{PLACE}")
        for name in ("index.html", "tasks/a/index.html", "data/results.csv")
    ]
    manifests = ["manifest.json", "SHA256SUMS", f"{PLACE}/manifest.json", f"{PLACE}/SHA256SUMS"]
    above = ["index.html", "404.html", "about/index.html", "assets/a.css", "as-of.json", "build.json"]
    assert sorted([*own, *above, *manifests]) == list(site_files(output))
    assert (7, len(site_files(output))) == (made.pages, made.files)
    assert {"as_of": "2023-03-31"} == json.loads((output / "as-of.json").read_text(encoding="utf-8"))
    assert {"release": "r1", "as_of": "2023-03-31", "localities": [PLACE]} == json.loads(
        (output / "build.json").read_text(encoding="utf-8")
    )
    assert made.files == verify_site(output).files


def test_the_site_is_a_relative_link(output, cache, tmp_path):
    """The folder of the site may be moved with what lies beside it."""
    publish(output, [portal(cache)], [locality(cache)])
    assert "site.releases/0001-r1" == str(output.readlink())
    output.parent.rename(tmp_path / "moved")
    assert "r1" == verify_site(tmp_path / "moved" / "site").release


def test_the_cache_may_go(output, cache):
    """The site keeps its trees itself: what was built may be removed or replaced at any time."""
    parts = [portal(cache)], [locality(cache)]
    publish(output, *parts)
    for path in sorted(cache.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert "r1" == verify_site(output).release
    publish(output, *parts, release="r2")
    assert "r2" == verify_site(output).release


def test_a_tree_is_read_once(output, cache, monkeypatch):
    """One changed locality among many takes in one tree; the others are linked as they lie there."""
    first, second = locality(cache), locality(cache, OTHER)
    publish(output, [portal(cache)], [first, second])
    taken = []
    monkeypatch.setattr("generator.publish.storing.link_tree", lambda *pair: taken.append(pair[0]) or link_tree(*pair))
    changed = locality(cache, OTHER, "2")
    publish(output, [portal(cache)], [first, changed], "r2")
    assert [changed.tree] == taken
    assert f"{OTHER} 2 index.html" == (output / OTHER / "index.html").read_text(encoding="utf-8")
    assert f"{PLACE} 1 index.html" == (output / PLACE / "index.html").read_text(encoding="utf-8")
    assert "r2" == verify_site(output).release


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_where_nothing_can_be_linked_files_are_copied(output, cache, monkeypatch):
    """A cache on another disk, or a file system without hard links."""

    def refuse(*_):
        raise OSError("cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    publish(output, [portal(cache)], [locality(cache)])
    assert "r1" == verify_site(output).release


def test_only_the_last_releases_and_their_trees_stay(output, cache):
    """Older ones go, with the trees that nothing shows any more, and never before the new site stands."""
    for number in range(1, 6):
        publish(
            output,
            [portal(cache, str(number))],
            [locality(cache, version=str(number)), locality(cache, OTHER)],
            f"r{number}",
            kept=2,
        )
    place = Place(output)
    assert ["0004-r4", "0005-r5"] == [release.id for release in place.kept()]
    names = {path.stem for path in place.trees.iterdir()}
    assert {name for release in place.kept() for name in release.trees} == names
    assert len(names) == 5
    assert {".lock", "0004-r4", "0004-r4.json", "0005-r5", "0005-r5.json", "trees"} == names_in(place.releases)
    assert ["site", "site.releases"] == sorted(names_in(output.parent))
    for release in place.kept():
        verify_site(place.folder(release.id))


def test_what_is_gone_is_gone(output, cache):
    """A page or, where that is meant, a locality that is no longer built does not stay in the site."""
    publish(output, [portal(cache)], [locality(cache), locality(cache, OTHER, pages=1)])
    publish(output, [portal(cache)], [locality(cache, OTHER)], "r2", allow_smaller=True)
    assert not (output / PLACE).exists()
    assert not (output / OTHER / "tasks" / "0").exists()


def test_built_trees_stay_as_they_are(output, cache):
    """Publishing takes links or copies; the kept builds keep every byte, also when the site changes later."""
    parts = portal(cache), locality(cache)
    before = [tree_manifest(part.tree) for part in parts]
    for release in ("r1", "r2"):
        publish(output, [parts[0]], [parts[1]], release)
    assert before == [tree_manifest(part.tree) for part in parts]


@pytest.mark.parametrize("english", [False, True])
def test_the_same_content_has_the_same_bytes_whatever_came_before(output, cache, tmp_path, english):
    """Where the site was published how often does not show in it."""
    parts = [portal(cache)], [locality(cache, english=english)]
    publish(output, *parts)
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "pages"
    for version in "23":
        publish(other, [portal(cache, version)], [locality(cache, version=version, english=english)], version)
    publish(other, *parts)
    assert site_manifest(output) == site_manifest(other)


# What is not published


@pytest.mark.parametrize("name", ["index.html", "404.html", "sitemap.xml"])
def test_a_site_without_a_page_that_it_needs_is_not_published(output, cache, name):
    """The old site stays, byte for byte."""
    publish(output, [portal(cache)], [locality(cache)])
    before = site_manifest(output)
    texts = {own: own for own in ("index.html", "404.html", "about/index.html") if own != name}
    with pytest.raises(SiteError, match=f"the new site has no {name}; the old one stays"):
        publish(
            output,
            [built(cache, "portal", texts)],
            [locality(cache)],
            "r2",
            required=("index.html", "404.html", "sitemap.xml"),
        )
    assert before == site_manifest(output)


@pytest.mark.parametrize("tree", ["portal", "locality"])
def test_an_empty_page_is_not_published(output, cache, tree):
    """A page without a byte is a page that was not written."""
    above, below = portal(cache), locality(cache)
    empty = {
        "portal": portal(cache, **{"x/index.html": ""}),
        "locality": built(cache, PLACE, {f"{PLACE}/index.html": ""}),
    }
    parts = {"portal": above, "locality": below} | {tree: empty[tree]}
    with pytest.raises(SiteError, match=r"the page \S*index.html is empty"):
        publish(output, [parts["portal"]], [parts["locality"]])
    assert not output.exists()


@pytest.mark.parametrize("fault", ["missing", "changed", "added"])
def test_a_tree_that_is_not_as_it_was_built_is_not_published(output, cache, fault):
    """What a damaged disk or another program did to the cache does not reach readers."""
    publish(output, [portal(cache)], [locality(cache)])
    part = locality(cache, version="2")
    page = part.tree / PLACE / "tasks" / "a" / "index.html"
    if fault == "missing":
        page.unlink()
    else:
        (page if fault == "changed" else page.with_name("b.html")).write_text("other", encoding="utf-8")
    with pytest.raises(SiteError, match=f"{PLACE}: .*tasks/a/.* is not as it was built"):
        publish(output, [portal(cache)], [part], "r2")
    assert "r1" == verify_site(output).release


def test_a_locality_without_its_first_page_is_not_published(output, cache):
    """In any language."""
    texts = {f"{PLACE}/index.html": "a", f"en/{PLACE}/tasks/index.html": "b"}
    with pytest.raises(SiteError, match=f"no en/{PLACE}/index.html"):
        publish(output, [portal(cache)], [built(cache, PLACE, texts)])


@pytest.mark.parametrize("address", ["index.html", f"{OTHER}/index.html", f"a/b/{PLACE}/index.html"])
def test_a_locality_keeps_to_its_folder(output, cache, address):
    """Nothing of it may take the place of another page."""
    texts = {f"{PLACE}/index.html": "a", address: "b"}
    with pytest.raises(SiteError, match="lies outside of its folder"):
        publish(output, [portal(cache)], [built(cache, PLACE, texts)])


@pytest.mark.parametrize("name", ["manifest.json", "SHA256SUMS"])
def test_the_place_of_a_manifest_is_free(output, cache, name):
    """A locality brings no manifest of its own."""
    texts = {f"{PLACE}/index.html": "a", f"{PLACE}/{name}": "{}"}
    with pytest.raises(SiteError, match=f"{PLACE}/{name} is the place of the manifest"):
        publish(output, [portal(cache)], [built(cache, PLACE, texts)])


def test_no_address_is_taken_twice(output, cache):
    """Neither by two parts above the localities nor by one of them and a locality."""
    double = built(cache, "nation", {"about/index.html": "x"})
    with pytest.raises(SiteError, match=r"about/index\.html is in two parts"):
        publish(output, [portal(cache), double], [locality(cache)])
    notice = portal(cache, **{f"{PLACE}/index.html": "x"})
    with pytest.raises(SiteError, match=f"{PLACE}/ is in two parts"):
        publish(output, [notice], [locality(cache)])


LINKS = {
    "": True,
    "about/": True,
    "assets/a.css": True,
    f"{PLACE}/": True,
    f"{PLACE}/tasks/a/": True,
    f"{PLACE}/data/results.csv": True,
    f"%31{PLACE[1:]}/": True,
    "about": False,
    "nowhere/": False,
    f"{PLACE}/tasks/b/": False,
    "assets/b.css": False,
}


@pytest.mark.parametrize("address", LINKS)
def test_links_between_parts_lead_somewhere(output, cache, address):
    """Of whichever part a page is, what it leads to in another is there."""
    parts = [portal(cache)], [locality(cache, OTHER, links=[address]), locality(cache)]
    if LINKS[address]:
        publish(output, *parts)
        return
    with pytest.raises(SiteError, match=f"1 link to what the new site has not: {address} .from {OTHER}."):
        publish(output, *parts)
    assert not output.exists()


def test_a_link_that_died_with_another_part_is_found(output, cache):
    """Also where the part with the link has not changed."""
    leads = locality(cache, links=[f"{OTHER}/tasks/0/"])
    publish(output, [portal(cache)], [leads, locality(cache, OTHER, pages=1)])
    with pytest.raises(SiteError, match=f"1 link to what the new site has not: {OTHER}/tasks/0/"):
        publish(output, [portal(cache)], [leads, locality(cache, OTHER)], "r2")
    assert "r1" == published_release(output)


# A site that stands and is damaged


def test_a_damaged_tree_is_taken_in_anew_where_nothing_is_trusted(output, cache):
    """``--no-cache`` reads the published trees too: what is not as it was built is replaced, in a new release."""
    parts = [portal(cache)], [locality(cache), locality(cache, OTHER)]
    publish(output, *parts)
    for page in (output / PLACE / "index.html", output / "about" / "index.html"):
        page.unlink()
        page.write_text("damaged", encoding="utf-8")
    with claim(output) as place:
        assert stands(place, "r1")
        assert not stands(place, "r1", is_trusted=False)
    publish(output, *parts, is_trusted=False)
    assert 2 == len(Place(output).kept())
    with claim(output) as place:
        assert stands(place, "r1", is_trusted=False)
    publish(output, *parts, "r2", is_trusted=False)
    assert f"{PLACE} 1 index.html" == (output / PLACE / "index.html").read_text(encoding="utf-8")


def test_a_release_whose_tree_is_gone_is_made_anew(output, cache):
    """Somebody removed a tree by hand; the next publication takes it in again."""
    parts = [portal(cache)], [locality(cache)]
    publish(output, *parts)
    (tree,) = Place(output).trees.glob(f"{PLACE}-*.json")
    tree.unlink()
    publish(output, *parts, "r2")
    assert "r2" == verify_site(output).release


# Whose folders these are


def test_a_folder_from_before_becomes_the_first_release(output, cache):
    """A site that stands as a plain folder is kept as a release, with every file it had."""
    texts = {"index.html": "old", "404.html": "old", f"{PLACE}/index.html": "old"}
    built(output.parent, "x", texts).tree.rename(output)
    write_json(output / "build.json", {"release": "r0", "as_of": "2023-01-01", "localities": [PLACE]})
    before = tree_manifest(output)
    publish(output, [portal(cache)], [locality(cache)])
    older, newer = Place(output).kept()
    assert ("0001-r0", "2023-01-01", 3, "0002-r1") == (older.id, older.as_of, older.pages, newer.id)
    assert "r1" == verify_site(output).release
    kept = Place(output).folder(older.id)
    assert before.items() <= tree_manifest(kept).items()
    assert 3 == verify_site(kept).pages


def test_a_folder_from_before_is_held_against_the_new_site(output, cache):
    """A locality that it has and the new site has not is missed."""
    output.mkdir()
    write_json(output / "build.json", {"release": "r0", "as_of": "2023-01-01", "localities": [OTHER]})
    with pytest.raises(SiteError, match=f"the locality {OTHER} is gone"):
        publish(output, [portal(cache)], [locality(cache)])
    assert output.is_dir()
    assert not output.is_symlink()


@pytest.mark.parametrize("ending", ["new", "old"])
def test_what_builds_from_before_left_behind_goes(output, cache, ending):
    """The folders in which sites were assembled once; one that somebody else made stays."""
    ours = output.with_name(f"site.{ending}")
    write_json(ours / "build.json", {"release": ""})
    publish(output, [portal(cache)], [locality(cache)])
    assert not ours.exists()
    ours.mkdir()
    (ours / "thesis.odt").touch()
    publish(output, [portal(cache)], [locality(cache)], "r2")
    assert (ours / "thesis.odt").exists()


@pytest.mark.parametrize("name", ["site", "site.releases"])
@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_we_did_not_make_is_not_replaced(output, cache, name, kind):
    """A folder with other things in it, a file or a link that leads elsewhere is left alone, and nothing is made."""
    mine, there = output.with_name(name), output.parent / "thesis"
    there.mkdir()
    (there / "thesis.odt").write_text("x", encoding="utf-8")
    if kind == "folder":
        there.rename(mine)
    elif kind == "file":
        mine.write_text("x", encoding="utf-8")
    else:
        mine.symlink_to("thesis")
    before = sorted(output.parent.rglob("*"))
    with pytest.raises(SiteError, match=r"no site of ours|a link that we did not make|no releases of ours"):
        publish(output, [portal(cache)], [locality(cache)])
    assert before == sorted(output.parent.rglob("*"))


def test_an_empty_folder_may_be_used(output, cache):
    """Somebody made it for the site."""
    output.mkdir()
    output.with_name("site.releases").mkdir()
    publish(output, [portal(cache)], [locality(cache)])
    assert "r1" == verify_site(output).release


def test_a_link_to_a_release_that_is_gone_is_led_to_one_that_is_there(output, cache):
    """Somebody removed what stood; whoever claims the place next, readers have a site again."""
    for number in "12":
        publish(output, [portal(cache, number)], [locality(cache)], f"r{number}")
    Place(output).record("0002-r2").unlink()
    for path in site_files(Place(output).folder("0002-r2")).values():
        path.unlink() if "trees" not in str(path.resolve()) else None
    with claim(output):
        pass
    assert "r1" == verify_site(output).release


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"x": 1}', "\ufffe"])
def test_a_damaged_record_is_no_release(output, text):
    """Where the record cannot be read there is no release, so the site is published anew."""
    output.mkdir()
    (output / "build.json").write_bytes(text.encode("utf-16") if text == "\ufffe" else text.encode())
    assert "" == published_release(output)


def test_no_site_is_no_release(output):
    """Before the first build there is none."""
    assert "" == published_release(output)


def test_publishing_needs_what_it_is_given(output, cache):
    """Without any locality there is still a portal."""
    with claim(output) as place:
        publish_site(place, [portal(cache)], [], release="r1", as_of="2023-03-31", next_turning_day="2023-04-01")
    day = {"as_of": "2023-03-31", "next_turning_day": "2023-04-01"}
    assert day == json.loads((output / "as-of.json").read_text(encoding="utf-8"))
