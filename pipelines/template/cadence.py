"""When a site's template learns, and from how many of its newest articles.

Rule 1: a batch costs the batch. A site of which much is known waits until enough is new, and then
    looks at twice as many articles as are new, not at all that it has.
Rule 2: nobody waits longer than a day: a site that changes its face on a quiet Sunday is learned
    anew on Monday.
"""

from datetime import timedelta

# With a window of 200 articles most kinds of evidence need ten or twenty that show the same: one
# article more proves nothing that was not proven before it.
_NEW_SHARE = 0.2
LONGEST_WAIT = timedelta(days=1)
# Below this many stories the shares of `repeats` are guesses.
_FEWEST = 80
_PER_NEW = 2


def lesson(new: int, known: int, window: int, waited: timedelta) -> int:
    """Of how many of the site's newest articles to learn now; 0: of none, more must come first.

    new: articles that the template has not seen. known: those of the site, these included; more
    than `window` count as `window`. waited: since it last learned.
    """
    is_due = new >= _NEW_SHARE * min(known, window) or waited >= LONGEST_WAIT
    if new == 0 or not is_due:
        return 0
    return max(new, min(window, max(_FEWEST, _PER_NEW * new)))
