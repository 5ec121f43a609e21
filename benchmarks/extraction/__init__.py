"""Extraction judged by pages whose content is known: ours beside other systems.

    pages -> answers -> scores -> tables
    truth    ours,      shingles, rouge, summary,
             systems    lines, phrases,  table
                        fields

Rule 1: what is not known (None in the truth) is not scored; known to be empty is.
Rule 2: trees that have seen a site do not judge it, unless "as shipped" is asked for (`unseen`).
Rule 3: every system gets the same pages in a fresh process of its own, warmed up, and its time is
    the processor's, not the clock's.
"""
