"""Sites and folds of the real collections; needs the pages with known content."""

from collections import defaultdict

import pytest

from benchmarks.extraction.pages import SETS, folder, load, owner_of, sample

if not folder().is_dir():
    pytest.skip(f"the pages with known content are not at {folder()}", allow_module_level=True)


def test_pages_of_one_template_have_one_owner() -> None:
    """Else trees that saw a site's template would judge its other pages."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for page in load():
        owners[page.dataset, page.group].add(owner_of(page.site))
    assert {group for group, found in owners.items() if len(found) > 1} == set()


def test_a_host_and_its_domain_are_one_owner_and_blogs_of_a_platform_are_many() -> None:
    """The public suffix list decides."""
    assert owner_of("blog.python.org") == owner_of("python.org")
    assert owner_of("one.github.io") != owner_of("two.github.io")


def test_a_sample_is_the_same_whatever_the_order() -> None:
    """Chosen by a hash of the id, so many of each set."""
    pages = load(("aeb", "fundus-eval"))
    assert set(sample(pages, 5)) == set(sample(pages[::-1], 5))
    assert len(sample(pages, 5)) == 10
    assert len(SETS) == 6
