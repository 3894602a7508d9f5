"""How many sequences of edits are tried: a few in every run, many in `make edits`."""

from hypothesis import HealthCheck, settings

ALWAYS = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))

settings.register_profile("few", ALWAYS, max_examples=3, derandomize=True)
settings.register_profile("many", ALWAYS, max_examples=250)
settings.load_profile("few")
