"""Lists as FollowTheMoney entities."""
