"""What counts as a hit, what follows from it, and who may decide: the policy and its versions."""
