"""What people decide: asked, looked at, recorded, and told; and what ends by itself."""
