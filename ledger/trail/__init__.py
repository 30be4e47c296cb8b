"""The audit trail: who did what when, hash-chained, and the policies that were in force."""
