"""`python -m newsactors`: the same as the command `newsactors`."""

from newsactors.pipeline import main

raise SystemExit(main())
