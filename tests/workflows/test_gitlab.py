"""``.gitlab-ci.yml`` as it is written: the same judgement, the same site."""

import json
import shutil
import subprocess

import pytest
import yaml

from tests.workflows.conftest import COMPLETE
from tests.workflows.running import ROOT, Ended, install_environment, shell
from tests.workflows.test_publish import TODAY, TOMORROW, network  # noqa: F401 - a fixture

FIGURE = f"{COMPLETE}/results.csv"


def script_of(job: str) -> list[str]:
    return yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))[job]["script"]


@pytest.fixture
def judged(proposal):
    """Runs the job on a proposal: GitLab clones the branch, the job takes the target branch out of the same place."""

    def run() -> tuple[Ended, str]:
        proposal.offer()
        before = script_of("data").index("make ready")
        named = {
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_COMMIT_SHA": proposal.git("rev-parse", "HEAD"),
            "SOURCE_DATE_EPOCH": TODAY,
        }
        laid_out = shell("\n".join(script_of("data")[:before]), proposal.root, named)
        assert 0 == laid_out.code, laid_out.err
        install_environment(proposal.root / "base")
        ended = shell("\n".join(script_of("data")[before:]), proposal.root / "base", named)
        return ended, (proposal.root / "review.md").read_text(encoding="utf-8")

    return run


def test_a_good_proposal(judged, proposal):
    """What changes is said in the log and in a file that is kept, with the site as it would be."""
    proposal.edit(FIGURE, ",88.5,", ",88.9,")
    ended, summary = judged()
    assert 0 == ended.code, ended.out + ended.err
    assert "（2021年）由88.5%更正为88.9%" in ended.out
    assert "（2021年）由88.5%更正为88.9%" in summary
    assert (proposal.root / "preview" / COMPLETE / "index.html").is_file()


def test_a_broken_proposal(judged, proposal):
    """It ends with 1; what is wrong and where stands in both."""
    proposal.edit(FIGURE, ",88.5,", ",约88,")
    ended, summary = judged()
    assert 1 == ended.code
    assert "错误 · results.csv · 第 " in ended.out
    assert "当前值「约88」" in summary
    assert not (proposal.root / "preview").exists()


def test_a_hostile_proposal(judged, proposal, tmp_path):
    """A link to a file of the machine is refused, and a program that comes along is not run."""
    (tmp_path / "secret.csv").write_text("result_id\nTOP-SECRET\n", encoding="utf-8")
    (proposal.data / FIGURE).unlink()
    (proposal.data / FIGURE).symlink_to(tmp_path / "secret.csv")
    (proposal.root / "generator" / "errors.py").write_text("raise SystemExit('the proposal runs')\n", encoding="utf-8")
    ended, summary = judged()
    assert 1 == ended.code
    assert "TOP-SECRET" not in ended.out + ended.err + summary
    assert "the proposal runs" not in ended.out + ended.err
    assert "generator/errors.py" in summary


def test_publishing(checked_out, tmp_path, network):  # noqa: F811 - the fixture
    """New pages lie in public/; where readers have them already the job ends with the code that is allowed, and has
    left nothing to publish.
    """
    named = {"SITE_URL": "https://example.org/gongkai/", "CI_PIPELINE_SOURCE": "schedule", "PATH": network, "LIVE": ""}
    script = "\n".join(script_of("pages"))
    first = shell(script, checked_out, named | {"SOURCE_DATE_EPOCH": TODAY})
    assert 0 == first.code, first.out + first.err
    assert "2026-11-22" == json.loads((checked_out / "public" / "as-of.json").read_text())["as_of"]
    live = shutil.copy(checked_out / "public" / "build.json", tmp_path / "live.json")
    shutil.rmtree(checked_out / "public")
    again = shell(script, checked_out, named | {"SOURCE_DATE_EPOCH": TOMORROW, "LIVE": str(live)})
    described = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["pages"]
    assert described["allow_failure"]["exit_codes"] == again.code
    assert not (checked_out / "public").exists()


def test_the_other_job_runs_every_test(checked_out):
    """``make test`` is what it says; here make only tells what it would do."""
    ended = shell("\n".join(script_of("code")), checked_out, {"MAKEFLAGS": "n"})
    assert 0 == ended.code, ended.err
    assert "python -m pytest -n auto" in ended.out


def test_nothing_of_the_job_gets_into_the_repository(checked_out):
    """What the commands write beside the files of the repository is not taken for a part of it by mistake."""
    listed = subprocess.run(["git", "status", "--short"], cwd=checked_out, capture_output=True, text=True, check=True)
    assert "" == listed.stdout
