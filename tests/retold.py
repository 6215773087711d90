"""Passages of our own with a brief and a plain version of each, as a base that follows instructions writes them."""

from typing import NamedTuple


class Retold(NamedTuple):
    """One passage and its views."""

    language: str
    passage: str
    brief: str
    paraphrase: str


RETOLD = (
    Retold(
        "en",
        "It was, I suppose, a Tuesday; it had the look of one. Marta Quill came down to the weir at seven with her "
        "father's boots under her arm and eleven eels in a bucket, and she set the bucket on the wall, and the wall, "
        "which had stood since 1840 without once being asked its opinion, gave way. The eels went. Marta did not so "
        "much as swear. She sat on what was left, drew on the boots one after the other, and looked at the water as a "
        "widow looks at a bill. “Well,” said she, “that is supper gone to Hexby.”",
        "A woman loses her catch of eels when an old wall collapses beside a weir. She takes it calmly.",
        "I think this happened on a Tuesday. At seven Marta Quill arrived at the weir carrying the boots of her father "
        "and a bucket with eleven eels. She put the bucket onto the wall. The wall had been there since 1840, and now "
        "it collapsed. The eels escaped. Marta did not curse. She sat down on the rest of the wall, put on both of the "
        "boots and looked at the water in a worried manner. She said that their supper was now on its way to Hexby.",
    ),
    Retold(
        "en",
        "Uncle Perrin kept bees the way other men keep grudges: in rows, at the bottom of the garden, and fed all "
        "winter. There were fourteen hives. He spoke to each of them by name on the first of March, hat in hand, and "
        "if one made no answer he took it personally and went in to bed. That year the ninth, which was called Agatha, "
        "said nothing. He lay three days with his face to the wallpaper. On the fourth my aunt Lise, who feared bees "
        "as she feared banks, walked down in her slippers, knocked, put her ear to the wood, and came back up. "
        "“Asleep,” she told him. It was a lie. He got up and ate four eggs.",
        "A beekeeper takes to his bed because one hive has died in winter. His wife, who is afraid of bees, goes to "
        "listen and lies to him kindly, so that he recovers.",
        "Uncle Perrin was a beekeeper. His fourteen hives stood in rows at the end of the garden, and he fed them "
        "during the winter. On the first of March he took his hat off and addressed every hive by its name. When a "
        "hive did not respond he felt hurt and went to bed. In that year the ninth hive, named Agatha, was silent. "
        "He stayed in bed for three days, facing the wall. On the fourth day my aunt Lise, who was afraid of bees and "
        "also of banks, went there in slippers, knocked, listened at the wood and returned. She told him that the bees "
        "were sleeping. This was not true. He got out of bed and had four eggs.",
    ),
    Retold(
        "ru",
        "А надо вам сказать, что часы у Платона Кузьмича ходили по собственному разумению: спешили в пост, отставали "
        "на Святки, а в день ангела хозяина и вовсе становились, из уважения. Купил он их в Нижнем в 1873 году за "
        "девять рублей у немца, который всё плакал, расставаясь. И вот, голубчики мои, двенадцатого октября приезжает "
        "к нему племянник Егор, садится под самые часы, просит взаймы триста рублей, — и часы, молчавшие с Покрова, "
        "бьют. Тринадцать раз. Платон Кузьмич поднял палец. «Слышал? — говорит. — Не велят».",
        "Старик хранит причудливые часы. Когда родственник просит у него денег в долг, они вдруг начинают звонить, и "
        "хозяин видит в этом повод отказать.",
        "Часы Платона Кузьмича шли неточно: в пост они спешили, на Святки отставали, а на именины хозяина "
        "останавливались. Он приобрёл их в Нижнем в 1873 году у немца и заплатил девять рублей; немец плакал, когда "
        "отдавал часы. Двенадцатого октября к нему приехал его племянник Егор. Он сел под часами и попросил триста "
        "рублей в долг. Часы не били с Покрова, но тут они пробили тринадцать раз. Платон Кузьмич поднял палец и "
        "сказал, что часы не разрешают давать деньги.",
    ),
    Retold(
        "ru",
        "Снег выпал ночью, тихо, будто извинялся. К утру деревни не стало: одни дымы, да колодезный журавль, да Анфиса "
        "с лопатой, чёрная на белом, как запятая, которую забыли стереть. Она прокопала от крыльца до калитки, "
        "постояла и прокопала дальше, до дороги, хотя ждать было некого: сын писал из Тотьмы, что раньше мая не будет. "
        "Сорок шагов. Потом воткнула лопату, сняла рукавицы и долго дышала на пальцы. И когда за поворотом заржала "
        "лошадь, Анфиса не обернулась — испугалась, что послышалось.",
        "После ночного снегопада одинокая женщина расчищает тропу, хотя никого не ждёт. Вдруг она слышит, что кто-то "
        "едет.",
        "Ночью тихо выпал снег. Утром деревни почти не было видно: только дым из труб, журавль у колодца и Анфиса в "
        "чёрном с лопатой. Она расчистила дорожку от крыльца к калитке, немного постояла и стала копать дальше, до "
        "самой дороги. Ждать ей было некого, потому что сын написал из Тотьмы, что приедет не раньше мая. Она "
        "прокопала сорок шагов, потом воткнула лопату в снег, сняла рукавицы и грела пальцы дыханием. За поворотом "
        "заржала лошадь. Анфиса не обернулась, потому что боялась, что ей это показалось.",
    ),
)
