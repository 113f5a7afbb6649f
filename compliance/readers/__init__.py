"""Readers: a document becomes a report.

A reader of one format makes a :class:`~compliance.readers.fragments.Document`; what its pieces mean is found out by
:mod:`compliance.readers.reading`, which knows the declared form and never the format. ``report.json`` needs none of
this: it has a strict reader of its own.
"""
