"""From a corpus to training examples: prompts, summaries and paraphrases, edits."""
