"""Examples as JSONL for other tools: one conversation a line."""

import json
from collections.abc import Iterable

from styles.examples.examples import Example


def to_jsonl(examples: Iterable[Example]) -> bytes:
    """Return examples as JSONL in the chat form of OpenAI and Together.

    Read again it gives the same pairs.
    """
    return "".join(f"{json.dumps(_chat(example), ensure_ascii=False)}\n" for example in examples).encode()


def _chat(example: Example) -> dict[str, list[dict[str, str]]]:
    return {
        "messages": [
            {"role": "user", "content": example.prompt},
            {"role": "assistant", "content": example.completion},
        ]
    }
