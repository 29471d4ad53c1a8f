"""The throw-away process that opens a spreadsheet from outside.

Started by :mod:`binawidya.umum.spreadsheet.reader` as ``python -I child.py PATH SUFFIX`` with an empty environment. It
imports nothing of the project but the package ``pembaca`` beside it, limits itself before it opens anything, and
writes lines of JSON: first the sheet, then rows in groups, at last a line that says it came to the end. A refusal is
one line with a code. Whatever a file does to the parser (a cell in the far corner makes it ask for 549 GB and abort),
only this process ends.

A group has the numbers of its rows and its cells by column. A column of texts is one text, with the separator between
the cells and nothing for an empty one; any other is a list, in which a cell is text, number, true/false or null; what
JSON lacks is a pair: ``["d", "2026-12-01"]`` a date, ``["f", cell]`` the stored result of a formula, ``["e", "#REF!"]``
an error.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    # Not under the name of the project, so that nothing of the project is run to find it.
    sys.path.insert(0, str(Path(__file__).parent))
    runpy.run_module("pembaca", run_name="__main__", alter_sys=True)
