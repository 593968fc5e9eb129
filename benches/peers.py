"""What the peers do, and files in other forms; run by compare.py with the interpreter of target/peers."""

import sys
from pathlib import Path


def rows_of(xlsx):
    """The list as texts and numbers, dates as the exports write them."""
    import fastexcel
    import polars as pl

    frame = fastexcel.read_excel(xlsx).load_sheet(0, header_row=3).to_polars()
    dates = [name for name, kind in frame.schema.items() if kind.is_temporal()]
    return frame.with_columns([pl.col(name).dt.strftime("%d/%m/%Y %H:%M:%S") for name in dates])


def fastexcel(xlsx):
    import fastexcel

    fastexcel.read_excel(xlsx).load_sheet(0).to_arrow()


def pandas(xlsx):
    import pandas

    pandas.read_excel(xlsx)


def convert(xlsx, to):
    frame = rows_of(xlsx)
    if to.endswith(".csv"):
        frame.write_csv(to)
    elif to.endswith(".xlsx"):
        import xlsxwriter

        # With constant memory it writes texts into the cells.
        book = xlsxwriter.Workbook(to, {"constant_memory": True})
        sheet = book.add_worksheet("DanhSach")
        for i, row in enumerate([frame.columns, *frame.iter_rows()]):
            sheet.write_row(i, 0, row)
        book.close()
    elif to.endswith(".xlsb"):
        import xlsb

        xlsb.write(to, [frame.columns, *frame.iter_rows()])
    else:
        with open(to, "w", encoding="utf-8") as out:
            out.write('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>')
            for row in [frame.columns, *frame.iter_rows()]:
                out.write("<tr>" + "".join(f"<td>{'' if v is None else v}</td>" for v in row) + "</tr>\n")
            out.write("</table></html>")


def weeks(xlsx, folder):
    """52 lists, each with the rows of a thirteenth of the year."""
    Path(folder).mkdir()
    frame = rows_of(xlsx)
    n = frame.height
    for week in range(52):
        start = max(0, (week - 3) * n // 52)
        part = frame.slice(start, (week + 1) * n // 52 - start)
        day = 1 + week % 28
        part.write_csv(f"{folder}/danh-sach_2026-{1 + week // 28:02}-{day:02}.csv")


def millions(xlsx, folder):
    import polars as pl

    Path(folder).mkdir()
    frame = rows_of(xlsx)
    code, officials = "Mã số hồ sơ", ["Cán bộ tiếp nhận", "Cán bộ thụ lý"]
    number = pl.int_range(pl.len()).alias("n")
    for i in range(10):
        part = frame.with_columns(number)
        part = part.with_columns(
            pl.col(code).str.replace("H32.199", f"H32.{200 + i}", literal=True),
            *[(pl.lit("Cán bộ ") + (i * 200 + pl.col("n") * k % 200).cast(pl.String)).alias(o)
              for k, o in [(1, officials[0]), (7, officials[1])]],
        )
        part.drop("n").write_csv(f"{folder}/danh-sach-{i}.csv")


def duckdb(cache, queries, metrics):
    import duckdb

    base = duckdb.connect()
    for table in ["dossiers", "suspensions", "procedures"]:
        base.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{cache}/{table}-*.parquet')")
    base.execute(
        "CREATE TABLE params AS SELECT DATE '2026-01-01' AS period_start, DATE '2026-12-31' AS period_end, "
        "TIMESTAMP '2026-12-31 23:59:59' AS period_end_at, TIMESTAMP '2026-11-02 17:30:00' AS as_of"
    )
    for metric in metrics.split(","):
        sql = Path(queries, f"{metric}.sql").read_text(encoding="utf-8")
        base.execute(
            "SELECT official, agency, COUNT(*) FILTER (WHERE hit) AS hits, COUNT(hit) AS total, "
            f"COUNT(*) FILTER (WHERE hit IS NULL) AS no_data FROM ({sql}) "
            "WHERE CAST(counted_on AS DATE) BETWEEN DATE '2026-01-01' AND DATE '2026-12-31' "
            "GROUP BY official, agency"
        ).fetchall()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
