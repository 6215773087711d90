"""Errors of the Hub, in both languages.

None of them holds a token, or anything the Hub said.
"""

# ruff: noqa: E501 (a sentence stays on one line)
from styles.i18n.message import Message, Template

# Accounts
NO_TOKEN = Message(
    "There is no token. Sign in, or paste one with write access from your Hub account's settings.",
    "Токена нет. Войдите или вставьте токен с правом записи из настроек своего аккаунта на Hub.",
)
WRONG_TOKEN = Message(
    "The Hub does not know this token. Copy it again from your Hub account's settings.",
    "Hub не знает этого токена. Скопируйте его ещё раз из настроек аккаунта или войдите заново.",
)
UNKNOWN_TOKEN = Message(
    "The Hub does not know this token. Copy it again from your Hub account's settings, or sign in again.",
    "Hub не знает этого токена. Скопируйте его ещё раз из настроек аккаунта или войдите заново.",
)
NOT_ALLOWED = Template(
    "This token may not write to `{name}`. Give one that may, or a name in your own account.",
    "С этим токеном в `{name}` писать нельзя. Нужен токен с правом записи или имя в вашем аккаунте.",
)
_WRONG_NAME = Template(
    "This cannot be the name of {thing}. Use letters, digits, `-`, `_` and `.`, as in `{example}`.",
    "Так назвать {thing} нельзя. Годятся латинские буквы, цифры, `-`, `_` и `.`, например `{example}`.",
)
WRONG_NAME = {
    "dataset": _WRONG_NAME(thing=Message("a dataset", "набор данных"), example="my-letters"),
    "adapter": _WRONG_NAME(thing=Message("an adapter", "адаптер"), example="my-style"),
    "space": _WRONG_NAME(thing=Message("a space", "Space"), example="ada/pastiche"),
}
NO_OWNER = Template(
    "`{name}` does not say whose style it is. Write it as `user/{name}`.",
    "В имени `{name}` не сказано, чей это стиль. Напишите его как `user/{name}`.",
)

# The connection
OUT_OF_REACH = Message(
    "The Hugging Face Hub cannot be reached. Check the network and try again.",
    "Hugging Face Hub не отвечает. Проверьте сеть и попробуйте снова.",
)
NO_SENSE = Message(
    "What answers in the Hub's place makes no sense. Check that no other page of your network stands before it, and try again.",
    "Вместо Hub отвечает что-то другое. Проверьте, не стоит ли перед ним страница вашей сети, и попробуйте снова.",
)
CUT_OFF = Message(
    "The connection to the Hub broke in the middle. Try again; it goes on with what is not there yet.",
    "Связь с Hub прервалась посередине. Попробуйте ещё раз: то, что дошло, второй раз не отправится.",
)
SILENT = Message(
    "The Hub has stopped answering. Try again; it goes on where it was.",
    "Hub перестал отвечать. Попробуйте ещё раз: начатое продолжится.",
)
DISK_FULL = Message(
    "This computer's disk is full. Free some space and try again.",
    "На диске этого компьютера кончилось место. Освободите его и попробуйте снова.",
)
PAUSE = Template(
    "The Hub asks for a pause: too many requests came from this account. Try again in {minutes} min.",
    "Hub просит подождать: от этого аккаунта слишком много запросов. Попробуйте через {minutes} мин.",
)

# Reading
NOT_FOR_ALL = Template(
    "`{name}` is not on the Hub, or not for everybody. Check its name; sign in if it is yours.",
    "`{name}` на Hub нет, или он открыт не всем. Проверьте имя; если он ваш, войдите.",
)
GATED = Template(
    "`{name}` is given only to those who accepted its terms on the Hub. Ask its author, or choose another.",
    "`{name}` доступен только тем, кто принял его условия на Hub. Спросите автора или выберите другой.",
)
CLOSED = Template(
    "The Hub has closed `{name}`. Choose another one.",
    "Hub закрыл `{name}`. Выберите другой.",
)
NOT_GIVEN = Template(
    "The Hub could not give `{name}` (error {status}). Try again later.",
    "Hub не отдал `{name}` (ошибка {status}). Попробуйте позже.",
)
DAMAGED = Template(
    "`{file}` of `{name}` did not arrive as the Hub has it. Try again.",
    "Файл `{file}` из `{name}` пришёл не таким, какой он на Hub. Попробуйте ещё раз.",
)

# Writing
THINGS = {
    "dataset": Message("dataset", "набор данных"),
    "adapter": Message("adapter", "адаптер"),
    "space": Message("space", "Space"),
}
NOT_TAKEN = Template(
    "The Hub could not take the {thing} (error {status}). Try again later; it goes on where it was.",
    "Hub не принял {thing} (ошибка {status}). Попробуйте позже: начатое продолжится.",
)
NO_ROOM = Message(
    "The Hub has no room left for private data in this account. Free some there, or use another account.",
    "В этом аккаунте на Hub нет места для закрытых данных. Освободите его или возьмите другой аккаунт.",
)
PAID_SPACE = Message(
    "A Gradio Space needs a paid plan on the Hub. Choose an account that has one, or run Pastiche here.",
    "Для Space с Gradio нужен платный тариф на Hub. Выберите аккаунт с таким тарифом или работайте с Pastiche здесь.",
)
CHANGED_MEANWHILE = Template(
    "`{name}` was changed on the Hub at the same moment. Try again.",
    "`{name}` в ту же минуту изменился на Hub. Попробуйте ещё раз.",
)
ALREADY_PUBLIC = Template(
    "`{name}` is already on the Hub and public. Choose another name, or make it private there first.",
    "`{name}` уже есть на Hub и открыт всем. Выберите другое имя или сначала закройте его там.",
)
SPACE_ALREADY_PUBLIC = Template(
    "`{name}` is already on the Hub and public. Say --public, or choose another name.",
    "`{name}` уже есть на Hub и открыт всем. Скажите --public или выберите другое имя.",
)
SOMETHING_ELSE = Template(
    "`{name}` is already on the Hub, with something else in it. Choose another name.",
    "`{name}` уже есть на Hub, и в нём что-то другое. Выберите другое имя.",
)
DATASET_PUBLIC = Template(
    "`{name}` was pushed, but the Hub says that it is public. Make it private there now.",
    "Набор `{name}` отправлен, но Hub говорит, что он открыт всем. Закройте его там сейчас же.",
)
PRIVATE_AGAIN = Template(
    "`{name}` was pushed, but the Hub made it public. It is private again now; look after it there.",
    "`{name}` отправлен, но Hub открыл его всем. Теперь он снова закрыт; проверьте это там.",
)
STILL_PUBLIC = Template(
    "`{name}` was pushed, but the Hub made it public. Make it private there now.",
    "`{name}` отправлен, но Hub открыл его всем. Закройте его там сейчас же.",
)
STILL_PRIVATE = Template(
    "`{name}` is on the Hub, but could not be made public. Do that there.",
    "`{name}` теперь на Hub, но открыть его всем не удалось. Сделайте это там.",
)
NOT_AS_SENT = Template(
    "`{file}` is not on the Hub as it was sent. Push again.",
    "Файл `{file}` на Hub не такой, каким был отправлен. Опубликуйте ещё раз.",
)

# What may be published
NO_RIGHTS = Message(
    "Say first why you may share what was learnt from these texts.",
    "Сначала скажите, почему вы вправе делиться тем, чему модель научилась на этих текстах.",
)
RECITES = Message(
    "This style recites its texts.",
    "Этот стиль пересказывает свои тексты дословно.",
)
NOT_MEASURED = Message(
    "Nobody has measured how much this style recites of its texts.",
    "Никто не измерил, сколько этот стиль повторяет из своих текстов.",
)
CONFIRM = Template(
    "{why} Confirm once more that it shall be public, or keep it private.",
    "{why} Подтвердите ещё раз, что он должен быть открыт всем, или оставьте его закрытым.",
)
NOTHING_TRAINED = Message(
    "Nothing was trained for this style, so there is nothing to publish.",
    "У этого стиля обучения не было, публиковать нечего.",
)
FULL_WEIGHTS = Message(
    "All weights of this style were trained, and Pastiche publishes adapters only. Download it, or train an adapter on the same texts.",
    "У этого стиля обучены все веса, а Pastiche публикует только адаптеры. Скачайте его или обучите на тех же текстах адаптер.",
)
NO_ADAPTER = Message(
    "This style has no adapter to publish yet. Fine-tune it first.",
    "У этого стиля ещё нет адаптера, публиковать нечего. Сначала обучите его.",
)

# What may be pulled
TOO_MANY_STYLES = Template(
    "You have pulled {styles} styles already. Delete one of them first.",
    "Вы уже взяли стилей: {styles}. Сначала уберите один из них.",
)
NOT_KEPT = Template(
    "The style cannot be kept: {reason}. Free some disk space.",
    "Стиль не удалось сохранить: {reason}. Освободите место на диске.",
)
BASE_UNKNOWN = Template(
    "`{name}` does not say which base it belongs to. Ask its author to name it on its card.",
    "В `{name}` не сказано, к какой базовой модели он относится. Попросите автора назвать её на карточке.",
)
BASE_WITH_CODE = Template(
    "The base `{base}` of `{name}` brings code of its own, which Pastiche does not run.",
    "Базовой модели `{base}`, на которой сделан `{name}`, нужен собственный код, а Pastiche его не запускает.",
)
BASE_WITHOUT_TEXT = Template(
    "The base `{base}` of `{name}` does not write text. Choose another style.",
    "Базовая модель `{base}`, на которой сделан `{name}`, не пишет тексты. Выберите другой стиль.",
)
