"""JUnit XML for the test tab of a pipeline: a test for each result, a failure only where the exit code has one.

A miss that does not count and a figure without a verdict are skipped, never passed; problems are errors. There is no
clock in it: a test has no time, a suite no timestamp.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from slcheck.model import Finding, Framework, Judged, Policy, Report, Status
from slcheck.render import matters
from slcheck.render.matters import Matter, Weighed, Weight, weighed, why_uncounted
from slcheck.render.page import Page
from slcheck.render.sentences import spoken, subject
from slcheck.render.words import Line
from slcheck.summary import Outcome
from slcheck.text import clean

_COUNTED = {"tests": "", "failures": "failure", "errors": "error", "skipped": "skipped"}


class _Test(NamedTuple):
    """A test, its name not yet told apart from others, and the element that says it did not pass, if any."""

    classname: str
    name: str
    result: Element | None


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """A suite for each framework, and one for the problems, if there are any."""
    results = weighed(report)
    suites = [_suite(framework.value, _of_framework(results, framework, report.policy)) for framework in Framework]
    suites.append(_problem_suite(matters.problems(report, outcome)))
    root = Element("testsuites", name="slcheck")
    root.extend(suite for suite in suites if len(suite))
    for element in (root, *root):
        for attribute, tag in _COUNTED.items():
            element.set(attribute, str(sum(not tag or each.find(tag) is not None for each in element.iter("testcase"))))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(name: str, tests: Sequence[_Test]) -> Element:
    suite = Element("testsuite", name=name)
    taken: Counter[tuple[str, str]] = Counter()
    for test in tests:
        case = SubElement(suite, "testcase", classname=test.classname, name=_free(test, taken))
        case.extend([] if test.result is None else [test.result])
    return suite


def _free(test: _Test, taken: Counter[tuple[str, str]]) -> str:
    """The name of ``test``, with a number where another of its class has it already."""
    own = (test.classname, test.name)
    name = test.name
    while taken[test.classname, name]:
        taken[own] += 1
        name = f"{test.name} ({taken[own]})"
    taken[test.classname, name] += 1
    return name


def _of_framework(results: Sequence[Weighed], framework: Framework, policy: Policy) -> list[_Test]:
    return [_test(each, policy) for each in results if each.line.finding.observation.measure.framework is framework]


def _test(each: Weighed, policy: Policy) -> _Test:
    measure = each.line.finding.observation.measure
    return _Test(clean(f"{measure.framework}.{measure.code}"), subject(each.line.finding), _result(each, policy))


def _result(each: Weighed, policy: Policy) -> Element | None:
    message = spoken(each.line)
    if each.fails_on:
        failure = Element("failure", message=message, type=" ".join(each.fails_on))
        failure.text = "\n".join(map(clean, [message, *_details(each)]))
        return failure
    if each.line.finding.status is Status.PASS:
        return None
    return Element("skipped", message=f"{message} {why_uncounted(each, policy)}")


def _details(each: Weighed) -> Iterator[str]:
    """Why it counts, and what it rests on: a cell, or the figures that were added up."""
    yield f"In --fail-on: {', '.join(each.fails_on)}."
    yield from (spoken(Line(part)) for part in each.line.parts)
    if not each.line.parts:
        observation = each.line.finding.observation
        yield f"Source: {observation.origin}: {observation.text}"
    yield from _declared(each.line.finding)


def _declared(finding: Finding) -> Iterator[str]:
    if isinstance(finding, Judged):
        target = finding.target
        yield f"Target: from {target.start}, {finding.observation.measure.file}, line {target.line}: {target.source}"


def _problem_suite(found: Sequence[Matter]) -> Element:
    """What breaks or fails the run as a whole as tests; the rest as the output of the suite."""
    suite = _suite("problems", [_unpassed(each) for each in found if each.weight in _UNPASSED])
    if rest := [each for each in found if each.weight not in _UNPASSED]:
        said = [f"warning: {each.message}" if each.weight is Weight.WARNS else each.message for each in rest]
        SubElement(suite, "system-out").text = "\n".join(said)
    return suite


_UNPASSED = {Weight.BREAKS: "error", Weight.FAILS: "failure"}


def _unpassed(matter: Matter) -> _Test:
    result = Element(_UNPASSED[matter.weight], message=matter.message, type=clean(matter.kind))
    result.text = matter.message
    return _Test(f"problems.{clean(matter.kind)}", matter.message, result)
