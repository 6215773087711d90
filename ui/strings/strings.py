"""Every string of the page, in English and in Russian: one field a string, one value a language.

Sentences that come from below (errors) are written in English there; `translated` has their Russian.
"""
# ruff: noqa: E501 (a string stays on one line, so that it can be found)

import re
import time
from dataclasses import dataclass, field
from typing import Literal

from styles.examples.view_wordings import View
from trainer.runs.events import Ending
from trainer.runs.recipe import Checkpoint, Method
from ui.strings import errors_ru

Counted = Literal[
    "words", "passages", "things", "runs", "minutes", "hours", "examples", "steps", "tokens", "pairs", "downloads"
]


@dataclass(frozen=True)
class Strings:
    """The page's strings in one language."""

    code: Literal["en", "ru"]
    language_name: str
    # the page
    promise: str
    tab_compare: str
    tab_make: str
    tab_mine: str
    tab_blind: str
    colophon: str
    colophon_space: str
    bug: str
    # compare
    style: str
    own_style: str
    few_shot_style: str
    style_missing: str
    prompt: str
    prompt_placeholder: str
    draft: str
    draft_placeholder: str
    example_prompts: str
    mode: str
    mode_write: str
    mode_continue: str
    mode_rewrite: str
    rewrite_note: str
    rewrite_note_keywords: str
    compare: str
    stop: str
    copy: str
    copied: str
    compare_ready: str
    compare_loading: str
    compare_paraphrasing: str
    compare_paraphrasing_part: str
    compare_writing: str
    compare_done: str
    compare_stopped: str
    column_titles: dict[str, str]
    styled_as: str
    column_notes: dict[str, str]
    column_empty: str
    column_silent: str
    copied_nothing: str
    copied_spans: str
    copied_from: str
    copied_place: str
    copied_passage: str
    facts_kept: str
    facts_missing: str
    facts_added: str
    facts_nothing: str
    paraphrase_title: str
    paraphrase_keywords: str
    paraphrase_is_draft: str
    changes_title: str
    changes_kept: str
    changes_show: str
    change_kinds: dict[str, str]
    shared_noise: str
    demonstration: str
    real_pair: str
    real_pair_asked: str
    base_of: str
    hub_silent: str
    strength: str
    strength_info: str
    strength_none: str
    strength_recommended: str
    seed: str
    seed_info: str
    new_seed: str
    advanced: str
    temperature: str
    temperature_info: str
    min_p: str
    min_p_info: str
    length: str
    length_info: str
    never_recite: str
    never_recite_info: str
    make_one: str
    prompts: tuple[str, ...]
    drafts: tuple[str, ...]
    # texts
    texts_title: str
    texts_lead: str
    upload: str
    or_paste: str
    paste: str
    paste_placeholder: str
    add_paste: str
    pasted_name: str
    or_dataset: str
    dataset: str
    dataset_info: str
    dataset_info_hub: str
    dataset_column: str
    dataset_column_info: str
    dataset_fetch: str
    texts_privacy: str
    reading: str
    reading_many: str
    reporting: str
    cancel: str
    no_texts: str
    your_texts: str
    remove_text: str
    report_words: str
    report_passages: str
    report_language: str
    report_held_out: str
    removed: str
    reasons: dict[str, str]
    review_title: str
    review_lead: str
    review_text: str
    review_nothing: str
    left_out_of: str
    put_back: str
    put_back_all: str
    decided: dict[str, str]
    leave_out: str
    and_more: str
    private: str
    private_note: str
    private_kinds: dict[str, str]
    mask: str
    mask_all: str
    unmask: str
    private_found: str
    set_aside: str
    set_aside_note: str
    use_anyway: str
    use_all: str
    used_anyway: str
    languages: dict[str, str]
    # the fingerprint
    fingerprint: str
    fingerprint_measuring: str
    fingerprint_note: str
    legend_own: str
    legend_others: str
    legend_band: str
    own: str
    others: str
    sentence_lengths: str
    paragraph_lengths: str
    lengths_own: str
    lengths_others: str
    punctuation: str
    habits: str
    dialogue: str
    function_words: str
    variety: str
    word_letters: str
    words_often: str
    words_seldom: str
    marks: dict[str, str]
    # examples
    examples_title: str
    examples_lead: str
    examples_none: str
    examples_looking: str
    examples_sum: str
    examples_edited: str
    examples_cut: str
    examples_lost: str
    examples_views: str
    examples_by_task: str
    examples_few: str
    examples_task: str
    examples_all: str
    example_tasks: dict[str, str]
    example_legend: dict[str, str]
    example_fact: str
    example_cut: str
    example_lost: str
    example_no_end: str
    example_changed: str
    example_dropped: str
    example_edit: str
    example_drop: str
    example_restore: str
    example_prompt: str
    example_completion: str
    example_save: str
    example_cancel: str
    page_of: str
    page_back: str
    page_on: str
    export_title: str
    export_lead: str
    export_download: str
    export_name: str
    export_token: str
    export_token_info: str
    export_push: str
    export_pushing: str
    export_pushed: str
    # fine-tune
    finetune_title: str
    finetune_lead: str
    style_name: str
    untitled: str
    base: str
    base_info: str
    base_info_hub: str
    base_gated: str
    base_notes: dict[str, str]
    base_settling: str
    base_chosen: str
    base_usually: str
    base_fetched_once: str
    base_none_quick: str
    base_demonstration: str
    base_instead: str
    dial: str
    dial_info: str
    dials: dict[str, str]
    estimate: str
    estimate_foreseen: str
    estimate_measuring: str
    estimate_no_texts: str
    estimate_few_shot: str
    methods: dict[Method, str]
    checkpoints: dict[Checkpoint, str]
    all_weights: str
    start: str
    start_needs_texts: str
    start_needs_more: str
    advanced_recipe: str
    advanced_lead: str
    command_line: str
    command_line_info: str
    recipe_save: str
    recipe_open: str
    setting_docs: dict[str, str]
    progress: str
    phase_starting: str
    phase_loading: str
    phase_viewing: str
    phase_viewing_at: str
    phase_replaying: str
    phase_replaying_at: str
    phase_training: str
    phase_saving: str
    run_waiting: str
    run_waiting_behind: str
    run_stopping: str
    run_stopped: str
    run_stopped_waiting: str
    run_interrupted: str
    run_interrupted_early: str
    run_not_started: str
    views_written: str
    views_unable: str
    views_given_up: dict[View, str]
    run_finished: dict[Ending, str]
    run_recites_throughout: str
    run_bug: str
    stop_keep: str
    resume: str
    tell_me: str
    tell_me_on: str
    tell_me_refused: str
    compare_it: str
    figure_step: str
    figure_loss: str
    figure_held_out: str
    figure_speed: str
    figure_left: str
    of: str
    per_second: str
    about: str
    under_a_minute: str
    plot: str
    plot_step: str
    plot_in_words: str
    plot_at_first: str
    plot_point: str
    terms: dict[str, str]
    """What some of these names mean, by field; a table's entry follows a dot."""
    general_in_words: str
    copied_in_words: str
    recites_in_words: str
    compare_title: str
    compare_lead: str
    curves: dict[str, str]
    curve_recites: str
    curve_sampled: str
    samples: str
    samples_note: str
    sample_before: str
    sample_step: str
    # the scorecard
    score_title: str
    score_lead: str
    measure: str
    measure_again: str
    stop_measuring: str
    score_waiting: str
    score_phases: dict[str, str]
    score_states: dict[str, str]
    score_verdicts: dict[str, str]
    score_columns: dict[str, str]
    score_details: str
    score_download: str
    score_distance: str
    score_lead_over: str
    score_verified: str
    score_verified_human: str
    score_pooled: str
    score_briefs: str
    score_copied: str
    score_copied_most: str
    score_copied_green: str
    score_drift: str
    score_kl: str
    score_rules: str
    score_loyalty: str
    score_own_loss: str
    score_others_loss: str
    score_refusals: str
    score_left: str
    score_takes: str
    score_time: str
    score_seconds: str
    voices: str
    voices_note: str
    voices_few: str
    voices_counted: str
    voices_columns: dict[str, str]
    voices_sentence: str
    voices_paragraph: str
    voices_lengths: str
    tradeoff: str
    tradeoff_note: str
    tradeoff_none: str
    tradeoff_x: str
    tradeoff_y: str
    tradeoff_kept: str
    tradeoff_point: str
    # my styles
    styles_title: str
    styles_lead: str
    no_styles: str
    watch: str
    download: str
    new_name: str
    rename: str
    delete: str
    delete_sure: str
    delete_yes: str
    delete_no: str
    fact_state: str
    fact_made: str
    fact_base: str
    fact_method: str
    fact_blend: str
    blend_title: str
    blend_lead: str
    blend_first: str
    blend_second: str
    blend_weight: str
    blend_weight_info: str
    blend: str
    blend_doing: str
    blend_done: str
    states: dict[str, str]
    # blind test
    blind_title: str
    blind_lead: str
    blind_question: str
    blind_kinds: dict[str, str]
    blind_kind_notes: dict[str, str]
    blind_game: str
    blind_reveal: str
    blind_reveal_info: str
    blind_begin: str
    blind_again: str
    blind_stop: str
    blind_back: str
    blind_next: str
    blind_result: str
    blind_keys: str
    blind_sides: dict[str, str]
    blind_unsure: str
    blind_sources: dict[str, str]
    blind_verdicts: dict[str, str]
    blind_outcomes: dict[str, str]
    blind_rate: str
    blind_saved: str
    blind_practice: str
    blind_each: str
    blind_recorded: str
    blind_voice: str
    # the Hub
    tab_gallery: str
    gallery_here: str
    gallery_here_note: str
    gallery_hub: str
    gallery_hub_note: str
    gallery_search: str
    gallery_any: str
    gallery_find: str
    gallery_none: str
    gallery_gap: str
    retrain_title: str
    retrain_lead: str
    retrain_begin: str
    retrain_done: str
    retrain_back: str
    pull_reference: str
    pull: str
    pulled_style: str
    pulled_delete: str
    hub_phases: dict[str, str]
    megabytes: str
    sign_in: str
    sign_out: str
    sign_in_first: str
    sign_in_why: str
    publish_title: str
    to_publish: str
    publish_lead: str
    publish_name: str
    publish_name_info: str
    publish_visibility: str
    publish_private: str
    publish_public: str
    publish_rights: str
    publish_rights_of: dict[str, str]
    publish_sure: str
    publish: str
    published_private: str
    published_public: str
    published_link: str
    link_copy: str
    link_prompt: str
    share_card: str
    share_done: str
    # the Space
    copy_title: str
    copy_lead: str
    copy_duplicate: str
    copy_rule: str
    copy_at_home: str
    # numbers
    forms: dict[Counted, tuple[str, ...]] = field(repr=False)
    months: tuple[str, ...] = field(repr=False)

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart, as the language writes them."""
        return f"{number:,}" if self.code == "en" else f"{number:,}".replace(",", "\u00a0")

    def decimal(self, number: float | None, places: int) -> str:
        """Return a number with some places after its point or comma; a dash for one that is not known."""
        if number is None:
            return "–"
        return f"{number:.{places}f}" if self.code == "en" else f"{number:.{places}f}".replace(".", ",")

    def meaning(self, name: str) -> str:
        """Return what a name on the page means, empty where that needs no word."""
        for place, meaning in self.terms.items():
            one, _, entry = place.partition(".")
            shown = getattr(self, one)
            if name == (shown[entry] if entry else shown):
                return meaning
        return ""

    def percent(self, share: float | None, places: int = 0) -> str:
        """Return a share in percent; a dash for one that is not known."""
        return "–" if share is None else f"{self.decimal(100 * share, places)}\u00a0%"

    def counted(self, what: Counted, number: int) -> str:
        """Return a number with what it counts, in the form that the number asks for."""
        forms = self.forms[what]
        return f"{self.number(number)}\u00a0{forms[self._form(number)]}"

    def date(self, seconds: float) -> str:
        """Return the day and time of a moment."""
        moment = time.localtime(seconds)
        month = self.months[moment.tm_mon - 1]
        clock = f"{moment.tm_hour:02}:{moment.tm_min:02}"
        if self.code == "en":
            return f"{moment.tm_mday} {month} {moment.tm_year}, {clock}"
        return f"{moment.tm_mday} {month} {moment.tm_year} г., {clock}"

    def translated(self, sentence: str) -> str:
        """Return a sentence from below in this language, as it is where nobody has translated it."""
        return sentence if self.code == "en" else _in_russian(sentence)

    def _form(self, number: int) -> int:
        if self.code == "en":
            return 0 if number == 1 else 1
        last, teen = number % 10, 10 < number % 100 < 20
        return 2 if teen or last == 0 or last > 4 else 0 if last == 1 else 1


def _in_russian(sentence: str) -> str:
    for pattern, russian in errors_ru.PATTERNS:
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            return match.expand(russian)
    return sentence


def example_drafts(language: str) -> tuple[str, ...]:
    """Return drafts to try rewriting with, in a style's language."""
    return RUSSIAN.drafts if language == "ru" else ENGLISH.drafts


def example_prompts(language: str) -> tuple[str, ...]:
    """Return prompts to try with a style that brings none, in its own language."""
    return RUSSIAN.prompts if language == "ru" else ENGLISH.prompts


ENGLISH = Strings(
    code="en",
    language_name="English",
    promise="Give a language model one author’s voice, and see what changed.",
    tab_compare="Compare",
    tab_make="Make your own",
    tab_mine="My styles",
    tab_blind="Blind test",
    colophon="Pastiche runs on this computer. Train only on texts you may use.",
    colophon_space="This is a Space: Pastiche, and what you give it, is on its computer and not on yours. Train only on texts you may use.",
    bug="This is a bug in Pastiche, not your mistake. Nothing on the page is lost; the log has the details.",
    style="Style",
    own_style="Made from your texts.",
    few_shot_style="Nothing was trained: the base is shown your passages, and that is the style.",
    style_missing="“{name}” is not trained on this computer yet. Choose another style, or make one from your texts.",
    prompt="What should it be about?",
    prompt_placeholder="A few words, or a paragraph to continue",
    draft="Your draft",
    draft_placeholder="Paste a draft in your own words, up to about 2,000 of them.",
    example_prompts="Or try one of these",
    mode="What to do with it",
    mode_write="Write about it",
    mode_continue="Continue it",
    mode_rewrite="Rewrite it",
    rewrite_note="The base first puts your draft into plain words; then all three columns rewrite those.",
    rewrite_note_keywords="This base follows no instructions, so it cannot rewrite: each part of your draft is written anew from a few of its words. Styles made on a base from the Hub rewrite; fetching one needs a network.",
    compare="Compare",
    stop="Stop",
    copy="Copy",
    copied="Copied",
    compare_ready="Press Compare, or Enter in the prompt.",
    compare_loading="Waking the model up… the first answer takes some seconds.",
    compare_paraphrasing="The base puts your draft into plain words…",
    compare_paraphrasing_part="The base puts your draft into plain words: part {part} of {parts}…",
    compare_writing="All three are writing…",
    compare_done="Written in {seconds} s.",
    compare_stopped="Stopped. What was written stays.",
    column_titles={"base": "Base", "few_shot": "Base shown {passages}", "styled": "Styled"},
    styled_as="Styled: {name}",
    column_notes={
        "base": "the model as it was",
        "few_shot": "the same, with the author’s text in its prompt",
        "styled": "the same, fine-tuned on the author",
    },
    column_empty="The answer will stand here.",
    column_silent="(nothing yet)",
    copied_nothing="Nothing copied: no five words in a row stand in the training texts.",
    copied_spans="{copied} in copied spans; the longest, {longest}, stands in {place}.",
    copied_from="Copied: {words} in a row stand in {place}",
    copied_place="“{document}”, passage {passage}",
    copied_passage="training passage {passage}",
    facts_kept="Names and numbers of your draft: {kept} of {of} are here.",
    facts_missing="Missing: {names}.",
    facts_added="New: {names}.",
    facts_nothing="Your draft has no names or numbers to check.",
    paraphrase_title="Your draft in plain words, as all three rewrote it",
    paraphrase_keywords="The words of your draft that all three began with",
    paraphrase_is_draft="The base gave no plain version that could be used; here your draft was taken as it is.",
    changes_title="What changed, from your draft to “{name}”",
    changes_kept="Words of your draft that stand where they stood: {kept} of {of}.",
    changes_show="Show what was taken out",
    change_kinds={"added": "put in", "removed": "taken out"},
    shared_noise="All columns draw from the same random numbers: what differs is the model, not luck.",
    demonstration="This is a tiny demonstration model: it shows how everything works, not how well a large one writes.",
    real_pair="What a real base makes of the texts of “{style}”",
    real_pair_asked="{base}, asked for “{prompt}” with one and the same noise before and after it learnt them in {steps} steps, on a computer without a GPU.",
    base_of="All columns are written by {base}.",
    hub_silent="The Hugging Face Hub does not answer, so only this base is offered. Larger ones appear as soon as it does.",
    strength="Strength of the style",
    strength_info="0 is the base, 1 the style as it was learnt.",
    strength_none="Only an adapter has a strength; this style is as it is.",
    strength_recommended="It starts at {strength}: by its measurement the most style at which next to nothing is forgotten.",
    seed="Seed",
    seed_info="The same seed and prompt give the same answers.",
    new_seed="New seed",
    advanced="Advanced",
    temperature="Temperature",
    temperature_info="How freely words are drawn; 1 is the model’s own.",
    min_p="min-p",
    min_p_info="Words less likely than this share of the likeliest are never drawn.",
    length="Length",
    length_info="Tokens at most; a token is about three quarters of a word.",
    never_recite="Never recite",
    never_recite_info="No answer may have 13 words in a row from the training texts.",
    make_one="Make one from your texts",
    prompts=(
        "rain, window, letter",
        "an old house at the end of the street",
        "bread, market, morning",
        "a stranger on the train",
    ),
    drafts=(
        "On Monday the market in Leeds was closed because of the rain. Mrs Patel had brought 40 loaves and sold none of them. She gave 12 to the school and took the rest home on the bus. Her son asked why she had gone at all. She said that bread does not wait.",
        "Last week I went back to the house. The door was open, and somebody had taken the stove. In the kitchen I found a letter from Thomas, written in 1987. He said that he would come in May. I put it back, shut the door and walked to the station.",
    ),
    texts_title="Texts",
    texts_lead="Everything by one author, in one language. 2,000 words are enough to try; 10,000 make a good sketch.",
    upload="Drop books, documents, pages, zips or chat exports here",
    or_paste="Or paste a text",
    paste="Text",
    paste_placeholder="Paste letters, posts, chapters…",
    add_paste="Add this text",
    pasted_name="Pasted text",
    or_dataset="Or take a dataset",
    dataset="Dataset",
    dataset_info="Its id on the Hugging Face Hub, or a file or folder of this computer (parquet, csv, jsonl).",
    dataset_info_hub="Its id on the Hugging Face Hub.",
    dataset_column="Column with the texts",
    dataset_column_info="Leave it empty where there is only one, or one called “text”.",
    dataset_fetch="Fetch the texts",
    texts_privacy="Your texts lie in a private folder of this computer until you remove them or it stops; a run’s folder keeps a copy. Nobody else sees them.",
    reading="Reading {name}…",
    reading_many="Reading {number} of {of}: {name}…",
    reporting="Read. Looking for repeats and counting…",
    cancel="Cancel",
    no_texts="Nothing here yet.",
    your_texts="Your texts",
    remove_text="Remove {name}",
    report_words="Words",
    report_passages="Passages",
    report_language="Language",
    report_held_out="Held out",
    removed="Left out while cleaning: {things}",
    reasons={"project gutenberg": "Project Gutenberg’s own text", "timing": "time codes"},
    review_title="See what was left out, and put it back",
    review_lead="Whatever belongs to the author after all goes back into the text with a click.",
    review_text="Text",
    left_out_of="Left out of {name}",
    review_nothing="Nothing was left out of this text.",
    put_back="Put back",
    put_back_all="Put all back",
    decided={"removal": "{count} put back", "aside": "{count} used", "private": "{count} masked"},
    leave_out="Leave out again",
    and_more="and {count} more",
    private="Private things",
    private_note="Found by their form. A model can recite what it was trained on, so mask what is nobody’s business.",
    private_kinds={
        "link with a password": "links with a password", "e-mail": "e-mail addresses", "key": "keys", "bank account": "bank accounts",
        "card number": "card numbers", "document number": "document numbers", "phone": "phone numbers", "IP address": "IP addresses",
    },
    mask="Mask",
    mask_all="Mask all",
    unmask="Do not mask",
    private_found="Found in your texts: {what}. A model can recite what it was trained on; decide below what to mask.",
    set_aside="Passages set aside",
    set_aside_note="They would teach the wrong thing or spoil the measure: repeats, another language, words that train and held-out text share.",
    use_anyway="Use it anyway",
    use_all="Use all anyway",
    used_anyway="used anyway",
    languages={
        "en": "English", "ru": "Russian", "uk": "Ukrainian", "de": "German", "fr": "French", "es": "Spanish",
        "it": "Italian", "pt": "Portuguese", "pl": "Polish", "nl": "Dutch", "cs": "Czech", "be": "Belarusian",
        "bg": "Bulgarian", "sr": "Serbian", "el": "Greek", "la": "Latin",
    },
    fingerprint="The fingerprint",
    fingerprint_measuring="Measuring…",
    fingerprint_note="Your text beside {authors} classic authors of its language. Different is neither better nor worse: it is what a style is made of.",
    legend_own="your text",
    legend_others="the others’ average",
    legend_band="two in three of the others",
    own="you",
    others="others",
    sentence_lengths="Sentences, in words",
    paragraph_lengths="Paragraphs, in words",
    lengths_own="Yours have {mean} on average, half of them up to {median}.",
    lengths_others="Others’: {mean}, half up to {median}.",
    punctuation="Punctuation, per 1,000 words",
    habits="Habits",
    dialogue="Dialogue",
    function_words="Small words",
    variety="Different words",
    word_letters="Letters a word",
    words_often="Small words you use more, per 1,000",
    words_seldom="Small words you use less, per 1,000",
    marks={
        "comma": "Commas",
        "semicolon": "Semicolons",
        "colon": "Colons",
        "dash": "Dashes",
        "ellipsis": "Ellipses",
        "exclamation": "Exclamations",
        "question": "Questions",
        "quotes": "Quotes, in pairs",
    },
    examples_title="Look at the examples before you train",
    examples_lead="This is exactly what the model is shown: the pale part is asked, the marked part is what it learns to write.",
    examples_none="There are no examples yet. Add texts above first.",
    examples_looking="Asking the base how it reads them…",
    examples_sum="{examples} with the settings below.",
    examples_edited="Dropped: {dropped}, changed: {changed}.",
    examples_cut="Longer than max_length and so learnt without their end: {examples}. Shorter passages or a larger max_length would keep it.",
    examples_lost="Not learnt at all, because the prompt alone fills max_length: {examples}.",
    examples_views="When training starts, the base first writes a brief and a plain version of each passage: briefs take the place of keywords, and plain versions are rewritten. If all of them turn out well, it learns from {tasks}.",
    examples_by_task="It learns from these examples: {tasks}.",
    examples_few="Fewer than {few} examples show a voice in outline: it will be less steady, and copy more easily. More text by the author helps most.",
    examples_task="Show",
    examples_all="All",
    example_tasks={
        "continue": "Continue", "write": "Write", "rewrite": "Rewrite", "replay": "Replay", "answer": "Your own pairs",
    },
    example_legend={"asked": "shown, not learnt", "learnt": "learnt", "mark": "marks of the chat template"},
    example_fact="{tokens}, {learnt} of them learnt",
    example_cut="{tokens} beyond max_length are cut off",
    example_lost="too long: training passes over it",
    example_no_end="no end is learnt",
    example_changed="changed by you",
    example_dropped="dropped",
    example_edit="Edit",
    example_drop="Drop",
    example_restore="Restore",
    example_prompt="Prompt: what is asked",
    example_completion="Completion: what is learnt",
    example_save="Save",
    example_cancel="Cancel",
    page_of="Page {page} of {pages}",
    page_back="Previous",
    page_on="Next",
    export_title="Take the examples with you",
    export_lead="One conversation a line, as OpenAI, Together and most tools read it; what you dropped is left out.",
    export_download="Download as JSONL",
    export_name="Dataset on the Hub",
    export_token="Hub token with write access",
    export_token_info="Used for this push only; it is not kept.",
    export_push="Push as a private dataset",
    export_pushing="Pushing…",
    export_pushed="{repo} is on the Hub, and private.",
    finetune_title="Fine-tune",
    finetune_lead="One dial decides the rest. You may close this page while it learns and come back.",
    style_name="Name of the style",
    untitled="My style",
    base="Base model",
    base_info="What learns the voice. Any Hugging Face Hub id or a local folder may be typed in.",
    base_info_hub="What learns the voice. Any Hugging Face Hub id may be typed in.",
    base_gated="Its publisher wants terms accepted on the Hub before the first download.",
    base_notes={},
    base_settling="Measuring this computer, to choose a larger model that it can train…",
    base_chosen="Chosen for this computer, which has no GPU: the largest one that knows {language} and learns in about half an hour or less.",
    base_usually="For texts of {words} words it takes {time}.",
    base_fetched_once="About {gigabytes} GB are fetched from the Hugging Face Hub, once.",
    base_none_quick="None from the Hub that knows {language} would learn here in half an hour: {base}, the quickest, takes {time}. It can be chosen above.",
    base_demonstration="Use the demonstration model instead, to see how it works",
    base_instead="Use {base} instead: {time}",
    dial="How far may the voice go?",
    dial_info="Light keeps more of the base; strong takes on more of the author, and may repeat more of the texts.",
    dials={"light": "Light", "medium": "Medium", "strong": "Strong"},
    estimate="{time} and {memory} GiB of memory, for {examples} in {steps}.",
    estimate_foreseen="{time} and {memory} GiB of memory, for {examples} in {steps}: foreseen by this computer’s speed. Once the base is here, it is measured.",
    estimate_measuring="Measuring how fast this computer learns…",
    estimate_no_texts="Time and memory are estimated once there are texts.",
    estimate_few_shot="It takes no time: nothing is trained.",
    methods={
        "qlora": "QLoRA: an adapter on the base in 4 bits, which takes the least memory",
        "lora": "LoRA: an adapter on the base in 16 bits, a little more exact for several times the memory",
        "full": "All weights: forgets and copies most, and leaves a whole model, which is large",
        "few_shot": "No training: the base is shown a few of the passages each time, and can be compared like a style",
    },
    checkpoints={
        "instruct": "The base itself, with its own answers mixed in so that it forgets less, and the briefs that it writes",
        "pretrained": "The checkpoint that the base was made of, before it learnt to chat, without answers and briefs of its own; the base then wears the adapter",
    },
    all_weights="Of all methods this forgets and copies most; the whole model is kept, and cannot be published from here.",
    start="Start",
    start_needs_texts="Add texts above first.",
    start_needs_more="There is not enough text yet; the report above says how much is missing.",
    advanced_recipe="Advanced: every setting",
    advanced_lead="The dial and the base fill these in anew whenever they change.",
    command_line="The same on the command line",
    command_line_info="With the texts in a folder called texts. What you decided about single passages and examples is not in it.",
    recipe_save="Download the recipe",
    recipe_open="Open a recipe",
    setting_docs={},
    progress="Progress",
    phase_starting="Starting…",
    phase_loading="Loading the base model…",
    phase_viewing="The base writes a brief and a plain version of each passage…",
    phase_viewing_at="The base writes a brief and a plain version of each passage: {done} of {total}…",
    phase_replaying="Writing down what the base can do, so that it is not forgotten…",
    phase_replaying_at="Writing down what the base can do, so that it is not forgotten: {percent}%…",
    phase_training="Learning the voice…",
    phase_saving="Saving the style…",
    run_waiting="It is its turn in a moment…",
    run_waiting_behind="Waiting in the queue, behind {runs}.",
    run_stopping="Stopping after this step, and keeping what was learnt…",
    run_stopped="Stopped at step {step}. What was learnt up to there is kept and can be compared.",
    run_stopped_waiting="Stopped.",
    run_interrupted="The training was cut off from outside; this computer may have run short of memory. Resume goes on from step {step}.",
    run_interrupted_early="The training was cut off from outside, before its first checkpoint. Resume begins again.",
    run_not_started="It has not been started. Resume puts it back in the queue.",
    views_written="Of {passages} passages the base wrote {briefs} briefs and {neutral} plain versions that can be used; the others go without.",
    views_unable="This base does not follow instructions well enough to write briefs and plain versions of the passages: it learns to write from keywords and to continue, but not to rewrite.",
    views_given_up={
        "brief": "Of all its briefs none can be used, so keywords take their place.",
        "neutral": "Of all its plain versions none can be used, so it does not learn to rewrite.",
    },
    run_finished={
        "nothing to train": "Ready: nothing was trained, and the base is shown your passages.",
        "blended": "Ready: the two styles are one.",
        "steps done": "Finished in {time}: {step} steps, the best at step {best}.",
        "held-out loss stopped falling": "Finished early in {time}: after step {best} the held-out text gained nothing more.",
        "began to recite": "Finished early in {time}: by step {step} it had begun to recite the texts, so step {best} is kept.",
    },
    run_recites_throughout="Finished early in {time}: it recites the texts, and did so at its first measurement, at step {step}. Add texts or lower the learning rate, then train again.",
    run_bug="This is a bug in Pastiche; the run’s log has the details.",
    stop_keep="Stop and keep what was learnt",
    resume="Resume",
    tell_me="Tell me when it is done",
    tell_me_on="You will be told",
    tell_me_refused="The browser does not allow it",
    compare_it="Compare with the base",
    figure_step="Step",
    figure_loss="Loss",
    figure_held_out="Best held-out loss",
    figure_speed="Speed",
    figure_left="Time left",
    of="{part} of {whole}",
    per_second="{tokens} tokens/s",
    about="about {time}",
    under_a_minute="under a minute",
    plot="Loss: lower is better",
    plot_step="Step",
    plot_at_first="Before it learns, the loss on text it never trains on is {first}.",
    plot_point="{curve}, step {step}: {loss}",
    terms={
        "figure_step": "One correction of the model, after a handful of examples.",
        "figure_loss": "How surprised the model is by the next piece of a word, on average. Lower is better; the numbers of two models cannot be compared.",
        "plot": "How surprised the model is by the next piece of a word, on average.",
        "figure_held_out": "The lowest loss on the author’s text that was kept apart. The model of that step is the one that is kept.",
        "figure_speed": "How many tokens, pieces of words of some four letters, are learnt in a second.",
        "report_passages": "Pieces of the texts of a few paragraphs each, from which the examples are made.",
        "report_held_out": "Text by the author that is never trained on, so that it can show how well the voice is learnt.",
        "curves.training": "On the examples, while it learns from them.",
        "curves.held-out": "On the author’s text that was kept apart: what counts.",
        "curves.general": "On everyday texts by others: when it rises, the model forgets.",
        "curve_sampled": "Here the model was asked the same prompts again; the answers stand beside the plot.",
    },
    plot_in_words="On text it never trains on, the loss went from {first} to {best} at best, at step {step}.",
    general_in_words="On plain everyday texts it went from {first} to {last}; the less it rises, the less is forgotten.",
    copied_in_words="Given the beginnings of training passages, it copies {copied}% of its words from them; up to {limit}% is no reciting.",
    recites_in_words="Given the beginnings of training passages, at step {step} it copied {copied}% of its words from them; above {limit}% that is reciting.",
    compare_title="Compare",
    compare_lead="When the style is finished, put one prompt to it and to the base.",
    curves={"training": "training", "held-out": "held out", "general": "general texts"},
    curve_recites="recites",
    curve_sampled="samples",
    samples="Samples",
    samples_note="The same prompts, answered as it learns.",
    sample_before="Before the first step",
    sample_step="After step {step}",
    score_title="Measure",
    score_lead="How much of the style was learnt, and at what price: on held-out text, beside the base and the base shown passages.",
    measure="Measure",
    measure_again="Measure again",
    stop_measuring="Stop measuring",
    score_waiting="Waiting until the computer is free.",
    score_phases={
        "starting": "Starting…",
        "loading": "Loading the base model…",
        "briefs": "Answering the held-out briefs:",
        "abilities": "Asking general questions…",
        "rules": "Asking it to keep instructions…",
        "strengths": "Trying other strengths…",
        "rewritings": "Rewriting held-out passages…",
        "losses": "Measuring losses…",
        "prefixes": "Trying to make it recite…",
    },
    score_states={
        "unmeasured": "Not measured yet.",
        "interrupted": "The measuring was cut off; it goes on from where it was.",
        "stopped": "Stopped; it goes on from where it was.",
    },
    score_verdicts={"green": "kept", "amber": "take care", "red": "not kept"},
    score_columns={"base": "base", "few_shot": "base with passages", "styled": "styled", "human": "the author’s new text"},
    score_details="Details",
    score_download="Download as JSON",
    score_distance="Distance to the author, {column}",
    score_lead_over="Closed more than base with passages",
    score_verified="Taken for the author among imposters, styled",
    score_verified_human="The same, the author’s new text",
    score_pooled="Pooled of each",
    score_briefs="Held-out passages × answers",
    score_copied="Copied, {column}",
    score_copied_most="{share}, at most {longest}",
    score_copied_green="Copied, still good",
    score_drift="General texts, {language}, nats a token",
    score_kl="General answers, KL in nats a token",
    score_rules="Instructions kept",
    score_loyalty="Answers in the language asked, {language}",
    score_own_loss="Loss on the author’s held-out text, nats a character",
    score_others_loss="Loss on another author’s text, nats a character",
    score_refusals="Ordinary prompts refused, of {asked}",
    score_left="{time} left.",
    score_takes="Measuring takes {time} here.",
    score_time="Measured in",
    score_seconds="{seconds} s",
    voices="The fingerprint: author, base, styled",
    voices_note="Each line leads from the base to the styled model: the nearer its dot comes to the author’s diamond, the better the habit was learnt.",
    voices_few="There are too few words to show habits: it takes {least} of each, and there are {words}.",
    voices_counted="Counted in {words} of each at least; small differences may be chance.",
    voices_columns={"base": "base", "few_shot": "with passages", "styled": "styled", "human": "author"},
    voices_sentence="Words a sentence",
    voices_paragraph="Words a paragraph",
    voices_lengths="On average: {means}. Half of them up to: {medians}.",
    tradeoff="Style against forgetting, by strength",
    tradeoff_note="Each point is a strength: higher is nearer to the author, further right is further from the base. The line through it is its 95 % interval; the ring marks the strength where comparisons start.",
    tradeoff_none="The trade-off cannot be drawn: there is no style gap to measure.",
    tradeoff_x="KL to the base, nats a token",
    tradeoff_y="Style gap closed",
    tradeoff_kept="Abilities",
    tradeoff_point="At strength {strength} the gap closed is {gap}, the KL {kl}.",
    styles_title="My styles",
    styles_lead="What you have made on this computer, in this browser.",
    no_styles="Nothing yet. Your first style appears here as soon as you start it.",
    watch="See how it was made",
    download="Download (zip)",
    new_name="Name",
    rename="Rename",
    delete="Delete…",
    delete_sure="Delete this style with its texts, samples and adapter? It cannot be undone.",
    delete_yes="Yes, delete it",
    delete_no="Keep it",
    fact_state="State",
    fact_made="Made",
    fact_base="Base model",
    fact_method="Method",
    fact_blend="Blended of",
    blend_title="Blend two styles",
    blend_lead="Two styles on the same base become one: what each of them adds to the base is added up by its weight.",
    blend_first="First style",
    blend_second="Second style",
    blend_weight="How much the first counts",
    blend_weight_info="1 is the first alone, 0 the second alone.",
    blend="Blend",
    blend_doing="Blending…",
    blend_done="“{name}” is ready: it is in the list, and among the styles to compare.",
    states={
        "waiting": "waiting for its turn",
        "running": "learning",
        "interrupted": "cut off; it can be resumed",
        "finished": "finished",
        "stopped": "stopped by you",
        "failed": "did not work",
    },
    blind_title="Blind test",
    blind_lead="Two passages without names: choose before you know, and see how much the style has really learnt.",
    blind_question="What is asked",
    blind_kinds={"few_shot": "Which sounds more like the author?", "author": "Which one is the author?"},
    blind_kind_notes={
        "few_shot": "The styled model against the base that is only shown passages, on the same subject.",
        "author": "The styled model against what the author wrote on the same subject, in text the model never saw.",
    },
    blind_game="A game: nothing of it is kept.",
    blind_reveal="Show the names after each pair",
    blind_reveal_info="Otherwise they are all shown at the end.",
    blind_begin="Begin",
    blind_again="Start again",
    blind_stop="Stop here",
    blind_back="Back",
    blind_next="Next pair",
    blind_result="See the result",
    blind_keys="Keys: ← or 1 for the first, → or 2 for the second, 0 when you cannot tell.",
    blind_sides={"left": "the first", "right": "the second"},
    blind_unsure="Cannot tell",
    blind_sources={"styled": "Styled model", "few_shot": "Base shown passages", "author": "The author"},
    blind_verdicts={
        "author.other": "Right: the author is {side}.",
        "author.styled": "No: the author is {side}.",
        "author.unsure": "You could not tell: the author is {side}.",
        "few_shot.styled": "You chose {side}, the styled model.",
        "few_shot.other": "You chose the base; the styled model is {side}.",
        "few_shot.unsure": "You could not tell: the styled model is {side}.",
    },
    blind_outcomes={
        "few_shot": "The style sounded more like the author in {found} of {pairs}.",
        "author": "You found the author in {found} of {pairs}.",
    },
    blind_rate="How often the styled passage was chosen; “cannot tell” counts half",
    blind_saved="Kept with the style, as counts alone. Only the first judgement of a pair counts.",
    blind_practice="You have judged these pairs before and seen their names, so this round does not count.",
    blind_each="Pair by pair",
    blind_recorded="What you have judged so far",
    blind_voice="How the author sounds: two other passages",
    tab_gallery="Gallery",
    gallery_here="Styles here",
    gallery_here_note="What ships with Pastiche, what you made, and what you fetched.",
    gallery_hub="On the Hub",
    gallery_hub_note="Styles that others have published. Only weights and settings are fetched, never code.",
    gallery_search="Search by name",
    gallery_any="Any",
    gallery_find="Search",
    gallery_none="There are no such styles on the Hub yet.",
    gallery_gap="{percent}% of the style gap closed",
    retrain_title="The sample styles on a larger model",
    retrain_lead="The sample styles are trained on a tiny demonstration model. This computer can train them on {base}, in the background: what you train goes before those that still wait. After that they are what a visitor sees.",
    retrain_begin="Train them on {base}",
    retrain_done="Trained on this computer: {styles}.",
    retrain_back="Use the demonstration ones again",
    pull_reference="Or the name or address of any LoRA adapter on the Hub",
    pull="Fetch and compare",
    pulled_style="Fetched from {repo} on the Hub. The author’s texts are not here, so the base cannot be shown any.",
    pulled_delete="Take it away",
    hub_phases={
        "asking": "Asking the Hub…",
        "sending": "Sending the adapter…",
        "reading_back": "Reading back what the Hub has…",
        "fetching": "Fetching the style…",
        "loading": "Loading the adapter once, as anybody would…",
    },
    megabytes="{done} of {of} MB",
    sign_in="Sign in with Hugging Face",
    sign_out="Sign out ({})",
    sign_in_first="Sign in with Hugging Face first; the button is above.",
    sign_in_why="Signed in, you find your own styles too, with the private ones that you published from here.",
    publish_title="Publish on the Hub",
    to_publish="Publish or download it",
    publish_lead="The adapter and its card go to your own account on the Hugging Face Hub, never a text. Private unless you choose otherwise; it is read back and loaded once before it counts as done.",
    publish_name="What to call it there",
    publish_name_info="Letters, digits and dashes; it goes to your account.",
    publish_visibility="Who may see it",
    publish_private="Only me",
    publish_public="Everybody",
    publish_rights="Why may you share what was learnt from these texts?",
    publish_rights_of={
        "own": "I wrote them",
        "permission": "Whoever owns them allowed it",
        "public_domain": "Nobody owns them any more",
    },
    publish_sure="Make it public all the same",
    publish="Publish",
    published_private="{repo} is on the Hub, for you alone. Open it there.",
    published_public="{repo} is on the Hub, for everybody. Open it there.",
    published_link="The link that opens it in a comparison here",
    link_copy="Copy link",
    link_prompt="with my prompt in the link",
    share_card="Share card",
    share_done="Saved and copied",
    copy_title="A copy of your own",
    copy_lead="Duplicated, this Space is yours alone: your texts, your styles, nobody before you in the queue.",
    copy_duplicate="Duplicate this Space",
    copy_rule="Hugging Face asks for a paid plan for that, even on its free CPU, where the demonstration model runs; a GPU, which larger bases need, is billed by the hour. A free account’s places on ZeroGPU will not do: Pastiche trains in processes of its own, to which ZeroGPU lends no GPU.",
    copy_at_home="On your own computer it costs nothing, and no text leaves it. The README says how to start it:",
    forms={
        "words": ("word", "words"),
        "passages": ("passage", "passages"),
        "things": ("thing", "things"),
        "runs": ("other style", "other styles"),
        "minutes": ("minute", "minutes"),
        "hours": ("hour", "hours"),
        "examples": ("example", "examples"),
        "steps": ("step", "steps"),
        "tokens": ("token", "tokens"),
        "pairs": ("pair", "pairs"),
        "downloads": ("download", "downloads"),
    },
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
)  # fmt: skip

RUSSIAN = Strings(
    code="ru",
    language_name="Русский",
    promise="Научите языковую модель голосу одного автора и посмотрите, что изменилось.",
    tab_compare="Сравнить",
    tab_make="Сделать свой",
    tab_mine="Мои стили",
    tab_blind="Вслепую",
    colophon="Pastiche работает на этом компьютере. Учите модель только на текстах, которые вам можно использовать.",
    colophon_space="Это Space: Pastiche и всё, что вы ему даёте, — на его компьютере, а не на вашем. Учите модель только на текстах, которые вам можно использовать.",
    bug="Это ошибка в Pastiche, а не ваша. На странице ничего не пропало; подробности — в журнале.",
    style="Стиль",
    own_style="Сделан из ваших текстов.",
    few_shot_style="Обучения не было: базовой модели показывают ваши отрывки, это и есть стиль.",
    style_missing="Стиль «{name}» на этом компьютере ещё не обучен. Выберите другой или сделайте свой.",
    prompt="О чём написать?",
    prompt_placeholder="Несколько слов или абзац, который надо продолжить",
    draft="Ваш черновик",
    draft_placeholder="Вставьте черновик, написанный своими словами, примерно до 2 000 слов.",
    example_prompts="Или попробуйте одно из этого",
    mode="Что с этим сделать",
    mode_write="Написать об этом",
    mode_continue="Продолжить",
    mode_rewrite="Переписать",
    rewrite_note="Сначала базовая модель излагает ваш черновик простыми словами; потом все три колонки переписывают это изложение.",
    rewrite_note_keywords="Эта базовая модель не выполняет указаний и переписывать не умеет: каждая часть черновика пишется заново по нескольким словам из неё. Переписывают стили на модели с Hub; чтобы её взять, нужна сеть.",
    compare="Сравнить",
    stop="Остановить",
    copy="Копировать",
    copied="Готово",
    compare_ready="Нажмите «Сравнить» или Enter в строке запроса.",
    compare_loading="Модель просыпается… первый ответ занимает несколько секунд.",
    compare_paraphrasing="Базовая модель излагает ваш черновик простыми словами…",
    compare_paraphrasing_part="Базовая модель излагает ваш черновик простыми словами: часть {part} из {parts}…",
    compare_writing="Пишут все три…",
    compare_done="Написано за {seconds} с.",
    compare_stopped="Остановлено. Написанное остаётся.",
    column_titles={"base": "Базовая", "few_shot": "Базовая, видевшая {passages}", "styled": "В стиле"},
    styled_as="В стиле «{name}»",
    column_notes={
        "base": "модель, какой она была",
        "few_shot": "она же, с текстом автора в запросе",
        "styled": "она же, дообученная на авторе",
    },
    column_empty="Здесь будет ответ.",
    column_silent="(пока ничего)",
    copied_nothing="Ничего не скопировано: в текстах для обучения нет и пяти таких слов подряд.",
    copied_spans="В скопированных местах — {copied}; самое длинное ({longest}) есть здесь: {place}.",
    copied_from="Скопировано: {words} подряд есть здесь: {place}",
    copied_place="«{document}», отрывок {passage}",
    copied_passage="отрывок для обучения {passage}",
    facts_kept="Имена и числа из черновика: здесь {kept} из {of}.",
    facts_missing="Нет: {names}.",
    facts_added="Новые: {names}.",
    facts_nothing="Имён и чисел, которые можно проверить, в черновике нет.",
    paraphrase_title="Ваш черновик простыми словами: это и переписывали все три",
    paraphrase_keywords="Слова черновика, с которых начали все три",
    paraphrase_is_draft="Изложения, которое можно было бы взять, базовая модель не дала; здесь взят сам черновик.",
    changes_title="Что изменилось: от черновика к стилю «{name}»",
    changes_kept="Слов черновика на своём месте: {kept} из {of}.",
    changes_show="Показывать убранное",
    change_kinds={"added": "добавлено", "removed": "убрано"},
    shared_noise="Все колонки берут одни и те же случайные числа: различия — от модели, а не от удачи.",
    demonstration="Это крошечная демонстрационная модель: она показывает, как всё устроено, а не как хорошо пишет большая.",
    real_pair="Чему настоящая модель учится на текстах стиля «{style}»",
    real_pair_asked="{base} на запрос «{prompt}» до обучения и после него (шагов: {steps}), с одними и теми же случайными числами, на компьютере без видеокарты. По-английски.",
    base_of="Все колонки пишет {base}.",
    hub_silent="Hugging Face Hub не отвечает, поэтому предлагается только эта модель. Модели побольше появятся, как только он ответит.",
    strength="Сила стиля",
    strength_info="0 — базовая модель, 1 — стиль, каким он выучен.",
    strength_none="Сила есть только у адаптера; этот стиль таков, каков есть.",
    strength_recommended="Начинается с {strength}: по измерению, столько стиля можно взять, почти ничего не забыв.",
    seed="Зерно случайности",
    seed_info="То же зерно и тот же запрос дают те же ответы.",
    new_seed="Другое зерно",
    advanced="Подробно",
    temperature="Температура",
    temperature_info="Насколько свободно выбираются слова; 1 — как у самой модели.",
    min_p="min-p",
    min_p_info="Слова, чья вероятность меньше этой доли от самого вероятного, не выбираются никогда.",
    length="Длина",
    length_info="Не больше стольких токенов; токен — около половины слова.",
    never_recite="Не повторять дословно",
    never_recite_info="Ни в одном ответе не будет 13 слов подряд из текстов для обучения.",
    make_one="Сделать из своих текстов",
    prompts=(
        "дождь, окно, письмо",
        "старый дом в конце улицы",
        "хлеб, рынок, утро",
        "незнакомец в поезде",
    ),
    drafts=(
        "В понедельник рынок в Твери закрыли из-за дождя. Тётя Анна привезла 40 буханок и не продала ни одной. В школу она отдала 12, остальные увезла домой на автобусе. Сын спросил, зачем она вообще поехала. Она ответила, что хлеб не ждёт.",
        "На прошлой неделе я вернулся в тот дом. Дверь была открыта, и кто-то унёс печку. На кухне я нашёл письмо от Фёдора, написанное в 1987 году. Он обещал приехать в мае. Я положил письмо обратно, закрыл дверь и пошёл на станцию.",
    ),
    texts_title="Тексты",
    texts_lead="Всё — одного автора и на одном языке. Для пробы хватит 2 000 слов, для хорошего наброска — 10 000.",
    upload="Перетащите сюда книги, документы, страницы, zip или чаты",
    or_paste="Или вставьте текст",
    paste="Текст",
    paste_placeholder="Письма, заметки, главы…",
    add_paste="Добавить этот текст",
    pasted_name="Вставленный текст",
    or_dataset="Или взять набор данных",
    dataset="Набор данных",
    dataset_info="Его адрес на Hugging Face Hub либо файл или папка этого компьютера (parquet, csv, jsonl).",
    dataset_info_hub="Его адрес на Hugging Face Hub.",
    dataset_column="Столбец с текстами",
    dataset_column_info="Оставьте пустым, если он один или называется «text».",
    dataset_fetch="Взять тексты",
    texts_privacy="Тексты лежат в закрытой папке этого компьютера, пока вы их не уберёте или он не остановится; копию хранит папка обучения. Больше их никто не видит.",
    reading="Читаем {name}…",
    reading_many="Читаем {number} из {of}: {name}…",
    reporting="Прочитано. Ищем повторы и считаем…",
    cancel="Отменить",
    no_texts="Здесь пока пусто.",
    your_texts="Ваши тексты",
    remove_text="Убрать {name}",
    report_words="Слов",
    report_passages="Отрывков",
    report_language="Язык",
    report_held_out="Отложено",
    removed="Убрано при чистке: {things}",
    reasons={
        "title page": "титул",
        "contents": "оглавление",
        "imprint": "выходные данные",
        "front matter": "то, что перед текстом",
        "back matter": "то, что после текста",
        "description": "описание книги",
        "project gutenberg": "шапка Project Gutenberg",
        "transcriber's note": "примечание оцифровщика",
        "heading": "заголовки",
        "separator": "разделители",
        "page number": "номера страниц",
        "running head": "колонтитулы",
        "line number": "номера строк",
        "timing": "отметки времени",
        "note": "примечания",
        "note marker": "знаки сносок",
        "image": "картинки",
        "date": "даты",
        "table": "таблицы",
        "code": "код",
        "navigation": "меню и ссылки страницы",
        "comment": "комментарии рецензентов",
        "deletion": "правки: удалённое",
        "outside the reading order": "вне порядка чтения",
        "line-end hyphen": "переносы",
        "stray character": "невидимые знаки",
        "system message": "системные сообщения",
        "unanswered request": "запросы без ответа",
        "other message": "прочие сообщения",
        "broken line": "испорченные строки",
        "identical text": "повторные тексты",
        "between train and held-out": "между учебными и отложенными",
        "near-duplicate": "повторённые отрывки",
        "shared with held-out": "общее у учебных и отложенных",
        "another language": "отрывки на другом языке",
    },
    review_title="Посмотреть, что убрано, и вернуть",
    review_lead="Если что-то всё-таки принадлежит автору, одно нажатие вернёт это в текст.",
    review_text="Текст",
    left_out_of="Убрано из {name}",
    review_nothing="Из этого текста ничего не убрано.",
    put_back="Вернуть",
    put_back_all="Вернуть все",
    decided={"removal": "возвращено: {count}", "aside": "взято: {count}", "private": "скрыто: {count}"},
    leave_out="Снова убрать",
    and_more="и ещё {count}",
    private="Личное",
    private_note="Найдено по виду. Модель может повторить то, чему училась: скройте то, что никого не касается.",
    private_kinds={
        "link with a password": "ссылки с паролем", "e-mail": "адреса почты", "key": "ключи", "bank account": "номера счетов",
        "card number": "номера карт", "document number": "номера документов", "phone": "номера телефонов", "IP address": "IP-адреса",
    },
    mask="Скрыть",
    mask_all="Скрыть все",
    unmask="Не скрывать",
    private_found="Найдено в текстах: {what}. Модель может повторить то, чему училась; решите ниже, что скрыть.",
    set_aside="Отложенные в сторону отрывки",
    set_aside_note="Они научили бы не тому или испортили бы измерение: повторы, другой язык, общие слова учебного и отложенного.",
    use_anyway="Всё равно взять",
    use_all="Взять все",
    used_anyway="взяты всё равно",
    languages={
        "en": "английский", "ru": "русский", "uk": "украинский", "de": "немецкий", "fr": "французский",
        "es": "испанский", "it": "итальянский", "pt": "португальский", "pl": "польский", "nl": "нидерландский",
        "cs": "чешский", "be": "белорусский", "bg": "болгарский", "sr": "сербский", "el": "греческий",
        "la": "латинский",
    },
    fingerprint="Отпечаток",
    fingerprint_measuring="Измеряем…",
    fingerprint_note="Ваш текст рядом с классиками того же языка (авторов: {authors}). Иначе — не значит лучше или хуже: из этого и состоит стиль.",
    legend_own="ваш текст",
    legend_others="остальные в среднем",
    legend_band="две трети остальных",
    own="вы",
    others="другие",
    sentence_lengths="Предложения, в словах",
    paragraph_lengths="Абзацы, в словах",
    lengths_own="У вас в среднем {mean}, половина — до {median}.",
    lengths_others="У других {mean}, половина — до {median}.",
    punctuation="Знаки препинания на 1 000 слов",
    habits="Привычки",
    dialogue="Диалоги",
    function_words="Служебные",
    variety="Разные слова",
    word_letters="Букв в слове",
    words_often="Служебные, которых больше, на 1 000",
    words_seldom="Служебные, которых меньше, на 1 000",
    marks={
        "comma": "Запятые",
        "semicolon": "Точки с запятой",
        "colon": "Двоеточия",
        "dash": "Тире",
        "ellipsis": "Многоточия",
        "exclamation": "Восклицания",
        "question": "Вопросы",
        "quotes": "Кавычки, пары",
    },
    examples_title="Посмотрите примеры, прежде чем учить",
    examples_lead="Ровно это увидит модель: бледное — вопрос, выделенное — то, что она учится писать.",
    examples_none="Примеров пока нет. Сначала добавьте тексты выше.",
    examples_looking="Спрашиваем базовую модель, как она их читает…",
    examples_sum="При настройках ниже: {examples}.",
    examples_edited="Убрано: {dropped}, изменено: {changed}.",
    examples_cut="Длиннее max_length и потому заучиваются без конца: {examples}. Чтобы конец сохранился, нужны отрывки короче или max_length больше.",
    examples_lost="Не заучиваются вовсе, потому что один запрос занимает весь max_length: {examples}.",
    examples_views="Когда начнётся обучение, базовая модель сначала напишет к каждому отрывку задание и простой пересказ: задания заменят ключевые слова, а пересказы она будет учиться переписывать. Если все удадутся, учиться она будет на этом: {tasks}.",
    examples_by_task="Примеры, на которых она учится: {tasks}.",
    examples_few="Меньше {few} примеров дают лишь очертания голоса: он будет неровнее и чаще повторит сам текст. Лучше всего поможет ещё текст того же автора.",
    examples_task="Показать",
    examples_all="Все",
    example_tasks={
        "continue": "Продолжить", "write": "Написать", "rewrite": "Переписать", "replay": "Повторение",
        "answer": "Ваши пары",
    },
    example_legend={"asked": "показано, но не учится", "learnt": "учится", "mark": "знаки шаблона беседы"},
    example_fact="{tokens}, из них учится {learnt}",
    example_cut="сверх max_length отрезано: {tokens}",
    example_lost="слишком длинный: при обучении пропускается",
    example_no_end="конец не учится",
    example_changed="изменён вами",
    example_dropped="убран",
    example_edit="Изменить",
    example_drop="Убрать",
    example_restore="Вернуть",
    example_prompt="Запрос: что спрашивается",
    example_completion="Ответ: что учится",
    example_save="Сохранить",
    example_cancel="Отмена",
    page_of="Страница {page} из {pages}",
    page_back="Назад",
    page_on="Дальше",
    export_title="Взять примеры с собой",
    export_lead="Одна беседа на строке — так читают OpenAI, Together и большинство программ; убранное не попадёт.",
    export_download="Скачать как JSONL",
    export_name="Набор данных на Hub",
    export_token="Токен Hub с правом записи",
    export_token_info="Нужен только для этой отправки; он не сохраняется.",
    export_push="Отправить как закрытый набор",
    export_pushing="Отправляем…",
    export_pushed="Набор {repo} на Hub, и он закрыт.",
    finetune_title="Обучение",
    finetune_lead="Один регулятор решает остальное. Пока идёт обучение, страницу можно закрыть и вернуться.",
    style_name="Название стиля",
    untitled="Мой стиль",
    base="Базовая модель",
    base_info="Та, что учит голос. Можно вписать любой адрес с Hugging Face Hub или папку на этом компьютере.",
    base_info_hub="Та, что учит голос. Можно вписать любой адрес с Hugging Face Hub.",
    base_gated="Её издатель просит сначала принять условия на Hub.",
    base_notes={
        "HuggingFaceTB/SmolLM2-135M-Instruct": "Самая маленькая и только английская: учится быстро даже без видеокарты.",
        "HuggingFaceTB/SmolLM2-360M-Instruct": "Маленькая и только английская; учится и без видеокарты.",
        "Qwen/Qwen2.5-0.5B-Instruct": "Английский, немного русского и другие языки; достаточно быстрая и без видеокарты.",
        "Qwen/Qwen3-0.6B": "Небольшая: английский, немного русского и многие другие языки.",
        "meta-llama/Llama-3.2-1B-Instruct": "Английский и ещё семь языков на небольшой видеокарте; русского среди них нет.",
        "Qwen/Qwen2.5-1.5B-Instruct": "Английский и русский на быстром компьютере без видеокарты или с небольшой.",
        "Qwen/Qwen3-1.7B": "Английский и русский на видеокарте с 4 ГиБ.",
        "meta-llama/Llama-3.2-3B-Instruct": "Английский и ещё семь языков на видеокарте с 6 ГиБ; русского среди них нет.",
        "Qwen/Qwen3-4B-Instruct-2507": "Выбор по умолчанию на видеокарте: английский, русский и многие другие языки.",
        "google/gemma-3-4b-it": "Больше 140 языков, среди них русский; на неё и на ваш стиль распространяются условия Google.",
        "Qwen/Qwen3-8B": "Вдвое больше выбора по умолчанию, для видеокарты с 12 ГиБ.",
        "google/gemma-3-12b-it": "Больше 140 языков на видеокарте с 16 ГиБ; на неё и на ваш стиль распространяются условия Google.",
        "mistralai/Mistral-Nemo-Instruct-2407": "Модель 2024 года для девяти языков, среди них русский, на видеокарте с 16 ГиБ.",
        "Qwen/Qwen3-14B": "Самая большая здесь: английский, русский и многие другие языки на видеокарте с 16 ГиБ.",
    },
    base_settling="Измеряем этот компьютер, чтобы выбрать модель побольше, которую он может обучить…",
    base_chosen="Выбрана для этого компьютера, в котором нет видеокарты: самая большая из тех, что знают {language} и учатся примерно за полчаса или быстрее.",
    base_usually="Тексты в {words} слов она учит {time}.",
    base_fetched_once="С Hugging Face Hub скачивается один раз, около {gigabytes} ГБ.",
    base_none_quick="Ни одна модель с Hub, знающая {language}, не обучится здесь за полчаса: самой быстрой, {base}, нужно {time}. Её можно выбрать выше.",
    base_demonstration="Взять демонстрационную модель и посмотреть, как всё устроено",
    base_instead="Взять {base}: {time}",
    dial="Как далеко может зайти голос?",
    dial_info="Слабее — больше от базовой модели; сильнее — больше от автора, но и больше повторов из его текстов.",
    dials={"light": "Слабо", "medium": "Средне", "strong": "Сильно"},
    estimate="{time} и {memory} ГиБ памяти: {examples}, {steps}.",
    estimate_foreseen="{time} и {memory} ГиБ памяти: {examples}, {steps}. Это предсказано по скорости компьютера; когда модель будет здесь, её измерят.",
    estimate_measuring="Измеряем, как быстро учится этот компьютер…",
    estimate_no_texts="Время и память можно оценить, когда появятся тексты.",
    estimate_few_shot="Времени не нужно: обучения нет.",
    methods={
        "qlora": "QLoRA: адаптер на базовой модели в 4 битах, памяти нужно меньше всего",
        "lora": "LoRA: адаптер на базовой модели в 16 битах, немного точнее, но памяти нужно в несколько раз больше",
        "full": "Все веса: забывает и списывает больше всего, остаётся целая модель, а она велика",
        "few_shot": "Без обучения: базовой модели каждый раз показывают несколько отрывков; сравнивать можно как стиль",
    },
    checkpoints={
        "instruct": "На самой базовой модели; примешиваются её собственные ответы, чтобы она меньше забывала, и задания, которые она пишет",
        "pretrained": "На заготовке, из которой базовая модель сделана, пока она ещё не умела беседовать, без её ответов и заданий; носит адаптер базовая модель",
    },
    all_weights="Из всех способов этот больше всего забывает и списывает; хранится целая модель, опубликовать её отсюда нельзя.",
    start="Начать",
    start_needs_texts="Сначала добавьте тексты выше.",
    start_needs_more="Текста пока мало; сколько не хватает, сказано выше.",
    advanced_recipe="Подробно: все настройки",
    advanced_lead="Регулятор и базовая модель заполняют их заново при каждой перемене.",
    command_line="То же в командной строке",
    command_line_info="Тексты лежат в папке texts. Ваших решений об отдельных отрывках и примерах в ней нет.",
    recipe_save="Скачать рецепт",
    recipe_open="Открыть рецепт",
    setting_docs={
        "method": "Что обучается: адаптер на базовой модели в 4 или в 16 битах, все веса или ничего.",
        "train_on": "На чём обучается адаптер, который будет носить базовая модель: на ней самой или на её заготовке.",
        "lora_r": "Ранг адаптера: сколько места у стиля. Малый ранг меньше списывает.",
        "lora_alpha": "Масштаб адаптера; обычно вдвое больше ранга.",
        "lora_dropout": "Доля входов адаптера, случайно отбрасываемых при обучении.",
        "learning_rate": "Величина самого большого шага.",
        "lr_scheduler_type": "Как уменьшается величина шага.",
        "warmup_ratio": "Доля шагов, на которой величина шага растёт.",
        "weight_decay": "Насколько веса адаптера тянет к нулю.",
        "per_device_train_batch_size": "Сколько примеров считается за раз.",
        "gradient_accumulation_steps": "Сколько пачек складывается перед шагом; вместе с размером пачки — меньше 32 примеров.",
        "num_train_epochs": "Сколько раз, самое большее, встречается каждый пример.",
        "max_steps": "Не больше стольких шагов; 0 — сколько выйдет по эпохам.",
        "max_length": "Токенов в запросе и ответе вместе; не больше, чем видит базовая модель.",
        "evaluations": "Сколько раз по ходу дела модель измеряется; каждый раз сохраняется точка возврата.",
        "patience": "После стольких измерений без улучшения обучение кончается раньше; 0 — никогда.",
        "copy_factor": "Во сколько раз больше, чем повторяется сам автор, модель может брать дословно; как только больше, обучение кончается раньше. 0 — без предела.",
        "copy_passages": "Начала скольких отрывков модель продолжает при каждом измерении, чтобы увидеть, что взято дословно; 0 — ни одного.",
        "replay": "Какую долю заученного составляют собственные ответы базовой модели на общие вопросы: так она меньше забывает; у заготовки таких ответов нет.",
        "tasks": "Что просят о каждом отрывке: всё, что можно (mixed), только написать (write) или только продолжить (continue).",
        "views": "Пишет ли базовая модель сначала задание и простой пересказ к каждому отрывку, чтобы учиться писать и переписывать по ним.",
        "samples": "Сколько раз по ходу дела пишутся пробы; 0 — ни разу.",
        "most_examples": "Не больше стольких примеров; из длинных текстов они берутся равномерно.",
        "passage_least": "Слов в отрывке, самое меньшее.",
        "passage_most": "Слов в отрывке, самое большее, если позволяют предложения.",
        "seed": "С чего начинается каждый случайный выбор.",
    },
    progress="Ход обучения",
    phase_starting="Начинаем…",
    phase_loading="Загружается базовая модель…",
    phase_viewing="Базовая модель пишет к каждому отрывку задание и простой пересказ…",
    phase_viewing_at="Базовая модель пишет к каждому отрывку задание и простой пересказ: {done} из {total}…",
    phase_replaying="Записывается то, что базовая модель умеет, чтобы она этого не забыла…",
    phase_replaying_at="Записывается то, что базовая модель умеет, чтобы она этого не забыла: {percent} %…",
    phase_training="Учит голос…",
    phase_saving="Сохраняется стиль…",
    run_waiting="Вот-вот начнётся…",
    run_waiting_behind="Ждёт очереди, впереди {runs}.",
    run_stopping="Остановится после этого шага и сохранит выученное…",
    run_stopped="Остановлено на шаге {step}. Выученное до этого сохранено, его можно сравнить.",
    run_stopped_waiting="Остановлено.",
    run_interrupted="Обучение прервано извне: компьютеру могло не хватить памяти. «Продолжить» — с шага {step}.",
    run_interrupted_early="Обучение прервано извне до первой точки возврата. «Продолжить» начнёт сначала.",
    run_not_started="Обучение не началось. «Продолжить» вернёт его в очередь.",
    views_written="На {passages} отрывков базовая модель написала годных: заданий — {briefs}, простых пересказов — {neutral}; остальные обойдутся без них.",
    views_unable="Эта базовая модель недостаточно хорошо слушается указаний, чтобы писать задания и простые пересказы: она научится писать по ключевым словам и продолжать, но не переписывать.",
    views_given_up={
        "brief": "Ни одно из её заданий не годится, поэтому их заменят ключевые слова.",
        "neutral": "Ни один из её простых пересказов не годится, поэтому переписывать она не научится.",
    },
    run_finished={
        "nothing to train": "Готово: обучения не было, базовой модели показывают ваши отрывки.",
        "blended": "Готово: два стиля стали одним.",
        "steps done": "Готово, заняло {time}; шагов: {step}, лучший — {best}-й.",
        "held-out loss stopped falling": "Готово раньше срока, заняло {time}: после шага {best} на отложенном тексте лучше не становилось.",
        "began to recite": "Готово раньше срока, заняло {time}: к шагу {step} модель начала повторять тексты дословно, поэтому сохранён шаг {best}.",
    },
    run_recites_throughout="Готово раньше срока, заняло {time}: модель повторяет тексты дословно уже при первом измерении, на шаге {step}. Добавьте текстов или уменьшите скорость обучения и обучите заново.",
    run_bug="Это ошибка в Pastiche; подробности — в журнале обучения.",
    stop_keep="Остановить и сохранить выученное",
    resume="Продолжить",
    tell_me="Сообщить, когда закончится",
    tell_me_on="Браузер сообщит",
    tell_me_refused="Браузер этого не разрешает",
    compare_it="Сравнить с базовой",
    figure_step="Шаг",
    figure_loss="Потери",
    figure_held_out="Лучшие на отложенном",
    figure_speed="Скорость",
    figure_left="Осталось",
    of="{part} из {whole}",
    per_second="{tokens} токенов/с",
    about="около {time}",
    under_a_minute="меньше минуты",
    plot="Потери: чем ниже, тем лучше",
    plot_step="Шаг",
    plot_at_first="До обучения потери на тексте, которого модель не увидит, равны {first}.",
    plot_point="{curve}, шаг {step}: {loss}",
    terms={
        "figure_step": "Одна поправка модели, после нескольких примеров.",
        "figure_loss": "Насколько модель в среднем удивлена следующим кусочком слова. Чем ниже, тем лучше; числа двух разных моделей не сравнить.",
        "plot": "Насколько модель в среднем удивлена следующим кусочком слова.",
        "figure_held_out": "Наименьшие потери на отложенном тексте автора. Сохраняется модель этого шага.",
        "figure_speed": "Сколько токенов, кусочков слов примерно в четыре буквы, изучается в секунду.",
        "report_passages": "Куски текстов по нескольку абзацев, из которых делаются примеры.",
        "report_held_out": "Текст автора, на котором никогда не учат: он показывает, хорошо ли выучен голос.",
        "curves.training": "На примерах, по ходу обучения.",
        "curves.held-out": "На отложенном тексте автора: это и важно.",
        "curves.general": "На обычных чужих текстах: если растёт, модель забывает.",
        "curve_sampled": "Здесь модели снова дали те же запросы; ответы стоят рядом.",
    },
    plot_in_words="На тексте, которого модель при обучении не видит, потери упали с {first} до {best} (шаг {step}).",
    general_in_words="На простых бытовых текстах было {first}, стало {last}: чем меньше рост, тем меньше забыто.",
    copied_in_words="Продолжая начала отрывков, на которых училась, модель берёт из них дословно {copied}\u00a0% слов; до {limit}\u00a0% — в пределах нормы.",
    recites_in_words="Продолжая начала отрывков, на которых училась, модель на шаге {step} взяла из них дословно {copied}\u00a0% слов; больше {limit}\u00a0% — это уже заученное.",
    compare_title="Сравнение",
    compare_lead="Когда стиль готов, задайте один и тот же запрос ему и базовой модели.",
    curves={"training": "обучение", "held-out": "отложенное", "general": "общие тексты"},
    curve_recites="повторяет дословно",
    curve_sampled="пробы",
    samples="Пробы",
    samples_note="Одни и те же запросы по ходу обучения.",
    sample_before="До первого шага",
    sample_step="После шага {step}",
    score_title="Измерить",
    score_lead="Сколько стиля выучено и какой ценой: на отложенном тексте, рядом с базовой моделью и с ней же при нескольких отрывках.",
    measure="Измерить",
    measure_again="Измерить ещё раз",
    stop_measuring="Остановить",
    score_waiting="Ждём, пока компьютер освободится.",
    score_phases={
        "starting": "Запускаем…",
        "loading": "Загружаем базовую модель…",
        "briefs": "Отвечаем по отложенным отрывкам:",
        "abilities": "Задаём обычные вопросы…",
        "rules": "Просим выполнить указания…",
        "strengths": "Пробуем другую силу…",
        "rewritings": "Переписываем отложенные отрывки…",
        "losses": "Измеряем потери…",
        "prefixes": "Проверяем, не читает ли наизусть…",
    },
    score_states={
        "unmeasured": "Ещё не измерено.",
        "interrupted": "Измерение прервалось; оно продолжится с того же места.",
        "stopped": "Остановлено; продолжится с того же места.",
    },
    score_verdicts={"green": "сохранены", "amber": "с оговорками", "red": "не сохранены"},
    score_columns={"base": "базовая", "few_shot": "базовая с отрывками", "styled": "со стилем", "human": "новый текст автора"},
    score_details="Подробности",
    score_download="Скачать как JSON",
    score_distance="Расстояние до автора, {column}",
    score_lead_over="Пройдено больше, чем базовой с отрывками",
    score_verified="Принята за автора среди самозванцев",
    score_verified_human="То же, новый текст автора",
    score_pooled="Взято от каждой",
    score_briefs="Отложенных отрывков × ответов",
    score_copied="Повторено, {column}",
    score_copied_most="{share}, не больше {longest}",
    score_copied_green="Повторено, ещё хорошо",
    score_drift="Обычные тексты, {language}, нат на токен",
    score_kl="Обычные ответы, KL в натах на токен",
    score_rules="Выполнено указаний",
    score_loyalty="Ответы на языке вопроса, {language}",
    score_own_loss="Потеря на отложенном тексте автора, нат на знак",
    score_others_loss="Потеря на тексте другого автора, нат на знак",
    score_refusals="Отвергнуто обычных просьб из {asked}",
    score_left="Осталось: {time}.",
    score_takes="Измерение займёт здесь {time}.",
    score_time="Измерено за",
    score_seconds="{seconds} с",
    voices="Отпечаток: автор, базовая, со стилем",
    voices_note="Каждая линия ведёт от базовой модели к модели со стилем: чем ближе точка к ромбу автора, тем лучше усвоена привычка.",
    voices_few="Слов слишком мало, чтобы показать привычки: нужно {least} от каждого, а есть {words}.",
    voices_counted="У каждого посчитано хотя бы {words}; малые различия бывают случайны.",
    voices_columns={"base": "база", "few_shot": "с отрывками", "styled": "стиль", "human": "автор"},
    voices_sentence="Слов в предложении",
    voices_paragraph="Слов в абзаце",
    voices_lengths="В среднем: {means}. Половина не длиннее: {medians}.",
    tradeoff="Стиль и забывание в зависимости от силы",
    tradeoff_note="Точка — сила: чем выше, тем ближе к автору; чем правее, тем дальше от базовой модели. Черта — интервал 95 %, кольцо — сила, с которой начинаются сравнения.",
    tradeoff_none="График не построить: разницы в стиле не измерить.",
    tradeoff_x="KL от базовой модели, нат на токен",
    tradeoff_y="Пройдено пути к стилю",
    tradeoff_kept="Умения",
    tradeoff_point="При силе {strength} пройдено {gap}, KL {kl}.",
    styles_title="Мои стили",
    styles_lead="То, что вы сделали на этом компьютере, в этом браузере.",
    no_styles="Пока ничего. Первый стиль появится здесь, как только вы начнёте обучение.",
    watch="Как он учился",
    download="Скачать (zip)",
    new_name="Название",
    rename="Переименовать",
    delete="Удалить…",
    delete_sure="Удалить этот стиль вместе с текстами, пробами и адаптером? Вернуть будет нельзя.",
    delete_yes="Да, удалить",
    delete_no="Оставить",
    fact_state="Состояние",
    fact_made="Сделан",
    fact_base="Базовая модель",
    fact_method="Способ",
    fact_blend="Смешан из",
    blend_title="Смешать два стиля",
    blend_lead="Два стиля на одной базовой модели становятся одним: то, что каждый прибавляет к ней, складывается по весу.",
    blend_first="Первый стиль",
    blend_second="Второй стиль",
    blend_weight="Сколько значит первый",
    blend_weight_info="1 — только первый, 0 — только второй.",
    blend="Смешать",
    blend_doing="Смешиваем…",
    blend_done="«{name}» готов: он в списке и среди стилей для сравнения.",
    states={
        "waiting": "ждёт очереди",
        "running": "учится",
        "interrupted": "прервано; можно продолжить",
        "finished": "готов",
        "stopped": "остановлен вами",
        "failed": "не получилось",
    },
    blind_title="Слепая проверка",
    blind_lead="Два отрывка без подписей: выберите, ещё не зная, и увидите, много ли стиль усвоил на самом деле.",
    blind_question="О чём спросить",
    blind_kinds={"few_shot": "Что больше похоже на автора?", "author": "Где здесь автор?"},
    blind_kind_notes={
        "few_shot": "Обученная модель против базовой, которой лишь показали отрывки; тема одна.",
        "author": "Обученная модель против самого автора; тема одна, а этого текста модель не видела.",
    },
    blind_game="Это игра: из неё ничего не сохраняется.",
    blind_reveal="Называть после каждой пары",
    blind_reveal_info="Иначе всё откроется в конце.",
    blind_begin="Начать",
    blind_again="Ещё раз",
    blind_stop="Хватит",
    blind_back="Назад",
    blind_next="Следующая пара",
    blind_result="К итогу",
    blind_keys="Клавиши: ← или 1 — первый, → или 2 — второй, 0 — не различить.",
    blind_sides={"left": "первый", "right": "второй"},
    blind_unsure="Не различить",
    blind_sources={"styled": "Обученная модель", "few_shot": "Базовая с отрывками", "author": "Автор"},
    blind_verdicts={
        "author.other": "Верно: автору принадлежит {side}.",
        "author.styled": "Нет: автору принадлежит {side}.",
        "author.unsure": "Вы не различили: автору принадлежит {side}.",
        "few_shot.styled": "Вы выбрали {side}, он от обученной модели.",
        "few_shot.other": "Вы выбрали базовую модель; от обученной — {side}.",
        "few_shot.unsure": "Вы не различили: от обученной модели — {side}.",
    },
    blind_outcomes={
        "few_shot": "Стиль больше похож на автора в {found} из {pairs}.",
        "author": "Автор узнан в {found} из {pairs}.",
    },
    blind_rate="Как часто выбирали отрывок обученной модели; «не различить» — половина",
    blind_saved="Сохранено вместе со стилем, только счёт. Засчитывается лишь первый ответ о каждой паре.",
    blind_practice="Эти пары вы уже судили и видели подписи, поэтому в этот раз ответы не засчитываются.",
    blind_each="Пара за парой",
    blind_recorded="Что вы уже отсудили",
    blind_voice="Как звучит автор: два других отрывка",
    tab_gallery="Галерея",
    gallery_here="Стили здесь",
    gallery_here_note="Те, что идут с Pastiche, ваши собственные и взятые с Hub.",
    gallery_hub="На Hub",
    gallery_hub_note="Стили, которые опубликовали другие. Берутся только веса и настройки, никогда не код.",
    gallery_search="Искать по имени",
    gallery_any="Любой",
    gallery_find="Искать",
    gallery_none="Таких стилей на Hub пока нет.",
    gallery_gap="разрыв в стиле закрыт на {percent} %",
    retrain_title="Образцы на модели побольше",
    retrain_lead="Образцы стиля обучены на крошечной демонстрационной модели. Этот компьютер может обучить их на модели {base}, в фоне: ваше обучение пойдёт раньше тех, что ещё ждут. После этого посетитель увидит именно их.",
    retrain_begin="Обучить их на модели {base}",
    retrain_done="Обучены на этом компьютере: {styles}.",
    retrain_back="Вернуть демонстрационные",
    pull_reference="Или имя либо адрес любого LoRA-адаптера на Hub",
    pull="Взять и сравнить",
    pulled_style="Взят с Hub: {repo}. Текстов автора здесь нет, поэтому показать их базовой модели нельзя.",
    pulled_delete="Убрать",
    hub_phases={
        "asking": "Спрашиваем Hub…",
        "sending": "Отправляем адаптер…",
        "reading_back": "Сверяем с тем, что теперь на Hub…",
        "fetching": "Берём стиль…",
        "loading": "Загружаем адаптер один раз, как загрузил бы любой…",
    },
    megabytes="{done} из {of} МБ",
    sign_in="Войти через Hugging Face",
    sign_out="Выйти ({})",
    sign_in_first="Сначала войдите через Hugging Face: кнопка выше.",
    sign_in_why="Если войти, найдутся и ваши стили, в том числе закрытые, опубликованные отсюда.",
    publish_title="Опубликовать на Hub",
    to_publish="Опубликовать или скачать",
    publish_lead="Адаптер и его карточка попадут в ваш аккаунт на Hugging Face Hub, тексты — никогда. Видно только вам, пока вы не решите иначе; прежде чем сказать «готово», Pastiche сверит файлы и загрузит адаптер один раз.",
    publish_name="Как он будет там называться",
    publish_name_info="Латинские буквы, цифры и дефисы; попадёт в ваш аккаунт.",
    publish_visibility="Кому он виден",
    publish_private="Только мне",
    publish_public="Всем",
    publish_rights="Почему вы вправе делиться тем, чему модель научилась на этих текстах?",
    publish_rights_of={
        "own": "Я их написал или написала",
        "permission": "Владелец прав разрешил",
        "public_domain": "Права на них истекли",
    },
    publish_sure="Всё равно сделать открытым",
    publish="Опубликовать",
    published_private="{repo} теперь на Hub, видно только вам. Открыть.",
    published_public="{repo} теперь на Hub, видно всем. Открыть.",
    published_link="Ссылка, которая откроет его здесь в сравнении",
    link_copy="Скопировать ссылку",
    link_prompt="с моим запросом в ссылке",
    share_card="Карточка",
    share_done="Сохранено и скопировано",
    copy_title="Своя копия",
    copy_lead="Копия этого Space — только ваша: ваши тексты, ваши стили, и никого впереди в очереди.",
    copy_duplicate="Скопировать этот Space",
    copy_rule="Для этого Hugging Face требует платный тариф, даже на бесплатном процессоре, где работает демонстрационная модель; видеокарта, нужная базовым моделям побольше, оплачивается по часам. Места на ZeroGPU в бесплатном аккаунте не подойдут: Pastiche обучает модель в отдельных процессах, а им ZeroGPU видеокарты не даёт.",
    copy_at_home="На своём компьютере это бесплатно, и тексты его не покидают. Как запустить, сказано в README:",
    forms={
        "words": ("слово", "слова", "слов"),
        "passages": ("отрывок", "отрывка", "отрывков"),
        "things": ("место", "места", "мест"),
        "runs": ("другой стиль", "других стиля", "других стилей"),
        "minutes": ("минуты", "минут", "минут"),
        "hours": ("часа", "часов", "часов"),
        "examples": ("пример", "примера", "примеров"),
        "steps": ("шаг", "шага", "шагов"),
        "tokens": ("токен", "токена", "токенов"),
        "pairs": ("пары", "пар", "пар"),
        "downloads": ("скачивание", "скачивания", "скачиваний"),
    },
    months=(
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
        "декабря",
    ),
)  # fmt: skip
