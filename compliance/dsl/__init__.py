"""The language of rules: from rule text to the compiled form of :mod:`compliance.program`.

``source`` decodes files, ``words`` is the word list of both languages, ``parser`` makes :mod:`tree <compliance.dsl.tree>`
out of text, ``names`` and ``types`` hold it against the declared form, ``lower`` and ``link`` print the compiled form.
"""
