"""Re-screen runs, and the book of subjects that they match: what is asked, and what is written."""
