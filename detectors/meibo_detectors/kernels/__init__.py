"""The hot path in compiled code: one file a shape, arrays in, arrays out, the GIL released. README.md says how."""
