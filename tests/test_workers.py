"""Many documents at once, and processes that die."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from compliance import workers
from compliance.documents import Document
from compliance.findings import ReportResult


def check(document: Document) -> ReportResult:
    """Say which document it was; a deadly one kills the process."""
    if document.data == b"deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return ReportResult(document.name, sha256="checked")


def make():
    """Make the same in another process."""
    return check


def died(document: Document) -> ReportResult:
    """Say that it died."""
    return ReportResult(document.name, sha256="died")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that cannot be caught")
@pytest.mark.parametrize(
    ("deadly", "jobs"),
    [
        pytest.param(set(), 2, id="none"),
        pytest.param({2}, 2, id="one"),
        pytest.param({0, 4}, 3, id="the first and the last"),
        pytest.param({1}, 1, id="with one process"),
    ],
)
def test_a_process_that_dies_costs_its_document(deadly, jobs):
    """The others have their results, in their order."""
    documents = [Document(f"{i}.txt", data=b"deadly" if i in deadly else b"x") for i in range(5)]
    results = workers.in_processes(documents, jobs, check, make=make, died=died)

    assert [result.source for result in results] == [f"{i}.txt" for i in range(5)]
    assert [i for i, result in enumerate(results) if result.sha256 == "died"] == sorted(deadly)


def test_a_worker_that_begins_with_nothing(monkeypatch):
    """Where processes are not forked it makes its own way to check, once."""
    monkeypatch.setattr(workers, "_check", None)
    with pytest.raises(RuntimeError):
        workers._checked(Document("a"))
    workers._begin(make)
    workers._begin(lambda: pytest.fail("made twice"))

    assert workers._checked(Document("a")).sha256 == "checked"
