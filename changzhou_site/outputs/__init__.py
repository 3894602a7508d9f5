"""Everything that is published: each kind of output is a file that plans its outputs and says what
each asks of the site."""

from changzhou_site.outputs.plan import Plan, plan_outputs
from changzhou_site.outputs.task import Task, make_all, useful_jobs

__all__ = ["Plan", "Task", "make_all", "plan_outputs", "useful_jobs"]
