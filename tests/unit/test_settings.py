"""Settings: one documented file, nothing invented, and a day that is the same for everybody."""

import time
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator import settings as module
from generator.errors import EXIT_USAGE, SettingsError
from generator.publisher import KINDS, Publisher
from generator.settings import CHINA, ROOT, load_settings, resolve_as_of


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch):
    """The machine's own ``SOURCE_DATE_EPOCH`` says nothing here."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to a moment in UTC."""

    def set_clock(*moment: int) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(*moment, tzinfo=UTC).astimezone(tz)

        monkeypatch.setattr(module, "datetime", Clock)

    return set_clock


def write(root: Path, text: str) -> Path:
    (root / "gongkai.toml").write_text(text, encoding="utf-8")
    return root


def seconds(*moment: int) -> str:
    return str(int(datetime(*moment, tzinfo=UTC).timestamp()))


def test_day_given_wins(monkeypatch, at):
    """``--as-of`` comes before the environment and the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds(2024, 1, 1))
    at(2025, 6, 1)
    assert date(2023, 3, 31) == resolve_as_of(date(2023, 3, 31))


def test_environment_wins_over_the_clock(monkeypatch, at):
    """``SOURCE_DATE_EPOCH`` comes before the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds(2024, 1, 1))
    at(2025, 6, 1)
    assert date(2024, 1, 1) == resolve_as_of()


EDGES = [
    ((2024, 3, 31, 15, 59, 59), date(2024, 3, 31)),
    ((2024, 3, 31, 16, 0, 0), date(2024, 4, 1)),
    ((2023, 12, 31, 16, 0, 0), date(2024, 1, 1)),
    ((2024, 2, 28, 16, 0, 0), date(2024, 2, 29)),
]


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def zone(request):
    """The machine stands somewhere in the world."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(("moment", "expected"), EDGES)
def test_a_day_begins_at_midnight_in_china(monkeypatch, at, moment, expected):
    """At 16:00 UTC a new day begins, by the clock and by ``SOURCE_DATE_EPOCH``, wherever the machine stands."""
    at(*moment)
    assert expected == resolve_as_of()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds(*moment))
    assert expected == resolve_as_of()


def test_the_clock_is_read_in_china():
    """Without a given moment it is today in China."""
    assert abs((datetime.now(CHINA).date() - resolve_as_of()).days) <= 1


@pytest.mark.parametrize("text", ["", "yesterday", "1.5", "2024-01-01", "9" * 30])
def test_odd_epoch_is_refused(monkeypatch, text):
    """What is no number of seconds is a mistake of the call, and the message shows it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH") as caught:
        resolve_as_of()
    assert repr(text) in str(caught.value)
    assert EXIT_USAGE == caught.value.exit_code


def test_without_a_file_there_are_defaults(tmp_path):
    """Nothing needs to be set; what is not set is empty and shown nowhere."""
    found = load_settings(tmp_path, as_of=date(2024, 1, 1))
    assert (tmp_path / "data", tmp_path / "site", tmp_path / ".cache") == (found.data, found.output, found.cache)
    assert ("公开", "", Publisher()) == (found.site_name, found.site_url, found.publisher)
    assert ("independent", "", "", "") == (Publisher().kind, Publisher().name, *[""] * 2)
    assert found.use_cache
    assert tmp_path / "schemas" == found.schemas


def test_file_says_who_publishes_and_where(tmp_path):
    """Every setting of the file arrives."""
    text = """
        [site]
        name = "某市政务公开"
        url = "https://example.gov.cn/fz/"
        [publisher]
        kind = "independent"
        name = "某市司法局"
        correction_mail = "x@example.gov.cn"
        correction_url = "https://example.gov.cn/?p={page}"
    """
    found = load_settings(write(tmp_path, text), as_of=date(2024, 1, 1))
    assert ("某市政务公开", "https://example.gov.cn/fz/") == (found.site_name, found.site_url)
    expected = Publisher("independent", "某市司法局", "x@example.gov.cn", "https://example.gov.cn/?p={page}")
    assert expected == found.publisher


def test_command_line_wins_over_the_file(tmp_path):
    """What a call says replaces what the file and the defaults say; None says nothing."""
    other = tmp_path / "other"
    found = load_settings(tmp_path, as_of=date(2024, 1, 1), data=other, output=None, workers=3, use_cache=False)
    assert (other, tmp_path / "site", 3, False) == (found.data, found.output, found.worker_count, found.use_cache)


def test_one_process_a_core_by_default(tmp_path, monkeypatch):
    """Where no number is given there is one worker a core, and one where nobody knows."""
    found = load_settings(tmp_path, as_of=date(2024, 1, 1))
    monkeypatch.setattr(module.os, "cpu_count", lambda: 7)
    assert 7 == found.worker_count
    monkeypatch.setattr(module.os, "cpu_count", lambda: None)
    assert 1 == found.worker_count


BROKEN = {
    "[site": "Expected",
    "site = 1": r"site is none of the tables \[site\], \[publisher\]",
    '[sites]\nname = "x"': "sites is none of the tables",
    '[site]\nnmae = "x"': r"\[site\] has no setting nmae",
    "[site]\nname = 3": "site.name must be text",
    '[publisher]\nmail = "x"': r"\[publisher\] has no setting mail",
    "[publisher]\nname = ['x']": "publisher.name must be text",
    '[publisher]\nkind = "official"': "an official site also needs publisher.name, publisher.site_id_code",
    '[publisher]\nanswer_days = "3"': "publisher.answer_days must be a whole number",
    "[publisher]\nanswer_days = true": "publisher.answer_days must be a whole number",
    "[site]\nkept_releases = 0": "site.kept_releases must be 1 or more",
    '[site]\nkept_releases = "5"': "site.kept_releases must be a whole number",
    '[site]\nlanguages = "en"': "site.languages must be a list of texts",
    '[publisher]\nkind = "offical"': "publisher.kind must be one of independent, official",
    '[site]\nurl = "https://example.org"': "end with a slash",
    '[site]\nurl = "example.org/"': "begin with http",
    '[site]\nurl = "javascript:alert(1)//"': "begin with http",
}


@pytest.mark.parametrize("text", BROKEN)
def test_mistakes_in_the_file_are_named(tmp_path, text):
    """A broken file, an unknown setting or an impossible value is refused, and the message names file and setting."""
    with pytest.raises(SettingsError, match=BROKEN[text]) as caught:
        load_settings(write(tmp_path, text), as_of=date(2024, 1, 1))
    assert "gongkai.toml" in str(caught.value)


def test_file_in_another_encoding_is_refused(tmp_path):
    """A file that is not UTF-8 is a mistake in the settings, no crash."""
    (tmp_path / "gongkai.toml").write_bytes('[site]\nname = "公开"'.encode("gb18030"))
    with pytest.raises(SettingsError, match=r"gongkai\.toml"):
        load_settings(tmp_path, as_of=date(2024, 1, 1))


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    """What cannot be read is a mistake in the settings."""
    (tmp_path / "gongkai.toml").mkdir()
    with pytest.raises(SettingsError, match=r"gongkai\.toml"):
        load_settings(tmp_path, as_of=date(2024, 1, 1))


def test_own_settings_file_is_sound_and_documents_every_setting():
    """The repository's file loads, and every setting stands in it, set or as a comment."""
    text = (ROOT / "gongkai.toml").read_text(encoding="utf-8")
    assert load_settings(as_of=date(2024, 1, 1)).publisher.kind in KINDS
    assert {"site", "publisher", "build"} == set(tomllib.loads(text))
    for name in ("name", "url", "languages", "workers", "scheduler", "storage", *Publisher.__dataclass_fields__):
        assert f"{name} = " in text, name


def test_how_to_build_is_a_setting_that_the_call_can_change(tmp_path):
    """The address of a cluster stands in the file; an option of the command line wins."""
    root = write(tmp_path, '[build]\nworkers = 3\nscheduler = "tcp://10.0.0.5:8786"\nstorage = "file:///shared"\n')
    read = load_settings(root)
    assert (3, "tcp://10.0.0.5:8786", "file:///shared") == (read.workers, read.scheduler, read.storage)
    assert ("tls://h:1", 1) == (load_settings(root, scheduler="tls://h:1", workers=1).scheduler, 1)
    with pytest.raises(SettingsError, match=r"build\.workers"):
        load_settings(write(tmp_path, "[build]\nworkers = -1\n"))
