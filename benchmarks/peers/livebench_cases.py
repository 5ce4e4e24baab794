"""Writes questions and answers on which graders of LiveBench can be compared: question.jsonl and answers.jsonl.

Usage: python3 livebench_cases.py --out DIR [--real DIR] [--without ID]...

To each bundled question go a right answer and a wrong one, to those on formulas also one that is equal and written in
another way. `--real` names a folder of files in the official layout (`TASK/question.jsonl` and `TASK/model_answer/*.jsonl`),
whose answers are added as they are, with other ways of writing their formulas. `--without` leaves out the answers of
models to a question. Needs sympy and lark.
"""
import argparse
import gzip
import json
import pathlib
import random
import re
import signal

import lark
import sympy
from sympy.parsing.latex import parse_latex

BUNDLED = "methods/livebench/src/main/resources/dev/assay/livebench/release/question.jsonl.gz"
THOUGHTS = (
    "Let me think about this step by step. First I read the question again and note what is given and what is asked. "
    "Then I write down what follows from each statement, one after another, and look for what cannot be. "
    "I check the result against all that was said; it fits, and nothing else does.\n\n") * 3
TAGGED = {
    "integrals_with_game", "web_of_lies_v3", "zebra_puzzle", "theory_of_mind", "sudoku", "typos", "connections", "tablejoin"}
TRIES, SECONDS, MOST_WAYS = 2, 0.5, 4
BOLD = {"web_of_lies_v2", "spatial", "house_traversal"}
REWRITINGS = (sympy.expand, sympy.factor, sympy.together, sympy.expand_trig, sympy.expand_log, sympy.radsimp)


def boxed(formula):
    return f"{THOUGHTS}The answer is $\\boxed{{{formula}}}$."


def dressed(task, truth):
    """A right answer as a model would write it."""
    if task == "AMPS_Hard":
        return boxed(truth)
    if task == "logic_with_navigation":
        return f"{THOUGHTS}<solution>({truth[0]}, {truth[1]})</solution>"
    if task == "consecutive_events":
        return f"{THOUGHTS}<solution>{json.dumps(truth)}</solution>"
    if task == "plot_unscrambling":
        return f"<PLOT_SUMMARY>{truth}</PLOT_SUMMARY>"
    if task in BOLD:
        return f"{THOUGHTS}**{truth}**"
    return f"{THOUGHTS}<solution>{truth}</solution>" if task in TAGGED else truth


def wrong(task, truth, chance):
    """What is nearly right."""
    if task == "AMPS_Hard":
        return truth + " + 1"
    if isinstance(truth, list):
        return truth[::-1] if task == "logic_with_navigation" else truth[:-1]
    if task == "plot_unscrambling":
        sentences = [sentence for sentence in truth.split(". ") if sentence]
        chance.shuffle(sentences)
        return ". ".join(sentences)
    if task == "tablejoin":
        pairs = list(json.loads(truth).items())
        return json.dumps(dict(pairs[:-1] + [(pairs[-1][0], "column")]))
    numbers = list(re.finditer(r"[0-8]", truth))
    if numbers:
        place = chance.choice(numbers).start()
        return truth[:place] + str(int(truth[place]) + 1) + truth[place + 1:]
    words = truth.split(", ") if ", " in truth else truth.split(" ")
    return (", " if ", " in truth else " ").join(words[1:] + words[:1]) if len(words) > 1 else truth + "s"


def read(latex):
    """The first way to read a formula. One with many would keep the official grader busy for minutes."""
    found = parse_latex(latex, backend="lark")
    ways = found.children if isinstance(found, lark.Tree) else [found]
    return ways[0] if len(ways) <= MOST_WAYS else None


def plain(latex):
    return latex.replace("\\left", "").replace("\\right", "").replace("\\cdot", "*")


def within(seconds, run):
    """What a call gives, or nothing where it fails or takes longer: neither SymPy nor its reader knows every formula."""
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    try:
        return run()
    except (Exception, Late):
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def rewritten(latex, chance):
    """An equal formula that is written in another way, where there is one that can be read again."""
    truth = within(SECONDS, lambda: read(plain(latex)))
    if truth is None:
        return None
    name = next((symbol.name for symbol in sorted(truth.free_symbols, key=str)), "x")
    forms = [within(SECONDS, lambda: sympy.latex(rewrite(truth))) for rewrite in chance.sample(REWRITINGS, TRIES)]
    for form in forms + [f"\\frac{{{name} * ({latex}) + {latex}}}{{{name} + 1}}", f"\\frac{{6 * ({latex})}}{{6}}"]:
        found = within(SECONDS, lambda: read(plain(form)))
        if found not in (None, truth):
            return form
    return None


class Late(BaseException):
    """SymPy catches whatever is an Exception."""


def late(signum, frame):
    raise Late


def answer(question, model, text):
    return {"question_id": question["question_id"], "model_id": model, "choices": [{"index": 0, "turns": [text]}]}


def to_bundled(questions, chance):
    for question in questions:
        task, truth = question["task"], question.get("ground_truth")
        if truth is None:
            # Nothing says what a right text is: one that keeps little is graded as well as one that keeps much.
            yield answer(question, "right", question["turns"][0])
            yield answer(question, "wrong", question.get("citation") or question["task_prompt"])
            continue
        yield answer(question, "right", dressed(task, truth))
        yield answer(question, "wrong", dressed(task, wrong(task, truth, chance)))
        yield from to_formulas([question], chance)


def to_formulas(questions, chance):
    for question in questions:
        other = rewritten(question["ground_truth"], chance) if question["task"] == "AMPS_Hard" else None
        if other is not None:
            yield answer(question, "rewritten", boxed(other))


def lines(file):
    return [json.loads(line) for line in file if line.strip()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--real", type=pathlib.Path)
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, late)
    chance = random.Random(1)
    bundled = pathlib.Path(__file__).resolve().parents[2] / BUNDLED
    with gzip.open(bundled, "rt", encoding="utf-8") as file:
        questions = lines(file)
    answers = list(to_bundled(questions, chance))
    for path in sorted(options.real.rglob("question.jsonl")) if options.real else []:
        with open(path, encoding="utf-8") as file:
            found = lines(file)
        real = []
        for given in sorted((path.parent / "model_answer").glob("*.jsonl")):
            with open(given, encoding="utf-8") as file:
                real += lines(file)
        questions += found
        answers += [each for each in real if not each["question_id"].startswith(tuple(options.without))]
        answers += to_formulas(found, chance)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, rows in (("question.jsonl", questions), ("answers.jsonl", answers)):
        with open(options.out / name, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    print(f"{len(questions)} questions, {len(answers)} answers")


if __name__ == "__main__":
    main()
