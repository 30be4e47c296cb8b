"""From a candidate to a hit: the score, its evidence, and what belongs together."""
