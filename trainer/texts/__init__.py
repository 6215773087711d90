"""Files and datasets to a corpus, read by children with limits."""
