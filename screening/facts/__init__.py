"""What is known besides the name: numbers, addresses, dates, countries, and what they say."""
