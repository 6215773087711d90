"""Every setting of a run as a documented field, and the dial.

The rest is computed from the dial. Not covered: building examples (`styles.examples`), events (`trainer.runs.events`).
"""

import dataclasses
import json
import math
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from styles.corpus.passages import PassageSize
from styles.examples.examples import ExampleSettings
from trainer import error_messages
from trainer.bases import Base, check_pretrained
from trainer.errors import RecipeError
from trainer.host import Host, check_full
from trainer.runs.tokens import tokens_per_word

Dial = Literal["light", "medium", "strong"]
DIALS: tuple[Dial, ...] = ("light", "medium", "strong")
SCHEDULERS = ("linear", "cosine", "constant_with_warmup")
TASKS = ("mixed", "write", "continue")
Method = Literal["qlora", "lora", "full", "few_shot"]
METHODS: tuple[Method, ...] = get_args(Method)
Checkpoint = Literal["instruct", "pretrained"]
CHECKPOINTS: tuple[Checkpoint, ...] = get_args(Checkpoint)
MOST_RANK = 256
"""The largest rank of an adapter."""
SMALLER_FOR_ALL = 10
"""How many times as small as an adapter's the learning rate is when all weights are trained (Schulman et al. 2025)."""

EMBEDDED_PASSAGE = PassageSize(least=50, most=130)
"""What fits, with its prompt, into the 512 tokens of the embedded base, in Russian too."""
EVALUATIONS: dict[Dial, int] = {"light": 3, "medium": 6, "strong": 10}
"""How often a run is measured: a few times in each epoch, so that measuring takes a small part of the run."""
SMALL_TEXT = 10_000
"""Below this many words a text is learnt by heart after the second time: 0.5B and 270M bases foretold another work of
the author best after one epoch, and worse than before after three (docs/measurements/real_base.md)."""
SMALL_BASE = 100_000_000
"""Below this many parameters a base learns little from a low learning rate."""


AROUND = 100
"""Tokens of an example around its texts: the chat template's marks and the wording of the request."""


@dataclass(frozen=True)
class Recipe:
    """Settings of a run; fields of a library keep the library's name."""

    base: str = "embedded"
    """Which base model: a catalogue or Hub id, a local folder, or "embedded"."""
    dial: Dial = "medium"
    """How far the voice may go: it set the fields below when the recipe was made."""
    method: Method = "qlora"
    """What is trained: an adapter on the base in 4 bits or in 16, all weights, or nothing at all."""
    train_on: Checkpoint = "instruct"
    """What an adapter is trained on, to be worn by the base: the base itself, or the checkpoint that it was made of."""
    lora_r: int = 16
    """Rank of the adapter: how much room the style has. A small rank copies less."""
    lora_alpha: int = 32
    """Scale of the adapter; twice the rank is usual."""
    lora_dropout: float = 0.0
    """Share of adapter inputs dropped at random while training."""
    learning_rate: float = 2e-4
    """Size of a step at its largest."""
    lr_scheduler_type: Literal["linear", "cosine", "constant_with_warmup"] = "linear"
    """How the learning rate falls."""
    warmup_ratio: float = 0.05
    """Share of the steps in which the learning rate rises."""
    weight_decay: float = 0.001
    """Pull of the adapter's weights towards zero."""
    per_device_train_batch_size: int = 8
    """Examples computed at once."""
    gradient_accumulation_steps: int = 1
    """Batches added up before a step; together with the batch size at most 32 examples."""
    num_train_epochs: float = 2.0
    """How often each example is seen at most."""
    max_steps: int = 0
    """Steps at most; 0 leaves it to the epochs."""
    max_length: int = 512
    """Tokens of prompt and completion together; never more than the base can attend to."""
    evaluations: int = 10
    """How often the run is measured on its way, at even distances; a checkpoint is saved each time."""
    patience: int = 3
    """Evaluations without a better held-out loss after which the run stops early; 0 never stops early."""
    copy_factor: float = 2.0
    """How many times as much as the author repeats it may copy; a run that copies more stops early; 0 sets no limit."""
    copy_passages: int = 16
    """Training passages whose beginnings it goes on with at each evaluation, to see what it copies; 0 for none."""
    replay: float = 0.15
    """Share of the learnt tokens that are the base's own answers to general prompts, so that it forgets less; none
    are learnt on a pretrained checkpoint, which has no such answers to keep."""
    tasks: Literal["mixed", "write", "continue"] = "mixed"
    """What is asked for a passage: all that can be made of it, or one task alone."""
    views: bool = False
    """Whether the base first writes a brief and a plain version of each passage, to write and to rewrite from."""
    samples: int = 4
    """How often in the run the fixed prompts are answered, so that one can watch it learn; 0 for never."""
    most_examples: int = 2_000
    """Examples that are built at most; a longer corpus is drawn from evenly."""
    passage_least: int = 150
    """Words a passage has at least."""
    passage_most: int = 400
    """Words a passage has at most, where its sentences allow."""
    seed: int = 2026
    """What every random choice of the run starts from."""

    def __post_init__(self) -> None:
        """Raise RecipeError for impossible values, naming field and range."""
        if not isinstance(self.base, str) or not self.base.strip():
            raise RecipeError(error_messages.NO_BASE_FIELD(value=self.base))
        for name in ("lora_alpha", "per_device_train_batch_size", "gradient_accumulation_steps", "evaluations"):
            self._check(name, 1, math.inf)
        for name in ("max_steps", "patience", "samples", "seed"):
            self._check(name, 0, math.inf)
        self._check("replay", 0, 0.5)
        self._check("copy_factor", 0, 100)
        self._check("copy_passages", 0, 1_000)
        self._check("lora_r", 1, MOST_RANK)
        self._check("lora_dropout", 0, 0.5)
        self._check("learning_rate", 1e-7, 0.1)
        self._check("warmup_ratio", 0, 0.5)
        self._check("weight_decay", 0, 1)
        self._check("num_train_epochs", 0.01, 100)
        self._check("max_length", 64, 32_768)
        self._check("most_examples", 8, 100_000)
        self._check("passage_least", 20, 2_000)
        self._check("passage_most", self.passage_least, 4_000)
        if not isinstance(self.views, bool):
            raise RecipeError(error_messages.NO_SWITCH(name="views", value=self.views))
        if self.dial not in DIALS:
            raise RecipeError(error_messages.WRONG_DIAL(dial=self.dial, known=", ".join(DIALS)))
        choices = {"method": METHODS, "train_on": CHECKPOINTS, "lr_scheduler_type": SCHEDULERS, "tasks": TASKS}
        for name, known in choices.items():
            if getattr(self, name) not in known:
                raise RecipeError(error_messages.WRONG_CHOICE(name=name, known=", ".join(known[:-1]), last=known[-1]))
        if self.train_on == "pretrained" and self.method not in ("qlora", "lora"):
            raise RecipeError(error_messages.TWO_CHECKPOINTS)
        if self.per_device_train_batch_size * self.gradient_accumulation_steps > 32:
            raise RecipeError(error_messages.LARGE_BATCH)

    def _check(self, name: str, least: float, most: float) -> None:
        value = getattr(self, name)
        whole = self.__dataclass_fields__[name].type is int
        numbers = int if whole else int | float
        if isinstance(value, bool) or not isinstance(value, numbers) or not least <= value <= most:
            endless = math.isinf(most)
            limit = (error_messages.FROM if endless else error_messages.BETWEEN)(least=f"{least:g}", most=f"{most:g}")
            kind = error_messages.WHOLE_NUMBER if whole else error_messages.NUMBER
            raise RecipeError(error_messages.WRONG_NUMBER(name=name, value=value, kind=kind, limit=limit))

    @property
    def passage_size(self) -> PassageSize:
        """The passage size of the corpus."""
        return PassageSize(self.passage_least, self.passage_most)

    @property
    def example_settings(self) -> ExampleSettings:
        """The settings for building examples."""
        if self.tasks == "mixed":
            return ExampleSettings(most_examples=self.most_examples)
        return ExampleSettings(tasks=(self.tasks,), most_examples=self.most_examples)

    @property
    def replayed(self) -> float:
        """Share of replay in the learnt tokens; 0 on a pretrained checkpoint."""
        return self.replay if self.train_on == "instruct" else 0.0

    @property
    def viewed(self) -> bool:
        """True if the base writes summaries and paraphrases.

        A pretrained checkpoint, which follows no instructions, writes none.
        """
        return self.views and self.train_on == "instruct"

    def check_base(self, base: Base, host: Host) -> None:
        """Raise BaseError for a base that cannot be trained so here."""
        if self.method == "full":
            check_full(base, host)
        if self.train_on == "pretrained":
            check_pretrained(base)

    def steps(self, examples: int) -> int:
        """Return the maximum of steps for that many examples."""
        a_step = self.per_device_train_batch_size * self.gradient_accumulation_steps
        by_epochs = max(1, math.ceil(examples / a_step) * self.num_train_epochs)
        return max(1, min(int(by_epochs), self.max_steps or int(by_epochs)))

    def changed(self, **fields: Any) -> Self:
        """Return this recipe with some fields changed and checked."""
        return dataclasses.replace(self, **fields)

    def to_json(self) -> str:
        """Return the recipe as JSON for `from_json`."""
        return json.dumps(dataclasses.asdict(self), indent=2)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the recipe of a JSON text.

        Raise RecipeError for anything else, naming unknown fields.
        """
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(error_messages.NO_JSON) from error
        if not isinstance(fields, dict):
            raise RecipeError(error_messages.NO_OBJECT)
        known = {field.name for field in dataclasses.fields(cls)}
        if unknown := sorted(set(fields) - known):
            raise RecipeError(error_messages.UNKNOWN_SETTINGS(names=", ".join(unknown)))
        return cls(**fields)

    @classmethod
    def for_corpus(
        cls,
        base: Base,
        words: int,
        dial: Dial = "medium",
        gpu: bool = False,
        method: Method = "qlora",
        language: str = "en",
    ) -> Self:
        """Return the recipe for a base, a number of words and choices.

        Rank grows with the corpus (a small rank is what keeps a small corpus from being memorized); epochs grow with
        the dial; batch and length follow the base and the host. Thresholds from the design's measurements. All weights
        learn at a tenth of an adapter's learning rate. Passages are as long as can be learnt to their end in the
        corpus's language, beside their paraphrase where there is one. Raise RecipeError for an unknown dial.
        """
        if dial not in DIALS:
            raise RecipeError(error_messages.WRONG_DIAL(dial=dial, known=", ".join(DIALS)))
        recipe = cls._for_adapter(base, words, dial, gpu)
        if not base.is_embedded:  # it has tokens of its own, few a word
            room = (recipe.max_length - AROUND) / tokens_per_word(language) / (2 if recipe.views else 1)
            most = min(recipe.passage_most, int(room))
            recipe = recipe.changed(passage_most=most, passage_least=min(recipe.passage_least, most // 2))
        smaller = SMALLER_FOR_ALL if method == "full" else 1
        return recipe.changed(method=method, learning_rate=recipe.learning_rate / smaller)

    @classmethod
    def _for_adapter(cls, base: Base, words: int, dial: Dial, gpu: bool) -> Self:
        if base.is_embedded or (base.parameters or SMALL_BASE) < SMALL_BASE:
            return cls._for_small_base(base, dial)
        rank = 8 if words < SMALL_TEXT else 16 if words < 50_000 else 32
        few, many = {"light": (1.0, 1.0), "medium": (1.5, 2.0), "strong": (2.0, 3.0)}[dial]
        return cls(
            base=base.id,
            dial=dial,
            lora_r=rank,
            lora_alpha=2 * rank,
            num_train_epochs=few if words < SMALL_TEXT else many,
            per_device_train_batch_size=2 if gpu else 1,
            gradient_accumulation_steps=cls._batch(words) // (2 if gpu else 1),
            max_length=min(base.context or 1024, cls._longest(words, base.follows_instructions and gpu)),
            evaluations=EVALUATIONS[dial],
            views=base.follows_instructions,
        )

    @staticmethod
    def _batch(words: int) -> int:
        """Return the examples of a step, half as many for small texts.

        Their few steps teach too little otherwise: 5,000 words are seven steps of eight in the light dial; measured in
        docs/measurements/real_base.md.
        """
        return 4 if words < SMALL_TEXT else 8

    @staticmethod
    def _longest(words: int, roomy: bool) -> int:
        """Return the maximum tokens of an example.

        A passage with its paraphrase is twice as long as it is alone.
        """
        return 2048 if roomy else 1024 if words < SMALL_TEXT else 1536

    @classmethod
    def _for_small_base(cls, base: Base, dial: Dial) -> Self:
        """Return the recipe for a tiny base, with a higher learning rate.

        It has to be moved further, and can be: it knows little that it could forget. Rank 16: 32 learnt no more and
        forgot more, 8 a little less of both (docs/measurements/ablations.md).
        """
        return cls(
            base=base.id,
            dial=dial,
            lora_r=16,
            lora_alpha=32,
            learning_rate={"light": 5e-4, "medium": 1e-3, "strong": 2e-3}[dial],
            num_train_epochs={"light": 1.0, "medium": 2.0, "strong": 3.0}[dial],
            max_length=min(base.context or 512, 512),
            evaluations=EVALUATIONS[dial],
            views=base.follows_instructions,
            most_examples=800,
            passage_least=EMBEDDED_PASSAGE.least,
            passage_most=EMBEDDED_PASSAGE.most,
        )
