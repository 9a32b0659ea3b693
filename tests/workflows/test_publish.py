"""``publish.yml`` as it is written: it builds, asks whether readers have it already, and hands over what is new."""

import json
import shutil

import pytest

from tests.workflows.running import shell, workflow_of

SITE = "https://example.org/gongkai/"
# 22 and 23 November 2026 at noon, and seven minutes past midnight on the new year's first day, all in China.
TODAY, TOMORROW, NEW_YEAR = "1795320000", "1795406400", "1798733220"
# Stands in for the network: answers with the file LIVE as the record of the site at example.org, or fails.
CURL = """#!/bin/sh
for word in "$@"; do
  [ "$before" = --output ] && to="$word"
  before="$word"
done
[ "$before" = https://example.org/gongkai/build.json ] && [ -n "$LIVE" ] && cp "$LIVE" "$to"
"""


@pytest.fixture
def network(tmp_path):
    """A PATH on which curl asks nobody."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "curl").write_text(CURL, encoding="utf-8")
    (folder / "curl").chmod(0o755)
    return f"{folder}:/usr/local/bin:/usr/bin:/bin"


@pytest.fixture
def publish(checked_out, machine, network, tmp_path):
    """Runs the build job of a day; ``live`` is the site that readers have."""

    def run(moment, live=None, event="schedule", site_url=SITE):
        environment = {"SOURCE_DATE_EPOCH": moment, "PATH": network, "LIVE": str(live or "")}
        made = machine(checked_out, event=event, variables={"SITE_URL": site_url}, environment=environment)
        return made.run("publish", "build")

    return run


def test_what_readers_do_not_have_is_handed_over(publish, checked_out, tmp_path):
    """The first time, on a machine that keeps nothing; the next day there is nothing new; on a turning day there is."""
    first = publish(TODAY)
    assert 0 == first.code, first.log
    assert "no" == first.outputs["news", "is_published"]
    assert [checked_out / "site"] == first.handed_over
    assert "2026-11-22" == json.loads((checked_out / "site" / "as-of.json").read_text())["as_of"]
    live = shutil.copy(checked_out / "site" / "build.json", tmp_path / "live.json")

    (checked_out / "site").unlink()
    for folder in ("site.releases", ".cache"):
        shutil.rmtree(checked_out / folder)
    next_day = publish(TOMORROW, live)
    assert 0 == next_day.code, next_day.log
    assert "yes" == next_day.outputs["news", "is_published"]
    assert [] == next_day.handed_over

    by_hand = publish(TOMORROW, live, event="workflow_dispatch")
    assert "no" == by_hand.outputs["news", "is_published"]
    without_address = publish(TOMORROW, live, site_url="")
    assert "no" == without_address.outputs["news", "is_published"]
    damaged = tmp_path / "damaged.json"
    damaged.write_text("<html>", encoding="utf-8")
    assert "no" == publish(TOMORROW, damaged).outputs["news", "is_published"]

    new_year = publish(NEW_YEAR, live)
    assert "no" == new_year.outputs["news", "is_published"]
    assert [checked_out / "site"] == new_year.handed_over


def test_data_with_errors_publishes_nothing(publish, checked_out):
    """What stands keeps standing, whole."""
    (checked_out / "data" / "999901-minimal" / "units.csv").write_text("x\n", encoding="utf-8")
    ended = publish(TODAY)
    assert 0 != ended.code
    assert [] == ended.handed_over
    assert {} == ended.outputs


def test_the_real_curl_takes_these_options(checked_out, machine):
    """Nobody answers at this address: it is that which curl complains of, and there is something new."""
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    (step,) = [row for row in workflow_of("publish")["jobs"]["build"]["steps"] if row.get("id") == "news"]
    runner = machine(checked_out, event="push", variables={"SITE_URL": "https://localhost:1"})
    (checked_out / "site").mkdir()
    (checked_out / "site" / "build.json").write_text('{"release": "r1"}', encoding="utf-8")
    runner._shell(step, checked_out)
    assert 0 == runner.code, runner.log
    assert "curl: (7)" in runner.log
    assert "no" == runner.outputs["news", "is_published"]


def test_the_shell_of_these_tests_stops_at_the_first_failure(tmp_path):
    """As the services' do; else a failing command in the middle would pass."""
    assert 1 == shell("false\ntrue", tmp_path, {}).code
