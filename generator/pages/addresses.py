"""Addresses: the only place that knows where a page stands. They are a contract and never change meaning.

All are relative to the root of the site and end with a slash (folder) or a file name; :func:`relative` turns them
into links, so that the site works unchanged under any path of a portal.
"""

HOME = ""
LOCALITIES = "localities/"
OBLIGATIONS = "obligations/"
COMPARE = "compare/"
DATA = "data/"
NATION = "data/all/"
RELEASES = "releases/"
METHODOLOGY = "methodology/"
GLOSSARY = "glossary/"
ABOUT = "about/"
ACCESSIBILITY = "accessibility/"
CONTRIBUTE = "contribute/"
CONTRIBUTE_WORKBOOK = "contribute/workbook/"
CONTRIBUTE_BROWSER = "contribute/browser/"
FINDINGS = "contribute/findings/"
REPAIRS = "contribute/repairs/"
USE_DATA = "use-data/"
SEARCH = "search/"
CHANGES = "changes/"


def locality(locality_id: str, below: str = "") -> str:
    """A locality's overview, or the page ``below`` it."""
    return f"{locality_id}/{below}"


def plan(locality_id: str, plan_id: str) -> str:
    """A plan with its tree and tasks."""
    return f"{locality_id}/plans/{plan_id}/"


def task(locality_id: str, task_id: str) -> str:
    """One task."""
    return f"{locality_id}/tasks/{task_id}/"


def unit(locality_id: str, unit_id: str) -> str:
    """What one unit leads and supports."""
    return f"{locality_id}/units/{unit_id}/"


def indicator(locality_id: str, indicator_id: str) -> str:
    """One indicator with its series."""
    return f"{locality_id}/indicators/{indicator_id}/"


def report(locality_id: str, report_id: str) -> str:
    """One yearly report."""
    return f"{locality_id}/reports/{report_id}/"


def registers(locality_id: str) -> str:
    """The public lists of a locality."""
    return f"{locality_id}/registers/"


def api(name: str, locality_id: str = "") -> str:
    """A file of the static API, of the portal or of a locality. A change of meaning would be a new version."""
    return f"{locality_id}/api/v1/{name}" if locality_id else f"api/v1/{name}"


def changes(locality_id: str) -> str:
    """What changed in a locality's data, and when."""
    return f"{locality_id}/changes/"


def obligations_of(year: int) -> str:
    """The register of one year."""
    return f"{OBLIGATIONS}{year}/"


def comparison(common_id: str, province: str = "") -> str:
    """One common indicator in localities of the same level; those of one province where there are very many."""
    return f"{COMPARE}{common_id}/{province}/" if province else f"{COMPARE}{common_id}/"


def finding(code: str) -> str:
    """What one kind of finding means."""
    return f"{FINDINGS}#{code}"


def rule(rule_id: str) -> str:
    """A rule on the methodology page."""
    return f"{METHODOLOGY}#{rule_id}"


def relative(source: str, target: str) -> str:
    """Link from the page at ``source`` to ``target``, both relative to the root of the site."""
    path, mark, anchor = target.partition("#")
    here, (*there, name) = source.split("/")[:-1], path.split("/")
    shared = 0
    for own, other in zip(here, there, strict=False):
        if own != other:
            break
        shared += 1
    link = "../" * (len(here) - shared) + "".join(f"{part}/" for part in there[shared:]) + name
    return (link or "./") + mark + anchor
