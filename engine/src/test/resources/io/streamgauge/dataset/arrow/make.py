"""Writes the files beside it: with pyarrow 26 the tables of the Parquet files in ../parquet, whose rows stand there as JSON lines too, and
more.arrow, whose rows are in more.jsonl, made by Python's own json; with polars 2.1 views.arrow, whose rows are in views.jsonl.

    pip install pyarrow==26.0.1 polars==2.1.0 && python make.py
"""

import base64
import datetime
import decimal
import json

import polars
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq


def stream(name, table, rows=2, **options):
    """As Hugging Face's datasets write them."""
    with pa.ipc.new_stream(name + ".arrow", table.schema, options=pa.ipc.IpcWriteOptions(**options)) as out:
        out.write_table(table, max_chunksize=rows)


def lines(name, rows):
    with open(name + ".jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


for name in "prompts", "messages", "sessions", "trace", "kinds", "empty":
    stream(name, pq.read_table("../parquet/" + name + ".parquet"))
prompts = pq.read_table("../parquet/prompts.parquet")
for packed in "lz4", "zstd":
    stream("prompts-" + packed, prompts, compression=packed)
    feather.write_feather(prompts, "prompts-" + packed + ".feather", compression=packed, chunksize=2)
feather.write_feather(prompts, "prompts.feather", compression="uncompressed", chunksize=2)

# Longer than a block of LZ4, which may repeat what is in those before, and than the reader's window; each word differs a little from the last.
long = pa.table({"text": [" ".join("word%d" % (row * i % 977) for i in range(40000 + row)) for row in range(2)] + ["short"],
                 "output_length": pa.array([1, 2, 3], pa.int32())})
feather.write_feather(long, "long-lz4.feather", compression="lz4")
feather.write_feather(long, "long-zstd.feather", compression="zstd")

# Whose buffer of where texts end is many of the reader's windows long, though it packs to nothing.
many = pa.table({"text": [""] * 40000 + ["last"]})
for packed in "lz4", "zstd":
    feather.write_feather(many, "many-" + packed + ".feather", compression=packed, chunksize=50000)

at = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456)
more = [
    ("null", pa.null(), None, None),
    ("large", pa.large_string(), "größer", "größer"),
    ("large_bytes", pa.large_binary(), b"\xff\x00", base64.b64encode(b"\xff\x00").decode()),
    ("fixed", pa.binary(3), b"abc", "abc"),
    ("large_list", pa.large_list(pa.int32()), [1, None, 3], [1, None, 3]),
    ("pair", pa.list_(pa.float32(), 2), [0.5, 2.0], [0.5, 2]),
    ("seconds", pa.timestamp("s"), at.replace(microsecond=0), 1772366400000),
    ("nanos", pa.timestamp("ns"), at, 1772366400123.456),
    ("whole", pa.timestamp("us"), at.replace(microsecond=0), 1772366400000),
    ("duration", pa.duration("s"), datetime.timedelta(minutes=2), 120000),
    ("date", pa.date64(), at.date(), "2026-03-01"),
    ("time32", pa.time32("s"), datetime.time(1, 2, 3), "01:02:03"),
    ("time64", pa.time64("ns"), datetime.time(1, 2, 3, 4), "01:02:03.000004"),
    ("decimal32", pa.decimal32(7, 2), decimal.Decimal("-12.34"), -12.34),
    ("decimal256", pa.decimal256(50, 3), decimal.Decimal("-12.345"), -12.345),
    ("view", pa.string_view(), "a view of more than twelve bytes", "a view of more than twelve bytes"),
    ("short", pa.string_view(), "a view", "a view"),
    ("word", pa.dictionary(pa.uint8(), pa.large_string()), "red", "red"),
    ("maybe", pa.struct([("a", pa.struct([("b", pa.int8())]))]), {"a": {"b": 1}}, {"a": {"b": 1}}),
]
stream("more", pa.table([pa.array([value, None, value], kind) for _, kind, value, _ in more], schema=pa.schema([m[:2] for m in more])))
whole = {name: line for name, _, _, line in more if line is not None}
lines("more", [whole, {}, whole])

# Dictionaries that grow, and another for the third batch.
words = pa.schema([("text", pa.dictionary(pa.int8(), pa.string()))])
with pa.ipc.new_stream("growing.arrow", words, options=pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)) as out:
    for known, places in (["a", "b"], [0, 1, None]), (["a", "b", "c"], [2, 0]), (["d"], [0]):
        out.write_batch(pa.record_batch([pa.DictionaryArray.from_arrays(pa.array(places, pa.int8()), pa.array(known))], schema=words))
lines("growing", [{"text": "a"}, {"text": "b"}, {}, {"text": "c"}, {"text": "a"}, {"text": "d"}])

views = [{"text": "A text that is longer than twelve bytes, number %d." % i} for i in range(300)] + [{"text": "short"}]
frame = polars.DataFrame(views)
frame.write_ipc("views.arrow", compression="uncompressed")
frame.write_ipc("views-zstd.arrow", compression="zstd")
lines("views", views)

union = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1]), pa.array(["x"])])
stream("union", pa.table({"text": ["x"], "either": union}))
