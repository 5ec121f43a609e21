"""The other systems in an environment of their own, so that ours stays as users have it."""

import subprocess
import sys
from pathlib import Path

PACKAGES = ("newspaper4k[ja,zh,th,hi]>=0.9.6,<1", "news-please>=1.6.16,<2", "lxml_html_clean>=0.4")


def peers_python(folder: Path) -> Path:
    """The Python that has them; installs them where the folder is empty.

    Raises subprocess.CalledProcessError where they cannot be had.
    """
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    if not stamp.exists():
        subprocess.run((sys.executable, "-m", "venv", str(folder)), check=True)
        pip = (str(python), "-m", "pip", "install", "--quiet")
        subprocess.run((*pip, "--upgrade", "pip>=25.1"), check=True)
        subprocess.run((*pip, *PACKAGES), check=True)
        stamp.touch()
    return python
