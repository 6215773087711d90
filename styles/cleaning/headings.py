"""Recognition of chapter headings, lone numerals and separators."""

import re
from typing import NamedTuple

_ROMAN = r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})"
_LOOK_ALIKES = str.maketrans("ХІСхіс", "XICxic")
"""Cyrillic letters that typists use for Roman numerals."""

_ENGLISH_NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]?)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth|last)"
)
_RUSSIAN_NUMBER = (
    r"(?:(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)[- ])?"
    r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|\w+надцат|двадцат|тридцат|сороков|пятидесят"
    r"|последн)(?:ая|яя|ый|ой|ий|ое|ее|ья|ье)"
)
_OTHER_NUMBER = (
    r"erste[rs]?|zweite[rs]?|dritte[rs]?|\w{2,9}te[rs]?|premi[eè]re?|second[eoa]?|\w{3,8}i[eè]me|un|deux|trois"
    r"|prim[eo]\w{2,3}"
    r"|uno|dos|tres|cuatro|cinco|terz[oa]|quart[oa]|pierwsz[ya]|drug[ia]|trzeci[a]?|перш[ае]|друг[ае]|трет[яє]"
)
_NUMBER = rf"(?:\d{{1,3}}(?:-\w{{1,3}})?|{_ROMAN}|{_ENGLISH_NUMBER}|{_RUSSIAN_NUMBER}|{_OTHER_NUMBER})"
_PART = (
    r"chapter|chap\.|book|part|volume|vol\.|section|canto|act|scene|letter|stave|episode|interlude"
    r"|глава|гл\.|часть|книга|том|раздел|письмо|действие|акт|явление|сцена|картина|песнь|розділ|глава|частина|раздзел"
    r"|kapitel|teil|buch|akt|chapitre|partie|livre|tome|acte|cap[ií]tulo|parte|libro|livro|capitolo|atto"
    r"|rozdział|część|księga|tom"
)
_NUMBERED = re.compile(
    rf"(?:the\s+)?(?:(?:{_PART})\s+(?:the\s+|№\s*)?{_NUMBER}|{_NUMBER}\s+(?:{_PART}))(?!\w)(?P<rest>.*)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:prologue|epilogue|preface|introduction|foreword|afterword|postscript|finis|the end"
    r"|(?:the )?end of (?:the )?(?:\w+ )?(?:book|part|volume|vol\.)(?: \w+)?(?: \w+)?|пролог|эпилог"
    r"|предисловие|введение|вступление|заключение|послесловие|интерлюдия|кінець|епілог"
    r"|конец(?: \w+ (?:части|книги|тома|главы|действия))?"
    r"|prolog|epilog|vorwort|nachwort|einleitung|épilogue|préface|avant-propos|prólogo|epílogo|prefacio|prefácio"
    r"|prologo|epilogo|prefazione|wstęp|zakończenie)\s*[.:]?",
    re.IGNORECASE,
)
_ALONE_IN_CAPITALS = re.compile(r"(?:END|FIN|FINE|FIM|ENDE|KONIEC|CONCLUSION|INTERLUDE)\.?")
"""In small letters these could be somebody's answer."""
_BARE_ROMAN = re.compile(rf"[\[(]?(?P<number>{_ROMAN})[\])]?\s*[.)]?")
_TITLED_ROMAN = re.compile(rf"(?P<number>{_ROMAN})\s*[.):—–-]+\s+(?P<title>\S.*)")
_BARE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?P<number>\d{1,3})(?:\s*[-–—.)])?|[\[(](?P<inside>\d{1,3})[\])]")
_RULE = re.compile(r"(?:[*#~=_+•·◆◇■□▪●○✻✽❦☙⁂§°|/\\<>oOxXхХоО─━═\-–—\s])+")
_RULE_ALONE = re.compile(r"[*#§⁂❦☙✻✽◆◇●○■□•~]{1,3}")
_YEAR = re.compile(r"[(\[]?\s*(?:1[5-9]|20)\d\d(?:\s*[-–—]\s*(?:1[5-9]|20)?\d\d)?\s*(?:гг?\.|года?)?\s*[)\]]?\s*\.?")
_ENDS = re.compile(r"[.!?…:;,—–-][\"'»”’)\]]*$")
_MOST_TITLE_WORDS = 12
"""Words of a title. Judgement: longer lines are sentences. tests/test_cleaning.py passes from 5 to 40."""
_MOST_HEADING_CHARACTERS = 160
"""Characters of a heading. Judgement: old chapters sum themselves up; more is text. tests/test_cleaning.py passes from
40 up."""


class Numeral(NamedTuple):
    """A line's number, alone or before a title."""

    roman: bool
    value: int
    titled: bool


def is_heading(line: str) -> bool:
    """Check whether a line is surely a heading, such as `CHAPTER I`.

    Others are `Глава 1. Приезд` and `Epilogue`.
    """
    line = line.strip().strip("*_= ")
    if len(line) > _MOST_HEADING_CHARACTERS or not line:
        return False
    if _mostly_latin_numeral(line):
        line = line.translate(_LOOK_ALIKES)
    if _ALONE.fullmatch(line) or _ALONE_IN_CAPITALS.fullmatch(line):
        return True
    match = _NUMBERED.fullmatch(line)
    if match is None:
        return False
    rest = match["rest"].strip()
    if not rest.strip(".:— –-"):
        return True
    title = rest.lstrip(".,:)—–- \u00a0")
    if is_capitals(title):
        return True
    parted = rest[0] in ".,:)—–-"
    return line[0].isupper() and looks_like_title(title, titled=True) and (parted or _cased(title))


def numeral(line: str) -> Numeral | None:
    """Return the line's numeral, alone or before a title, else None."""
    line = line.strip().strip("*_= ")
    latin = line.translate(_LOOK_ALIKES) if len(line) < 10 else line
    match = _BARE_ROMAN.fullmatch(latin)
    if match:
        return Numeral(True, _value(match["number"]), False)
    match = _BARE_NUMBER.fullmatch(line)
    if match and (line[0] in "-–—") == (line[-1] in "-–—"):  # a dash on one side only is somebody answering
        return Numeral(False, int(match["number"] or match["inside"]), False)
    match = _TITLED_ROMAN.fullmatch(line)
    if match and looks_like_title(match["title"]):
        return Numeral(True, _value(match["number"]), True)
    return None


def is_separator(line: str) -> bool:
    """Check whether a line is a row of stars or another rule.

    Rows of dots and single dashes belong to the author.
    """
    line = line.strip()
    if _RULE_ALONE.fullmatch(line):
        return True
    signs = "".join(line.split())
    return len(signs) > 2 and bool(_RULE.fullmatch(line)) and bool(signs.strip("oOxXхХоО")) and _is_ornament(signs)


def is_year(line: str) -> bool:
    """Check whether a line is only a year, or two."""
    return bool(_YEAR.fullmatch(" ".join(line.split())))


def is_capitals(line: str) -> bool:
    """Check whether all letters are capitals, with at least two."""
    return line.isupper() and sum(char.isalpha() for char in line) > 1


def looks_like_title(line: str, titled: bool = False) -> bool:
    """Check whether a line can be a title.

    It is short, begins with a capital, and does not end like a sentence. With `titled` it stands where a title does,
    and may end in a full stop.
    """
    line = line.strip()
    plain = line.strip("\"'«»“”‘’„ *_")
    if not 0 < len(plain.split()) <= _MOST_TITLE_WORDS or line[0] in "-–—―":
        return False
    if not (plain[0].isupper() or plain[0].isdigit()):
        return False
    if not _ENDS.search(plain):
        return True
    return plain.endswith(".") and (is_capitals(plain) or (titled and _cased(plain, least=1.0)))


def _cased(title: str, least: float = 0.7) -> bool:
    """Check whether the longer words of a title begin with capitals."""
    long = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) >= least * len(long)


def _is_ornament(signs: str) -> bool:
    """Check for few different signs, letters only in drawings like `-oOo-`."""
    return len(set(signs)) <= 3 + any(char in signs for char in "oO")


def _mostly_latin_numeral(line: str) -> bool:
    return bool(re.search(r"\b[IVXХІС]+\b", line))


def _value(roman: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    numbers = [values[letter] for letter in roman]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-number if number < after else number for number, after in pairs)
