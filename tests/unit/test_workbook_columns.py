"""Workbook columns: codes by their labels, references by id and name; what is meant is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.workbook.columns import Directory, columns_of
from tests.workbooks import SCHEMAS, VOCABULARY

COLUMNS = {name: columns_of(schema, SCHEMAS, VOCABULARY) for name, schema in SCHEMAS.items()}
DIRECTORY = Directory(
    {
        "units": {
            "sifaju": ("区司法局", "区司法行政局"),
            "jiaoyuju": ("区教育局",),
            "jiedao-1": ("各街道",),
            "jiedao-2": ("各街道",),
        },
        "tasks": {"t-1": ("",)},
    }
)
ROLE, UNIT, OPEN = (COLUMNS["assignments"][name] for name in ("role", "unit_id", "is_open"))
MASKED, TASK = COLUMNS["results"]["masked"], COLUMNS["assignments"]["task_id"]


def test_no_label_stands_for_two_codes():
    """Else a code could not be read back from its label."""
    for columns in COLUMNS.values():
        for item in columns.values():
            assert len(item.terms) == len(item.codes), item.field.name
            assert all(code not in item.codes or item.codes[code] == code for code in item.terms)


def test_every_code_is_shown_by_its_label_and_read_back():
    for columns in COLUMNS.values():
        for item in columns.values():
            for code, label in item.terms.items():
                assert label == item.shown(code, DIRECTORY)
                assert (code, None) == item.kept(label, DIRECTORY) == item.kept(code, DIRECTORY)


@pytest.mark.parametrize(
    ("item", "shown", "kept"),
    [
        (ROLE, " 牵头 ", "lead"),
        (OPEN, "是", "true"),
        (OPEN, "FALSE", "false"),
        (MASKED, "数值、分母", "value denominator"),
        (MASKED, "value 分母", "value denominator"),
        (UNIT, "sifaju 区司法局", "sifaju"),
        (UNIT, "sifaju　区司法局", "sifaju"),
        (UNIT, "sifaju", "sifaju"),
        (UNIT, "区教育局", "jiaoyuju"),
        (UNIT, "sifaju 区司法行政局", "sifaju"),  # the name that stood in the drop-down before it was mended
        (TASK, "t-1", "t-1"),
        (UNIT, "", ""),
    ],
)
def test_what_clerks_write_is_understood(item, shown, kept):
    assert (kept, None) == item.kept(shown, DIRECTORY)


@pytest.mark.parametrize(
    ("item", "shown", "code", "message"),
    [
        (
            UNIT,
            "sifaju 区教育局",
            "reference-broken",
            "编号和名称对不上：编号 sifaju 在表「责任单位」里是「区司法局」，这里写的是「区教育局」。",
        ),
        (UNIT, "各街道", "reference-broken", "表「责任单位」里不止一行叫「各街道」：jiedao-1、jiedao-2。"),
        (UNIT, "区司法", "reference-broken", "表「责任单位」里没有「区司法」。是不是「sifaju 区司法局」？"),
        (UNIT, "minzhengju 区民政局", "reference-broken", "表「责任单位」里没有「minzhengju 区民政局」。"),
        (TASK, "t-1 某任务", "reference-broken", "编号 t-1 在表「任务」里没有名称，这里却写着「某任务」。"),
        (ROLE, "领头", "value-not-allowed", "「领头」不在这一列的选项里。"),
        (OPEN, "对", "type-wrong", "「对」不在这一列的选项里。"),
        (MASKED, "数值 单位", "masked-unknown", "「数值 单位」不在这一列的选项里。"),
    ],
)
def test_what_could_mean_something_else_is_left_and_said(item, shown, code, message):
    text, fault = item.kept(shown, DIRECTORY)
    assert (shown, code) == (text, fault.code)
    assert str(fault.message).startswith(message)
    assert str(fault.advice)


def test_nothing_is_said_of_a_table_that_cannot_be_seen():
    assert ("sifaju", None) == UNIT.kept("sifaju", Directory())


@given(text=st.text(), column=st.sampled_from([item for columns in COLUMNS.values() for item in columns.values()]))
def test_what_is_shown_is_read_back_or_stands_as_it_is(text, column):
    shown = column.shown(text, DIRECTORY)
    assert shown == text or (text, None) == column.kept(shown, DIRECTORY)


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=60), min_size=1, max_size=5))
def test_every_reference_is_read_back_or_stands_as_it_is(units):
    """Whatever ids and names there are: the id comes back, or it was never shown with its name."""
    directory = Directory.of([(SCHEMAS["units"], ("unit_id", "name"), tuple(units.items()))])
    for unit_id in units:
        shown = UNIT.shown(unit_id, directory)
        assert shown == unit_id or (unit_id, None) == UNIT.kept(shown, directory)
