"""From what a writer has to a corpus: files and datasets read by children with limits, cleaned, prepared."""
