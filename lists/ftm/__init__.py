"""FollowTheMoney, the data model of OpenSanctions: its vocabulary, and listings written in it."""
