"""Publish: the new site takes its place whole, or the old one stays as it was."""

import json
from pathlib import Path

import pytest

from generator import publish as module
from generator.artifacts import link_tree, tree_manifest
from generator.errors import SiteError
from generator.publish import publish_site, published_release

PLACE = "140400-changzhi"


@pytest.fixture
def trees(tmp_path):
    """A built portal and a built locality."""
    portal, locality = tmp_path / "built" / "portal", tmp_path / "built" / "locality"
    for folder, names in (
        (portal, ("index.html", "404.html", "assets/a.css")),
        (locality, (f"{PLACE}/index.html", f"{PLACE}/x/c.json")),
    ):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{folder.name} {name}", encoding="utf-8")
    return portal, {PLACE: locality}


@pytest.fixture
def output(tmp_path) -> Path:
    """Where the site goes; its folder has nothing else in it."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "site"


def publish(output: Path, trees, release: str = "r1") -> int:
    portal, localities = trees
    return publish_site(output, [portal], localities, release=release, as_of="2023-03-31")


def test_site_is_portal_and_localities(output, trees):
    """The portal lies at the root, each locality in its folder, with the day and the release beside them."""
    files = publish(output, trees)
    found = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert {
        "index.html",
        "404.html",
        "assets/a.css",
        f"{PLACE}/index.html",
        f"{PLACE}/x/c.json",
        "as-of.json",
        "build.json",
    } == found
    assert len(found) == files
    assert {"as_of": "2023-03-31"} == json.loads((output / "as-of.json").read_text(encoding="utf-8"))
    assert {"release": "r1", "as_of": "2023-03-31", "localities": [PLACE]} == json.loads(
        (output / "build.json").read_text(encoding="utf-8")
    )


def test_nothing_is_left_beside_the_site(output, trees):
    """After a swap neither the new nor the old site lies around."""
    publish(output, trees)
    publish(output, trees, "r2")
    assert ["site"] == [path.name for path in output.parent.iterdir()]
    assert "r2" == published_release(output)


def test_what_is_gone_is_gone(output, trees):
    """A locality or page that is no longer built does not stay in the site."""
    publish(output, trees)
    portal, _ = trees
    publish_site(output, [portal], {}, release="r2", as_of="2023-03-31")
    assert not (output / PLACE).exists()


def test_built_trees_stay_as_they_are(output, trees):
    """Publishing takes links or copies; the kept builds keep every byte, also when the site changes later."""
    portal, localities = trees
    before = tree_manifest(portal), tree_manifest(localities[PLACE])
    publish(output, trees)
    publish(output, trees, "r2")
    assert before == (tree_manifest(portal), tree_manifest(localities[PLACE]))


@pytest.mark.parametrize("name", ["index.html", "404.html", f"{PLACE}/index.html"])
@pytest.mark.parametrize("fault", ["missing", "empty"])
def test_an_incomplete_site_is_not_published(output, trees, name, fault):
    """Without home page, 404 page or a locality's overview the old site stays, byte for byte."""
    publish(output, trees)
    before = tree_manifest(output)
    portal, localities = trees
    page = (localities[PLACE] if name.startswith(PLACE) else portal) / name
    page.unlink()
    if fault == "empty":
        page.touch()
    with pytest.raises(SiteError, match=f"no {name}"):
        publish(output, trees, "r2")
    assert before == tree_manifest(output)
    assert "r1" == published_release(output)


def test_a_failure_on_the_way_leaves_the_old_site(output, trees, monkeypatch):
    """A full disk in the middle of the work does not touch what readers see, and the next run cleans up."""
    publish(output, trees)
    before = tree_manifest(output)

    def fail(source: Path, target: Path) -> None:
        if (source / PLACE).exists():
            raise OSError("no space left on device")
        link_tree(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(module, "link_tree", fail)
        with pytest.raises(OSError, match="no space"):
            publish(output, trees, "r2")
    assert before == tree_manifest(output)
    assert (output.with_name("site.new") / "index.html").exists()
    publish(output, trees, "r3")
    assert ["site"] == [path.name for path in output.parent.iterdir()]


def test_an_interrupted_swap_is_mended(output, trees):
    """Where a run was killed between the two renames, the next one puts a site in place."""
    publish(output, trees)
    output.rename(output.with_name("site.old"))
    assert "" == published_release(output)
    publish(output, trees, "r2")
    assert ["site"] == [path.name for path in output.parent.iterdir()]


def test_what_we_did_not_make_is_not_replaced(output, trees):
    """A folder with other things in it, or a file, is left alone."""
    output.mkdir()
    (output / "thesis.odt").write_text("x", encoding="utf-8")
    with pytest.raises(SiteError, match="no site of ours"):
        publish(output, trees)
    assert ["thesis.odt"] == [path.name for path in output.iterdir()]
    (output / "thesis.odt").unlink()
    publish(output, trees)
    assert "r1" == published_release(output)


@pytest.mark.parametrize("name", ["site.new", "site.old"])
def test_folders_beside_the_site_are_not_ours_by_name_alone(output, trees, name):
    """Somebody's own folder that happens to have the name we would use is left alone."""
    neighbour = output.with_name(name)
    neighbour.mkdir()
    (neighbour / "thesis.odt").write_text("x", encoding="utf-8")
    with pytest.raises(SiteError, match=f"{name} exists and is no site of ours"):
        publish(output, trees)
    assert "x" == (neighbour / "thesis.odt").read_text(encoding="utf-8")


def test_a_file_in_the_way_is_not_replaced(output, trees):
    """A file at the place of the site is left alone."""
    output.write_text("x", encoding="utf-8")
    with pytest.raises(SiteError, match="no site of ours"):
        publish(output, trees)
    assert "x" == output.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"x": 1}', "\ufffe"])
def test_a_damaged_record_is_no_release(output, text):
    """Where the record cannot be read there is no release, so the site is published anew."""
    output.mkdir()
    (output / "build.json").write_bytes(text.encode("utf-16") if text == "\ufffe" else text.encode())
    assert "" == published_release(output)


def test_no_site_is_no_release(output):
    """Before the first build there is none."""
    assert "" == published_release(output)
