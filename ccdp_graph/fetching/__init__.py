"""Speaking HTTP to servers of others, none of which is trusted, and politely to all."""
