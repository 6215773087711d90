"""The language of a few sentences is told."""

import pytest

from styles.language.detect import UNDETERMINED, language_of, script

SENTENCES = {
    "en": "The boy sat down by the window and looked at the sea. It was late, and his mother was not back from town.",
    "ru": "Мальчик сел у окна и стал смотреть на море. Было поздно, а мать его ещё не вернулась с рынка.",
    "uk": "Хлопчик сів біля вікна і дивився на море. Було пізно, а його мати ще не повернулася з ринку, як вона "
    "казала.",
    "be": "Хлопчык сеў ля акна і глядзеў на мора. Было позна, а яго маці яшчэ не вярнулася з рынку, як яна казала.",
    "de": "Der Junge setzte sich ans Fenster und sah auf das Meer. Es war spät, und seine Mutter war nicht zu Hause.",
    "fr": "Le garçon s’assit près de la fenêtre et regarda la mer. Il était tard, et sa mère n’était pas rentrée.",
    "es": "El niño se sentó junto a la ventana y miró el mar. Era tarde y su madre no había vuelto del mercado.",
    "it": "Il ragazzo si sedette alla finestra e guardò il mare. Era tardi e sua madre non era ancora tornata.",
    "pt": "O menino sentou-se à janela e olhou para o mar. Era tarde e a sua mãe ainda não tinha voltado da feira.",
    "pl": "Chłopiec usiadł przy oknie i patrzył na morze. Było już późno, a jego matka jeszcze nie wróciła z targu.",
    "nl": "De jongen ging bij het raam zitten en keek naar de zee. Het was laat en zijn moeder was nog niet terug.",
    "cs": "Chlapec se posadil k oknu a díval se na moře. Bylo už pozdě a jeho matka se ještě nevrátila z trhu.",
    "el": "Το παιδί κάθισε στο παράθυρο και κοίταζε τη θάλασσα.",
    "he": "הילד ישב ליד החלון והביט בים.",
    "ja": "男の子は窓のそばに座って海を見ていました。",
    "zh": "男孩坐在窗边看着大海。",
    "ko": "소년은 창가에 앉아 바다를 바라보았다.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_two_sentences_are_enough(code: str) -> None:
    assert language_of(SENTENCES[code]) == code


@pytest.mark.parametrize("text", ["", "1234 !?", "Ха-ха", "Oh, no", "xyzzy plugh frotz gnusto rezrov blorb"])
def test_too_little_is_not_guessed_at(text: str) -> None:
    assert language_of(text) == UNDETERMINED


def test_a_few_foreign_words_do_not_change_the_language() -> None:
    assert language_of(SENTENCES["ru"] * 2 + " “Mon cher ami”, — сказал он.") == "ru"


def test_a_long_text_is_judged_by_samples_of_it() -> None:
    assert language_of(SENTENCES["uk"] * 5_000) == "uk"


def test_languages_of_one_script_are_known_to_share_it() -> None:
    assert script("en") == script("fr") != script("ru") == script("bg")
    assert script("ja") not in (script("en"), script("zh"))
