"""The answer to a shell that wants a command line completed, and the script that makes it ask.

click does both; what is mended here is what its scripts make of blanks, commas and ``--option=value``, of which
providers and codes of measures are full.
"""

import contextlib
import io

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    get_completion_class,
)

from slcheck.cli import terminal
from slcheck.errors import WrongUse

# ``filenames`` makes bash quote what it puts in; with it, a directory of the same name would get a slash.
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' kind value
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                COMPREPLY+=("$value")
                [[ $value != *[!A-Za-z0-9,._=-]* ]] || compopt -o filenames ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_FISH = """\
function %(complete_func)s
    set -l answer (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \
COMP_CWORD=(commandline -ct) %(prog_name)s)
    for each in $answer
        set -l parts (string split --max 1 "," -- $each)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                printf "%%s\\n" $parts[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Bash(BashComplete):
    """bash takes ``--option=value`` for three words, and puts values in as they are: blanks would be lost."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        return _joined(args), incomplete


class _WholeWords(ShellComplete):
    """zsh and fish replace the whole of ``--option=value``, so what is offered begins with the option too."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        items = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if equals and option.startswith("--"):
            for item in items:
                item.value = f"{option}={item.value}" if item.type == "plain" else item.value
        return items


class _Zsh(_WholeWords, ZshComplete):
    pass


class _Fish(_WholeWords, FishComplete):
    """The script of click cuts a value at its first comma."""

    source_template = _FISH

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.type},{item.value}" + (f"\t{item.help}" if item.help else "")


def _joined(words: list[str]) -> list[str]:
    """``--option``, ``=`` and ``value`` as the one word that they were; an ``=`` at the end goes."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].startswith("--") and (word == "=" or joined[-1].endswith("=")):
            joined[-1] += word
        else:
            joined.append(word)
    return [*joined[:-1], joined[-1].removesuffix("=")] if joined else []


def answer(cli: click.Command, variable: str, asked: str) -> int:
    """Print what a shell asks for in an environment variable: its script, or continuations. Returns the exit code.

    Whatever goes wrong while a line is completed is kept from the terminal on which somebody is typing.
    Raises WrongUse for a shell that is not known.
    """
    for mended in (_Bash, _Zsh, _Fish):
        add_completion_class(mended)
    name, _, what = asked.partition("_")
    found = get_completion_class(name)
    if found is None or what not in ("source", "complete"):
        raise WrongUse(f"{variable} is '{asked}'; write bash_source, zsh_source or fish_source")
    shell = found(cli, {}, "slcheck", variable)
    terminal.emit(shell.source() if what == "source" else _continuations(shell))
    return 0


def _continuations(shell: ShellComplete) -> str:
    with contextlib.suppress(Exception), contextlib.redirect_stderr(io.StringIO()):
        return shell.complete() + "\n"
    return ""
