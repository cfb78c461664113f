"""What must hold within a target: levels that mean something, and ratings that no miss could hide behind."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from slcheck.catalogue.nodes import Nodes, Path, complaint_at
from slcheck.catalogue.shapes import TargetShape
from slcheck.errors import Complaint
from slcheck.model import Direction, Rating

Edges = dict[Rating, Decimal]


def complaints_of_target(nodes: Nodes, at: Path, target: TargetShape, direction: Direction) -> Iterator[Complaint]:
    """Every breach of the rules within the target that stands ``at`` a place."""
    if senseless := _senseless(target.level, direction, "level"):
        yield complaint_at(nodes[*at, "level"].place, senseless)
    if target.expectation is not None:
        said = _senseless(target.expectation, direction, "expectation")
        if said := said or _confused(target.expectation, target.level, direction):
            yield complaint_at(nodes[*at, "expectation"].place, said)
    if target.ratings is not None:
        yield from _of_ratings(nodes, (*at, "ratings"), target.ratings, target.level, direction)


def _senseless(level: Decimal, direction: Direction, name: str) -> str | None:
    if direction is Direction.AT_LEAST and level < 1:
        return f"'at least {level}%' is met by nearly everything; write the {name} in percent, like 97%"
    if direction is Direction.AT_MOST and level == 100:
        return f"'at most 100%' is met by everything; write the {name} that must not be passed, like 5%"
    return None


def _confused(expectation: Decimal, level: Decimal, direction: Direction) -> str | None:
    below = direction is Direction.AT_LEAST
    if expectation < level if below else expectation > level:
        return None
    side = "below" if below else "above"
    return f"an expectation of {expectation}% is not {side} the level of {level}%; exchange them or take it out"


def _of_ratings(nodes: Nodes, at: Path, edges: Edges, level: Decimal, direction: Direction) -> Iterator[Complaint]:
    """What is wrong with ratings; what is said of edges in order means little before they are."""
    if Rating.GOOD not in edges:
        yield complaint_at(nodes[at].place, "'Good' is missing; give the rating of a figure on target its edge")
        return
    wrong = list(_equal(nodes, at, edges)) or list(_out_of_order(nodes, at, edges, direction))
    if wrong:
        yield from wrong
        return
    lowest = min(edges, key=lambda rating: edges[rating])
    if edges[lowest] and direction is Direction.AT_MOST and _good_miss(edges, level, direction):
        yield complaint_at(nodes[*at, lowest].place, _upper_edges(edges, level))
        return
    if edges[lowest]:
        sentence = f"figures below {edges[lowest]}% have no rating; let the lowest edge be 0%"
        yield complaint_at(nodes[*at, lowest].place, sentence)
        if len(edges) == 1:
            return
    if hidden := _good_miss(edges, level, direction):
        rating, sentence = hidden
        yield complaint_at(nodes[*at, rating].place, sentence)


def _equal(nodes: Nodes, at: Path, edges: Edges) -> Iterator[Complaint]:
    first: dict[Decimal, Rating] = {}
    for rating, edge in edges.items():
        if (other := first.setdefault(edge, rating)) is not rating:
            sentence = f"'{other}' starts at {edge}% too; give one of them another edge"
            yield complaint_at(nodes[*at, rating].place, sentence)


def _out_of_order(nodes: Nodes, at: Path, edges: Edges, direction: Direction) -> Iterator[Complaint]:
    higher = "higher" if direction is Direction.AT_LEAST else "lower"
    for better, worse in pairwise(rating for rating in Rating if rating in edges):
        if (edges[better] > edges[worse]) is not (direction is Direction.AT_LEAST):
            sentence = (
                f"'{worse}' starts at {edges[worse]}% and '{better}' at {edges[better]}%; "
                f"where '{direction}' is good, the better rating has the {higher} edge"
            )
            yield complaint_at(nodes[*at, worse].place, sentence)


def _upper_edges(edges: Edges, level: Decimal) -> str:
    """For ratings of 'at most' by the edge at which each band ends: the same bands by the edge at which they begin."""
    said = "each word takes the LOWER edge of its band, and for 'at most' the best begins at 0%"
    ends = sorted(edges.values())
    if len(edges) == 1 or ends[0] > level:
        return f"{said}; let 'Good' start at 0%, and the word after it at {level}% or below"
    begins = zip(sorted(edges, key=lambda rating: edges[rating]), [Decimal(0), *ends], strict=False)
    return f"{said}; write {', '.join(f'{rating}: {edge}%' for rating, edge in begins)}"


def _good_miss(edges: Edges, level: Decimal, direction: Direction) -> tuple[Rating, str] | None:
    """The edge by which a miss would be rated Good, and what to do about it.

    An edge belongs to the better of the two bands that meet there, so for 'at most' one level with the target is right.
    """
    if direction is Direction.AT_LEAST and len(edges) > 1:
        if edges[Rating.GOOD] < level:
            sentence = f"a miss of {level}% would be 'Good' from {edges[Rating.GOOD]}% on; let 'Good' start at {level}%"
            return Rating.GOOD, f"{sentence} or above"
        return None
    above = min(
        (rating for rating in edges if rating is not Rating.GOOD), key=lambda rating: edges[rating], default=None
    )
    if above is None:
        return Rating.GOOD, "'Good' alone would hold for every miss too; add the rating of a miss"
    if edges[above] > level:
        sentence = f"a miss of {level}% would be 'Good' up to {edges[above]}%; let '{above}' start at {level}%"
        return above, f"{sentence} or below"
    return None
