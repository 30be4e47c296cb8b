"""FollowTheMoney, the data model of OpenSanctions: its vocabulary, and lists written in it."""
