"""Who says what about whom in raw news text.

`corpus` reads files, `cleaning` repairs them, `segmentation` cuts them, `actors` finds who is in them, `positions`
who says what, `sentiment` in what tone, `networks` who appears with whom. `pipeline.analyse` does all of it.
"""

__version__ = "0.1.0"
