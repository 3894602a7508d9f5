"""Text files -> values that remember where they stand. Strict where YAML would guess."""

from changzhou_site.source.characters import IS_MISLEADING as IS_MISLEADING
from changzhou_site.source.characters import MISLEADING as MISLEADING
from changzhou_site.source.compose import load_yaml as load_yaml
from changzhou_site.source.decoding import MAX_BYTES as MAX_BYTES
from changzhou_site.source.decoding import ProseFile as ProseFile
from changzhou_site.source.decoding import decode as decode
from changzhou_site.source.decoding import load_prose as load_prose
from changzhou_site.source.lines import Lines as Lines
from changzhou_site.source.nodes import COLON_HINT as COLON_HINT
from changzhou_site.source.nodes import YAML_WORDS as YAML_WORDS
from changzhou_site.source.nodes import Entries as Entries
from changzhou_site.source.nodes import Fields as Fields
from changzhou_site.source.nodes import Items as Items
from changzhou_site.source.nodes import Node as Node
from changzhou_site.source.nodes import Text as Text
from changzhou_site.source.salvage import names_in as names_in
from changzhou_site.source.salvage import salvage as salvage
from changzhou_site.source.yaml_texts import yaml_text as yaml_text
