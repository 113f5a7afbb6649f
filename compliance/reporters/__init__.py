"""Reporters: results written out for people, editors and programs.

Each takes the results of a run and the user's wishes (:class:`~compliance.plugins.View`) and gives the whole text. A
reporter needs neither the rules nor the reports: a finding is complete by itself.
"""
