"""A matching of many sites as it is kept, so that what comes later costs no more than itself."""
