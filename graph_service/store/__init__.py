"""Where the network is kept: one port, two engines."""
