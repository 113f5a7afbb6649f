"""Findings written back into the drafter's Word document, each as a comment where it belongs.

Nothing else in the file changes, not by a byte: the comments are spliced into the XML as it stands. Running it again
replaces our own comments and nobody else's. A figure is never touched; what it should be stands in the comment.

``notes`` says what each comment tells and where, ``anchors`` finds the place in the document, ``elements`` knows at
which byte everything stands, ``comments`` keeps the part with the comments, ``document`` puts it all together.
``laid_out`` shows a report that is not Word as a page of which a Word document can be made.
"""

from compliance.annotate.comments import AS_WRITTEN, AUTHOR
from compliance.annotate.document import annotated, ending_of
from compliance.annotate.laid_out import laid_out

__all__ = ["AS_WRITTEN", "AUTHOR", "annotated", "ending_of", "laid_out"]
