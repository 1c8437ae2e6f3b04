"""Executes notebooks with the kernel 'edgenotebooks' through nbclient: execute.py OUT_FOLDER NOTEBOOK..."""
import pathlib
import sys

import nbformat
from nbclient import NotebookClient

out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=900, kernel_name="edgenotebooks", resources={"metadata": {"path": str(path.parent)}}).execute()
    nbformat.write(notebook, out / path.name)
