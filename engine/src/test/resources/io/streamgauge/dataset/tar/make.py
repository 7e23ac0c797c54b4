"""Writes the files beside it with Python's own tarfile, and the lines that they stand for with its json.

    python make.py
"""

import base64
import io
import json
import tarfile

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\0\0\0\0"


def url(kind, content):
    return "data:" + kind + ";base64," + base64.b64encode(content).decode()


def save(name, members, rows, form=tarfile.PAX_FORMAT, mode="w"):
    with tarfile.open(name, mode, format=form) as tar:
        for path, content in members:
            info = tarfile.TarInfo(path)
            info.mtime = 0
            if content is None:
                info.type = tarfile.DIRTYPE
                tar.addfile(info)
            else:
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    if rows is not None:
        with open(name.split(".")[0] + ".jsonl", "w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


words = {"text": "not this", "output_length": 4, "url": "http://x"}
members = [
    ("shard", None),
    ("shard/README", b"of no use"),
    ("shard/._0001.txt", b"of no use"),
    ("shard/0001.jpg", PNG),
    ("shard/0001.json", json.dumps(words).encode()),
    ("shard/0001.txt", "What is größer?\n".encode()),
    ("shard/0001.cls", b"3"),
    ("shard/0002.json", json.dumps({"messages": [{"role": "user", "content": "Hi."}], "output_length": 2}).encode()),
    ("shard/" + "long/" * 25 + "0002.txt", b"Of a long name."),
    ("shard/0003.left.png", PNG),
    ("shard/0003.right.png", PNG),
    ("shard/0003.txt", b"Which is it?"),
    ("shard/0004.wav", WAV),
    ("shard/0004.txt", b"What is said?"),
]
rows = [
    {**words, "image": url("image/jpeg", PNG), "text": "What is größer?"},
    {"messages": [{"role": "user", "content": "Hi."}], "output_length": 2},
    {"text": "Of a long name."},
    {"image": [url("image/png", PNG)] * 2, "text": "Which is it?"},
    {"audio": url("audio/wav", WAV), "text": "What is said?"},
]
save("samples.tar", members, rows)
save("samples-gnu.tar", members, None, tarfile.GNU_FORMAT)
save("samples-ustar.tar", members, None, tarfile.USTAR_FORMAT)
save("samples.tar.gz", members, None, mode="w:gz")

parquet = open("../parquet/prompts.parquet", "rb").read()
arrow = open("../arrow/prompts.arrow", "rb").read()
lines = open("../parquet/prompts.jsonl", "rb").read()
prompts = [json.loads(line) for line in lines.splitlines()]
save("tables.tar", [("a.jsonl", lines), ("b.parquet", parquet), ("c.arrow", arrow), ("d.txt", b"And one more.")],
     prompts * 3 + [{"text": "And one more."}])
save("useless.tar", [("a.bin", b"x"), ("b", b"")], None)
