"""Health probe of the web container: does the process answer? Exit 0 or 1.

The request names a host of this site, because any other one is refused.
"""

import os
import sys
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".") or "localhost"
address = f"http://127.0.0.1:{os.environ.get('PORTA', '8000')}/sehat/"
try:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=4) as answer:
        healthy = answer.status == 200
except OSError as error:
    print(error, file=sys.stderr)
    healthy = False
sys.exit(not healthy)
