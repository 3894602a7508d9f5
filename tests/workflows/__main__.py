from tests.support import TOP
from tests.workflows import own_workflows

for path, text in own_workflows().items():
    (TOP / path).write_text(text, "utf-8")
