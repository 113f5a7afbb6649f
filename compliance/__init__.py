"""Finds where an annual statutory report contradicts itself or the law, and names the clause.

Code inside the package imports from the rooms (``from compliance.findings
import Finding``); this front door stays almost empty, because every run of the
command walks through it.
"""

__version__ = "0.1.0"
