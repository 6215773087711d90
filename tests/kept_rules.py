"""An answer that keeps to each of the rules, in their order: every rule can be kept."""

ANSWERS = {
    "en": (
        "In autumn trees stop making the green pigment, and the yellow and red ones that remain become visible.",
        "My ideal kitchen has a long wooden table in the middle, where six people can sit and talk while somebody "
        "cooks. The window looks east, so that the sun comes in at breakfast. There is a gas stove, a deep sink and "
        "enough room beside it for wet dishes. Knives hang on the wall, pots stand on open shelves, and everything "
        "that is used each day can be reached without a ladder. A radio plays in the corner, and a cat sleeps on the "
        "only chair with a cushion.",
        "A librarian orders books, sorts and repairs them, helps readers to find what they need, answers questions at "
        "the desk, reads to children on some afternoons, and keeps the catalogue in good order. Much of this happens "
        "on a screen.",
        "A bank keeps people's savings and lends money to others.",
        "Mars is the fourth planet from the Sun. Its soil is red from rust. It has two small moons.",
        "Switch off the light first. Wait until the bulb is cool. Turn it to the left. Screw in the new one. Switch "
        "the light on again.",
        "Trains carry many people at once and need little room for it.\n\nPassengers can read or sleep on the way.",
        "Cooperation saves time.\n\nIt also brings in more ideas.\n\nMost of all, it makes work pleasant.",
        "Violin\nFlute\nDrum\nPiano",
        "People feel less alone with a pet.\n***\nA pet gives the day an order.",
        "Here is my list:\n\n- a towel\n- sun cream\n- water\n- a hat\n- a book",
        "* You can talk to more people.\n* It keeps the mind awake.\n* It helps at work.",
        "1. Boil water.\n2. Put a bag into a cup.\n3. Pour the water over it.\n4. Wait for three minutes.",
        "It had snowed all day. By the bridge somebody had hung a lantern, and children were skating below it.",
        "Sit down at an open window, close your eyes and take a deep breath ten times before you do anything else.",
        "It never rests. It comes in grey and green, tastes of salt, roars against the rocks at night, and in the "
        "morning it lies there as flat as a plate.",
        "A school is a building to which children go every morning, so that they can read, write and count a few "
        "years later.",
        "Fresh bread, fresh rolls and fresh cakes: we bake from four in the morning, so that you need not.",
        "It rains and rains. The street shines like glass and people hurry home under black umbrellas while the "
        "gutters overflow.",
        "The wheel is about five and a half thousand years old. With it one ox could move what ten people could not "
        "carry, and so trade reached farther.",
        "I like running. I run 5 kilometres 3 times a week, and my best time is 24 minutes for that distance.",
        "Dear [name], I am turning thirty! Please come to my party on [date] at [place] and bring something to drink.",
        "First of all, keep your phone out of the bedroom. Then get up at the same time every day, weekends included.",
        "I am sorry that I came late this morning; my bus broke down. It will not happen again.",
        "I am an assistant that answers questions and helps with texts. What would you like to do today?",
        "No.",
        '{"capital": "Rome", "country": "Portugal"}',
        "A PASSPORT SHOWS WHO YOU ARE AND WHICH COUNTRY YOU COME FROM.",
        "J’ai très faim. Je voudrais manger quelque chose dans une heure au plus tard. Est-ce qu’il y a un restaurant "
        "près d’ici ? Il ne faut pas que ce soit cher.",
        "<<A Place for Roses>>\n\nA garden needs patience. What you plant this year will please you in the next.",
    ),
    "ru": (
        "Пар в облаке замерзает и превращается в кристаллы; они растут, тяжелеют и падают на землю снегом.",
        "В идеальный выходной я просыпаюсь без будильника и долго пью кофе на балконе. Потом мы с друзьями едем за "
        "город, идём через лес к озеру и купаемся, если тепло. Обедаем прямо на берегу: хлеб, сыр, помидоры. После "
        "обеда я читаю в тени, пока остальные играют в мяч. Вечером возвращаемся домой, вместе готовим ужин и смотрим "
        "старую комедию, которую все уже знают наизусть, но всё равно смеются в тех же местах. Спать ложимся рано, "
        "довольные, и никто не вспоминает, что завтра на работу.",
        "Архитектор придумывает здания: рисует планы, считает площади, выбирает материалы, согласует проект с "
        "заказчиком и с городом, а потом приезжает на стройку и смотрит, так ли всё делают.",
        "Светофор нужен, чтобы машины и пешеходы не мешали друг другу.",
        "Волга течёт по равнине. Она впадает в Каспийское море. На ней стоит много городов. По реке ходят суда.",
        "Вымойте картошку. Возьмите острый нож. Снимайте кожуру тонкой лентой. Вырежьте глазки. Положите картошку в "
        "холодную воду.",
        "Чтение даёт слова для того, что мы чувствуем.\n\nА ещё оно учит терпению.",
        "Друг не спрашивает, зачем звонишь.\n\nОн радуется твоему голосу.\n\nЭтого достаточно.",
        "Морковь\nСвёкла\nКапуста\nРедис\nЛук",
        "Им хочется увидеть новое.\n\n***\n\nИм хочется соскучиться по дому.",
        "- вода\n- бутерброды\n- карта\n- спички\n- дождевик\n- пластырь",
        "• Тело просыпается.\n• Улучшается настроение.\n• Не болит спина.",
        "1. Упакуйте вещи.\n2. Напишите адрес.\n3. Придите на почту.\n4. Оплатите отправку.\n5. Сохраните чек.",
        "Осень пришла за одну ночь. Я взял зонт и пошёл по мосту, под которым плыли жёлтые листья.",
        "Разбейте материал на части, учите понемногу и чаще выходите на свежий воздух: голова после этого работает "
        "лучше.",
        "Сосны стоят тесно, под ними мох и черника. Пахнет смолой. Где-то стучит дятел, и снова тихо.",
        "Это место, куда приходят, когда заболели, и где можно остаться на несколько дней под присмотром.",
        "Продаётся дом у реки. В доме три комнаты и печь. Дом тёплый, при нём сад и колодец.",
        "Город просыпается рано. Сначала проезжает поливальная машина и гремят трамваи. Потом открываются пекарни и "
        "пахнет хлебом.",
        "В году двенадцать месяцев, пятьдесят две недели и триста шестьдесят пять дней.",
        "В этом городе живёт 1,6 миллиона человек, работают 3 линии метро и 12 театров, а основали его очень давно.",
        "Прошу проверить отопление по адресу [адрес]. Температура в комнате составляет [число] градусов. Связаться со "
        "мной можно по телефону [номер]. С уважением, [имя].",
        "Прежде всего расскажите свою речь вслух одному человеку, которому вы доверяете, а уже потом думайте о зале.",
        "Спасибо, что помогла мне вчера с отчётом, без тебя я бы не успел. Буду рад помочь в ответ.",
        "Нет.",
        '{"столица": "Токио", "валюта": "иена"}',
        '["зима", "весна", "лето"]',
        "мыть руки нужно, чтобы не занести в рот микробы с улицы.",
        "I usually have porridge with berries for breakfast. I drink a cup of tea with it. On Sundays there are "
        "pancakes.",
        "«Быстрее волны!»",
    ),
}
