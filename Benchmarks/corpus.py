# SPDX-License-Identifier: Apache-2.0
"""Invented mail in any number: words drawn from an invented vocabulary by Zipf's law, half the mails answering another."""
import itertools
import random
import time

COMMON = ("the of to and in a is that it for was on with as be at by this from have or not are but had his they you "
          "release jail custody detainer warrant please officer date status county records hold inmate booking").split()
PARTS = ("ba de ti ro ne la mu sa ke vi for tion ing er al ver con pre st an re lease cus dy no mar low fair view por "
         "sun gra").split()
PEOPLE, PLACES = 400, 9
FIRST_DAY = 1_262_304_000


class Words:
    """An invented vocabulary, a word as often as its rank has it."""

    def __init__(self, rng, size=60_000):
        self.rng, self.all, seen = rng, list(COMMON), set(COMMON)
        rest = []
        while len(rest) < size:
            word = "".join(rng.choice(PARTS) for _ in range(rng.choice((1, 2, 2, 3, 3, 4))))
            if word not in seen:
                seen.add(word)
                rest.append(word)
        self.all += sorted(rest, key=lambda word: (len(word), word))
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.all))))

    def draw(self, count):
        return self.rng.choices(self.all, cum_weights=self.weights, k=count)

    def middling(self):
        """A word that is neither among the commonest nor a name of nothing."""
        return self.all[self.rng.randrange(50, 5_000)]


class Mail:
    """One mail; `answers` is the mail it quotes, if it does."""

    def __init__(self, words, rng, number, answers=None):
        self.number, self.answers = number, answers
        self.sender, self.receiver = rng.randrange(PEOPLE), rng.randrange(PEOPLE)
        self.subject = "Re: " + answers.subject.removeprefix("Re: ") if answers else " ".join(words.draw(5))
        self.body = [" ".join(words.draw(12)) for _ in range(rng.randrange(3, 12))]
        if answers:
            self.sender, self.receiver = answers.receiver, answers.sender
        # Ten years, and no two of a person in one minute.
        self.time = FIRST_DAY + number * 86_400 * 3_600 // 500_000 + rng.randrange(30)

    def date(self, form):
        return time.strftime(form, time.gmtime(self.time))

    def text(self):
        """As a file of its own has it."""
        lines = [f"Message-ID: <{self.number}@marlow.example>", f"From: {person(self.sender)}",
                 f"To: {person(self.receiver)}", self.date("Date: %a, %d %b %Y %H:%M:%S +0000"), f"Subject: {self.subject}",
                 "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
        if self.answers:
            lines += [f"In-Reply-To: <{self.answers.number}@marlow.example>"]
        lines += ["", *self.body]
        if self.answers:
            lines += ["", self.answers.date("On %a, %b %d, %Y at %H:%M, ") + person(self.answers.sender) + " wrote:",
                      *("> " + line for line in self.answers.body[:5])]
        return "\n".join(lines) + "\n"


def person(number):
    return f"Person{number} Name{number % 70} <p{number}@a{number % PLACES}.example>"


def mails(count, seed=1):
    """The vocabulary, and an iterator over as many mails; the same for the same seed."""
    rng = random.Random(seed)
    words = Words(rng)

    def each():
        recent = []
        for number in range(count):
            mail = Mail(words, rng, number, rng.choice(recent) if recent and rng.random() < 0.5 else None)
            if len(recent) < 200:
                recent.append(mail)
            else:
                recent[number % 200] = mail
            yield mail
            # A chain of answers would keep every mail before it in memory.
            if mail.answers:
                mail.answers.answers = None

    return words, each()


def write_mbox(folder, all_mails, each=10_000):
    folder.mkdir(parents=True)
    out = None
    for mail in all_mails:
        if mail.number % each == 0:
            if out:
                out.close()
            out = open(folder / f"mail-{mail.number // each:03}.mbox", "w", encoding="utf-8")
        out.write(f"From bench@marlow.example Mon Jan  1 00:00:00 2010\n{mail.text()}\n")
    if out:
        out.close()


def write_maildir(folder, all_mails):
    """Files as mail indexers want them, `folder/cur/…`."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    for mail in all_mails:
        (folder / "cur" / f"{mail.number:07}:2,S").write_text(mail.text(), encoding="utf-8")
