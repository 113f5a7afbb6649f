"""Many documents at once: each is checked in one of several processes.

A process that dies (most often for lack of memory) costs the document that it was at: it has a fault in its
place, and the others have their results. Where processes are forked they find everything loaded; elsewhere
each loads for itself.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from compliance.documents import Document
from compliance.findings import ReportResult

Check = Callable[[Document], ReportResult]

_check: Check | None = None
"""How a worker checks; a forked one has it from its parent."""


def in_processes(
    documents: Sequence[Document],
    jobs: int,
    check: Check,
    *,
    make: Callable[[], Check],
    died: Callable[[Document], ReportResult],
    advance: Callable[[], None] = lambda: None,
) -> list[ReportResult]:
    """The results of the documents, in their order.

    :param check: Checks one document in this process.
    :param make: Makes the same in a process that has nothing yet; it has to survive the way there.
    :param died: The result of a document whose process died.
    :param advance: Called when one is done.
    """
    global _check  # noqa: PLW0603 - forked processes see what is there when they begin
    results: dict[int, ReportResult] = {}
    waiting = list(range(len(documents)))
    _check = check
    try:
        while waiting:
            is_broken = _one_round(documents, waiting, jobs, make=make, results=results, advance=advance)
            waiting = [i for i in waiting if i not in results]
            if is_broken and jobs == 1:
                # One process takes them in their order: the first without a result is the one that killed it.
                guilty = waiting.pop(0)
                results[guilty] = died(documents[guilty])
                advance()
            jobs = 1
    finally:
        _check = None
    return [results[i] for i in range(len(documents))]


def _one_round(
    documents: Sequence[Document],
    waiting: Sequence[int],
    jobs: int,
    *,
    make: Callable[[], Check],
    results: dict[int, ReportResult],
    advance: Callable[[], None],
) -> bool:
    """Gather what can be had before a process dies; say whether one did."""
    is_broken = False
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(make,)) as pool:
        futures = {pool.submit(_checked, documents[i]): i for i in waiting}
        try:
            for future in as_completed(futures):
                try:
                    results[futures[future]] = future.result()
                    advance()
                except BrokenProcessPool:
                    is_broken = True
        except BaseException:
            # Ctrl-C: what has not begun is not begun.
            pool.shutdown(cancel_futures=True)
            raise
    return is_broken


def _begin(make: Callable[[], Check]) -> None:
    global _check  # noqa: PLW0603 - a worker has one way to check, made once
    # Ctrl-C reaches every process of the terminal; the one that was started says what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _check is None:
        _check = make()


def _checked(document: Document) -> ReportResult:
    if _check is None:
        raise RuntimeError("a worker was asked before it had begun")
    return _check(document)
