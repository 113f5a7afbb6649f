"""Numbers and facts in prose: what the narrative says, tied to what rules ask of it.

``numbers`` finds figures, percentages, dates and years in a sentence; ``prose`` cuts the narrative into sentences and
finds places again; ``patterns`` matches one phrase; ``facts`` collects the mentions of a fact, with the guards that are
built in (another year's number, rough numbers, two phrases that claim one number).

No regular expression is ever made from a rule file. A phrase is matched piece by piece, each piece at its *nearest*
next place and never tried twice, so the time is bounded by the length of the sentence times the number of pieces.

On the path of every run: nothing is imported but ``re``, for the one fixed pattern of numbers.
"""
