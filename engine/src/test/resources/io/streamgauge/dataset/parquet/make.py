"""Writes the files beside it with pyarrow 26: each table as Parquet, and the same rows as JSON lines, made by Python's own json.

    pip install pyarrow==26.0.1 && python make.py
"""

import base64
import datetime
import decimal
import json
import uuid

import pyarrow as pa
import pyarrow.parquet as pq

UTC = datetime.timezone.utc


def save(name, schema, rows, lines=None, **how):
    """Two rows a group, so that every file has several; fields that are not there are null in the table."""
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
    pq.write_table(pa.table(columns, schema=schema), name + ".parquet", row_group_size=2, **how)
    if lines is not None:
        with open(name + ".jsonl", "w", encoding="utf-8") as out:
            out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


prompts = pa.schema([
    ("text", pa.string()), ("output_length", pa.int32()), ("timestamp", pa.int64()), ("extra_body", pa.struct([("top_p", pa.float64())])),
])
texts = [
    {"text": "Tell me a story.\nA long one.", "output_length": 12, "timestamp": 0},
    {"text": "Größer, 大きい, \U0001F600?", "timestamp": 20, "extra_body": {"top_p": 0.5}},
    {"text": "Say \"a\\b\" again.", "output_length": 3, "timestamp": 40, "extra_body": {"top_p": 0.25}},
    {"text": "Tell me a story.\nA long one.", "output_length": 12, "timestamp": 60},
    {"text": "x", "output_length": 1, "timestamp": 80},
]
save("prompts", prompts, texts, texts, compression="snappy")
for codec in "zstd", "gzip", "none", "lz4", "brotli":
    save("prompts-" + codec, prompts, texts, compression=codec)
save("prompts-v2", prompts, texts, compression="zstd", data_page_version="2.0", version="2.6")
save("prompts-delta", prompts, texts, use_dictionary=False, column_encoding={"text": "DELTA_BYTE_ARRAY"})

call = pa.struct([("id", pa.string()), ("type", pa.string()),
                  ("function", pa.struct([("name", pa.string()), ("arguments", pa.string())]))])
messages = pa.schema([
    ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string()), ("tool_calls", pa.list_(call))]))),
    ("output_length", pa.float64()),
])
talks = [
    {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is 2 + 2?"}], "output_length": 4},
    {"messages": [
        {"role": "user", "content": "The weather?"},
        {"role": "assistant", "tool_calls": [
            {"id": "c1", "type": "function", "function": {"name": "weather", "arguments": "{\"at\": \"Rome\"}"}}]},
        {"role": "tool", "content": "sunny"},
    ]},
    {"messages": [{"role": "user", "content": "Bye."}], "output_length": 2},
]
save("messages", messages, talks, talks, compression="snappy")

turns = pa.schema([("session_id", pa.large_string()), ("text", pa.large_string()), ("delay", pa.int64())])
sessions = [
    {"session_id": "a", "text": "One of a."},
    {"session_id": "b", "text": "One of b."},
    {"session_id": "a", "text": "Two of a.", "delay": 5},
    {"session_id": "b", "text": "Two of b.", "delay": 3},
    {"session_id": "a", "text": "Three of a.", "delay": 1},
]
save("sessions", turns, sessions, sessions, compression="zstd")

trace = pa.schema([("timestamp", pa.int64()), ("input_length", pa.int32()), ("output_length", pa.int32()), ("hash_ids", pa.list_(pa.uint64()))])
blocks = [
    {"timestamp": 0, "input_length": 1000, "output_length": 3, "hash_ids": [1, 2]},
    {"timestamp": 7, "input_length": 1300, "output_length": 5, "hash_ids": [1, 2, 2**64 - 1]},
    {"timestamp": 9, "input_length": 400, "output_length": 2, "hash_ids": [7]},
]
save("trace", trace, blocks, blocks, compression="snappy")

at = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456)
kinds = [
    ("bool", pa.bool_(), True, True),
    ("int8", pa.int8(), -7, -7),
    ("int16", pa.int16(), -700, -700),
    ("uint8", pa.uint8(), 250, 250),
    ("uint16", pa.uint16(), 65000, 65000),
    ("uint32", pa.uint32(), 4000000000, 4000000000),
    ("uint64", pa.uint64(), 2**64 - 2, 2**64 - 2),
    ("int64", pa.int64(), -2**62, -2**62),
    ("half", pa.float16(), 0.5, 0.5),
    ("float", pa.float32(), 0.1, 0.1),
    ("double", pa.float64(), 0.1, 0.1),
    ("whole", pa.float64(), 3.0, 3),
    ("huge", pa.float64(), 1e300, 1e300),
    ("nan", pa.float64(), float("nan"), None),
    ("decimal", pa.decimal128(12, 2), decimal.Decimal("12.34"), 12.34),
    ("date", pa.date32(), at.date(), "2026-03-01"),
    ("time", pa.time64("us"), datetime.time(1, 2, 3), "01:02:03"),
    ("seconds", pa.timestamp("ms"), at.replace(microsecond=0), 1772366400000),
    ("micros", pa.timestamp("us"), at, 1772366400123.456),
    ("zoned", pa.timestamp("us", tz="UTC"), at.replace(tzinfo=UTC), 1772366400123.456),
    ("enum", pa.dictionary(pa.int8(), pa.string()), "red", "red"),
    ("bytes", pa.binary(), b"\xff\x00", base64.b64encode(b"\xff\x00").decode()),
    ("utf8", pa.binary(), "größer".encode(), "größer"),
    ("uuid", pa.uuid(), uuid.UUID(int=5).bytes, str(uuid.UUID(int=5))),
    ("map", pa.map_(pa.string(), pa.int32()), [("a", 1), ("b", 2)], {"a": 1, "b": 2}),
    ("lists", pa.list_(pa.list_(pa.int32())), [[1], [], [2, None]], [[1], [], [2, None]]),
    ("structs", pa.list_(pa.struct([("a", pa.int32()), ("b", pa.list_(pa.string()))])),
     [{"a": 1, "b": ["x", ""]}, {"a": None, "b": None}, None], [{"a": 1, "b": ["x", ""]}, {}, None]),
]
save("kinds", pa.schema([(name, kind) for name, kind, *_ in kinds]),
     [{name: value for name, _, value, _ in kinds}, {}, {}],
     [{name: line for name, _, _, line in kinds}, {}, {}], compression="zstd")
save("empty", prompts, [], [])
