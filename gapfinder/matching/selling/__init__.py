"""Ways of selling, as names and titles give them away: kits, subscriptions, services."""
