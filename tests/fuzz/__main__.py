"""Fuzzes a reader with atheris: ``python -m tests.fuzz docx -max_total_time=300``.

Atheris wants an environment of its own: ``pip install atheris`` beside govcheck and its readers' libraries. What comes
after the reader's name are options of libFuzzer. A finding is written to a file ``crash-…``: the bytes from which the
damage was made, which ``python -m tests.fuzz docx crash-…`` does again.
"""

from __future__ import annotations

import shutil
import sys

import atheris

with atheris.instrument_imports(include=["compliance"]):
    from compliance.errors import ReadError
    from tests.fuzz.targets import TARGETS, Damage, damaged

CHANGES = 6


def main() -> None:
    """Fuzz until there is a finding, or the time is up."""
    name = sys.argv.pop(1)
    target = TARGETS[name]
    # LibreOffice would be started thousands of times.
    shutil.which = lambda *_, **__: None  # type: ignore[assignment] # nothing is installed

    def one(data: bytes) -> None:
        source = atheris.FuzzedDataProvider(data)
        seed = target.seeds[source.ConsumeIntInRange(0, len(target.seeds) - 1)]
        changes = []
        for _ in range(source.ConsumeIntInRange(0, CHANGES)):
            word = source.ConsumeIntInRange(0, 2 * len(target.words))
            other = (
                target.words[word]
                if word < len(target.words)
                else source.ConsumeBytes(source.ConsumeIntInRange(0, 8))
            )
            changes.append(
                Damage(
                    source.ConsumeIntInRange(0, 50),
                    source.ConsumeProbability(),
                    source.ConsumeIntInRange(0, 60),
                    other,
                )
            )
        try:
            target.read(damaged(seed, changes) if changes else source.ConsumeBytes(4096))
        except ReadError as error:
            error.text("zh")

    # libFuzzer begins with a few bytes; one change of a document takes a dozen.
    atheris.Setup([sys.argv[0], "-max_len=400", "-len_control=0", *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
