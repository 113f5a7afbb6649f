"""Decisions on record (审核说明): a true figure may break a rule, and somebody answers for it.

A waiver names the rule, the place, the values that it accepts, the reason, the person, the date and the day on which it
expires. It accepts these values and no others: when the figures change it lapses, and the finding is there again. An
error it accepts only where the rule says that it can be explained (可说明), because an addition that is wrong is wrong
whatever the reason.

``waiver`` is the noun and how it is read, ``deciding`` lays waivers on results, ``writing`` puts them into a file and
takes them out of it.
"""

from compliance.waivers.deciding import Decided, Requirement, decide, may_be_accepted
from compliance.waivers.waiver import Cell, Waiver, mistakes_in, read_waivers, waivers_of

__all__ = [
    "Cell",
    "Decided",
    "Requirement",
    "Waiver",
    "decide",
    "may_be_accepted",
    "mistakes_in",
    "read_waivers",
    "waivers_of",
]
