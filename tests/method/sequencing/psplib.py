"""The instances of PSPLIB (Kolisch and Sprecher 1996), read from their own format."""

import csv
import re
import tarfile

from gouvernail.method.sequencing import Activity


def optima(path):
    with path.open(encoding="utf-8") as file:
        return {row["problem"]: int(row["optimum"]) for row in csv.DictReader(file)}


def instances(path, names):
    """Yield name, activities and available resources."""
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            name = member.name.rpartition("/")[2]
            if name in names:
                yield name, *_parsed(archive.extractfile(member).read().decode("latin-1"))


def _parsed(text):
    def section(title):
        lines = text.partition(title)[2].splitlines()[1:]
        rows = []
        for line in lines:
            if line.startswith("***"):
                break
            if numbers := [int(each) for each in re.findall(r"\d+", line)]:
                rows.append(numbers)
        return rows

    needs = {}
    for activity, _, _, *successors in section("PRECEDENCE RELATIONS:"):
        for each in successors:
            needs.setdefault(each, []).append(str(activity))
    # Lines of numbers only: the heading "R 1  R 2..." gives numbers too, and is left out by its length or place.
    rows = [row for row in section("REQUESTS/DURATIONS:") if len(row) >= 6]
    available = section("RESOURCEAVAILABILITIES:")[-1]
    resources = [f"R{number + 1}" for number in range(len(available))]
    activities = tuple(
        Activity(
            str(activity),
            duration,
            {name: amount for name, amount in zip(resources, uses, strict=True) if amount},
            tuple(needs.get(activity, ())),
        )
        for activity, _, duration, *uses in rows
    )
    return activities, dict(zip(resources, available, strict=True))
