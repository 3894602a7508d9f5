"""Every problem of a project."""

from changzhou_site.check.asked import SITE_RULES as SITE_RULES
from changzhou_site.check.field_groups import FieldsBefore as FieldsBefore
from changzhou_site.check.literals import SoundNames as SoundNames
from changzhou_site.check.project import Before as Before
from changzhou_site.check.project import Checked as Checked
from changzhou_site.check.project import check_project as check_project
from changzhou_site.check.project import check_reading as check_reading
from changzhou_site.check.proses import ReadBefore as ReadBefore
from changzhou_site.check.sound_charts import SoundChart as SoundChart
