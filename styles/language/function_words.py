"""Function words by language: grammar, never keywords."""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        """a about above across after again against ago all almost alone along already also although always am among an
        and another any anybody anyone anything are aren't around as at away back be became because been before behind
        being below beneath beside between beyond both but by came can can't cannot come could couldn't did didn't do
        does doesn't doing don't done down during each either else enough even ever every everybody everyone everything
        few first for from get give go goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's
        hence her here hers herself him himself his how however i i'd i'll i'm i've if in indeed into is isn't it it's
        its itself just keep kept knew know known last least less let like little look looked made make many may me
        might mine more most much must mustn't my myself near nearly neither never next no nobody none nor not nothing
        now of off often oh on once one only onto or other others otherwise ought our ours ourselves out over own
        perhaps put quite rather really said same saw say says see seem seemed seems seen several shall she she'd she'll
        she's should shouldn't since so some somebody somehow someone something sometimes soon still such take taken
        tell than that that's the thee their theirs them themselves then there there's therefore these they they'd
        they'll they're they've thing things think this those thou though thought three through thus thy till to
        together told too took toward towards two under unless until up upon us used very want wanted was wasn't way we
        we'd we'll we're we've well went were weren't what what's whatever when where whether which while who who's
        whole whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your
        yours yourself yourselves""".split()
    ),
    "ru": frozenset(
        """а без безо более больше будем будет будете будешь будто буду будут будучи бы был была были было быть в вам
        вами вас ваш ваша ваше вашего вашей вашу ваши вдруг ведь весь весьма во вот впрочем все всё всегда всего всей
        всем всеми всему всех всею вся всю всякий вы где говорил говорила говорит говорю да давай даже для до долго
        должен должна должно должны другие другой его едва ее её ей ему если есть еще ещё ею же за зачем здесь знаю и
        из из-за или им ими иногда их к каждый как какая какие какого какой кажется ко когда кого кому который которая
        которого которое которой котором которому которую которые которых кроме кто куда ли либо лишь лучше между меня
        мне много мной мною мог могла могли могу может можно мой моего моей моем моему мои моих мою моя мы на над надо
        нам нами нас наш наша наше нашего нашей наши не него нее неё ней некоторые нельзя нем нём нему несколько нет
        нею ни нибудь никак никакой никогда никого никто ним ними них ничего ничто но ну о об однако один одна одни
        одно одного одной около он она они оно опять от ото отчего очень перед по под подле пока после потом потому
        почему почти при про против прочь раз разве с сам сама сами само самого самой свое своё своего своей своем
        своему своею свои своих свой свою своя себе себя сейчас сквозь сколько сказал сказала сказать со собой собою
        совсем среди стал стала стали стало так также такая такие такого такое такой там тебе тебя тем теперь тех то
        тобой тобою тогда того тоже той только том тому тот точно тою ту тут ты у уж уже хорошо хотел хотела хоть хотя
        хочу чего чей чем через что чтоб чтобы чуть чье чья эта эти этим этих это этого этой этом этому этот эту я
        говорила вон мол лет хочет знает сюда туда оттуда отсюда слишком наконец вместе именно пусть пускай вовсе
        ещё нынче вам-то что-то как-то где-то кто-то какой-то когда-то куда-то что-нибудь кто-нибудь""".split()
    ),
}
"""Our own selection from general knowledge of both languages; inflected forms stand for themselves."""
