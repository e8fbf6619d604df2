"""What a notebook imports cannot reach a person's record."""

import subprocess
import sys


def test_importing_the_report_loads_neither_register_nor_engine():
    code = (
        "import sys, helpers.report\n"
        "print([name for name in sys.modules if name.startswith(\n"
        "    ('helpers.register', 'helpers.statistics', 'helpers.release', 'ibis', 'duckdb'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
