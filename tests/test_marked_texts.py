"""LaTeX, reStructuredText, Org and AsciiDoc come out as prose; notes, code and tables are left out, and listed."""

from styles.text import Text
from styles.texts.readers import read_bytes

WET = "The rain had been falling since Tuesday."
DRY = "On Sunday it stopped."


def read(written: str, name: str) -> Text:
    return read_bytes(written.encode(), name)


def reasons(text: Text) -> list[str]:
    return [removal.reason for removal in text.removals]


class TestLatex:
    def test_commands_go_and_their_words_stay(self) -> None:
        text = read(
            "\\documentclass{book}\n\\title{Rain}\n\\begin{document}\n\\chapter[R]{\\emph{One}}\\label{one}\n"
            "The rain --- it \\emph{came}.\\footnote{On a \\textbf{Tuesday}.} ``Come in,'' she\n"
            "said\\ldots{} Don't. % cut\n\nTwo~pounds \\& 50\\%.\n\\end{document}\nnothing",
            "a.tex",
        )
        assert text.text == "The rain — it came. “Come in,” she said… Don’t.\n\nTwo\u00a0pounds & 50%."
        assert reasons(text) == ["code", "heading", "note", "comment"]
        assert [removal.text for removal in text.removals][1:3] == ["One", "On a Tuesday."]

    def test_accents_are_letters(self) -> None:
        assert read('caf\\\'e, \\"{u}ber, fa\\c{c}ade, na\\"{\\i}ve, Stra\\ss e, \\v Cap\n', "a.tex").text == (
            "café, über, façade, naïve, Straße, Čap"
        )

    def test_verse_keeps_its_lines(self) -> None:
        assert read("\\begin{verse}\nOne \\\\\ntwo \\\\[2pt]\nthree\n\\end{verse}\n", "a.tex").text == "One\ntwo\nthree"

    def test_figures_tables_and_formulas_are_left_out(self) -> None:
        text = read(
            f"{WET}\n\n\\begin{{table}}[h]\n1 & 2\n\\end{{table}}\n\n\\begin{{figure}}\\caption{{Sea}}\\end{{figure}}\n"
            f"\\[ x^2 \\] \\includegraphics[width=1cm]{{sea.png}}{DRY} It is $E=mc^2$ or $5$.\n",
            "a.tex",
        )
        assert text.text == f"{WET}\n\n{DRY} It is or 5."
        assert reasons(text) == ["table", "image", "code", "code"]

    def test_a_comment_joins_its_lines_and_a_blank_line_parts_them(self) -> None:
        assert read("un%\n  broken\n%\n\nnext\n", "a.tex").text == "unbroken\n\nnext"

    def test_short_names_of_the_authors_own_are_their_words(self) -> None:
        written = "\\newcommand{\\anna}{Anna Marsh}\n\\begin{document}\n\\anna{} came.\n\\end{document}"
        assert read(written, "a.tex").text == "Anna Marsh came."

    def test_russian_signs_are_set_where_the_preamble_says_so(self) -> None:
        written = '\\documentclass{book}\\usepackage[russian]{babel}\\begin{document}<<Да>>~"--- сказал.\\end{document}'
        assert read(written, "a.tex").text == "«Да»\u00a0— сказал."

    def test_a_text_file_that_is_latex_is_read_as_such(self) -> None:
        assert read(f"% mine\n\\documentclass{{book}}\n\\begin{{document}}{WET}\\end{{document}}", "a.txt").text == WET
        assert read("He wrote \\documentclass on the wall.", "a.txt").text == "He wrote \\documentclass on the wall."


class TestRestructuredText:
    def test_marks_go_and_the_words_stay(self) -> None:
        text = read(
            "=====\nRain\n=====\n\n.. A comment\n   of two lines.\n\n"
            "It *rained* on **Tues**\\ day [1]_, see `there <http://x.org>`_ "
            "and :ref:`here`.\n\n.. [1] A note.\n\n.. image:: sea.png\n\nTwo\n---\n\n| One line\n| another\n\n"
            "Code::\n\n    x = 1\n\n"
            ".. epigraph::\n\n   Nobody asked.\n",
            "a.rst",
        )
        assert text.text == (
            "It rained on Tuesday, see there and here.\n\f\nOne line\nanother\n\nCode:\n\nNobody asked."
        )
        assert reasons(text) == ["heading", "comment", "note marker", "note", "image", "heading", "code"]

    def test_tables_are_left_out(self) -> None:
        text = read(
            f"{WET}\n\n+---+---+\n| a | b |\n+---+---+\n\n=== ===\na   b\n=== ===\n1   2\n=== ===\n\n{DRY}\n", "a.rst"
        )
        assert text.text == f"{WET}\n\n{DRY}"
        assert reasons(text) == ["table", "table"]

    def test_initials_years_and_spoken_lines_are_no_lists(self) -> None:
        written = "A. Marsh came.\n\n- Who are you?\n\n1999. Winter.\n\n* milk\n* bread\n"
        assert read(written, "a.rst").text == "A. Marsh came.\n\n- Who are you?\n\n1999. Winter.\n\nmilk\n\nbread"


class TestOrg:
    def test_marks_go_and_the_words_stay(self) -> None:
        text = read(
            "#+TITLE: Rain\n* TODO One :draft:\n:PROPERTIES:\n:ID: 7\n:END:\nIt /rained/ on *Tuesday*[fn:1] --- see "
            "[[http://x.org][there]].\n# not yet\n\n#+begin_src py\nx = 1\n#+end_src\n\n#+begin_verse\nOne line\n"
            "another\n"
            "#+end_verse\n\n| a | b |\n\n** COMMENT Old\ngone\n* Two\nThe end <2021-05-03 Mon>.\n\n[fn:1] A note.\n",
            "a.org",
        )
        assert text.text == "It rained on Tuesday — see there.\n\nOne line\nanother\n\f\nThe end ."
        assert reasons(text) == [
            *("description", "heading", "description", "note marker", "comment", "code", "table", "comment", "heading"),
            *("date", "note"),
        ]

    def test_a_slash_between_words_is_no_mark(self) -> None:
        assert read("He and/or she, 5*3*2, file_name_here.\n", "a.org").text == "He and/or she, 5*3*2, file_name_here."


class TestAsciidoc:
    def test_marks_go_and_the_words_stay(self) -> None:
        text = read(
            "= Rain\nAnn Marsh\n:toc:\n\n== One\n\n"
            "It _rained_ on **Tues**day -- see https://x.org[there].footnote:[A note.]\n"
            "// not yet\nAnd *_on_*{nbsp}.\n\n[source,py]\n----\nx = 1\n----\n\n[verse]\n____\nOne line\n"
            "another\n____\n\n"
            "|===\n|a |b\n|===\n\n'''\n\n\"`Come in,`\" she said...\n",
            "a.adoc",
        )
        assert text.text == (
            "It rained on Tuesday — see there. And on\u00a0.\n\nOne line\nanother\n\f\n“Come in,” she said…"
        )
        assert reasons(text) == ["title page", "heading", "note", "code", "code", "code", "table", "separator"]

    def test_lists_are_text(self) -> None:
        assert read("* milk\n* bread\n\n- Who are you?\n", "a.adoc").text == "milk\n\nbread\n\n- Who are you?"
