"""Writes the files beside it with Python's own sqlite3, and the lines that they stand for with its json.

    python make.py
"""

import base64
import json
import os
import sqlite3


def save(name, rows, *statements, before=()):
    if os.path.exists(name + ".db"):
        os.remove(name + ".db")
    db = sqlite3.connect(name + ".db")
    for statement in before:
        db.execute(statement)
    for statement in statements:
        if isinstance(statement, str):
            db.execute(statement)
        else:
            db.executemany(*statement)
    db.commit()
    db.close()
    if rows is not None:
        with open(name + ".jsonl", "w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


# Of several levels of pages, with texts of every length around those that need pages of their own.
rows = [{"id": i + 1, "text": ("größer %d " % i) * (i % 45 + 1), "output_length": i % 5 + 1} for i in range(140)]
rows[7]["text"] = "long " * 2000
save("prompts", rows, "CREATE TABLE prompts (id INTEGER PRIMARY KEY, text TEXT NOT NULL, output_length INT)",
     ("INSERT INTO prompts VALUES (:id, :text, :output_length)", rows), before=["PRAGMA page_size = 512"])

kinds = {"i0": 0, "i1": 1, "i8": -7, "i16": -700, "i24": 8000000, "i32": -2000000000, "i48": 2**46, "i64": -2**62,
         "real": 0.1, "whole": 3.0, "blob": b"\xff\x00", "utf8": "größer".encode(), "empty": "", "none": None}
expected = {key: value for key, value in kinds.items() if value is not None}
expected.update(whole=3, blob=base64.b64encode(b"\xff\x00").decode(), utf8="größer")
columns = ", ".join(key for key in kinds)
save("kinds", [expected, {}], "CREATE TABLE kinds (" + columns + ")",
     ("INSERT INTO kinds VALUES (" + ", ".join(":" + key for key in kinds) + ")", [kinds, dict.fromkeys(kinds)]))

messages = [{"role": "user", "content": "Hi."}]
save("messages", [{"the id": 5, "messages": messages, "output, length": 2}, {"the id": 9, "messages": messages, "output, length": 3}],
     'CREATE TABLE "a ""talk"""' + """ ( -- of two columns, and
          [the id] INTEGER, /* a key, */ `messages` JSON CHECK (messages <> '),('),
          "output, length" DECIMAL(10, 2) DEFAULT (1), CONSTRAINT k PRIMARY KEY ("the id"))""",
     ("INSERT INTO \"a \"\"talk\"\"\" VALUES (?, ?, ?)", [(5, json.dumps(messages), 2), (9, json.dumps(messages), 3)]),
     before=["PRAGMA encoding = 'UTF-16le'"])

save("several", [{"text": "One."}, {"text": "Two."}], "CREATE TABLE others (a)", "CREATE TABLE prompts (text)",
     "CREATE INDEX byText ON prompts (text)", "CREATE VIEW seen AS SELECT * FROM prompts",
     "CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID", "CREATE TABLE computed (a, b AS (a + 1))",
     "CREATE TABLE added (a)", "INSERT INTO added VALUES (1)", "ALTER TABLE added ADD COLUMN b DEFAULT 7",
     ("INSERT INTO prompts VALUES (?)", [("One.",), ("Two.",)]))
save("none", None, "PRAGMA user_version = 3")
