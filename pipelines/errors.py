"""Every error that Copydesk raises on purpose.

    CopydeskError
    ├── ConfigError       a setting, a site file or an argument is wrong      exit code 5
    ├── DatabaseError     the database cannot be used as it is                exit code 6
    │   └── SchemaError   it is older or newer than this program              exit code 6
    ├── LeaseHeldError    another run is at work on this database             exit code 4
    └── UsageError        the command line asks for what does not exist       exit code 2

An expected outcome of a page is never an error: it is a `Rejected` or an `Outcome`.
Every message is one line that names the site, URL, file or key, and what mends it.
"""


class CopydeskError(Exception):
    """Base of all errors that end a command with one clear line."""

    exit_code = 1


class ConfigError(CopydeskError):
    """A setting or a site file is wrong; the message names file, key and nearest known key."""

    exit_code = 5


class DatabaseError(CopydeskError):
    """The database cannot be opened, read or written."""

    exit_code = 6


class SchemaError(DatabaseError):
    """The database's schema is not the one that this program knows."""


class LeaseHeldError(CopydeskError):
    """Another run holds the lease of this database."""

    exit_code = 4


class UsageError(CopydeskError):
    """The command line names something that does not exist."""

    exit_code = 2
