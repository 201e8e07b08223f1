#!/usr/bin/env bash
# Which Python to run on: the distribution's when it will do, for it is built with the compiler's profile of itself
# (one built by hand without it takes half as long again for everything); else the PATH's. Fails when there is none.
for python in /usr/bin/python3 "$(command -v python3)"; do
  "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$python" && exit
done
exit 1
