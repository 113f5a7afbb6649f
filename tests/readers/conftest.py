"""What tests of readers share: the two editions of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.readers.printed_forms import FORM_2021, FORMS

if TYPE_CHECKING:
    from compliance.form import Form


@pytest.fixture(scope="session")
def form() -> Form:
    """Return the form of 2021."""
    return FORM_2021


@pytest.fixture(scope="session")
def forms() -> tuple[Form, ...]:
    """Return both editions."""
    return FORMS
