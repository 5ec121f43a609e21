"""`copydesk templates`: what each site repeats, and a person's word on it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.naming import bare, site_files
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.ruled import known_site, learned_sites, ruled
from pipelines.errors import UsageError
from pipelines.model import DECIDED, Rule, RuleState, Site
from pipelines.typed_toml import nearest

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.store.rulings import TemplateRow

_STATES = [state.value for state in RuleState]


@click.group()
@common
def templates() -> None:
    """Look at what each site repeats; protect, retire or restore a rule."""


@templates.command("list", epilog="Example: copydesk templates list")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each site.")
@common
@click.pass_context
def list_(context: click.Context, as_json: bool) -> None:
    """Show every site that has learned a template: its version and its rules by state."""
    from pipelines.store import rulings
    from pipelines.store.engine import reading

    call = invocation(context)
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        rows = rulings.listing(connection)
    if as_json:
        for row in rows:
            call.terminal.json(_template_as_json(row))
    elif rows:
        columns = ("site", "version", "learned", *_STATES)
        call.terminal.table(columns, [_template_row(row) for row in rows])
    else:
        call.terminal.say("No site has learned a template yet; `copydesk crawl` teaches them.")


@templates.command(epilog="Example: copydesk templates show gazette.example --state held")
@click.argument("site")
@click.option("--state", type=click.Choice(_STATES), help="Only rules in this state.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each rule.")
@common
@click.pass_context
def show(context: click.Context, site: str, state: str | None, limit: int, as_json: bool) -> None:
    """Show what is stricken from a site's articles, rule by rule, the farthest reaching first.

    Articles and words say how far a rule reaches now; support, on how many of the articles that
    were looked at it was seen when it was last learned. Rules of phrases, structure and slots
    are everybody's and have no support of their own.
    """
    call = invocation(context)
    with database.opened_current(call.settings.db) as engine:
        rows = [row for row in ruled(engine, site) if state in (None, row.state)]
    if as_json:
        for row in rows[:limit]:
            call.terminal.json(row.as_json())
        return
    columns = ("rule", "state", "articles", "words", "support", "sample")
    call.terminal.table(columns, [row.as_row() for row in rows[:limit]])
    if len(rows) > limit:
        call.terminal.say(f"{len(rows) - limit} more; --limit shows them")


@templates.command(epilog="Example: copydesk templates protect repetition:text:42f1e0987b1e")
@click.argument("rule")
@click.option("--site", help="Of this site; needed where several have the rule.")
@common
@click.pass_context
def protect(context: click.Context, rule: str, site: str | None) -> None:
    """Never strike what the rule is about, whatever else speaks against it.

    The stored articles are mended at once from their stored blocks. `restore` undoes it.
    """
    _decide(invocation(context), rule, site, RuleState.PROTECTED)


@templates.command(epilog="Example: copydesk templates retire phrase:en:share:share")
@click.argument("rule")
@click.option("--site", help="Of this site; needed where several have the rule.")
@common
@click.pass_context
def retire(context: click.Context, rule: str, site: str | None) -> None:
    """Switch a rule off; other rules may still strike the same text.

    The stored articles are mended at once from their stored blocks. `restore` undoes it.
    """
    _decide(invocation(context), rule, site, RuleState.RETIRED)


@templates.command(epilog="Example: copydesk templates restore repetition:text:42f1e0987b1e")
@click.argument("rule")
@click.option("--site", help="Of this site; needed where several have the rule.")
@common
@click.pass_context
def restore(context: click.Context, rule: str, site: str | None) -> None:
    """Undo `protect` or `retire`: the rule strikes again, and is learning's again."""
    _decide(invocation(context), rule, site, RuleState.ACTIVE)


@templates.command(epilog="Example: copydesk templates learn --dry-run")
@click.argument("site", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@common
@click.pass_context
def learn(context: click.Context, site: str | None, dry_run: bool) -> None:
    """Learn now from the stored articles of a site, or of all, and clean what it touches."""
    call = invocation(context)
    sites = site_files(call)
    with database.opened_current(call.settings.db) as engine:
        keys = [known_site(engine, site)] if site else learned_sites(engine)
        if dry_run:
            _foretell(call, engine, keys)
            return
        with database.at_work(engine, site=keys[0] if site else None):
            _learn(call, engine, [sites.get(key, bare(key)) for key in keys])


def _learn(call: Invocation, engine: "Engine", sites: Iterable[Site]) -> None:
    from pipelines.jobs.relearn import relearn
    from pipelines.jobs.run import utc_now

    rows = [relearn(engine, site, call.settings.template_window, utc_now) for site in sites]
    columns = ("site", "version", "rules", "articles cleaned again")
    call.terminal.table(columns, [(r.site, r.version, r.rules, r.articles) for r in rows])


def _foretell(call: Invocation, engine: "Engine", keys: Sequence[str]) -> None:
    from pipelines.jobs.relearn import foretold

    rows = [foretold(engine, key, call.settings.template_window) for key in keys]
    columns = ("site", "rules to come", "rules to go", "rules to change", "articles to clean")
    call.terminal.table(
        columns, [(r.site, r.coming, r.going, r.changing, r.articles) for r in rows]
    )


def _decide(call: Invocation, key: str, site: str | None, state: RuleState) -> None:
    from pipelines.jobs.deciding import decide
    from pipelines.jobs.run import utc_now

    sites = site_files(call)
    with database.opened_current(call.settings.db) as engine:
        name = _site_of(engine, key, site)
        rule = _rule(engine, name, key)
        if rule.state is state or (state is RuleState.ACTIVE and rule.state not in DECIDED):
            call.terminal.say(f"{key} of {name} is {rule.state.value}: nothing to do")
            return
        with database.at_work(engine, site=name):
            done = decide(engine, sites.get(name, bare(name)), rule, state, utc_now())
    change = done.words_after - done.words_before
    call.terminal.say(
        f"{key} of {name} is {state.value}: {done.articles} articles cleaned again, "
        f"{change:+} words"
    )


def _site_of(engine: "Engine", key: str, site: str | None) -> str:
    """The site that is meant. Raises UsageError where that is not clear."""
    from pipelines.store import rulings
    from pipelines.store.engine import reading

    with reading(engine) as connection:
        having = rulings.sites_with(connection, key)
        if not having:
            near = nearest(key, rulings.keys(connection))
            hint = f"; the nearest is {near}" if near else ""
            raise UsageError(f"there is no rule {key}{hint}")
    if site and site in having:
        return site
    if site or len(having) > 1:
        raise UsageError(f"{key} is a rule of {', '.join(having)}: say which with --site")
    return having[0]


def _rule(engine: "Engine", site: str, key: str) -> Rule:
    from pipelines.jobs.deciding import builtin
    from pipelines.store import rulings
    from pipelines.store import templates as stored
    from pipelines.store.engine import reading

    with reading(engine) as connection:
        rules = {rule.key: rule for rule in stored.load(connection, site).rules}
        if key in rules:
            return rules[key]
        return builtin(key, rulings.struck(connection, site)[key].evidence)


def _template_row(row: "TemplateRow") -> tuple[object, ...]:
    counts = (row.states.get(state, 0) for state in _STATES)
    return row.site, row.version, f"{row.learned_at:%Y-%m-%d %H:%M}", *counts


def _template_as_json(row: "TemplateRow") -> dict[str, object]:
    return {
        "site": row.site,
        "version": row.version,
        "learned_at": row.learned_at.isoformat(),
        "rules": dict(row.states),
    }
