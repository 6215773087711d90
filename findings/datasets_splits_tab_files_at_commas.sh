#!/usr/bin/env bash
# datasets 4.8.5: its builder is found by a file's ending, and `.tsv` is the ending of the builder "csv" with another
# separator. Asked for by name, `load_dataset("csv", data_files="texts.tsv")` takes a comma for the separator all the
# same: the header row is one column, the commas of the prose part each text, and what comes before the last one moves
# into columns named __index_level_N__, without an error or a warning. Where the ending chooses, the tabs are seen.
# Here: trainer/texts/dataset_child.py passes the separator.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet datasets==4.8.5
cd "$place"
printf 'author\ttext\nAnna\tRain, then wind.\nPeter\tSnow, then frost.\n' > texts.tsv
mkdir found
cp texts.tsv found
HF_HUB_OFFLINE=1 HF_HOME="$place/cache" "$place/venv/bin/python" - <<'PYTHON'
import datasets

named = datasets.load_dataset("csv", data_files="texts.tsv", split="train")
found = datasets.load_dataset("./found", split="train")
print("datasets", datasets.__version__)
print("named csv:", named.column_names, named[0])
print("by its ending:", found.column_names, found[0])
assert datasets.__version__ == "4.8.5"
assert found[0] == {"author": "Anna", "text": "Rain, then wind."}, "the ending no longer chooses the tab"
assert "text" not in named.column_names, "tabs are seen now"
assert any(name.startswith("__index_level") for name in named.column_names), "no column of the index any more"
PYTHON
echo "as described"
