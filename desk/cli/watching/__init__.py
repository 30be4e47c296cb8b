"""Commands about who is watched without a shipment."""
