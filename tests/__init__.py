"""Tests state truths: on small invented worlds, on the real figures, and in a real browser."""
