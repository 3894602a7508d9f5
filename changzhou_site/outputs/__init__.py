"""Everything that is published: each kind of output is a file that plans its outputs and says what
each asks of the site."""

from changzhou_site.outputs.drawings import drawings_of as drawings_of
from changzhou_site.outputs.drawings import size_of as size_of
from changzhou_site.outputs.plan import Plan as Plan
from changzhou_site.outputs.plan import plan_outputs as plan_outputs
from changzhou_site.outputs.task import Outcome as Outcome
from changzhou_site.outputs.task import Task as Task
from changzhou_site.outputs.task import make_all as make_all
from changzhou_site.outputs.view import SiteView as SiteView
