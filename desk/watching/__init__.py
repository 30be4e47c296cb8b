"""Who is watched without a shipment: customers, suppliers, staff, vessels."""
