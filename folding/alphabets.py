"""Look-alikes that Unicode's confusables do not list: whole alphabets of "fancy text" sites, one letter per place.

A dot leaves a place out. Each row stands for a to z.
"""

LETTERS = "abcdefghijklmnopqrstuvwxyz"

# Characters that are hardly ever written for their own sake beside Latin letters, or that look the same: folded always.
ALWAYS = (
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡ.ʏᴢ",
    "ɐ.ɔ.ǝɟƃɥᴉɾʞ.ɯ...ᕹɹ.ʇ.ʌʍ.ʎ.",
    "ᗩᗷᑕᗪEᖴGᕼIᒍKᒪᗰᑎOᑭᑫᖇᔕTᑌᐯᗯ᙭Yᘔ",
    "ᗩᗷᑢᕲᘿᖴᘜᕼᓰᒚᖽᒪᘻᘉᓍᕵᕴᖇSᖶᑘᐺᘺ᙭ᖻᗱ",
    "ꍏꌃꉓꀸꍟꎇꁅꃅꀤꀭꀘ꒒ꂵꈤꂦꉣꆰꋪꌗ꓄ꀎꃴꅏꊼꌩꁴ",
    "ᏗᏰፈᎴᏋᎦᎶᏂᎥᏠᏦᏝᎷᏁᎧᎮᎤᏒᏕᏖᏬᏉᏇጀᎩፚ",
    "ąცƈɖɛʄɠɧıʝƙƖɱŋơ℘զཞʂɬųѵῳҳყʑ",
    "₳฿₵Đ₤₣₲Ⱨł.₭Ⱡ₥₦Ø₱QⱤ$₮ɄV₩Ӿ¥Ⱬ",
    "αβςδεƒɠħιʝκℓɱηορϙɾ.τυνωχγζ",
    "ΑΒ..Ε..ΗΙ.Κ.ΜΝΟΡ...Τ...ΧΥΖ",
    "ΛƁƇƊƐƑƓǶƗɈƘȽ.ƝƟƤɊɌƧƬƲѴƜ.ƳƵ",
    "åƀç∂ɇƒɢђɨʝқłɱñøþɋяşŧµνŵӿўž",
    "Ʌ.ↄđєʃ...ʆ.ⱡ.ŉσ....ƚΰ.ώ...",
    "ɑɓɕɗə.ɡɦ.ɉ.ɭ.ɲɵ.ʠɼʃʈʊʋ.ӽƴʐ",
    "∀..ↃƎℲ⅁.......⊙Ԁ..∑⊥∩.ᗐ.⅄.",
    "а.с.е..һі.к.м.ор..ѕт.ѵѡху.",
    "А.С.Е..НІЈК.М.ОРԚ.ЅТ.Ѵ.ХУ.",
    "..ҫԁёғԍԋїј.ӏ...рԛ...цѷԝҳү.",
    ".в......................ӱ.",
    "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵",
)

# Letters of living scripts that resemble Latin ones: read so in a second reading only, beside the script's own.
SECOND = (
    "卂乃匚.乇千.卄丨ﾌ.ㄥ爪几ㄖ卩.尺丂ㄒㄩ.山乂ㄚ乙",
    "ค๒ς๔є.ﻮђเןкɭ๓ภ๏קợгรtยשฬאץz",
    "ﾑ乃ᄃり乇ｷムんﾉﾌズﾚﾶ刀のｱゐ尺丂ｲひ√W乂ﾘ乙",
    "д.©.э..нїй..лпфп.яѕг®.шж.з",
    "ль...........и.....†цѷщ.ч.",
    "λъ..Σ.......μπσ...........",
    "Δ...€.......мΠθ........✖..",
    "...........|..○........❌..",
    "..............●........✘..",
    "..............⭕........✗..",
    "..............◯........╳..",
)

# One character that stands for several letters.
EXPANSIONS = {
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "ӕ": "ae",
    "œ": "oe",
    "Æ": "ae",
    "Œ": "oe",
    "ꝏ": "oo",
    "ʣ": "dz",
    "ʦ": "ts",
    "🆎": "ab",
    "🆑": "cl",
}
