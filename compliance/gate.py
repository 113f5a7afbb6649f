"""Whether a gate lets through what a run came to: the exit status."""

from __future__ import annotations

from compliance.errors import PluginError
from compliance.findings import ReportResult, RunResult, Severity, Verdict


def status_of(result: RunResult, fail_on: str, *, strict: bool = False) -> int:
    """The exit status: the highest of what the reports and the run came to.

    :param fail_on: The severity from which a finding counts, or ``never``.
    :param strict: What could not be decided counts as if it had failed.
    """
    against = {Verdict.FAIL, Verdict.UNKNOWN} if strict else {Verdict.FAIL}
    statuses = [_of_report(report, fail_on, against) for report in result.reports]
    return max([3 if result.faults else 0, *statuses])


def _of_report(report: ReportResult, fail_on: str, against: set[Verdict]) -> int:
    if report.faults or isinstance(report.error, PluginError):
        return 3
    if report.error is not None:
        return 2
    if fail_on == "never":
        return 0
    least = Severity(fail_on).rank
    return int(
        any(
            finding.verdict in against and finding.waived is None and finding.severity.rank >= least
            for finding in report.findings
        )
    )
