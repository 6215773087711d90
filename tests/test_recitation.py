"""Beginnings are continued greedily and many at once, texts' loss is measured, and the model is left as it was."""

import pytest

from styles.measures.copying import TrainingText
from tests.toy import toy_paragraphs
from trainer.bases import EMBEDDED

pytestmark = pytest.mark.slow

TEXTS = toy_paragraphs(8)
PROMPTS = [
    f"Write a passage about: {' '.join(['gate', 'river', 'clock', 'rope'][: 1 + place % 4])}" for place in range(8)
]


@pytest.fixture(scope="module")
def loaded():
    from trainer.model import engine

    return engine.load(EMBEDDED)


@pytest.fixture(scope="module")
def begun(loaded):
    from trainer.model import recitation

    return recitation.prefixes(loaded.tokenizer, zip(PROMPTS, TEXTS, strict=True), 6)


def test_a_prefix_and_what_is_expected_are_the_text_cut_at_the_end_of_a_word(loaded, begun) -> None:
    assert len(begun) == 6
    for one, prompt, text in zip(begun, PROMPTS, TEXTS, strict=False):
        given = one.given.removeprefix(f"{prompt}\n")
        assert text.startswith(given)
        assert text[len(given)] == " "
        assert text[len(given) :].startswith(one.expected.rstrip("�"))
        assert loaded.tokenizer.decode(one.ids).endswith(given)


def test_a_text_too_short_to_be_continued_is_passed_over(loaded) -> None:
    from trainer.model import recitation

    assert recitation.prefixes(loaded.tokenizer, [("Write.", "Two words.")], 6) == []


def test_continuing_many_at_once_gives_what_each_alone_would(loaded, begun) -> None:
    from trainer.model import recitation

    together = recitation.continuations(loaded.model, loaded.tokenizer, begun)
    alone = [recitation.continuations(loaded.model, loaded.tokenizer, [one])[0] for one in begun]
    assert together == alone
    assert len(set(together)) > 1


def test_a_model_that_continues_as_the_author_did_recites(loaded, begun) -> None:
    from trainer.model import recitation

    # What the model itself writes stands in for the author's text: it is then all by heart.
    written = recitation.continuations(loaded.model, loaded.tokenizer, begun)
    training = TrainingText([*TEXTS, *written])
    assert recitation.recited(loaded.model, loaded.tokenizer, training, begun).pooled.coverage > 0.9
    assert recitation.recited(loaded.model, loaded.tokenizer, TrainingText(TEXTS), begun).exact == 0


def test_a_texts_loss_is_its_mean_over_predicted_tokens(loaded) -> None:
    import torch

    from trainer.model import losses

    found = losses.text_losses(loaded.model, loaded.tokenizer, TEXTS[:3], tokens=40)
    ids = torch.tensor([loaded.tokenizer(TEXTS[0])["input_ids"][:40]])
    with torch.no_grad():
        likely = loaded.model(input_ids=ids).logits.float().log_softmax(-1)[0, :-1]
    expected = -likely.gather(1, ids[0, 1:, None]).mean()
    assert found[0].loss == pytest.approx(float(expected), rel=1e-4)
    assert [one.tokens for one in found] == [39] * 3
    assert losses.mean_loss(found) == pytest.approx(sum(one.loss for one in found) / 3)
    assert losses.mean_loss([]) is None


def test_a_model_in_training_is_in_training_afterwards(loaded, begun) -> None:
    from trainer.model import losses, recitation

    loaded.model.train()
    loaded.tokenizer.padding_side = "right"
    recitation.continuations(loaded.model, loaded.tokenizer, begun[:1])
    losses.text_losses(loaded.model, loaded.tokenizer, TEXTS[:1])
    assert loaded.model.training
    assert loaded.tokenizer.padding_side == "right"
    loaded.model.eval()
    recitation.continuations(loaded.model, loaded.tokenizer, begun[:1])
    assert not loaded.model.training
