"""Errors of usage, in the reader's language: Typer words its own in English only."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typer

    from gouvernail.exchange.wording import Words


def usage_sentence(error: "typer.TyperException", words: "Words") -> str:
    """Say what is wrong with a command line, and where the help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "gouvernail"
    what = words.say("cli.error", what=_what(error, words))
    return f"{what}\n{words.say('cli.usage.help', command=path)}"


def _what(error: Any, words: "Words") -> str:
    # Typer keeps the classes of its errors private: they are told apart by their names.
    match type(error).__name__:
        case "NoSuchOption":
            close = ", ".join(sorted(error.possibilities or ()))
            key = "no_such_option_close" if close else "no_such_option"
            return words.say(f"cli.usage.{key}", option=error.option_name, close=close)
        case "MissingParameter":
            return words.say("cli.usage.missing", name=_name(error.param))
        case "BadOptionUsage":
            return words.say("cli.usage.option_value", option=error.option_name)
        case _ if "extra argument" in error.message:
            return words.say("cli.usage.extra", found=error.message.partition(") (")[2].removesuffix(")"))
        case _:
            return words.say("cli.usage.other", message=error.message)


def _name(param: Any) -> str:
    return str(param.opts[0]) if param.param_type_name == "option" else str(param.metavar)
