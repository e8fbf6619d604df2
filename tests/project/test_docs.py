"""The documentation says what the code does."""

import importlib.util
import re

import pytest


@pytest.fixture(scope="module")
def generated(root):
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


@pytest.mark.parametrize("name", ["glossary.md", "data-faults.md"])
def test_a_generated_page_is_up_to_date(root, generated, name):
    assert (root / "docs" / name).read_text("utf-8") == generated[name], "run `make docs`"


def test_every_link_between_documents_leads_somewhere(root):
    documents = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    assert len(documents) > 5
    for document in documents:
        for link in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_every_target_of_the_makefile_is_in_its_help(root):
    text = (root / "Makefile").read_text()
    phony = set(re.search(r"\.PHONY: (.*)", text)[1].split())
    documented = set(re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE))
    assert phony == documented


def test_every_command_of_the_readme_exists(root):
    from helpers.cli import main

    text = (root / "README.md").read_text("utf-8") + (root / "docs/operations.md").read_text(
        "utf-8"
    )
    named = set(re.findall(r"karnameh ([a-z]+)", text))
    assert named
    assert named <= set(main.commands)


def test_every_line_that_a_notebook_may_have_is_in_the_readme(root):
    from helpers.report import Report

    text = (root / "README.md").read_text("utf-8")
    table = "\n".join(line for line in text.splitlines() if line.startswith("| `report."))
    methods = {name for name, value in vars(Report).items() if callable(value) and name[0] != "_"}
    assert set(re.findall(r"`report\.(\w+)\(", table)) == methods
