"""Findings written back into the drafter's Word document, each as a comment where it belongs.

Nothing else in the file changes, not by a byte: the comments are spliced into the XML as it stands. Running it again
replaces our own comments and nobody else's. A figure is never touched; what it should be stands in the comment.

``notes`` says what each comment tells and where, ``anchors`` finds the place in the document, ``elements`` knows at
which byte everything stands, ``comments`` keeps the part with the comments, ``document`` puts it all together.
"""

from compliance.annotate.document import annotated

__all__ = ["annotated"]
