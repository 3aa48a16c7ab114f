"""Help pages, in the reader's language: every text comes from `wording/<lang>/help.toml`."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup, TyperOption

from gouvernail.cli.plain_values import taken_as_they_are
from gouvernail.cli.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.wording import Words

# Typer carries its own copy of Click in a private module: its context, parameters and formatter are typed Any here.


class HelpfulCommand(TyperCommand):
    """A command whose help page has our layout."""

    def get_params(self, ctx: Any) -> Any:
        return taken_as_they_are(super().get_params(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _page(self, ctx, formatter)


class HelpfulGroup(TyperGroup):
    """The program itself: its help page lists the commands."""

    def get_params(self, ctx: Any) -> Any:
        return taken_as_they_are(super().get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands:
            close = get_close_matches(args[0], self.commands, n=1)
            code = "no_such_command_close" if close else "no_such_command"
            raise Refusal(code, found=args[0], close="".join(close), known=", ".join(self.commands))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _page(self, ctx, formatter)


def worded(group: TyperGroup, words: "Words") -> TyperGroup:
    """Put the sentences of one language on the program, its commands and their options."""
    _word(group, "program", words)
    for name, command in group.commands.items():
        _word(command, name, words)
    return group


def _word(command: Any, name: str, words: "Words") -> None:
    command.help = words.say(f"help.{name}.help")
    command.epilog = words.say(f"help.{name}.epilog") if words.has(f"help.{name}.epilog") else None
    command.options_metavar = words.say("help.labels.options_metavar")
    command.words = words
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = words.say("help.labels.command_metavar")
    for param in command.params:
        own = f"help.{name}.{param.name}"
        param.help = words.say(own if words.has(own) else f"help.options.{param.name}")
        if words.has(f"help.metavars.{param.name}"):
            param.metavar = words.say(f"help.metavars.{param.name}")


def _page(command: Any, ctx: Any, formatter: Any) -> None:
    words: Words = command.words
    usage = " ".join([ctx.command_path, *_usage_pieces(command)])
    formatter.write(f"{words.say('help.labels.usage')} {usage}\n")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(command.help)
    for title, rows in _sections(command, ctx, words):
        formatter.write_paragraph()
        formatter.write(f"{title}\n")
        with formatter.indentation():
            formatter.write_dl(rows)
    if command.epilog:
        formatter.write_paragraph()
        formatter.write(f"{command.epilog.strip()}\n")


def _usage_pieces(command: Any) -> "Iterable[str]":
    yield command.options_metavar
    for param in command.params:
        if not isinstance(param, TyperOption):
            yield f"{param.metavar}..." if param.nargs != 1 else str(param.metavar)
    if isinstance(command, TyperGroup):
        yield str(command.subcommand_metavar)


def _sections(command: Any, ctx: Any, words: "Words") -> "Iterable[tuple[str, list[tuple[str, str]]]]":
    if isinstance(command, TyperGroup):
        rows = [(name, _first_sentence(each.help or "")) for name, each in command.commands.items() if not each.hidden]
        yield words.say("help.labels.commands"), rows
    panels: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(ctx):
        panel = param.rich_help_panel or "general"
        panels.setdefault(panel, []).append((_name(param), param.help if param.name != "help" else ""))
    for panel, rows in panels.items():
        yield words.say(f"help.panels.{panel}"), [(name, text or words.say("help.labels.help")) for name, text in rows]


def _name(param: Any) -> str:
    if not isinstance(param, TyperOption):
        return str(param.metavar)
    names = ", ".join(param.opts) + "".join(f" / {each}" for each in param.secondary_opts)
    return names if param.is_flag else f"{names} {param.metavar}"


def _first_sentence(text: str) -> str:
    return text.strip().splitlines()[0]
