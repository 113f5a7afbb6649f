"""The language of rules: from rule text to the compiled form of :mod:`compliance.program`.

From text to tree: ``source`` decodes files, ``words`` is the word list of both languages, ``lexer`` and ``parser``
make a :mod:`tree <compliance.dsl.tree>` of ``nouns`` out of text, ``mistakes`` says what is wrong with it.

What is declared: ``form`` declares tables, laws and units, ``names`` is the world of a rule set, ``types`` say what
may meet, ``layout`` numbers the cells.

From tree to program: ``references`` finds what a name stands for, ``figures`` brings to one unit what meets,
``expressions`` and ``patterns`` make ``terms`` of conditions and phrases; ``settings``, ``facts``, ``scope``,
``examples`` and ``lower`` make the compiled form of what a rule set says. ``rulesets`` sorts rule sets by who
builds on whom, ``local`` and ``tightening`` hold what local ones change, ``editions`` what another edition of the
form changes, ``link`` makes one program of all, ``load`` is the whole way.

And back: ``format`` writes rule text as it should be written, with ``pieces``, ``spelling`` and ``remarks``.
"""
