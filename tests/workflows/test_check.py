"""``check.yml`` as it is written, on proposals that are good, broken and hostile."""

import json
import re
import shlex

import pytest
import yaml

from tests.workflows.conftest import COMPLETE, MINIMAL
from tests.workflows.running import ROOT, shell, workflow_of

FIGURE = f"{COMPLETE}/results.csv"
# What a runner takes for a command to itself.
COMMAND = re.compile(r"^\s*::", re.MULTILINE)
OWN_COMMAND = re.compile(r"^::(error|warning|notice) file=[^:\n]+,title=[a-z-]+::[^\n]*$", re.MULTILINE)


def test_a_good_proposal(proposal, machine):
    """It is said what changes, and the site as it would be is kept to look at; nothing is wrong."""
    proposal.edit(FIGURE, ",88.5,", ",88.9,")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 0 == ended.code, ended.log
    assert "结果“行政机关负责人出庭应诉率”（2021年）由88.5%更正为88.9%" in ended.summary
    assert "版本：1.0.0 → 1.0.1（修订号加一）" in ended.summary
    assert f"/{COMPLETE}/indicators/head-appearance-rate/" in ended.summary
    assert "没有发现错误" in ended.summary
    assert "false" == ended.outputs["files", "touches_code"]
    (preview,) = ended.handed_over
    assert "88.9" in (preview / COMPLETE / "indicators/head-appearance-rate/index.html").read_text(encoding="utf-8")
    assert [] == OWN_COMMAND.findall(ended.log)


def test_a_broken_proposal(proposal, machine):
    """Each error stands beside its line, the summary says what to do, and the run ends with 1 and no preview."""
    proposal.edit(FIGURE, ",88.5,", ",约88,")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 1 == ended.code
    rows = (proposal.data / FIGURE).read_text(encoding="utf-8").splitlines()
    line = next(number for number, row in enumerate(rows, 1) if ",约88," in row)
    assert f"::error file=data/{FIGURE},line={line},title=type-wrong::" in ended.steps[-1].out
    assert "数据有 1 处错误，改正以前不能合并。" in ended.summary
    assert "当前值「约88」" in ended.summary
    assert [] == ended.handed_over


def test_what_the_base_branch_got_since_is_no_part_of_the_proposal(origin, proposal, machine, tmp_path):
    """A proposal that is behind the base branch is judged by what it changes alone."""
    proposal.edit(FIGURE, ",88.5,", ",88.9,")
    proposal.offer()
    proposal.git("checkout", "-q", "-B", "later", "origin/main")
    proposal.edit(f"{MINIMAL}/units.csv", "示例", "改名后的示例")
    proposal.commit("2026-11-21T09:00:00+08:00")
    proposal.git("update-ref", "refs/remotes/origin/main", "later")
    proposal.git("checkout", "-q", "proposal")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 0 == ended.code, ended.log
    assert "这个提议改动了 1 个地方的数据" in ended.summary
    assert MINIMAL not in ended.summary


def test_a_proposal_that_changes_code_too(proposal, machine):
    """Its own program judges nothing: the base's does, it says which files are no data, and the other job will run."""
    program = proposal.root / "generator" / "check" / "__init__.py"
    program.write_text("raise SystemExit('the proposal runs')\n", encoding="utf-8")
    (proposal.root / ".github" / "workflows" / "mine.yml").write_text("on: push\n", encoding="utf-8")
    proposal.edit(FIGURE, ",88.5,", ",88.9,")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 0 == ended.code, ended.log
    assert "the proposal runs" not in ended.log
    assert "true" == ended.outputs["files", "touches_code"]
    assert "不属于任何地方数据的 2 个文件：.github/workflows/mine.yml、generator/check/" in ended.summary
    assert "::warning file=.github/workflows/mine.yml,title=other-files::" in ended.log


def test_a_proposal_without_data(proposal, machine):
    """Documents and code alone: no locality is read, and nothing is wrong with that."""
    (proposal.root / "README.md").write_text("x\n", encoding="utf-8")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 0 == ended.code, ended.log
    assert "没有改动任何地方的数据。" in ended.summary


def test_a_hostile_proposal(proposal, machine, tmp_path):
    """Links to files of the machine, paths that lead out, markup and commands in cells and names: all is refused or
    shown as what it is, and nothing of the machine gets into what the proposer can read.
    """
    secret = tmp_path / "secret.csv"
    secret.write_text("result_id\nTOP-SECRET\n", encoding="utf-8")
    results = proposal.data / FIGURE
    results.unlink()
    results.symlink_to(secret)
    (proposal.data / "999902-all").symlink_to("/")
    (proposal.data / "999903-gone").symlink_to("/nowhere")
    named = proposal.data / "999904-x\n::error file=a::b"
    named.mkdir()
    (named / "a.csv").write_text("x\n", encoding="utf-8")
    described = proposal.data / MINIMAL / "datapackage.json"
    record = json.loads(described.read_text(encoding="utf-8"))
    record["resources"][0]["path"] = "../../secret.csv"
    record["title"] = "<script>alert(1)</script>\n::error::x\n## [x](http://evil.example) @all"
    described.write_text(json.dumps(record), encoding="utf-8")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 1 == ended.code
    assert "TOP-SECRET" not in ended.log + ended.summary
    assert "root:" not in ended.log + ended.summary
    assert "<" not in ended.summary
    assert "](" not in ended.summary
    assert {"## 数据提议的检查结果"} == {line for line in ended.summary.splitlines() if line.startswith("## ")}
    annotations = ended.steps[-1].out
    assert len(COMMAND.findall(ended.log)) == len(OWN_COMMAND.findall(annotations)) > 3
    assert f"::error file=data/{FIGURE},title=file-unsafe::" in annotations
    assert "::error file=data/999902-all,title=file-unsafe::" in annotations
    assert "::error file=data/999903-gone,title=file-unsafe::" in annotations
    assert f"::error file=data/{MINIMAL}/datapackage.json" in annotations


def test_a_data_folder_that_is_a_link(proposal, machine):
    """The folder of all packages replaced by a link: nothing is read, and the run fails saying why."""
    proposal.git("rm", "-rq", "data")
    (proposal.root / "data").symlink_to("/etc")
    proposal.merge()
    ended = machine(proposal.root.parent).run("check", "data")
    assert 0 != ended.code
    assert "is a link" in ended.log
    assert "" == ended.summary


def test_the_other_job_runs_every_test(checked_out, machine):
    """``make test`` is what it says; here make only tells what it would do."""
    (described,) = [step for step in workflow_of("check")["jobs"]["code"]["steps"] if "run" in step]
    ended = shell(described["run"], checked_out, {"MAKEFLAGS": "n"})
    assert 0 == ended.code, ended.err
    assert "python -m pytest -n auto" in ended.out
    assert "ruff check ." in ended.out


@pytest.mark.parametrize("name", ["results.csv", "datapackage.json"])
def test_a_hook_checks_what_is_committed(checked_out, name):
    """The pre-commit hook, as it is written, checks the localities whose files are given to it, each once."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (hook,) = config["repos"][0]["hooks"]
    files = [f"data/{COMPLETE}/{name}", f"data/{COMPLETE}/units.csv", f"data/{MINIMAL}/units.csv"]
    assert all(re.search(hook["files"], file) for file in files)
    assert not re.search(hook["files"], "data/README.md")
    assert not re.search(hook["files"], "tests/packages/x/results.csv")
    call = shlex.join([*shlex.split(hook["entry"]), *files])
    good = shell(call, checked_out, {})
    assert 0 == good.code, good.out + good.err
    assert "检查了 2 个数据包" in good.out
    (checked_out / "data" / COMPLETE / name).write_text("{", encoding="utf-8")
    assert 0 != shell(call, checked_out, {}).code
