"""What a release costs: ours beside what others would use, measured in one run on one machine."""
