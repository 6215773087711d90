"""Pieces of the page's HTML.

What is not ours goes through `html.escape` here, and no template is used anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from styles.corpus.advice import advice
from styles.corpus.corpus import Corpus, CorpusReport
from styles.i18n.message import as_message
from trainer.compare.real_pair import RealPair
from trainer.runs.records import Sample
from trainer.texts.reader import Reading
from ui.html.prose import prose, still_prose
from ui.strings.strings import Strings

_SIGNATURE = 6
"""Words from which on a last line without a full stop is one that was cut."""
_SENTENCE_ENDS = ".!?…\"'”’»)"


def heading(title: str, note: str = "", level: int = 2) -> str:
    """Return a heading, with a line under it."""
    line = f'<p class="lead">{escape(note)}</p>' if note else ""
    return f"<h{level}>{escape(title)}</h{level}>{line}"


def column_heading(title: str, note: str) -> str:
    """Return the head of a comparison's column."""
    return f'<h2 class="column-title">{escape(title)}</h2><p class="column-note">{escape(note)}</p>'


def step_heading(number: int, title: str, note: str) -> str:
    """Return the heading of a numbered step."""
    return (
        f'<h2 class="step"><span class="step-number">{number}</span>{escape(title)}</h2>'
        f'<p class="lead">{escape(note)}</p>'
    )


def line(sentence: str, kind: str = "quiet", live: bool = False) -> str:
    """Return one sentence, with names in backticks as code.

    `live` has it read out when it changes.
    """
    role = ' role="status"' if live else ""
    return f'<p class="line {kind}"{role}>{_ticks(sentence)}</p>'


def term(name: str, t: Strings, still: bool = False) -> str:
    """Return a name, with its meaning if it is a technical term.

    The meaning is shown on pointing, and read out.

    What keeps still can be come to by keyboard too: what is drawn anew every second would lose the focus each time.
    """
    meaning = t.meaning(name)
    if not meaning:
        return escape(name)
    focus = ' tabindex="0"' if still else ""
    return f'<span class="term"{focus}>{escape(name)}<span class="meaning"> {escape(meaning)}</span></span>'


def real_pair(pair: RealPair, t: Strings) -> str:
    """Return a real base's answer before and after training, folded."""
    asked = t.real_pair_asked.format(base=pair.base, prompt=pair.prompt, steps=t.number(pair.steps))
    columns = (
        (t.column_titles["base"], pair.base_answer),
        (t.styled_as.format(name=pair.style), pair.styled_answer),
    )
    sheets = "".join(
        f"<div><h3>{escape(title)}</h3>{still_prose(text, pair.language)}</div>" for title, text in columns
    )
    folded = f'{line(asked)}<div class="pair">{sheets}</div>'
    summary = escape(t.real_pair.format(style=pair.style))
    return f'<details class="real-pair"><summary>{summary}</summary>{folded}</details>'


def link(sentence: str, address: str) -> str:
    """Return one sentence that leads somewhere else."""
    inner = f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(sentence)}</a>'
    return f'<p class="line" role="status">{inner}</p>'


def readings(store: Sequence[Reading], t: Strings) -> str:
    """Return the list of texts, each with a button to remove it."""
    if not store:
        return f'<p class="empty">{escape(t.no_texts)}</p>'
    rows = "".join(_reading(place, reading, t) for place, reading in enumerate(store))
    return f'<ul class="shelf" aria-label="{escape(t.your_texts)}">{rows}</ul>'


def _reading(place: int, reading: Reading, t: Strings) -> str:
    name = escape(reading.name)
    if reading.text is None:
        fact, kind = escape(as_message(reading).text(t.code)), "refused"
    else:
        counted = as_message(reading).text(t.code) or t.counted("words", reading.text.words)
        fact, kind = escape(counted), "read"
    remove = escape(t.remove_text.format(name=reading.name))
    button = f'<button type="button" data-remove="{place}" aria-label="{remove}" title="{remove}">×</button>'
    return f'<li class="{kind}"><span class="name">{name}</span><span class="fact">{fact}</span>{button}</li>'


def reading(done: int, of: int, name: str, t: Strings) -> str:
    """Return what is being read now, and how far it is."""
    number = t.number(done + 1)
    many = t.reading_many.format(number=number, of=t.number(of), name=name)
    return _progress(t.reading.format(name=name) if of <= 1 else many, done, of, t)


def counting(done: int, of: int, t: Strings) -> str:
    """Return how far the making of the report is."""
    return _progress(t.reporting, done, of, t)


def _progress(sentence: str, done: int, of: int, t: Strings) -> str:
    bar = f'<progress max="{of}" value="{done}" aria-label="{escape(t.progress)}"></progress>' if of > 1 else ""
    return f'<div class="status">{line(sentence, "busy", live=True)}{bar}</div>'


def report(corpus: Corpus | None, t: Strings) -> str:
    """Return the corpus report: verdict and advice first, then the numbers."""
    if corpus is None:
        return ""
    report = corpus.report
    first, *rest = advice(report, "ru" if t.code == "ru" else "en", corpus.passages)
    listed = "".join(f"<li>{_ticks(sentence)}</li>" for sentence in rest)
    language = t.languages.get(report.language, report.language)
    numbers = _figures(
        [
            (t.report_words, t.number(report.words)),
            (t.report_passages, t.number(report.passages)),
            (t.report_language, language),
            (t.report_held_out, t.counted("words", report.held_out_words)),
        ],
        t,
    )
    kind = report.verdict.replace(" ", "-")
    return (
        f'<section class="report {kind}"><p class="verdict">{_ticks(first)}</p>'
        f'<ul class="advice">{listed}</ul>{numbers}{_removed(report, t)}</section>'
    )


def _removed(report: CorpusReport, t: Strings) -> str:
    if not report.removed:
        return ""
    by_count = sorted(report.removed.items(), key=lambda item: -item[1])
    rows = "".join(
        f"<tr><td>{escape(t.reasons.get(reason, reason))}</td><td>{t.number(count)}</td></tr>"
        for reason, count in by_count
    )
    total = t.counted("things", sum(report.removed.values()))
    return f"<details><summary>{escape(t.removed.format(things=total))}</summary><table>{rows}</table></details>"


@dataclass(frozen=True)
class RunStatus:
    """Live status of a run in words and numbers."""

    name: str
    kind: str
    """Its state; the style sheet knows the kinds."""
    headline: str
    share: float
    """How much of it is done, 0 to 1."""
    figures: Sequence[tuple[str, str]] = ()
    """Names and values."""
    remarks: Sequence[str] = ()


def status(run: RunStatus, t: Strings) -> str:
    """Return a run's live status: activity, progress, numbers, remarks."""
    percent = round(100 * run.share)
    bar = f'<progress max="100" value="{percent}" aria-label="{escape(t.progress)}">{t.percent(run.share)}</progress>'
    return (
        f'<section class="status {run.kind}"><h3>{escape(run.name)}</h3>'
        f'<p class="headline" role="status">{escape(run.headline)}</p>{bar}'
        f"{_figures(run.figures, t, still=False)}{''.join(map(line, run.remarks))}</section>"
    )


def samples(found: Sequence[Sample], language: str, t: Strings) -> str:
    """Return the samples of a run, the newest step open and first."""
    if not found:
        return ""
    steps = sorted({sample.step for sample in found}, reverse=True)
    blocks = []
    for number, step in enumerate(steps):
        title = t.sample_before if step == 0 else t.sample_step.format(step=t.number(step))
        texts = "".join(
            f'<p class="asked">{escape(sample.prompt)}</p>{prose(_cut_off(sample.text), language)}'
            for sample in found
            if sample.step == step
        )
        blocks.append(f"<details{' open' if number == 0 else ''}><summary>{escape(title)}</summary>{texts}</details>")
    return f'<section class="samples">{heading(t.samples, t.samples_note, 3)}{"".join(blocks)}</section>'


def legend(keys: Sequence[tuple[str, str]], t: Strings) -> str:
    """Return a plot's legend; the style sheet knows the marks."""
    inner = "".join(f'<span><i class="{kind}"></i>{term(name, t)}</span>' for kind, name in keys)
    return f'<p class="legend">{inner}</p>'


def _cut_off(text: str) -> str:
    """Return a text, marked where it stops within a sentence.

    Samples are cut at a number of tokens.

    A short last line, as under a letter, ends as it is.
    """
    last = text.rstrip().rpartition("\n")[2]
    whole = not last or last[-1] in _SENTENCE_ENDS or len(last.split()) < _SIGNATURE
    return text if whole else f"{text.rstrip()}…"


def facts(rows: Sequence[tuple[str, str]], t: Strings) -> str:
    """Return a small table of facts."""
    return _figures(rows, t)


def _figures(rows: Sequence[tuple[str, str]], t: Strings, still: bool = True) -> str:
    inner = "".join(f"<div><dt>{term(name, t, still)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    return f'<dl class="figures">{inner}</dl>'


def _ticks(sentence: str) -> str:
    """Return a sentence with what stands in backticks set as a name."""
    parts = escape(sentence).split("`")
    return "".join(f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))
