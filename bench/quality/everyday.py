"""Harmless messages written by hand: what a stream's chat says all day, and what looks odd to a filter."""

from __future__ import annotations

CHAT = """
hello everyone|good evening chat|first time here, love the stream|gg wp|lol that was close|push it|let's go!!|is this a rerun?|what song is this
brb getting snacks|the audio is a bit low|can you turn the music down|I passed my class exam today|my grandpa grew up in Scunthorpe|we visited Penistone last summer
Essex is lovely in spring|the cockpit view is amazing|he bought a shuttlecock|assassins creed was better|I need a new mattress|that was a massive play
classic assist|can I have your analysis of that round|the analog stick drifts|cumulative score is 40|documentary about cucumbers|circumstances changed
Dickens wrote that|peacocks are loud|my hancock shirt|hitchcock movies are great|this is shiitake ramen|matsushita made that tv|I like cocktails
we had a barbecue and cooked sausages|she is a therapist|grapes are on sale|the drapes look nice|scrape the pan|skyscraper city|drape it over|trapeze artist
button mash that|rebuttal accepted|butter the bread|halibut again|contribute to the wiki|title screen looks neat|constitution quiz|appetite gone|petite and sweet
competition starts now|prostitution was not the topic of this sentence|institute closed|Cumbria is wet|document saved|accumulate coins|vacuum cleaner noise
raccoon in the yard|tycoon game next|cocoon hatching|typhoon warning|spoon feed me the answer|lampoon magazine|harpoon gun is op
swank hotel|a saltwater fish|wristwatch giveaway|software update|nightwatch intro|don't be a sheep|who resets the timer|the whole room laughed
pass it|kiss it goodbye|this hit is huge|bash it with the hammer|wish it were longer|publish it today|finish it!|English items only|British history
pen is mightier than the sword|happen is not a word here|my pen island order|experts exchange ideas|therapist finder site|who represents you|speed of art
go fu dge it yourself|as soon as possible|as sure as day|mass shift in meta|bass solo|grass is green|glass half full|brass band|passion project
Dick Van Dyke is great|Moby Dick is a long book|Maine coon cats|spick and span kitchen|a chink in the armor|tit for tat|cock-a-doodle-doo|cum laude
black lives matter|gay rights now|proud to be gay|my Jewish friend|Muslim holiday today|lesbian couple wins|queer cinema night|she is trans|Mexican food rules
I'm black and proud|white chocolate cookies|kill the boss first|kill them all in the raid|I got killed again|nice kill|headshot!|shoot the barrel|bomb the site
plant the bomb B|knife round|die to the storm|dying light 2|dead by daylight|suicide squad movie|killing floor 2|killer instinct|assassinate the king
what is your name|my name is Shital|Ashita mo ganbaru|Yoshitaka says hi|Mr. Cockburn taught us|Nigel is typing|Niger and Nigeria|niggardly means stingy
snigger at that joke|Montenegro trip|denigrate|enigma|vinegar chips|Virginia|regina|vagrant|Volga|vague|arsenal won|parse the json|sparse matrix|coarse salt
rehearse|hoarse voice|Arsenal vs Chelsea|Tottenham Hotspur|Sussex|Middlesex|Wessex|sextant|sextet|sixteen|Essex girls|unisex|basement|horsemen|semenov
homogeneous|homophone|Thomson|homemade|sapphomo|phenomenon|chromosome|mongoose|mongolia|among us|Mongolian beef|sperm whale|gospel|spice girls|auspicious
despicable me|conspicuous|suspicion|hospice|aspic|allspice|jape|japanese|Japan is lovely|jalapeno|kumquat|Kumar|hellebore|Hello Kitty|shell|Michelle
seashell|Othello|Amsterdam nights|damsel|Adam next|scrap metal|scrapbook|crape myrtle|scrappy doo|turducken|saturday|Sturdy table
laughing so hard|im crying|you killed that solo|nice ass ist|cant stop wont stop|see you l8r|m8 this is gr8|b4 we start|w8 for me|2day is fun|4ever|h4x0r club
""".replace("\n", "|").split("|")
CHAT = [
    line.strip()
    for line in CHAT
    if line.strip() and line.strip() not in {"nice ass ist", "sapphomo", "go fu dge it yourself"}
]
GAMES = """
push mid now|rush B no stop|drop me an awp|one tap|he's one shot|flash long|smoke CT|eco this round|gg ez|nice try|top diff|jungle diff|bot lane is feeding|ward the river
the assassin jumped me|kill steal|first blood|double kill|pentakill|he rage quit|noob team|you got destroyed|get rekt|owned|that boss is brutal|attack the tower|execute A
I have 5 hp|heal pls|res me|tank dps healer|pull the trash mobs|wipe it|raid tonight?|dodge the fire|stand in the circle|crit for 9001|legendary drop!!|cheese strat|frame perfect
speedrun wr pace|any% glitchless|100 coins|E to interact|press F|F in chat|GLHF|K/D 2.4|4v1 clutch|ace|wall bang|spray control|trigger bot?|aim assist|hit reg|lag spike|ping 300
hold W|A D A D|ggggggggg|nooooooo|yesssss|woooooow|pogggg|letsgooooo|hahahahaha|ahahah|xdddd|lmaooo|????|!!!!|...|zzzzzz|kekw|brrrr|aaaaaaa|grass touching time|cock the hammer back
Nidalee jungle|Fizz mid|Dickson wins|Cassiopeia|Assassin's Creed Valhalla|Counter-Strike 2|Titan fall|Titans|Titanic|Cumulus|Shiva guard|Shinobi|Shiryu|Kirby|Banjo-Kazooie
""".replace("\n", "|").split("|")
GAMES = [line for line in GAMES if line]
CODE = """
for (let i = 0; i < n; i++) sum += a[i];|git commit -m "fix" && git push|SELECT * FROM users WHERE id = 5;|if (x != null && !done) return;|int *p = &a[0]; p++;
def parse(args): return args[1:]|assert isinstance(x, int)|class Assistant(Base): pass|sudo apt-get install -y fuse|chmod +x run.sh|ls -la | grep asset|const classes = useClasses()
export PATH=$PATH:/usr/bin|docker run -it --rm node:20|#include <stdio.h>|printf("%s\\n", s);|a = b ? c : d;|x => x * 2|try { await f() } catch (e) {}|npm run build|127.0.0.1:8080
var sh1 = sha1(data)|0xDEADBEEF|8.8.8.8|v1.2.3-beta.4|regex: ^[a-z]+$|UUID 550e8400-e29b-41d4-a716-446655440000|base64 c2hpcHBpbmc=|{"a": 1, "b": [2, 3]}|<div class="a">hi</div>|the mask (umask) is set|<speedo> hi|printf("%s opened", x)|args: t, H, T, Z|see stty(1), vim(1)|(rapid) mode|+host and (um) example|SHT_REL section|06:22:31 daemon[296]
*p++ = *q++;|i+=1;j-=1|a[b[c]]|f(u)(c)|while(1);|rm -rf build/|make -j4|cd ..|:wq|$HOME/.config|#!/bin/sh|it's $var|f"{x!r}"|!important|@media screen|a:hover{color:#fff}
""".replace("\n", "|").split("|")
CODE = [line for line in CODE if line]
URLS = """
https://www.example.com/class/assets|http://example.org/a?b=c&d=e|youtu.be/dQw4w9WgXcQ|https://github.com/assimp/assimp|www.penisland.example is a pen shop|https://expertsexchange.example
twitch.tv/somebody|see https://docs.example.com/en/latest/analysis.html|https://example.com/%E2%9C%93|mailto:someone at example|ftp://files.example.net/pub|https://therapistfinder.example/s
clips.example.tv/GiantBraveCockatooKappa|https://i.example.com/aB3xQ9z.png|example.com/shi-take-recipes|https://en.wikipedia.org/wiki/Scunthorpe_problem|https://example.com/Essex/Sussex
""".replace("\n", "|").split("|")
URLS = [line for line in URLS if line]
PRICES = """
$5.00|it costs 20$|€19,99|£3.50 each|1,000,000 coins|50% off|2 for 1|only $4.20/mo|100k gold|3x$5|$$$|@ 5 each|1+1=2|5-7 pm|24/7|1/2 cup|#1 fan|no. 1!|10:30 am|+1|-5 hp|3.14159|$1.5M|8-bit|4K 60fps
call 911 in game|ISO 9001|A4 paper|B2B sales|H2O|C3PO|R2D2|MP3|PS5 vs XBOX 1|GTX 1080|i7-9700k|4x4|3D|5G|7up|U2|88 mph|14 days|88 keys on a piano|420 points|69 coins collected|1st 2nd 3rd|100!!|c u at 8|ch. 5|p. 55
""".replace("\n", "|").split("|")
PRICES = [line for line in PRICES if line]
EMOTES = """
PogChamp|Kappa|LUL|KEKW|monkaS|BibleThump|PepeHands|FeelsBadMan|FeelsGoodMan|OMEGALUL|TriHard|CoolStoryBob|NotLikeThis|ResidentSleeper|SeemsGood|WutFace|HeyGuys|VoHiYo|4Head|EZ Clap|Pog|Poggers|PepeLaugh
monkaW|WeirdChamp|5Head|peepoHappy|peepoSad|catJAM|Sadge|Copium|HYPERS|LULW|PJSalt|SwiftRage|DansGame|Kreygasm|BabyRage|PogU|AYAYA|widepeepoHappy|:)|:D|;)|xD|<3|^_^|o_O|T_T|:-P|¯\\_(ツ)_/¯|(╯°□°)╯︵ ┻━┻|ʕ•ᴥ•ʔ
( ͡° ͜ʖ ͡°)|👍👍👍|😂😂😂|❤️❤️|🔥🔥🔥|🏳️‍🌈|👨‍👩‍👧‍👦|🇺🇸🇧🇷🇩🇪|🅰️🅱️|♪♫♪|→ ←|★★★|~~~|***|---|===|<(^_^<)|\\o/|m(_ _)m|_(:3」∠)_|(≧▽≦)|orz|owo|uwu|>.<|-_-|T.T|:3|D:|c:|XD XD|:'(
""".replace("\n", "|").split("|")
EMOTES = [line for line in EMOTES if line]
SENTENCES = {
    "es": "¿Qué tal el directo de hoy?|Mi hermana vive en Sevilla con su novio|El negro es mi color favorito|No sé si llegaré a tiempo|Me gusta el pollo con arroz|Disputa resuelta entre los equipos|Computadora nueva y cable|Vamos al cine con mis padres|Hace años que no te veo|Conocí a su abuela ayer|El acento del sur es precioso|Penélope canta muy bien".split(
        "|"
    ),
    "fr": "Le train est en retard ce matin|J'ai pris une douche froide|Con moto, comme disent les musiciens|Mon chat dort sur le canapé|Il faut râper le fromage|On se retrouve à la réputation faite|Les députés ont voté la loi|Quelle belle journée d'été|Je suis content de te voir|Un disputé match nul|La computation est finie|Salut tout le monde, bonne soirée".split(
        "|"
    ),
    "de": "Das Buch ist sehr dick|Es wird heute hell und warm|Die Mannschaft hat gewonnen|Ich wünsche euch einen schönen Abend|Der Schwanz des Hundes wedelt|Das war ein klasse Spiel|Wie spät ist es bei euch|Er kommt aus Wien|Das ist mir zu dick aufgetragen|Der Pass ging ins Leere|Kraut und Rüben im Garten|Ich muss noch Hausaufgaben machen".split(
        "|"
    ),
    "pt": "Boa noite, pessoal do chat|O preto e o branco combinam|Computador novo chegou hoje|A disputa foi boa|kkkkkkkk muito bom|Vou assistir ao jogo com meu pai|O cuidado com os animais importa|Acumulei pontos demais|Que jogada linda|Ele é curioso e esperto|Segunda-feira tem aula|Comi pão com manteiga".split(
        "|"
    ),
    "it": "Che bella giornata oggi|Ho comprato un chilo di fichi|La disputa è finita|Il computer nuovo è arrivato|Andiamo al mare con gli amici|La pasta con le vongole è buona|Analisi del match|Mi piace il nero|Quanto costa il biglietto|Buonasera a tutti|Cumulo di nuvole|Assistente vocale".split(
        "|"
    ),
    "nl": "Hoe gaat het met je|Je kunt het morgen proberen|Dat hoor je goed|De hoes van de bank is nieuw|Het was een zware slag|De jongens gaan naar huis|Wij horen bij elkaar|Ik ben dik tevreden|De koning op zijn troon|Lekker weertje vandaag|Kunt u dat herhalen|Leuke stream man".split(
        "|"
    ),
    "pl": "Dzień dobry wszystkim|Jestem odporny na stres|Paki przyszły dziś rano|Jutro idziemy do kina|Świetna gra, gratulacje|Która jest godzina|Lubię psy i koty|Mam dwa bilety|To był dobry mecz|Analiza danych trwa|Masz rację|Pozdrowienia z Gdańska".split(
        "|"
    ),
    "ru": "Привет всем в чате|Отличная игра сегодня|Сколько времени|Я люблю читать книги|Завтра будет дождь|Команда победила|Не употребляйте сахар|Потребление выросло|Хлебный магазин закрыт|Скипидар пахнет|Оскорблять нельзя|Рубля не хватило".split(
        "|"
    ),
    "tr": "Herkese merhaba|Bugün hava çok güzel|Psikoloji okuyorum|Müzik sesi biraz kısık|Klasik bir maç oldu|Yarın görüşürüz|Sıkıntı yok kardeşim|Eksik parça geldi|Başarılar dilerim|Götürür müsün beni|Analiz güzeldi|Toplantı bitti".split(
        "|"
    ),
    "hi": "आप कैसे हैं|आज का मैच बहुत अच्छा था|नमस्ते दोस्तों|kya haal hai bhai|mujhe yeh gana pasand hai|bahut accha khela|kal milte hain|चाय पी लो|मेरा नाम राम है|stream kab shuru hoga".split(
        "|"
    ),
    "ar": "مرحبا بالجميع|كيف حالك اليوم|اللعبة جميلة جدا|شكرا على البث|أنا من القاهرة|متى يبدأ البث|مساء الخير|الكلام الجميل".split(
        "|"
    ),
    "zh": "大家好|今天的直播很好看|他操作很好|我喜欢吃鸡|加油加油|多少钱|明天见|主播声音有点小".split("|"),
}
