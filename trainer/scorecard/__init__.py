"""What a style has learnt and at what price: the answers to held-out briefs, the scorecard, the blind test."""
