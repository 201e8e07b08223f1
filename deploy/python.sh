#!/usr/bin/env bash
# Says which Python the environment is made of: Debian's or Ubuntu's own where there is one. It was compiled with profiles and needs
# three quarters of the time of one that was built on the spot and stands earlier in PATH. Fails where none is new enough.
for python in /usr/bin/python3 python3; do
  "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$python" && exit
done
exit 1
