"""Grades answers with LiveBench's own graders, as many at a time as there are workers, and says how many a second.

Usage: python3 livebench_official.py --official DIR --questions FILE --answers FILE [--workers N] [--out FILE]
           [--inline] [--few-ways]

DIR is a checkout of https://github.com/LiveBench/LiveBench. It needs Python 3.10 or later with lark, sympy, pandas, lxml,
nltk, langdetect and immutabledict; instruction following also needs NLTK's `punkt` data.

The clock starts when all workers have imported the graders and graded a few answers of each task. `--inline` spares
AMPS_Hard the process that it starts for each formula, and with it its limit of time. `--few-ways` leaves out answers to
AMPS_Hard that can be read in more than two ways: the official grader compares each of them and may take minutes.
"""
import argparse
import collections
import concurrent.futures
import contextlib
import importlib
import json
import math
import multiprocessing
import os
import random
import re
import resource
import signal
import sys
import time
import warnings

WARM = 3
CHUNK = 4
MOST_WAYS, READING = 2, 3
V2_TABLES = "2025-04-25"


def module(name):
    return importlib.import_module("livebench.process_results." + name + ".utils")


def plain(place, name):
    grade = getattr(module(place), name)
    return lambda question, answer: grade(question["ground_truth"], answer)


def dated(place, name):
    choose = getattr(module(place), name)
    return lambda question, answer: choose(question["livebench_release_date"])(question["ground_truth"], answer)


def choice():
    grade = module("math.math_competitions").mathcontest_process_results
    return lambda question, answer: grade(question["ground_truth"], answer, question["turns"][0])


def proof():
    grade = module("math.olympiad").proof_rearrangement_process_results
    return lambda question, answer: grade(question["ground_truth"], answer, edit_distance=True)


def join():
    grade = module("data_analysis.tablejoin").joinmap_process_results
    return lambda question, answer: grade(question["turns"][0], question["ground_truth"], answer)


def reformat():
    grade = module("data_analysis.tablereformat").table_process_results

    def graded(question, answer):
        version = "v2" if question["livebench_release_date"] >= V2_TABLES else "v1"
        return grade(question["turns"][0], question["ground_truth"], answer, version)

    return graded


def instructions():
    # The official entry point joins whole files of one model and writes a file: only its core is timed.
    score = module("instruction_following").score_results
    main = importlib.import_module("livebench.if_runner.instruction_following_eval.evaluation_main")

    def graded(question, answer):
        asked = main.read_prompt_list([question])[0]
        found = main.test_instruction_following_strict(asked, {asked.prompt: answer.strip()})
        return score(found.follow_all_instructions, found.follow_instruction_list)

    return graded


LOADERS = {
    "instruction following": instructions,
    "choice": choice,
    "aime": lambda: plain("math.math_competitions", "aime_process_results"),
    "proof": proof,
    "amps_hard": lambda: plain("math.AMPS_Hard", "amps_hard_process_results"),
    "zebra_puzzle": lambda: dated("reasoning.zebra_puzzle", "get_zebra_puzzle_evaluator"),
    "connections": lambda: dated("writing.connections", "get_connections_puzzle_evaluator"),
    "tablejoin": join,
    "tablereformat": reformat,
    "cta": lambda: plain("data_analysis.cta", "cta_process_results"),
    "consecutive_events": lambda: plain("data_analysis.consecutive_events", "consecutive_events_process_results"),
    "integrals_with_game": lambda: plain("math.integrals_with_game", "integrals_with_game_process_results"),
    "web_of_lies_v2": lambda: plain("reasoning.web_of_lies_v2", "web_of_lies_process_results"),
    "web_of_lies_v3": lambda: plain("reasoning.web_of_lies_v3", "web_of_lies_v3_process_results"),
    "house_traversal": lambda: plain("reasoning.house_traversal", "house_traversal_process_results"),
    "spatial": lambda: plain("reasoning.spatial", "spatial_process_results"),
    "theory_of_mind": lambda: plain("reasoning.theory_of_mind", "theory_of_mind_process_results"),
    "logic_with_navigation": lambda: plain("reasoning.logic_with_navigation", "logic_with_navigation_process_results"),
    "sudoku": lambda: plain("reasoning.sudoku", "sudoku_process_results"),
    "temporal": lambda: plain("reasoning.temporal", "temporal_process_results"),
    "typos": lambda: plain("writing.typos", "typos_process_results"),
    "plot_unscrambling": lambda: plain("writing.plot_unscrambling", "plot_unscrambling_process_results"),
}


def grader_of(question):
    """The name of a question's grader, or of its task where there is none."""
    if question["category"] == "instruction_following":
        return "instruction following"
    kind = question.get("subtask") or question["task"]
    parts = kind.split("_")
    if parts[0] in ("amc", "smc") or parts[1:2] == ["amc"]:
        return "choice"
    if parts[0] == "aime":
        return "aime"
    if parts[0] in ("imo", "usamo"):
        return "proof"
    if "amps_hard" in kind or "amps_hard" in question["task"].lower():
        return "amps_hard"
    return "zebra_puzzle" if "zebra_puzzle" in kind else kind


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def cases_of(questions, answers):
    by_id = {question["question_id"]: question for question in lines(questions)}
    for answer in lines(answers):
        question = by_id.get(answer["question_id"])
        if question is not None:
            text = re.sub("<think>.*?</think>", "", answer["choices"][0]["turns"][-1], flags=re.DOTALL)
            yield grader_of(question), question, answer.get("model_id", "unknown"), text


def load(names, inline):
    """The graders that can be imported, and why the others cannot."""
    graders, failed = {}, {}
    for name in names:
        try:
            graders[name] = LOADERS[name]()
        except Exception as fault:
            failed[name] = f"{type(fault).__name__}: {fault}"
    if inline and "amps_hard" in graders:
        module("math.AMPS_Hard").run_with_timeout = lambda run, args=(), timeout=0: run(*args)
    return graders, failed


def used():
    """Seconds of processor time of this process and of those that it started and saw end."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def graded(index):
    """Grades one case: its index, its score or nothing, seconds, seconds of a processor, and what went wrong."""
    name, question, _, text = CASES[index]
    before, begun = used(), time.perf_counter()
    try:
        score, fault = float(GRADERS[name](question, text)), None
    except Exception as error:
        score, fault = None, f"{type(error).__name__}: {error}"
    return index, score, time.perf_counter() - begun, used() - before, fault


class Late(BaseException):
    """The official grader catches whatever is an Exception."""


def late(signum, frame):
    raise Late


def with_few_ways(cases):
    """The cases without those whose formulas can be read in many ways, or not be read for seconds."""
    amps, compared = module("math.AMPS_Hard"), []
    compare, before = amps.is_equiv, signal.signal(signal.SIGPROF, late)

    def ways(formula):
        signal.setitimer(signal.ITIMER_PROF, READING, READING)
        try:
            return len(amps.parse(formula))
        except Late:
            return MOST_WAYS + 1
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def few(case):
        compared.clear()
        if case[0] == "amps_hard":
            amps.amps_hard_process_results(case[1]["ground_truth"], case[3])
        return not compared or math.prod(map(ways, compared[0])) <= MOST_WAYS

    amps.is_equiv = lambda *formulas: compared.append(formulas) or True
    few_ways = [case for case in cases if few(case)]
    amps.is_equiv = compare
    signal.signal(signal.SIGPROF, before)
    print(f"left out: {len(cases) - len(few_ways)} answers that can be read in more than {MOST_WAYS} ways")
    return few_ways


def all_graded(indexes):
    return [graded(index) for index in indexes]


def begin(barrier, warm):
    # The official graders print and warn; neither is part of grading.
    sys.stdout = sys.stderr = open(os.devnull, "w")
    for index in warm:
        graded(index)
    barrier.wait()


def main():
    global CASES, GRADERS
    parser = argparse.ArgumentParser()
    for name in ("official", "questions", "answers"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out")
    parser.add_argument("--inline", action="store_true")
    parser.add_argument("--few-ways", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, options.official)
    warnings.simplefilter("ignore")

    CASES = list(cases_of(options.questions, options.answers))
    with contextlib.redirect_stdout(sys.stderr):
        GRADERS, failed = load(sorted({case[0] for case in CASES}), options.inline)
    for name, why in failed.items():
        print(f"not graded: {sum(case[0] == name for case in CASES)} answers of {name}: {why}")
    if options.few_ways and "amps_hard" in GRADERS:
        CASES = with_few_ways(CASES)
    order = [index for index, case in enumerate(CASES) if case[0] in GRADERS]
    random.Random(1).shuffle(order)
    warm = []
    for task in sorted({CASES[index][1]["task"] for index in order}):
        warm += [index for index in order if CASES[index][1]["task"] == task][:WARM]

    # The graders of formulas start processes of their own from functions inside functions: only a fork can.
    context = multiprocessing.get_context("fork")
    multiprocessing.set_start_method("fork")
    barrier = context.Barrier(options.workers + 1)
    with concurrent.futures.ProcessPoolExecutor(
            options.workers, context, initializer=begin, initargs=(barrier, warm)) as pool:
        idle = [pool.submit(time.sleep, 0) for _ in range(options.workers)]
        barrier.wait()
        concurrent.futures.wait(idle)
        begun = time.perf_counter()
        # Formulas may take minutes: what is graded is kept even where a run is cut short.
        with open(options.out or os.devnull, "w", encoding="utf-8") as out:
            chunks = [pool.submit(all_graded, order[i:i + CHUNK]) for i in range(0, len(order), CHUNK)]
            results = [kept(result, out) for chunk in concurrent.futures.as_completed(chunks) for result in chunk.result()]
        wall = time.perf_counter() - begun
    report(results, wall, options.workers)


def report(results, wall, workers):
    tasks = collections.defaultdict(list)
    for result in results:
        tasks[CASES[result[0]][1]["task"]].append(result)
    print(f"{'task':24} {'answers':>8} {'seconds of one worker':>22} {'answers/s':>12} {'failed':>7}")
    for task, some in sorted(tasks.items()):
        seconds = sum(result[2] for result in some)
        failed = sum(result[1] is None for result in some)
        print(f"{task:24} {len(some):8} {seconds:22.3f} {workers * len(some) / seconds:12.1f} {failed:7}")
    print(f"{'all':24} {len(results):8} {sum(r[2] for r in results):22.3f} {len(results) / wall:12.1f} "
          f"{sum(r[1] is None for r in results):7}   ({wall:.1f} s on {workers} workers)")
    for fault, count in collections.Counter(r[4] for r in results if r[4]).most_common(5):
        print(f"failed {count} times: {fault[:120]}")


def kept(result, out):
    index, score, seconds, busy, fault = result
    _, question, model, _ = CASES[index]
    row = {"question_id": question["question_id"], "model_id": model, "task": question["task"], "score": score,
           "seconds": seconds, "cpu_seconds": busy}
    print(json.dumps(row | ({"error": fault} if fault else {})), file=out, flush=True)
    return result


if __name__ == "__main__":
    main()
