"""Whatever rules say and reports hold: strategies for conditions over the twelve cells, and for what stands in them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.engine.programs import LAYOUT, rule

cells = st.integers(0, len(LAYOUT) - 1).map(lambda i: ("c", i))
literals = st.one_of(
    st.integers(-5, 50).map(lambda n: ("n", n)),
    st.tuples(st.just("q"), st.integers(-9, 9).filter(lambda n: n % 2), st.just(2)),
)
figures = st.recursive(
    st.one_of(cells, literals),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["+", "-", "*"]), inner, inner),
        st.tuples(st.just("neg"), inner),
        st.tuples(st.just("scale"), inner, st.sampled_from([1, 10, 3]), st.sampled_from([1, 10])),
        st.lists(inner, min_size=1, max_size=4).flatmap(
            lambda items: st.sampled_from(["sum", "max", "min"]).map(
                lambda name: ("f", name, (("many", *items),), (None,))
            )
        ),
        inner.map(lambda item: ("f", "abs", (item,), (None,))),
    ),
    max_leaves=6,
)
rates = st.integers(0, 100).map(lambda n: ("%", n, 100, 0))
signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
truths = st.recursive(
    st.one_of(
        st.tuples(signs, figures, figures),
        st.tuples(st.just("~"), figures, figures, st.none() | literals),
        st.tuples(st.just("~"), rates, st.tuples(st.just("/"), figures, figures), st.none()),
        st.tuples(st.just("is"), st.sampled_from(["blank", "absent", "text", "number", "whole"]), cells),
        st.tuples(figures, st.just("<="), figures, st.just("<"), figures).map(
            lambda c: ("chain", (c[1], c[3]), (c[0], c[2], c[4]))
        ),
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["and", "or"]), inner, inner), inner.map(lambda node: ("not", node))
    ),
    max_leaves=4,
)
rules = st.builds(
    lambda when, check, blank: rule(check, when=when, blank=blank),
    st.none() | truths,
    truths,
    st.sampled_from([None, "zero", "unknown", "not_applicable", "fail"]),
)
values = st.one_of(
    st.integers(-3, 60),
    st.decimals(min_value=-5, max_value=50, places=1),
    st.none(),
    st.just({"text": "/"}),
    st.just({"text": "若干"}),
    st.just({"value": 3, "note": "其中修订1件"}),
    st.just("absent"),
)
contents = st.dictionaries(st.integers(0, len(LAYOUT) - 1), values)
