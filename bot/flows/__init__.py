"""What a person does, from start to end, whichever front they use."""
