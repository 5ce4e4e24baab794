# Runs a program against tests and writes one line of JSON: whether all passed, and why not.
import io
import json
import os
import signal
import sys


class OutOfTime(Exception):
    pass


def alarm(number, frame):
    raise OutOfTime()


def limited(seconds, action):
    signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return action()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


PRELUDE = """
from string import *
from re import *
from datetime import *
from collections import *
from heapq import *
from bisect import *
from copy import *
from math import *
from random import *
from statistics import *
from itertools import *
from functools import *
from operator import *
from io import *
from sys import *
from json import *
from builtins import *
from typing import *
import string, re, datetime, collections, heapq, bisect, copy, math, random, statistics, itertools, functools, operator, io, sys, json
sys.setrecursionlimit(50000)
"""


def listed(value):
    if isinstance(value, (tuple, list)):
        return [listed(item) for item in value]
    return value


def functional(code, name, tests, seconds):
    space = {"__name__": "solution"}
    exec(compile(PRELUDE + code, "program", "exec"), space)
    owner = space["Solution"]() if "class Solution" in code else None
    called = getattr(owner, name) if owner is not None else space[name]
    for index, test in enumerate(tests):
        arguments = [json.loads(line) for line in test["input"].split("\n") if line.strip()]
        expected = json.loads(test["output"])
        found = limited(seconds, lambda: called(*arguments))
        if isinstance(found, tuple):
            found = list(found)
        if found != expected and listed(found) != expected:
            return "test %d gives another value" % (index + 1)
    return None


def same_line(found, expected):
    if found == expected:
        return True
    from decimal import Decimal
    try:
        return [Decimal(word) for word in found.split()] == [Decimal(word) for word in expected.split()]
    except Exception:
        return False


def standard_input(code, tests, seconds):
    compiled = compile(PRELUDE + code, "program", "exec")
    for index, test in enumerate(tests):
        sys.stdin = io.StringIO(test["input"])
        sys.stdout = io.StringIO()
        try:
            limited(seconds, lambda: exec(compiled, {"__name__": "__main__"}))
        except SystemExit:
            pass
        finally:
            written = sys.stdout.getvalue() if hasattr(sys.stdout, "getvalue") else ""
            sys.stdout = sys.__stdout__
        found = [line.strip() for line in written.strip().split("\n")]
        expected = [line.strip() for line in test["output"].strip().split("\n")]
        if len(found) != len(expected):
            return "test %d: %d lines and not %d" % (index + 1, len(found), len(expected))
        for line, right in zip(found, expected):
            if not same_line(line, right):
                return "test %d writes another line" % (index + 1)
    return None


def unit(program, seconds):
    import types
    import unittest
    module = types.ModuleType("program")
    sys.modules["program"] = module
    sys.stdout = io.StringIO()
    try:
        def run():
            exec(compile(program, "program", "exec"), module.__dict__)
            suite = unittest.TestLoader().loadTestsFromTestCase(module.TestCases)
            return unittest.TextTestRunner(stream=io.StringIO()).run(suite)
        result = limited(seconds, run)
    finally:
        sys.stdout = sys.__stdout__
    broken = result.failures + result.errors
    if broken:
        last = broken[0][1].strip().split("\n")[-1]
        missing = ""
        if "ModuleNotFoundError: No module named" in broken[0][1]:
            missing = broken[0][1].split("No module named '")[-1].split("'")[0].split(".")[0]
        return "%d of %d tests fail: %s" % (len(broken), result.testsRun, last), missing
    return (None, "") if result.testsRun else ("there are no tests", "")


def main():
    with open(sys.argv[1]) as file:
        task = json.load(file)
    # The program must not find what the answer is told by.
    os.remove(sys.argv[1])
    word = task.pop("word")
    out = os.fdopen(os.dup(1), "w")
    why, missing = None, ""
    try:
        if task["kind"] == "unit":
            why, missing = unit(task["program"], task["seconds"])
        elif task["kind"] == "functional":
            why = functional(task["program"], task["name"], task["tests"], task["seconds"])
        else:
            why = standard_input(task["program"], task["tests"], task["seconds"])
    except OutOfTime:
        why = "it takes too long"
    except ModuleNotFoundError as fault:
        why, missing = "ModuleNotFoundError: " + str(fault), (fault.name or "").split(".")[0]
    except BaseException as fault:
        why = type(fault).__name__ + ": " + str(fault)[:500]
    sys.stdout = sys.__stdout__
    out.write("\n" + word + json.dumps({"passed": why is None, "why": why or "all tests pass", "missing": missing}) + "\n")
    out.flush()
    os._exit(0)


main()
