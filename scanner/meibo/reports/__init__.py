"""Reports: an inventory and its assessment as xlsx, csv and jsonl."""
