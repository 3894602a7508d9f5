"""How pydantic is told to read a field with a function of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic_core.core_schema import (
    CoreSchema,
    no_info_plain_validator_function,
    with_info_plain_validator_function,
)


@dataclass(frozen=True)
class Read:
    """Reads a field. Pydantic's own PlainValidator makes a schema of the type as well, for writing,
    which takes half the time of all shapes."""

    reader: Callable[..., object]
    in_context: bool = False
    """Whether it is told the languages of the site."""

    def __get_pydantic_core_schema__(self, source: Any, handler: object) -> CoreSchema:
        if self.in_context:
            return with_info_plain_validator_function(self.reader)
        return no_info_plain_validator_function(self.reader)
