"""Settings of all tests."""

from hypothesis import settings

# The same examples on every machine and every run; to search for new ones: pytest --hypothesis-profile=default
settings.register_profile("reproducible", derandomize=True, deadline=None)
settings.load_profile("reproducible")
