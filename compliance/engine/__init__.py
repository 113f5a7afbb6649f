"""One report held against a compiled program.

``sheet`` lays a report out for the program, ``generate`` prints the straight-line Python for the cells, ``walk`` is the
reference meaning of every node, ``run`` decides every instance, ``explain`` makes findings of those that did not pass,
``proof`` runs the examples that rules carry, ``cache`` keeps compiled programs.
"""
