"""The process that renders one document: HTML comes in, a PDF goes out; see :mod:`binawidya.umum.pdf_process`."""

import sys

from binawidya.umum.pdf import render_pdf

if __name__ == "__main__":
    made = render_pdf(sys.stdin.buffer.read().decode(), title=sys.argv[1])
    sys.stdout.buffer.write(made.content)
