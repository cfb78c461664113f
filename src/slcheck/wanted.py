"""Which figures were asked for: by measure, provider, quarter, framework and kind. No others are listed or counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from slcheck.model import Catalogue, Filters, Framework, Grid, Measure, Observation, Provider, RollUp
from slcheck.quarter import Quarter
from slcheck.text import clean, closest, listed

_Spellings = Mapping[tuple[Framework, str], tuple[str, ...]]


class _Names(NamedTuple):
    """The names of something, the declared one first; those of others ``in_full`` are no match for a pattern.

    ``--provider 'n*'`` is about names that begin so, and not about a provider whose division happens to.
    """

    own: tuple[str, ...]
    in_full: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters that were ``given``, by option, and the spellings under which each provider may be asked for."""

    given: tuple[tuple[str, tuple[str, ...]], ...]
    spellings: _Spellings

    def has(self, observation: Observation) -> bool:
        """Whether a figure is asked for: by every option that was given, under any of its patterns."""
        return self._has(observation.measure, observation.provider, observation.released)

    def has_sum(self, rollup: RollUp) -> bool:
        """Whether a sum is asked for, or a provider in it. A sum is always that of all its providers."""
        return any(self.has(each.observation) for each in (rollup.finding, *rollup.parts))

    def narrowed(self, grids: Iterable[Grid]) -> tuple[Grid, ...]:
        """What releases should have of that which was asked for, and what of it is not there."""
        if not self.given:
            return tuple(grids)
        narrowed = [self._narrowed(grid) for grid in grids]
        return tuple(grid for grid in narrowed if grid.measures and grid.providers)

    def complaint(self, observations: Sequence[Observation]) -> str | None:
        """Why nothing can be listed: a pattern that no figure matches, or all of them together. None if there is."""
        for option, patterns in self.given:
            names = {self._names(each.measure, each.provider, each.released)[option] for each in observations}
            for pattern in patterns:
                if not any(_matches(pattern, each) for each in names):
                    return _unmatched(option, pattern, sorted(names))
        if any(map(self.has, observations)):
            return None
        given = [f"--{option} {pattern}" for option, patterns in self.given for pattern in patterns]
        return f"no figure is asked for by {listed(given, most=9)} together; leave one of them out"

    def _has(self, measure: Measure, provider: str, released: Quarter) -> bool:
        if not self.given:
            return True
        names = self._names(measure, provider, released)
        return all(any(_matches(pattern, names[option]) for pattern in patterns) for option, patterns in self.given)

    def _names(self, measure: Measure, provider: str, released: Quarter) -> dict[str, _Names]:
        """What a figure may be asked for by, under each option."""
        return {
            "measure": _Names((measure.code, measure.code.split()[-1]), (measure.code.replace(" ", ""),)),
            "provider": _Names((provider,), self.spellings.get((measure.framework, provider), ())),
            "quarter": _Names((str(released),)),
            "framework": _Names((measure.framework.value,)),
            "kind": _Names((measure.kind.value,)),
        }

    def _narrowed(self, grid: Grid) -> Grid:
        cells = [
            (measure, provider)
            for measure in grid.measures
            for provider in grid.providers
            if self._has(measure, provider, grid.quarter)
        ]
        return grid.model_copy(
            update={
                "measures": tuple(each for each in grid.measures if any(each is measure for measure, _ in cells)),
                "providers": tuple(dict.fromkeys(provider for _, provider in cells)),
                "holes": tuple(hole for hole in grid.holes if self._has(*hole, grid.quarter)),
            }
        )


def asked(filters: Filters, catalogue: Catalogue) -> Asked:
    """What ``filters`` ask for: a provider under any spelling that is declared for it, or by its owner or division."""
    return Asked(tuple(filters.given()), {(each.framework, each.name): _also(each) for each in catalogue.providers})


def _also(provider: Provider) -> tuple[str, ...]:
    return *provider.spellings, *filter(None, (provider.owner, provider.division))


def _matches(pattern: str, names: _Names) -> bool:
    wanted = _folded(pattern)
    return wanted in map(_folded, names.in_full) or any(fnmatchcase(_folded(name), wanted) for name in names.own)


def _folded(text: str) -> str:
    return " ".join(clean(text).casefold().split())


def _unmatched(option: str, pattern: str, there: Sequence[_Names]) -> str:
    spelled = {_folded(each): names.own[0] for names in there for each in (*names.own, *names.in_full)}
    close = closest(_folded(pattern), spelled)
    known = list(dict.fromkeys(names.own[0] for names in there))
    hint = f"did you mean {close}?" if close else f"they have {listed(known)}"
    return f"no figure in the files matches --{option} {clean(pattern)}; {hint}"
