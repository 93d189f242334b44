"""python -m ops.documents"""

import sys

from ops import documents

found = documents.problems()
print("\n".join(found) or "the documents hold")
sys.exit(bool(found))
