#!/usr/bin/env python
"""Django's command line. Starts the embedded servers first where no DATABASE_URL or REDIS_URL is given."""

import os
import sys

from django.core.management import execute_from_command_line

from binawidya.umum.embedded import ServerError, servers

# Commands that only read files: they must work where no server can be started.
WITHOUT_SERVER = {"check", "collectstatic", "compilemessages", "help", "makemessages", "spectacular", "version"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binawidya.settings.development")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in WITHOUT_SERVER or command.startswith("-"):
        execute_from_command_line(sys.argv)
        return 0
    try:
        with servers():
            execute_from_command_line(sys.argv)
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
