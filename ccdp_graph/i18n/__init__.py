"""Words for people: messages, the texts of pages, and near misses of what was typed."""
