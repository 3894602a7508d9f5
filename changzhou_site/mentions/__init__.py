"""Who is named where in the files, where that is seen, and every text that readers see."""

from changzhou_site.mentions.finding import Proses as Proses
from changzhou_site.mentions.finding import find_mentions as find_mentions
from changzhou_site.mentions.stands import Stand as Stand
from changzhou_site.mentions.stands import Stands as Stands
from changzhou_site.mentions.stands import find_stands as find_stands
from changzhou_site.mentions.stands import opening_chart as opening_chart
from changzhou_site.mentions.texts import ReaderText as ReaderText
from changzhou_site.mentions.texts import of_language as of_language
from changzhou_site.mentions.texts import reader_texts as reader_texts
from changzhou_site.mentions.texts import spot_texts as spot_texts
from changzhou_site.mentions.texts import unseen_texts as unseen_texts
