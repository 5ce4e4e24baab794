"""Writes the plots of a dossier as files that stand alone: plot_svg.py DOSSIER.html OUT.svg [NUMBER, from 0]."""
import re
import sys

DRAWN = re.compile(r"\.plot(?! ?\.narrow|\.wide)|^path\.|^\.s\d|:root")


def rules(css):
    """The rules that plots need, without those of print and of narrow screens."""
    plain = re.sub(r"@[\w-]+[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    for rule in re.findall(r"[^{}]+\{[^{}]*\}", plain):
        selectors = rule.split("{")[0].strip()
        if any(DRAWN.search(each.strip()) for each in selectors.split(",")) and "narrow" not in selectors:
            yield re.sub(r"\s+", " ", rule.strip())


def main():
    page = open(sys.argv[1], encoding="utf-8").read()
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    css = "".join(rules(re.search(r"<style>(.*?)</style>", page, re.S).group(1)))
    plots = re.findall(r'<svg class="plot wide".*?</svg>', page, re.S)
    svg = plots[number].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write(re.sub(r">", "><style>" + css + "</style>", svg, count=1))


main()
