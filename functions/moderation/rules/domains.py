"""Domain names: which endings exist, how much of a host belongs to its owner, and who shortens links.

The lists are ours and short on purpose: country codes, the endings that chat sees, and the public suffixes of two
labels that are in wide use. A link with a scheme (https://...) needs none of them.
"""

# Endings that are no word, abbreviation or file name ending: "name.ending" alone is taken for a link.
PLAIN_ENDINGS = frozenset(
    """
    com net org edu gov mil biz io gg tv co uk de fr nl ru ua tr br mx jp cn kr tw hk sg eu ca au nz ch cz dk fi gr hu
    ir kz lt lv pt ro sk th vn za bg hr cl uy ec gl ly ws xyz icu cyou sbs cfd onl nyc moe
    рф укр бел срб қаз ру ком 中国 中國 香港 台灣 한국 ไทย भारत
    """.split()
)
# Endings that a sentence, a program or a file may have as well ("way.lol", "user.email", "script.pl"): alone they make
# a link of a name that is no common word.
WORDY_ENDINGS = frozenset(
    """
    info pro mobi asia africa berlin london app dev page link click website site online store shop club vip top space
    fun live chat stream streams games game casino bet win loan loans buzz rest bond quest tech cloud host hosting press
    news blog wiki video porn xxx adult sex sexy cam cams webcam dating lol wtf ninja rocks gift gifts promo market
    money cash finance network digital systems solutions agency media group social email help support center plus zone
    monster download trade trading review reviews autos beauty hair skin makeup boats yachts homes pics photos bid
    racing science party accountant cricket surf global directory software technology services company ventures capital
    credit poker bingo discount codes exchange academy gratis cheap deals sale tickets bargains fyi ink
    tk gq cf ml ga cc pw ai su es se il ie by pe ve ee pl be st fm ag
    """.split()
)
# Endings that are words, abbreviations or file names ("ok.so", "go.to", "main.py"): a link only with a path or www.
DOUBTFUL_ENDINGS = frozenset(
    """
    la si me to it in is at am as no so us do my id ac ad ae af al ao ar aw az ba bb bd bf bh bi bj bm bn bo bs bt
    bw bz cd cg ci ck cm cr cu cv cx cy dj dm dz eg er et fj fk fo gd ge gf gh gi gm gn gp gt gu gw gy hn ht iq je
    jm jo ke kg kh ki km kn kp kw ky lb lc li lk lr ls lu ma mc md mg mh mk mm mn mo mp mq mr ms mt mu mv mw mz na
    nc ne nf ng ni np nr nu om pa pf pg ph pk pm pn pr ps py qa re rs rw sa sb sc sd sh sj sl sm sn sr ss sv sx sy
    sz tc td tf tg tj tl tm tn tt tz ug uz va vc vg vi vu wf ye yt zm zw name jobs one life world today tips fit run
    care best cool guru expert art design work works love day zip mov foo bar now new how here team fan fans
    """.split()
)
# Those of them that, after a long or compound name at the end of a text, are neither sentence nor program.
CLOSING_ENDINGS = frozenset(
    """
    me to life today world team tips guru expert art design works fit best cool fans fan jobs love care one day
    bz cx vc vg tc lc mn ms nu sc so la
    """.split()
)
# Under these two labels everybody can register: the owner's part has one label more.
SHARED_SUFFIXES = frozenset(
    """
    co.uk org.uk ac.uk gov.uk me.uk com.au net.au org.au co.nz com.br net.br org.br com.mx com.ar com.tr com.pl co.jp
    ne.jp or.jp co.kr or.kr com.cn net.cn com.tw com.hk com.sg com.my co.id co.in co.za co.il com.ua com.ru com.vn
    com.ph com.pe com.co com.ve com.sa com.eg co.th github.io gitlab.io netlify.app vercel.app web.app firebaseapp.com
    herokuapp.com pages.dev workers.dev blogspot.com wordpress.com weebly.com wixsite.com tumblr.com itch.io
    amazonaws.com cloudfront.net azurewebsites.net appspot.com glitch.me repl.co surge.sh
    """.split()
)
SHORTENERS = frozenset(
    """
    bit.ly tinyurl.com t.co goo.gl is.gd v.gd cutt.ly rb.gy ow.ly buff.ly rebrand.ly tiny.cc s.id t.ly soo.gd adf.ly
    shorte.st bl.ink lnkd.in shorturl.at short.io tr.im x.gd u.to clck.ru surl.li dub.sh kutt.it linktr.ee ouo.io
    """.split()
)


def registrable(host: str) -> str:
    """The part of a host that one owner registered: `example.co.uk` for `www.example.co.uk`; addresses are whole."""
    labels = host.split(".")
    if labels[-1].isdecimal():
        return host
    if len(labels) > 2 and ".".join(labels[-2:]) in SHARED_SUFFIXES:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def within(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of the domains or lies under one."""
    if not domains:
        return False
    labels = host.split(".")
    return any(".".join(labels[first:]) in domains for first in range(len(labels)))
