"""Numbering: the numbers of headings as an official text writes them: 一、 then （一）.

Source: GB/T 9704-2012, 7.3.3. They are text, so that every format shows the same.
"""

from generator.draft.records import Heading
from generator.sentences import Words, sentence

_DIGITS = (
    sentence("一"),
    sentence("二"),
    sentence("三"),
    sentence("四"),
    sentence("五"),
    sentence("六"),
    sentence("七"),
    sentence("八"),
    sentence("九"),
)


def numeral(number: int) -> Words:
    """A number from 1 to 99 in Chinese; a larger one in digits."""
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        return f"{number}"
    if not tens:
        return _DIGITS[ones - 1]
    if tens == 1:
        return sentence("十{ones}", ones=_DIGITS[ones - 1]) if ones else sentence("十")
    if not ones:
        return sentence("{tens}十", tens=_DIGITS[tens - 1])
    return sentence("{tens}十{ones}", tens=_DIGITS[tens - 1], ones=_DIGITS[ones - 1])


def part_heading(number: int, title: Words) -> Heading:
    """«一、主要举措和成效»."""
    return Heading(1, sentence("{numeral}、{title}", numeral=numeral(number), title=title))


def section_heading(number: int, title: Words) -> Heading:
    """«（一）依法全面履行政府职能»."""
    return Heading(2, sentence("（{numeral}）{title}", numeral=numeral(number), title=title))
