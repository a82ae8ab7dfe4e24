"""The small words of many languages, folded: by them a reader tells in which language a message is written.

Written by hand: pronouns, prepositions, conjunctions, forms of to be and to have, of which any sentence has some. Words
that several languages share are listed under each. Single letters tell too little and are left out.
"""

_LISTED = {
    "en": (
        "the an and or but if of to in on at for with from by as is are was were be been am you he she it we they me "
        "him her us them my your his our their this that these those what who how why when where not no yes so do "
        "does did have has had will would can could should just like really very all some any here there now then too "
        "up out about go get got than into its im dont cant thats youre such because while before after "
        "lol hey please omg dude bro guys gg ur"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer und oder aber ich du er sie es wir ihr mich dich mir dir "
        "ist sind war bin bist hat habe haben nicht kein keine auf aus bei mit nach von vom zu zum zur im am fur uber "
        "unter auch noch nur schon so wie was wer wo wenn weil dass doch mal sich wird werden kann als an sehr mein "
        "dein sein man dann ja mehr durch da"
    ),
    "nl": (
        "de het een en of maar ik jij je hij zij ze wij we jullie mij hem haar ons is zijn was ben bent heeft heb "
        "hebben niet geen op uit bij met naar van voor te ook nog al wel zo hoe wat wie waar als dat die dit deze er "
        "aan in door over om kan wordt mijn jouw dan meer tot worden nu kunnen veel moet na werd goed"
    ),
    "af": "die het nie en ek jy hy sy ons hulle is was van vir met op uit wat hoe ook maar aan te om kan sal",
    "sv": (
        "och eller men jag du han hon det den vi ni de dem mig dig ar var har hade inte ingen pa av for fran till med "
        "om som att ett en kan ska vill hur vad vem nar dar aven bara sa min din sin mot efter vid under over alla "
        "vara bra finns skulle ut mycket upp blir mer detta far lite nu"
    ),
    "da": (
        "og eller men jeg du han hun det den vi de dem mig dig er var har havde ikke ingen pa af for fra til med om "
        "som at et en kan skal vil hvordan hvad hvem nar der her ogsa kun sa min din sin mod efter ved under over "
        "hvis hvor ud alle godt meget noget blev bliver op have"
    ),
    "nb": (
        "og eller men jeg du han hun det den vi de dem meg deg er var har hadde ikke ingen pa av for fra til med om "
        "som at et en ei kan skal vil hvordan hva hvem nar der her ogsa bare sa min din sin mot etter ved under over "
        "seg dette noe noen ble ut blir litt opp alle fa"
    ),
    "is": (
        "og eda en eg thu hann hun thad vid er var ekki af fra til med um sem ad hvad hver thar her fyrir eru svo "
        "hefur pad par eftir pess pu peir"
    ),
    "fi": (
        "ja tai mutta mina sina han se me te he on oli ei en et ole olen mita kuka missa kun jos niin myos vain etta "
        "kuin joka tama ovat minun sinun voi nyt sen olla jo kanssa sitten kaikki olisi miten paljon"
    ),
    "et": "ja voi aga mina sina tema ta see meie on oli ei ole mis kes kus kui siis ka ainult et selle ning ma sa",
    "lv": (
        "un vai bet es tu vins vina tas mes ir bija nav ne no uz ar par kas ka kur ja ari tikai lai pie ko kad jau "
        "tad loti gan var"
    ),
    "lt": (
        "ir ar bet as tu jis ji tai mes yra buvo ne is su per kas kaip kur jei kad nuo prie dar taip iki savo apie "
        "labai jau kai gali buti reikia"
    ),
    "fr": (
        "le la les un une des du de et ou mais je tu il elle on nous vous ils elles me te se moi toi lui ce cette ces "
        "est sont etait suis es ai as avez ont ne pas plus dans sur sous avec pour par sans au aux en que qui quoi "
        "quand comme si tout tres bien ca mon ton son ma ta sa meme donc car fait etre faire qu ses "
        "leur leurs comment notre votre encore aussi rien"
    ),
    "es": (
        "el la los las un una unos unas de del al pero yo tu ella nosotros ellos me te se lo le les mi su es son era "
        "fue soy eres esta estan estoy no en con por para sin sobre que quien como cuando donde si muy mas todo este "
        "ese eso esto ya hay ni porque tambien sus ha ser tiene todos bien desde hasta hacer"
    ),
    "pt": (
        "os as um uma uns umas de do da dos das no na nos nas ao ou mas eu tu ele ela eles me te se lhe meu seu sua "
        "foi sao era sou esta estao nao em com por pelo pela para sem que quem como quando onde muito mais tudo este "
        "isso isto ja tambem porque voce pra vc ser tem vai ate mesmo pode ter ainda"
    ),
    "it": (
        "il lo la gli le un uno una di del della dei delle da dal in nel nella con su sul per tra fra ed ma io tu lui "
        "lei noi voi loro mi ti si ci vi ne sono sei era ho hai ha hanno non che chi come quando dove se anche piu "
        "molto tutto questo quello al alla perche solo essere questa cosa fatto suo"
    ),
    "ca": (
        "el la els les un una uns de del dels al als amb per sense en que qui com quan on si pero jo tu ell ella no "
        "es son era soc ets ha hi ho li mes molt tot aquest aixo ja ni perque tambe dins despres va ser aquesta ens "
        "fins pel"
    ),
    "ro": (
        "si sau dar eu tu el ea noi voi ei ele ma te se mi ti este sunt era ai are au nu de din la cu pe pentru fara "
        "in un unui unei ce cine unde cand daca foarte mai tot asta acest aceasta sa ca fi fost iar prin care al am "
        "va lui dupa ar poate ale despre doar"
    ),
    "pl": (
        "nie jest sa byl byla ja ty on ona ono my wy oni mnie mi cie ci go mu jej ich sie na do od za po przy przez "
        "dla bez ze oraz lub ale czy co kto jak gdzie kiedy jesli to ten ta te tego tej tym tak juz tylko bardzo moj "
        "twoj jego ma moze bo bedzie byc by mam jeszcze"
    ),
    "cs": (
        "ne je jsou byl byla ja ty on ona my vy oni me mi te ti ho mu ji se si na do od za po pri pro bez ze nebo ale "
        "co kdo jak kde kdy jestli to ten ta toho tak uz jen moc muj tvuj jeho by jako nez aby neni jsem jsi pred "
        "kdyz bude az jsme jeste take byt"
    ),
    "sk": (
        "nie je su bol bola ja ty on ona my vy oni ma mi ta ti ho mu ju sa si na do od za po pri pre bez zo alebo ale "
        "co kto ako kde kedy ak to ten toho tak uz len moj tvoj jeho by nez aby som ste pred ked velmi aj bude byt "
        "este vsak podla"
    ),
    "sh": (
        "ne je su bio bila sam si smo ste ja ti on ona mi vi oni me mu ga se na do od za po pri bez iz ili ali sto "
        "tko ko kako gdje gde kada ako to taj ta tog tako vec samo moj tvoj njegov bi kao nego da nije koji koja nisu "
        "sve vise bilo jer pa ima treba"
    ),
    "sl": (
        "ne je so bil bila sem si smo ste jaz ti on ona mi vi oni me mu ga se na do od za po pri brez iz ali kaj kdo "
        "kako kje kdaj ce to ta tega tako ze samo moj tvoj njegov bi kot da ni ki in pa tudi lahko vse zelo ter ker"
    ),
    "sq": "dhe ose por une ti ai ajo ne ju ata eshte jane ishte nuk me nga per te se qe cfare kush ku kur nje",
    "hu": (
        "az egy es vagy de en te mi ti ok nem van volt lesz ez azt ezt hogy ki hol mikor ha is meg csak mar nagyon "
        "mint mert itt ott ennek annak kell most minden igy olyan el be ne lehet"
    ),
    "tr": (
        "bir ve veya ama ben sen biz siz onlar bana sana beni seni bu su degil var yok icin ile gibi kadar ne kim "
        "nasil nerede zaman cok daha en mi mu da de her hic sonra ki olan olarak iyi ya sadece bile oldu"
    ),
    "eu": "eta edo baina ni zu hura gu da dira zen du ez bat hau hori non nor zer nola ere bai dut duzu",
    "ga": "agus ach is bhi nil an na ar ag leis le do mo se si me tu muid ni go cen conas ta bith fhein",
    "gd": "agus ach tha bha chan an na air aig leis le do mo mi thu sinn cha gu de ciamar bith fhein",
    "cy": "yn yr ac neu ond mae oedd nid wedi fi ti ef hi ni chi nhw ar am gan gyda beth pwy sut ei eu fy dy",
    "mt": "jew imma hu hi jien int huma ma mhux ta fil mill bil lill dan din dak dik biex kif meta fuq minn",
    "id": (
        "yang dan atau tapi aku saya kamu dia kami kita mereka ini itu ada adalah tidak bukan di ke dari untuk dengan "
        "oleh pada juga sudah akan bisa apa siapa bagaimana kapan kalau karena sangat saja lagi dalam orang anda ya "
        "tak jadi harus"
    ),
    "fil": (
        "ang ng sa mga na at ay ko mo ka siya kami tayo sila ito iyon hindi oo wala may kung para ano sino paano ako "
        "pa lang naman isang yung din pero"
    ),
    "sw": "na ya wa kwa ni si la za cha katika hii huyo yeye mimi wewe sisi wao kuwa lakini au kama hapana",
    "vi": (
        "la va cua khong co mot nhung toi ban anh em no nay do thi de voi cho trong duoc khi gi ai nhu rat nguoi den "
        "lam cung da cac ra"
    ),
    "hi": "hai hain tha thi ho hoon ka ki ke ko se mein main tum aap hum woh yeh nahi kya kaun kaise aur lekin par bhi",
}

LANGUAGES: dict[str, str] = {}
for _language, _words in _LISTED.items():
    for _word in _words.split():
        LANGUAGES[_word] = f"{LANGUAGES.get(_word, '')}{_language} "
