"""What type a name has: person, organisation, place."""
