"""SQL: what was screened, when, against what."""
