"""Where the service is, how it runs, and whether it is fit."""
