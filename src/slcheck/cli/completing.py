"""What the words of a command line can be continued with when Tab is pressed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from slcheck.deciding import NOTHING
from slcheck.model import Catalogue
from slcheck.text import clean

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def file_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leaves the completion of file names to the shell."""
    return [CompletionItem(incomplete, type="file")]


def measure_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The declared codes that begin with, or whose number begins with, what is typed, with their titles."""
    codes = {each.code: each.title for each in _declared(ctx).measures}
    return [
        CompletionItem(code, help=clean(title))
        for code, title in codes.items()
        if _begins(incomplete, (code, code.split()[-1]))
    ]


def provider_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The declared names of which a spelling begins with what is typed."""
    providers = _declared(ctx).providers
    names = dict.fromkeys(each.name for each in providers if _begins(incomplete, (each.name, *each.spellings)))
    return [CompletionItem(clean(name)) for name in names]


def one_of(words: Sequence[str]) -> Completer:
    """Completes to one of ``words``."""

    def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(word) for word in words if _begins(incomplete, (word,))]

    return completed


def list_of(words: Sequence[str]) -> Completer:
    """Completes the last word of a list between commas to one of ``words`` that is not in it yet; at first to none."""

    def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, last = incomplete.rpartition(",")
        begun = last.replace("-", "_")
        there = {_folded(each) for each in before.split(",")}
        offered = [
            word
            for word in (words if comma else (*words, NOTHING))
            if _begins(begun, (word.replace("-", "_"),)) and _folded(word) not in there
        ]
        return [CompletionItem(f"{before}{comma}{word}") for word in offered]

    return completed


def _declared(ctx: click.Context) -> Catalogue:
    """What the targets of this command line or its settings declare. Raises SlcheckError where they are wrong."""
    from slcheck import catalogue

    path = ctx.params.get("targets")
    return catalogue.load(path if isinstance(path, Path) else None)


def _begins(incomplete: str, names: Sequence[str]) -> bool:
    begun = incomplete.casefold()
    return any(name.casefold().startswith(begun) for name in names)


def _folded(word: str) -> str:
    return word.strip().casefold().replace("-", "_")
