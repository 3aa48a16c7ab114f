"""Prerequisites that go round in a circle."""

from collections.abc import Mapping, Sequence


def first_cycle(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Find a cycle of prerequisites.

    Returns
    -------
    The keys in the order in which each needs the next, the first repeated at the end; empty where there is none.
    The same cycle whatever the order of the mapping.
    """
    done: set[str] = set()
    for start in sorted(needs):
        if start not in done and (found := _from(start, needs, done)):
            return found
    return ()


def _from(start: str, needs: Mapping[str, Sequence[str]], done: set[str]) -> tuple[str, ...]:
    path, on_path = [start], {start}
    waiting = [iter(sorted(needs[start]))]
    while path:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            on_path.remove(path[-1])
            done.add(path.pop())
        elif following in on_path:
            return (*path[path.index(following) :], following)
        elif following not in done and following in needs:
            path.append(following)
            on_path.add(following)
            waiting.append(iter(sorted(needs[following])))
    return ()
