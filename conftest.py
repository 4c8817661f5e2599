"""Set before numpy and python-telegram-bot are imported by any test."""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # two workers on two cores: more threads only wait
os.environ["PTB_TIMEDELTA"] = "true"  # else PTB warns whenever a flood is reported
