"""guide.py README.vi.md mo-dau.md > HUONG-DAN.html

One page for a clerk: the Vietnamese README with the Windows part after its first paragraphs.
Understands what that file uses: headings, paragraphs, lists, tables, fenced code, bold, italic, code,
links. A link to another file of the sources becomes its text and a picture of them is left out, for the
zip does not hold that file.
"""

import html
import re
import sys
from pathlib import Path

STYLE = """
body{font:17px/1.6 'Segoe UI',Arial,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h1,h2,h3{line-height:1.25;color:#7a1416}h2{margin-top:2.2rem;border-bottom:1px solid #ddd}
code,pre{font-family:Consolas,monospace;background:#f4f1ea;border-radius:4px}
code{padding:.1em .3em}pre{padding:.8rem;overflow-x:auto}pre code{padding:0}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:#f4f1ea}li{margin:.3rem 0}@media print{body{font-size:11pt;margin:0}}
"""


def inline(text):
    """Bold, italic, code and links. Code is put aside first, so that nothing inside it counts."""
    aside = []

    def keep(found):
        aside.append(f"<code>{html.escape(found.group(1), quote=False)}</code>")
        return f"\0{len(aside) - 1}\0"

    text = html.escape(re.sub(r"`([^`]+)`", keep, text), quote=False)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"(?<!\*)\*([^*\s][^*]*)\*(?!\*)", r"<em>\1</em>", text)
    return re.sub("\0(\\d+)\0", lambda found: aside[int(found.group(1))], text)


def table(lines):
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines]
    head, body = rows[0], rows[2:]
    out = ["<table>", "<thead><tr>" + "".join(f'<th scope="col">{inline(c)}</th>' for c in head) + "</tr></thead>"]
    out += ["<tr>" + "".join(f"<td>{inline(c)}</td>" for c in row) + "</tr>" for row in body]
    return out + ["</table>"]


ITEM = re.compile(r"^(?:[-*]|(\d+)\.)\s+(.*)")


def listing(lines):
    """One level; a line that begins with blanks continues its item."""
    tag = "ol" if ITEM.match(lines[0]).group(1) else "ul"
    items = []
    for line in lines:
        item = ITEM.match(line)
        if item:
            items.append(item.group(2))
        else:
            items[-1] += " " + line.strip()
    return [f"<{tag}>"] + [f"<li>{inline(item)}</li>" for item in items] + [f"</{tag}>"]


def take(lines, start, belongs):
    end = start
    while end < len(lines) and belongs(lines[end]):
        end += 1
    return end


def blocks(lines):
    out, i = [], 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            i += 1
        elif line.startswith("```"):
            end = take(lines, i + 1, lambda l: not l.startswith("```"))
            body = html.escape("\n".join(lines[i + 1 : end]), quote=False)
            out.append(f"<pre><code>{body}</code></pre>")
            i = end + 1
        elif heading := re.match(r"^(#{1,4})\s+(.*)", line):
            level = len(heading.group(1))
            out.append(f"<h{level}>{inline(heading.group(2))}</h{level}>")
            i += 1
        elif line.startswith("|"):
            end = take(lines, i, lambda l: l.startswith("|"))
            out += table(lines[i:end])
            i = end
        elif ITEM.match(line):
            end = take(lines, i, lambda l: ITEM.match(l) or l.startswith(" ") and l.strip())
            out += listing(lines[i:end])
            i = end
        else:
            other = lambda l: l.strip() and not l.startswith(("#", "|", "```")) and not ITEM.match(l)
            end = max(take(lines, i, other), i + 1)
            paragraph = inline(" ".join(lines[i:end])).strip()
            out += [f"<p>{paragraph}</p>"] if paragraph else []
            i = end
    return out


def main():
    readme = Path(sys.argv[1]).read_text(encoding="utf-8")
    opening = Path(sys.argv[2]).read_text(encoding="utf-8")
    first_section = readme.find("\n## ") + 1 or len(readme)
    text = readme[:first_section] + opening + "\n" + readme[first_section:]
    title = re.search(r"^# (.*)", text, re.M).group(1)
    page = [
        "<!doctype html>",
        '<html lang="vi"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head><body>",
        *blocks(text.splitlines()),
        "</body></html>",
    ]
    sys.stdout.buffer.write(("\n".join(page) + "\n").encode("utf-8"))


main()
