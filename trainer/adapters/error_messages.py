"""Errors of adapters from elsewhere, in both languages."""

from styles.i18n.message import Message, Template

PICKLE = Template(
    "`{name}` keeps its weights as a pickle, which can run code when it is opened. Ask its author for safetensors.",
    "`{name}` хранит веса в формате pickle, который при открытии может запустить код. Попросите автора о safetensors.",
)
NO_ADAPTER = Template(
    "`{name}` has no LoRA adapter of PEFT's in safetensors. Choose another one.",
    "В `{name}` нет LoRA-адаптера PEFT в safetensors. Выберите другой.",
)
TOO_LARGE = Template(
    "`{name}` is not taken: its `{file}` has {size:,} bytes, and Pastiche takes up to {most:,}.",
    "`{name}` слишком велик: в файле `{file}` байт {size:,}, а Pastiche берёт до {most:,}.",
)
REFUSED = Template(
    "`{name}` cannot be used: {why}. Choose another one.",
    "`{name}` использовать нельзя: {why}. Выберите другой.",
)

# Why one cannot be used
NO_LORA = Template("it is no LoRA adapter but {kind}", "это не LoRA-адаптер, а {kind}")
OTHER_TASK = Template(
    "it is made for {task}, not for writing text", "он сделан для {task}, а не для того, чтобы писать"
)
EXTRA = Template(
    "it uses `{setting}`, which cannot be compared side by side", "в нём есть `{setting}`, а с этим рядом не сравнить"
)
MORE_THAN_LORA = Message(
    "it changes more of the base than LoRA layers do", "он меняет в базовой модели больше, чем слои LoRA"
)
NO_ALPHAS = Message("its `alpha_pattern` makes no sense", "его `alpha_pattern` не имеет смысла")
ALPHAS_NOT_PLAIN = Message(
    "its `alpha_pattern` is not plain names of modules", "в его `alpha_pattern` не просто имена модулей"
)
NO_LORA_PART = Template("its `{part}` is no part of a LoRA layer", "`{part}` в нём — не часть слоя LoRA")
HALVES_DIFFER = Template(
    "the two halves of its `{module}` do not fit each other", "половины его `{module}` не подходят друг другу"
)
WRONG_LAYERS = Message("it has no LoRA layers, or far too many", "слоёв LoRA в нём нет или слишком много")
DAMAGED = Message("its weights are damaged", "его веса повреждены")
NO_CONFIG = Message("its configuration cannot be read", "его настройки не читаются")
WRONG_SCALE = Message("its scale makes no sense", "его масштаб не имеет смысла")
