"""The language of rules: from rule text to the compiled form of :mod:`compliance.program`.

``source`` decodes files, ``words`` is the word list of both languages, ``lexer`` and ``parser`` make a
:mod:`tree <compliance.dsl.tree>` out of text. ``form`` and ``names`` know what is declared, ``types`` what may meet;
``expressions`` and ``patterns`` hold conditions and phrases against both, ``lower`` expands rules into instances,
``link`` makes one program of a form and the local rule sets that build on it, ``load`` is the whole way.
"""
