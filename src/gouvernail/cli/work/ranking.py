"""`gouvernail rank`: read scores, rank them over thousands of samples, say what is sure and what is not."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

from gouvernail.cli.exits import ExitCode
from gouvernail.cli.outputs import STANDARD_OUTPUT, write, write_to_standard_output
from gouvernail.cli.ratings.ranked import ranked
from gouvernail.cli.ratings.scores import read_scores
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.work.watching import watching

if TYPE_CHECKING:
    from gouvernail.cli.asking import Asking
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets
    from gouvernail.cli.ratings.ranked import Ranked
    from gouvernail.cli.ratings.scores import Scores
    from gouvernail.exchange.wording import Words


def answer(inputs: "Inputs", targets: "Targets", asking: "Asking", *, words: "Words", quiet: bool) -> ExitCode:
    """Rank the items of a file and give the exit code."""
    path = inputs.path()
    with watching(words, quiet=quiet) as watch:
        watch.step("reading")
        scores = read_scores(path, skip_bad=inputs.skip_bad)
        pair = None if asking.why is None else _pair(asking.why, scores)
        found = ranked(
            scores, asking, pair=pair, progress=lambda done, total: watch.reading("ranking", done / max(total, 1))
        )
        watch.step("writing")
        _write(found, targets, words=words)
    if not quiet and not targets.takes_standard_output:
        from gouvernail.cli.screen.ranking import show_ranking

        show_ranking(found, targets, words=words)
    return ExitCode.SAID


def _write(found: "Ranked", targets: "Targets", *, words: "Words") -> None:
    from gouvernail.cli.work.ranking_files import ranking_json, ranking_workbook

    for kind, path in targets.files():
        write(path, ranking_json(found) if kind == "json" else ranking_workbook(found, words))
    if targets.json == STANDARD_OUTPUT:
        write_to_standard_output(ranking_json(found))


def _pair(typed: tuple[str, str], scores: "Scores") -> tuple[int, int]:
    one, other = (_place(name, scores) for name in typed)
    if one == other:
        raise Refusal("same_item", found=typed[0])
    return one, other


def _place(typed: str, scores: "Scores") -> int:
    """Find an item by its key, else by its title, whatever the case."""
    for names in (scores.keys, [key.casefold() for key in scores.keys], [name.casefold() for name in scores.titles]):
        for text in (typed.strip(), typed.strip().casefold()):
            if text and text in names:
                return names.index(text)
    close = get_close_matches(typed, [*scores.keys, *filter(None, scores.titles)], n=3)
    if close:
        raise Refusal("unknown_item_close", found=typed, close=", ".join(close))
    raise Refusal("unknown_item", found=typed)
