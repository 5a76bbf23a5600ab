"""What several readers share: opening files so that a fault is named with its place, checking shapes, codes and names."""
