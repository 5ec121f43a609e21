"""Whatever text a site sends: the terminal is safe, and the site file can be read again."""

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.inert import safe
from pipelines.site_text import SiteDraft, file_name, write_site
from pipelines.sites import load_site

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))
NAMES = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1)


@given(ANY_TEXT)
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    """None that acts, none that reorders, no half of a pair; a cell stays one line."""
    shown = safe(text)
    joiners = {"\u200c", "\u200d", "\u00ad"}
    assert all(
        char in joiners or unicodedata.category(char) not in {"Cc", "Cf", "Cs"} for char in shown
    )
    assert len(shown.splitlines()) <= 1


@given(ANY_TEXT)
def test_escaping_changes_nothing_in_what_is_safe(text: str) -> None:
    """Escaped once is escaped for good."""
    assert safe(safe(text)) == safe(text)


@given(NAMES)
def test_a_written_name_reads_back(name: str) -> None:
    """Quotes, backslashes, controls and line ends survive TOML."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.toml"
        write_site(path, SiteDraft(home="https://gazette.example/", name=name))
        assert load_site(path).name == name


@given(ANY_TEXT)
def test_a_file_name_stays_in_its_folder(name: str) -> None:
    """No name reaches another folder, hides the file or loses its ending."""
    made = file_name(name)
    assert Path(made).name == made
    assert not made.startswith(".")
    assert made.endswith(".toml")
