"""Run the console blocks of documentation pages, and compare or replace the output they show.

Comments tell what a reader has before the first block of a page, or must know about a block. In
MyST they are lines like `% file: docs/conf.py`, elsewhere `<!-- file: docs/conf.py -->`:

    project: NAME     start again in an empty folder; `tutorial` and `tutorial STATE` begin with the
                      files of the tutorial, at its end or at its comment `state: STATE`
    file: PATH        the next code block, or the lines `% | …` below, are this file
    append: PATH      the same, added to the end of this file
    end of: PATH      the same, instead of what the last `append` added
    run: COMMAND      run it before the next block
    serve: PATH       serve this folder at http://127.0.0.1:8000/
    until: TEXT       interrupt the commands of the next block when they have printed this
    not run: REASON   do not run the next block
"""

from .differences import differences, regenerated
from .session import Run, Session
from .steps import Console, Note, steps_of

__all__ = ["Console", "Note", "Run", "Session", "differences", "regenerated", "steps_of"]
