"""Twenty messages as customers send them, each with the article that answers it; made up for these tests."""

from pathlib import Path

MOST_KEYS = 3  # after the paste
PASTED = (
    ("Hi,\nI'd like to stop my subscription before the next charge. How?\nMary", "cancel-subscription"),
    ("Hello, I forgot my password and the reset e-mail never arrives. What can I do?", "forgot-password"),
    ("Good morning,\nwhere can I download the receipt for last month?\nRegards\nJohn Brown", "receipts"),
    ("My card expired. How do I put in a new one?", "update-card"),
    ("Dear team, there is a charge on my statement I do not recognise. Is it yours?", "review-charges"),
    ("how do I move from Plus to Pro", "change-plan"),
    ("I cancelled and would like to come back. Can I reactivate the account?", "reactivate-account"),
    ("Please change the password of my account, or tell me how.\n-- \nJoe", "change-password"),
    ("Whom do I call about a refund? I am in Canada.", "contact-refund"),
    ("The sign-in page says too many attempts. When can I try again?", "sign-in-locked"),
    ("Buongiorno, come disdico l'abbonamento?\nGrazie\nMarco", "cancel-subscription"),
    ("Salve,\nvorrei cambiare la password del mio account, come si fa?\nAda Verdi", "change-password"),
    ("Dove trovo le ricevute dei pagamenti? Il commercialista le chiede.", "receipts"),
    ("La mia carta è scaduta, dove inserisco quella nuova?", "update-card"),
    ("Ciao! Ho visto un addebito che non conosco, come controllo gli addebiti?", "review-charges"),
    ("Vorrei passare al piano Pro: come cambio piano?", "change-plan"),
    ("Ho disdetto mesi fa. Si può riattivare l'account?\nCordiali saluti\nUgo", "reactivate-account"),
    ("A chi chiedo un rimborso? Chiamo dall'Italia.", "contact-refund"),
    ("Non riesco più ad accedere, dice troppi tentativi. Quanto devo aspettare?", "sign-in-locked"),
    ("Oggetto: rinnovo\n\nCome riaccendo il rinnovo automatico?\nGrazie, Ada", "turn-renewal-on"),
)  # fmt: skip


def titles(content: Path) -> dict[str, set[str]]:
    """The titles of each article in every language."""
    from kb.content import corpus

    found: dict[str, set[str]] = {}
    for article in corpus.load(content).articles:
        found.setdefault(article.id, set()).add(article.title)
    return found
