#!/usr/bin/env python3
"""Times motcua against the peers a user would pick instead, on the same files in the same run.

    python3 benches/compare.py                    # 100 000 rows, unzip as the only peer
    python3 benches/compare.py --peers            # also fastexcel, pandas, DuckDB (into target/peers)
    python3 benches/compare.py --peers --large    # also 1 000 000 rows and 10 000 000 dossiers

Every figure is a whole process: the median of --runs runs after one warm-up; the ratio is the median
of ours over the median of the peer. Peak memory is the largest single process of the run, as the
operating system accounts it. Nothing is judged here: the goals stand beside the figures.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
PEERS = ["fastexcel", "polars", "pyarrow", "pandas", "openpyxl", "duckdb", "xlsxwriter"]


def run_once(command, cwd):
    """Wall seconds and peak MiB of one run, children included (the largest of them)."""
    # A watcher process of its own, so that RUSAGE_CHILDREN holds this run only.
    code = (
        "import resource,subprocess,sys,time\n"
        "t=time.perf_counter()\n"
        "p=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE)\n"
        "d=time.perf_counter()-t\n"
        "print(d,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)\n"
        "sys.stderr.buffer.write(p.stderr); sys.exit(p.returncode)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, command)], cwd=cwd,
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stderr}")
    seconds, mib = done.stdout.split()
    return float(seconds), float(mib)


class Bench:
    def __init__(self, args, work):
        self.motcua, self.runs, self.work = args.motcua.resolve(), args.runs, work
        self.python = peers(ROOT / "target" / "peers") if args.peers else None
        self.store = work / "store"
        print(f"{os.cpu_count()} cores, median of {args.runs}")
        print(f"{'work':66} {'ours s':>8} {'MiB':>6} {'peer s':>8} {'ratio':>7}  goal", flush=True)

    def measure(self, command, prepare=None, runs=None):
        """Median seconds and largest peak after one warm-up."""
        seconds, peak = [], 0.0
        for i in range((runs or self.runs) + 1):
            if prepare:
                prepare()
            s, m = run_once(command, self.work)
            if i > 0:
                seconds.append(s)
                peak = max(peak, m)
        return statistics.median(seconds), peak

    def row(self, work, ours, peer=None, goal=""):
        peer_text = f"{peer[0]:8.3f} {ours[0] / peer[0]:7.2f}" if peer else f"{'':8} {'':7}"
        print(f"{work:66} {ours[0]:8.3f} {ours[1]:6.0f} {peer_text}  {goal}", flush=True)

    def fresh(self):
        shutil.rmtree(self.store, ignore_errors=True)

    def generate(self, name, dossiers, layout, seed=1):
        folder = self.work / name
        subprocess.run([self.motcua, "generate", "-o", folder, "--dossiers", str(dossiers), "--seed", str(seed),
                        "--layout", layout, "-q"], check=True, cwd=self.work, stdout=subprocess.DEVNULL)
        return folder

    def ours(self, *words, store=None):
        return [self.motcua, *words, "--store", store or self.store, "-q"]

    def peer(self, script, *words):
        return [self.python, HERE / "peers.py", script, *words]

    def imports(self, rows):
        xlsx = next(self.generate(f"flat{rows}", rows, "flat").glob("*.xlsx"))
        size = xlsx.stat().st_size / 1e6
        unzip = self.measure(["unzip", "-p", xlsx])
        ours = self.measure(self.ours("import", xlsx), self.fresh)
        goal = "≤ 2.5, ≤ 500 MiB" if rows >= 1_000_000 else "≤ 4, ≤ 300 MiB"
        self.row(f"import .xlsx, {rows} × 23, {size:.0f} MB / unzip -p", ours, unzip, goal)
        if self.python:
            self.row("  the same / fastexcel reads it", ours, self.measure(self.peer("fastexcel", xlsx)), "≤ 0.5")
            if rows <= 100_000:
                self.row("  the same / pandas reads it (1 run)", ours, self.measure(self.peer("pandas", xlsx), runs=1))
            for form in ["inline.xlsx", "xlsb", "csv", "html.xls"]:
                copy = self.work / f"danh-sach-{rows}.{form}"
                subprocess.run(self.peer("convert", xlsx, copy), check=True)
                text = self.measure(self.ours("import", copy, "--exported-at", "2026-11-02 17:30"), self.fresh)
                goal = "≥ 300 000 rows/s" if form == "csv" else ""
                self.row(f"import .{form} of the same rows ({rows / text[0]:,.0f} rows/s)", text, None, goal)
        return xlsx, ours

    def questions(self, rows):
        folder = self.generate(f"questions{rows}", rows, "flat")
        self.fresh()
        run_once(self.ours("import", folder), self.work)
        period = ["--period", "2026-10"]
        quick = {20_000: "≤ 0.060", 1_000_000: "≤ 1"}.get(rows, "")
        for name, words, goal in [
            ("rates", ["rates", *period], quick),
            ("rates by official", ["rates", *period, "--by", "official"], quick),
            ("rank", ["rank", *period], quick),
            ("report", ["report", *period, "-o", self.work / "report"], "≤ 1" if rows == 20_000 else ""),
        ]:
            self.row(f"{name}, {rows} dossiers", self.measure(self.ours(*words)), None, goal)

    def cores(self):
        folder = self.work / "folder"
        folder.mkdir()
        for seed in range(1, 51):
            made = self.generate(f"seed{seed}", 20_000, "flat", seed)
            shutil.move(next(made.glob("*.xlsx")), folder / f"{seed:02}.xlsx")
        both = self.measure(self.ours("import", folder), self.fresh)
        one = self.measure(["taskset", "-c", "0", *self.ours("import", folder)], self.fresh)
        self.row("import of 50 files × 20 000 rows / the same on one core", both, one, "≤ 0.59")

    def weeks(self):
        """The same year in 52 imports that each repeat the last four weeks, and in one."""
        if not self.python:
            return
        whole = next(self.generate("year", 20_000, "flat").glob("*.xlsx"))
        folder = self.work / "weeks"
        subprocess.run(self.peer("weeks", whole, folder), check=True)
        stores = []
        for name, source in [("one", whole), ("weekly", folder)]:
            store = self.work / f"store-{name}"
            run_once(self.ours("import", source, store=store), self.work)
            stores.append(self.measure(self.ours("rates", "--period", "2026", store=store)))
        self.row("rates over 52 weekly imports / over one", stores[1], stores[0], "≤ 1.3")

    def millions(self, xlsx):
        """Ten files of a million dossiers, 2 000 officials."""
        folder = self.work / "millions"
        subprocess.run(self.peer("millions", xlsx, folder), check=True)
        self.fresh()
        run_once(self.ours("import", folder, "--exported-at", "2026-11-02 17:30"), self.work)
        words = ["rates", "--period", "2026", "--by", "official", "--format", "json"]
        cold = run_once(self.ours(*words), self.work)
        self.row("rates by official, 10 000 000 dossiers, the first time", cold)
        answer = self.work / "answer.json"
        subprocess.run(self.ours(*words, "-o", answer), check=True, stdout=subprocess.DEVNULL)
        counted = {row["metric"] for row in json.loads(answer.read_text())["rows"] if row["total"] + row["no_data"]}
        cache = next((self.store / "cache").iterdir())
        ours = self.measure(self.ours(*words))
        duckdb = self.measure(self.peer("duckdb", cache, ROOT / "queries" / "metrics", ",".join(sorted(counted))))
        self.row(f"rates by official, {len(counted)} metrics, from then on / DuckDB", ours, duckdb, "≤ 1.0, ≤ 4096 MiB")


def peers(folder):
    """A virtual environment with the peers."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
    return python


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--peers", action="store_true")
    ask.add_argument("--large", action="store_true")
    ask.add_argument("--motcua", type=Path, default=ROOT / "target" / "release" / "motcua")
    args = ask.parse_args()
    if not args.motcua.exists():
        sys.exit(f"{args.motcua} is not there: cargo build --release")
    if args.large and not args.peers:
        sys.exit("--large needs --peers")
    work = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    try:
        bench = Bench(args, work)
        _, small = bench.imports(100_000)
        bench.questions(20_000)
        bench.questions(1_000_000 if args.large else 100_000)
        bench.weeks()
        bench.cores()
        if args.large:
            xlsx, large = bench.imports(1_000_000)
            bench.row("import of 1 000 000 rows / of 100 000", large, small, "≤ 11")
            bench.millions(xlsx)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
