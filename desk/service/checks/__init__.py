"""What is looked at to tell whether a service is fit."""
