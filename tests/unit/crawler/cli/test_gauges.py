"""What Prometheus' textfile collector reads."""

from datetime import UTC, datetime

from crawler.cli.gauges import exposition

AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_each_open_alert_is_a_sample_and_each_family_says_what_it_is() -> None:
    text = exposition([("gazette.example", "silent", AT)], {"gazette.example": AT}, AT)
    assert "copydesk_open_alerts 1\n" in text
    sample = 'copydesk_alert_since_seconds{site="gazette.example",cause="silent"} 1772323200\n'
    assert sample in text
    assert "copydesk_last_run_seconds 1772323200\n" in text
    assert text.count("# TYPE") == text.count("# HELP") == 4


def test_a_label_cannot_end_its_own_quotes() -> None:
    """As the format has it: backslash, quote and line feed."""
    text = exposition([('a"b\\c\nd', "silent", AT)], {}, None)
    assert 'site="a\\"b\\\\c\\nd"' in text
