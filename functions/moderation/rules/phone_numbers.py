"""Phone numbers: with an international prefix, in the groups of a national plan, or after a word that asks for one.

Groups of three only ("612 345 678") and unbroken digits may be any number: they count only after such a word.
"""

import re
from collections.abc import Iterator

_INTERNATIONAL = r"(?<![\d.,$€£/#=-])\+[1-9](?:[ .()/-]{0,3}\d){7,14}(?![\w-]|[.,]\d)"
_DIALLED = r"(?<![\w.,$€£/#=+-])(?<!\d[ .-])(?:00[ -]?[1-9]|011[ -][1-9])(?:[ .()/-]{0,2}\d){7,13}(?![\w-]|[.,]\d)"
_NATIONAL = (
    r"(?<![\w.,$€£/#=+-])(?<!\d[ .-])(?:"
    r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[ .-]\d{4}"  # North America
    r"|(?:1 )?[2-9]\d\d \d{3} \d{4}"  # North America, Italy
    r"|0[1-9](?P<pairs>(?:[ .-]\d\d){4})"  # France
    r"|0\d{2,4}[ /-]\d{6,8}|07\d{9}|07\d{3} \d{3} \d{3}|0[12]\d{1,2} \d{3,4} \d{4}"  # Germany, Netherlands, Britain
    r"|06[ -]\d{8}|[67]\d\d \d\d \d\d \d\d"  # Netherlands, Spain
    r"|8[ -]?\(?9\d\d\)?[ -]?\d{3}-\d\d-\d\d"  # Russia
    r"|\([1-9]\d\) ?9?\d{4}-\d{4}|[1-9]\d 9\d{4}-\d{4}"  # Brazil
    r"|[6-9]\d{4} \d{5}"  # India
    r"|0[789]0-\d{4}-\d{4}|01[016-9]-\d{3,4}-\d{4}|1[3-9]\d \d{4} \d{4}"  # Japan, Korea, China
    r"|05?\d\d \d{3} \d\d \d\d|04\d\d \d{3} \d{3}"  # Turkey, Switzerland, Australia
    r")(?![\w-]|[.,]\d|[ .-]\d)"
)
_ASKED = (
    r"(?:(?<!\w)(?:(?:my|his|her|their) (?:number|cell|mobile)|phone|call|tel|txt|text|dial|sms|whats ?app|zap|handy|"
    r"telefon|ruf|appelle|appelez|m[ió]j? n[uú]mero?|ll[aá]mame|мой номер|звони|chama)(?!\w)|微信|电话|電話|手机)"
    r"[^\d\n]{0,16}(?P<number>(?<![\d.,$€£#-])\(?\d{2,5}\)?(?:[ ./-]?\d{2,9}){1,4})(?![\w-]|[.,]\d)"
)
_ASKED_FOR_AFTER = r"(?<![\w.,$€£/#=+-])(?P<number>\d{9,12}) [^\d\n]{0,12}(?:whats ?app|zap|call me|text me)(?!\w)"


def phone_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Spans of the phone numbers in a plain view."""
    for pattern in (_INTERNATIONAL, _DIALLED):
        for match in re.finditer(pattern, plain):
            if 8 <= _digits(match[0]) <= 15 and not match[0].endswith("00000") and not _is_list(match[0]):
                yield match.span()
    for match in re.finditer(_NATIONAL, plain):
        if not _is_series(match["pairs"]):
            yield match.span()
    for pattern in (_ASKED, _ASKED_FOR_AFTER):
        for match in re.finditer(pattern, plain):
            if 9 <= _digits(match["number"]) <= 12 and not match["number"].endswith("00000"):
                yield match.span("number")


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _is_list(text: str) -> bool:
    """Whether digits without a plus come in more than two groups of one length: "001 002 003"."""
    groups = [] if text[0] == "+" else text.split()
    return len(groups) > 2 and len({len(group) for group in groups}) == 1


def _is_series(pairs: str | None) -> bool:
    """Whether pairs of digits count up in equal steps, as times, pages and multiples do."""
    if pairs is None:
        return False
    first, *others = [int(pair) for pair in re.findall(r"\d\d", pairs)]
    steps = {number - before for before, number in zip((first, *others[:-1]), others, strict=True)}
    return len(steps) == 1 and 0 < steps.pop() <= 20
