"""The options that every command takes, before or after its name, and what they lead to."""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from crawler.cli.terminal import Terminal
from pipelines import configuration
from pipelines.configuration import Loaded
from pipelines.settings import Settings

F = TypeVar("F", bound=Callable[..., Any] | click.Command)


class Invocation:
    """What one call of the command was told; settings are read when first asked for.

    A command that needs none (`--help`, `try` on a file with everything given) thus does not
    fail over a broken copydesk.toml before it is read.
    """

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}

    @cached_property
    def loaded(self) -> Loaded:
        """Raises ConfigError."""
        config = self.options.get("config")
        overrides = {"db": self.options.get("db")}
        return configuration.load(Path(config) if config else None, os.environ, overrides)

    @property
    def settings(self) -> Settings:
        """Raises ConfigError."""
        return self.loaded.settings

    @cached_property
    def terminal(self) -> Terminal:
        """Where this command prints."""
        return Terminal(quiet=self.quiet)

    @property
    def quiet(self) -> bool:
        """Only what a person must act on is to be printed."""
        return bool(self.options.get("quiet"))

    @property
    def debug(self) -> bool:
        """A crash is to show its traceback."""
        return bool(self.options.get("debug"))


def invocation(context: click.Context) -> Invocation:
    """The one `Invocation` of this call, made by whoever asks first."""
    return context.find_root().ensure_object(Invocation)


def common(command: F) -> F:
    """Give a command the common options; what is given after its name beats what stands before."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        invocation(context).options[str(parameter.name)] = value


def _option(*names: str, **details: Any) -> Callable[[F], F]:
    return click.option(*names, expose_value=False, callback=_remember, **details)


_COMMON = (
    _option("--db", metavar="URL", help="Database; default: sqlite:///copydesk.db."),
    _option("--config", metavar="FILE", help="Settings; default: the nearest copydesk.toml."),
    _option("--quiet", is_flag=True, help="Print only what a person must act on."),
    _option("--debug", is_flag=True, help="Show the traceback of a crash."),
)
