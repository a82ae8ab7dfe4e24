"""The words that the bench disguises, split once and for all: nobody looks at misses on held-out words."""

from __future__ import annotations

import hashlib

# One token each, in common lists of strong English words.
WORDS = """
fuck fucker fucking motherfucker fuckface fuckhead fucktard fuckwit mindfuck clusterfuck shit shitty bullshit shithead
horseshit dipshit shitface bitch bitches bitchy cunt cunts twat twats wanker wankers wank bollocks asshole assholes
arsehole asshat asswipe dumbass jackass fatass dick dickhead dickface dicks cock cocksucker cocks prick pricks penis
penises vagina pussy pussies boobs titties nipple clitoris testicles scrotum bastard bastards douchebag scumbag slut
sluts slutty whore whores skank hooker dildo vibrator blowjob handjob rimjob footjob cumshot creampie deepthroat
gangbang orgasm masturbate masturbation ejaculate cunnilingus fellatio jizz semen boner horny milf porn porno
pornography hentai nigger niggers nigga niggas faggot faggots dyke tranny shemale lesbo retard retarded retards spastic
mongoloid chink chinks gook gooks spics kike kikes wetback beaner towelhead raghead jigaboo coons pedo pedophile
pissing bugger tosser bellend knobhead queef smegma bukkake felching nympho bestiality necrophilia
fudgepacker buttplug rapist raping cuckold threesome paedophile assfuck buttfucker fisting
""".split()
HELD_OUT_SHARE = 0.4


def held_out(word: str) -> bool:
    """Whether a word is kept for measuring only; depends on nothing but the word."""
    return hashlib.sha256(f"roomkeeper:{word}".encode()).digest()[0] < 256 * HELD_OUT_SHARE


TUNING = [word for word in WORDS if not held_out(word)]
HELD_OUT = [word for word in WORDS if held_out(word)]
