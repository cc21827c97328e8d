"""Whether a text is about what somebody typed: the words as typed, or each of them in any form."""

from __future__ import annotations

import re
import unicodedata

# words that ask, without saying what about
_ASKING = frozenset((
    "the", "my", "me", "we", "our", "you", "your", "is", "are", "am", "be", "do", "does", "did", "can",
    "could", "may", "must", "should", "will", "would", "have", "has", "how", "what", "which", "when",
    "where", "who", "why", "if", "of", "to", "for", "in", "on", "at", "by", "with", "from", "and", "or",
    "not", "no", "it", "this", "that", "there",
))  # fmt: skip
_ASKING_ZH = re.compile(
    "什么时候|为什么|怎么办|怎么样|怎么|怎样|如何|什么|哪里|哪些|哪个|是否|能不能|可不可以|可以|需要|应该|多少"
    "|请问|我们|我|吗|呢|了|的|吧|要|能|会|有|是|在"
)
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = ("ies", "es", "s")


def folded(text: str) -> str:
    """Wide and narrow letters alike, upper and lower case alike; quotes as they are typed."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def words_of(search: str) -> tuple[str, ...]:
    """What it is about: each word without the ending of its plural; of Chinese what does not only ask."""
    typed = folded(search)
    chinese = [part for run in _CHINESE.findall(typed) for part in _ASKING_ZH.split(run) if part]
    found = re.findall(r"[^\W_]{2,}", _CHINESE.sub(" ", typed))
    latin = [one for one in found if one not in _ASKING]
    return (*chinese, *[_singular(one) for one in latin])


def is_about(text: str, words: tuple[str, ...]) -> bool:
    """Whether a folded text has every word: a Latin one where a word begins, Chinese perhaps in parts."""
    return bool(words) and all(
        _is_made_of(one, text) if _CHINESE.match(one) else re.search(rf"(?<!\w){re.escape(one)}", text)
        for one in words
    )


def rank(search: str, question: str, also: str, answer: str, elsewhere: str) -> int | None:
    """How near a question is to what was typed, 0 the nearest; None: not at all. The texts are folded.

    The whole of it comes before its single words, and of either what stands in the question before `also`
    (other words that people search by) before the answer; last what the other language says `elsewhere`.
    """
    whole, words = folded(search), words_of(search)
    if not whole:
        return None
    tried = (
        whole in question,
        re.search(rf"(?<!\w){re.escape(whole)}", also) is not None,
        whole in answer,
        is_about(question, words),
        is_about(f"{question}\n{also}", words),
        is_about(f"{question}\n{also}\n{answer}\n{elsewhere}", words),
    )
    return tried.index(True) if True in tried else None


def _is_made_of(word: str, text: str) -> bool:
    """Whether it stands there, or can be cut into parts of two characters or more that do."""
    ends = {0}
    for end in range(2, len(word) + 1):
        if any(end - start >= 2 and word[start:end] in text for start in ends):
            ends.add(end)
    return len(word) in ends or word in text


def _singular(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word
