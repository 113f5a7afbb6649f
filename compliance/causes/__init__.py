"""From symptoms to causes: which cells, changed, would make every failing equation hold.

A wrong cell breaks a row sum and a column sum, and a drafter sees two messages and no answer. ``linear`` takes the
equations out of a program, ``search`` finds the smallest sets of cells that mend the failing ones (Fellegi and Holt,
1976), ``solver`` proves them where the search does not reach, ``slips`` says how a person comes to write the one for
the other, ``causes`` ranks, ``grouping`` puts findings under them. ``folding`` tells as one what is wrong with a part
as a whole, which ``wholes`` proves.

A suggestion is output only: nothing here ever changes a figure.
"""

from compliance.causes.causes import PROOF_SECONDS, find_causes
from compliance.causes.folding import folded
from compliance.causes.grouping import with_causes
from compliance.causes.search import Trust

__all__ = ["PROOF_SECONDS", "Trust", "find_causes", "folded", "with_causes"]
