from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gapfinder.cli.main import COMMANDS
from gapfinder.engagement_file import CrawlTable, EngagementFile, Figures, Ranking, ReferenceTable

ROOT = Path(__file__).parents[2]
TEXTS = {".py", ".md", ".toml", ".sql", ".cfg", ".html", ".txt", ".lock", ".json", ".j2", ""}
UNWANTED = {
    "a registry's address": re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|index-url\s*=|/simple/"),
    "a path of one machine": re.compile(r"(?<![\w.>/])/(?:work/(?:main|shared|\.)|root/|tmp/|opt/)"),
}

pytestmark = pytest.mark.skipif(
    not (ROOT / "README.md").exists(), reason="runs in a checkout, not where only the wheel is"
)


def list_tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("name", ["README.md", "docs/commands.md"])
def test_generated_help_is_up_to_date(name: str) -> None:
    """Mended by `make docs`."""
    checked = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"\bgapfinder ([a-z]+)\b(?= |`|$)", _read_console("README.md"), re.MULTILINE))
    assert named <= set(COMMANDS)
    assert {"init", "crawl", "report", "sql"} <= named


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", _read_console("README.md")))
    assert named
    assert named <= targets


def _read_console(name: str) -> str:
    """Return the shell examples of a document."""
    text = (ROOT / name).read_text(encoding="utf-8").partition("## Commands")[0]
    return "\n".join(re.findall(r"^\$ (.*)$", text, re.MULTILINE))


def test_every_document_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    documents = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert documents <= set(re.findall(r"\]\(([^)#]+)\)", readme))


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_every_key_of_the_engagement_file_is_documented() -> None:
    text = (ROOT / "docs" / "engagement.md").read_text(encoding="utf-8")
    tables = (CrawlTable, ReferenceTable, Figures, Ranking)
    keys = {key for table in tables for key in table.model_fields} | {"name", "data"}
    assert {key for key in keys if f"`{key}`" not in text} == set()
    assert {key for key in EngagementFile.model_fields if f"[{key}]" not in text and f"`{key}`" not in text} == set()


@pytest.mark.parametrize(
    ("key", "default"),
    [(key, str(field.default)) for key, field in Ranking.model_fields.items()],
)
def test_documented_defaults_of_the_ranking(key: str, default: str) -> None:
    text = (ROOT / "docs" / "engagement.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{key}` \|.*\| {re.escape(default)} \|$", text, re.MULTILINE)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows which files are the project's")
@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_names(what: str) -> None:
    """Files of the project are about the project; they name neither where it was built nor where packages came from."""
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in list_tracked()
        if path.suffix in TEXTS and path != Path(__file__)
        for match in UNWANTED[what].finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []
